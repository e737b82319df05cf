"""Boundaries, people, squares and places in the records."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely import MultiPolygon, box

from directory.records import queries
from directory.records.area_tables import AreaPopulation
from directory.records.importing import (
    import_boundaries,
    import_cell_frame,
    import_cells,
    import_parts,
    import_places,
    import_population,
    import_stops,
    tie_areas,
)
from directory.records.importing.people import people_aged
from geodata.crs import to_metres
from geodata.district import YouthOfficeArea, find_district
from geodata.errors import RowError
from geodata.sources.boundaries import BoundaryRecord
from geodata.sources.places import PlaceRecord
from geodata.sources.population import MunicipalPopulation
from geodata.sources.population_grid import GridCells
from geodata.sources.population_parts import PartResidents
from geodata.sources.reading import Reading
from geodata.sources.stops import StopRecord

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy.orm import Session

    from directory.records.area_tables import Dataset

    MakeDataset = Callable[..., Dataset]

ACHT = MunicipalPopulation(
    ags="07137001",
    ars="071375003001",
    name="Acht",
    association="Vordereifel",
    area_km2=3.79,
    population=83.0,
    population_date=date(2026, 2, 28),
    under_3=1.0,
    age_3_to_5=0.0,
    age_6_to_9=0.0,
    age_10_to_14=1.0,
    age_15_to_17=3.0,
    under_18=5.0,
    population_of_ages=67.0,
    ages_date=date(2015, 12, 31),
    postal_code="56729",
    longitude=7.07,
    latitude=50.37,
)


def reading_of(*records: object) -> Reading:
    return Reading(list(enumerate(records, start=2)))


def test_a_municipality_belongs_to_association_district_and_youth_office(
    session: Session, two_villages: Callable, a_dataset: MakeDataset
) -> None:
    two_villages()
    outline = MultiPolygon([box(7.0, 50.3, 7.2, 50.4)])
    association = BoundaryRecord(
        "071375003", "071375003", "Vordereifel", "Verbandsgemeinde", None, outline
    )
    dataset = a_dataset("associations")
    import_boundaries(session, reading_of(association), dataset, level="association")
    office = YouthOfficeArea("Kreisjugendamt", ("07137001",))
    tie_areas(session, replace(find_district("mayen-koblenz"), youth_office_areas=(office,)))
    session.commit()
    acht, boos = queries.areas_at(session, "municipality")
    assert (acht.name, acht.parent.name, acht.parent.parent.level) == (
        "Acht",
        "Vordereifel",
        "district",
    )
    assert acht.youth_office.name == "Kreisjugendamt"
    assert boos.youth_office is None
    (district,) = queries.outlines_at(session, "district")
    parts = queries.outlines_at(session, "municipality")
    whole = sum(part.boundary.area for part in parts)
    assert district.boundary.area == pytest.approx(whole, rel=1e-6)


def test_boundaries_are_kept_in_metres(session: Session, two_villages: Callable) -> None:
    two_villages()
    session.commit()
    acht, _boos = queries.outlines_at(session, "municipality")
    x_m, y_m = to_metres(7.05, 50.35)
    assert acht.boundary.contains(box(x_m - 1, y_m - 1, x_m + 1, y_m + 1))


def test_a_second_import_of_the_same_boundaries_changes_nothing(
    session: Session, two_villages: Callable
) -> None:
    two_villages()
    session.commit()
    before = [(o.area_id, o.boundary.wkb) for o in queries.outlines_at(session, "municipality")]
    two_villages()
    session.commit()
    after = [(o.area_id, o.boundary.wkb) for o in queries.outlines_at(session, "municipality")]
    assert after == before


def test_a_municipality_that_was_merged_away_goes_and_its_places_stay(
    session: Session, two_villages: Callable, a_dataset: MakeDataset
) -> None:
    two_villages()
    boos = PlaceRecord("1", "Boos", "village", 7.15, 50.35, "07137008")
    import_places(session, reading_of(boos), a_dataset("places"))
    one = BoundaryRecord(
        "07137001",
        "071375003001",
        "Acht",
        "Gemeinde",
        None,
        MultiPolygon([box(7, 50.3, 7.2, 50.4)]),
    )
    report = import_boundaries(
        session, reading_of(one), a_dataset("boundaries"), level="municipality"
    )
    session.commit()
    session.expire_all()
    assert (report.updated, report.retired) == (1, 1)
    assert [area.name for area in queries.areas_at(session, "municipality")] == ["Acht"]
    (place,) = queries.places(session)
    assert place.area is None


def test_people_are_kept_as_counted_and_carried_over_as_an_estimate(
    session: Session, two_villages: Callable, a_dataset: MakeDataset
) -> None:
    two_villages()
    report = import_population(session, reading_of(ACHT), a_dataset("population"))
    session.commit()
    acht, boos = queries.areas_at(session, "municipality")
    assert acht.population.people == 83
    assert acht.population.under_6 == 1
    assert acht.population.scaled(acht.population.under_18) == pytest.approx(5 / 67 * 83)
    assert acht.population.ages_are_estimates
    assert boos.population is None
    assert "Boos (07137008) has no population in this file" in str(report)


def test_people_of_a_municipality_without_a_boundary_are_rejected(
    session: Session, two_villages: Callable, a_dataset: MakeDataset
) -> None:
    two_villages()
    elsewhere = replace(ACHT, ags="07111000", name="Koblenz")
    report = import_population(session, reading_of(ACHT, elsewhere), a_dataset("population"))
    assert report.imported == 1
    assert report.rejected[0][0] == 3
    assert "no municipality 07111000 (Koblenz)" in str(report)


def test_unknown_ages_stay_unknown() -> None:
    population = AreaPopulation(people=100.0, under_3=None, age_3_to_5=2.0, people_of_ages=None)
    assert population.under_6 is None
    assert population.scaled(5.0) is None


def test_squares_of_a_grid_find_their_municipality_by_where_they_lie(
    session: Session, two_villages: Callable, a_dataset: MakeDataset
) -> None:
    two_villages()
    longitude, latitude = np.array([7.05, 7.15, 9.0]), np.array([50.35, 50.35, 50.35])
    x_m, y_m = to_metres(longitude, latitude, srid=3035)
    people = np.array([12.0, np.nan, 3.0])
    keys = np.array(["", "", ""])
    cells = GridCells(
        longitude, latitude, x_m, y_m, 3035, 100.0, people, keys, (), "Einwohner", 4, ()
    )
    report = import_cells(session, cells, a_dataset("cells"))
    session.commit()
    frame = queries.population_cells(session)
    assert frame["ags"].tolist() == ["07137001", "07137008"]
    assert frame["people"].iloc[0] == 12
    assert np.isnan(frame["people"].iloc[1])
    assert frame["cell_m"].tolist() == [100.0, 100.0]
    metric = [float(value) for value in to_metres(7.05, 50.35)]
    assert frame[["x_m", "y_m"]].iloc[0].tolist() == pytest.approx(metric, abs=0.01)
    assert "1 squares lie in no municipality" in str(report)
    assert "4 squares outside the district's bounds" in str(report)


def test_squares_of_a_second_import_take_the_place_of_the_first(
    session: Session, two_villages: Callable, a_dataset: MakeDataset
) -> None:
    two_villages()
    columns = {
        "ags": ["07137001"],
        "x_m": [3e5],
        "y_m": [5.5e6],
        "cell_m": [250.0],
        "people": [7.0],
    }
    for _ in range(2):
        import_cell_frame(session, pd.DataFrame(columns), a_dataset("cells", estimate=True))
    session.commit()
    frame = queries.population_cells(session)
    assert len(frame) == 1
    assert frame["estimate"].tolist() == [True]


def test_records_without_squares_give_an_empty_table(session: Session) -> None:
    frame = queries.population_cells(session)
    assert frame.empty
    assert frame["people"].dtype == float


def test_places_and_stops_are_found_however_they_are_typed(
    session: Session, two_villages: Callable, a_dataset: MakeDataset
) -> None:
    two_villages()
    village = PlaceRecord("1", "Kürrenberg", "village", 7.05, 50.35, "")
    stops = [
        StopRecord("9", "Kürrenberg, Ort", 7.06, 50.35, ("bus",), "07137001", ""),
        StopRecord("10", "Straße nach Kürrenberg", 7.07, 50.35, ("bus",), "", ""),
    ]
    import_places(session, reading_of(village), a_dataset("places"))
    import_stops(session, reading_of(*stops), a_dataset("stops"))
    session.commit()
    for typed in ("kürrenberg", "KUERRENBERG", "  Kuerr"):
        found = queries.places_matching(session, typed)
        assert [place.name for place in found] == [
            "Kürrenberg",
            "Kürrenberg, Ort",
            "Straße nach Kürrenberg",
        ]
    assert found[0].area.name == "Acht"
    assert found[0].longitude_latitude == (7.05, 50.35)


@pytest.mark.parametrize("typed", ["", "   ", '"*:^()', "%", "_", "x" * 10_000])
def test_a_search_for_nonsense_finds_nothing_and_breaks_nothing(
    session: Session, two_villages: Callable, a_dataset: MakeDataset, typed: str
) -> None:
    two_villages()
    village = PlaceRecord("1", "Acht", "village", 7.05, 50.35, "")
    import_places(session, reading_of(village), a_dataset("places"))
    assert list(queries.places_matching(session, typed)) == []


def test_a_second_import_of_places_keeps_their_ids_and_drops_what_is_gone(
    session: Session, two_villages: Callable, a_dataset: MakeDataset
) -> None:
    two_villages()
    acht = PlaceRecord("1", "Acht", "village", 7.05, 50.35, "")
    boos = PlaceRecord("2", "Boos", "village", 7.15, 50.35, "")
    import_places(session, reading_of(acht, boos), a_dataset("places"))
    session.commit()
    before = {place.name: place.id for place in queries.places(session)}
    report = import_places(session, reading_of(acht), a_dataset("places"))
    session.commit()
    session.expire_all()
    assert {place.name: place.id for place in queries.places(session)} == {"Acht": before["Acht"]}
    assert (report.added, report.unchanged, report.retired) == (0, 1, 1)


def test_parts_get_their_people_from_years_of_birth(
    session: Session, two_villages: Callable, a_dataset: MakeDataset
) -> None:
    two_villages()
    reading = reading_of(
        PartResidents("07137001", "Oberdorf", 2025, 4),
        PartResidents("07137001", "Oberdorf", 2021, 6),
        PartResidents("07137001", "Oberdorf", 1980, 90),
        PartResidents("07111000", "Altstadt", 1980, 9),
    )
    report = import_parts(session, reading, a_dataset("parts"), on=date(2025, 12, 31))
    session.commit()
    (part,) = queries.areas_at(session, "part")
    assert (part.name, part.parent.name) == ("Oberdorf", "Acht")
    assert part.population.people == 100
    assert part.population.under_3 == pytest.approx(4)
    assert part.population.under_6 == pytest.approx(10, abs=0.01)
    assert part.population.estimate
    assert [line for line, _error in report.rejected] == [5]


@given(
    st.dictionaries(st.integers(1920, 2026), st.integers(0, 500)),
    st.dates(date(2026, 1, 1), date(2026, 12, 31)),
)
def test_everyone_has_exactly_one_age(years: dict[int, int], on: date) -> None:
    groups = [(0, 2), (3, 5), (6, 9), (10, 14), (15, 17), (18, 130)]
    total = sum(people_aged(years, on, *group) for group in groups)
    assert total == pytest.approx(sum(years.values()))


def test_in_the_middle_of_the_year_half_of_those_born_in_a_year_had_their_birthday() -> None:
    on = date(2026, 7, 2)
    assert people_aged({2023: 10}, on, 3, 5) == pytest.approx(5, abs=0.05)
    assert people_aged({2023: 10}, on, 0, 2) == pytest.approx(5, abs=0.05)
    assert people_aged({2026: 10}, on, 0, 2) == pytest.approx(10)


def test_a_rejected_boundary_lets_no_other_area_go(
    session: Session, two_villages: Callable, a_dataset: MakeDataset
) -> None:
    two_villages()
    reading = Reading([], [(1, RowError("geometry", "crosses itself"))])
    report = import_boundaries(session, reading, a_dataset("boundaries"), level="municipality")
    assert report.retired == 0
    assert len(queries.areas_at(session, "municipality")) == 2


def test_a_file_is_remembered_with_its_moment_in_utc(
    session: Session, a_dataset: MakeDataset
) -> None:
    now = datetime.now(UTC)
    a_dataset("stops", imported_at=now)
    session.commit()
    session.expire_all()
    (dataset,) = queries.datasets(session)
    assert dataset.imported_at == now
