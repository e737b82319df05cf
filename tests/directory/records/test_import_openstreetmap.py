"""What OpenStreetMap fills in where a district has no list of its own; refuges stay out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd
import pytest

from directory.records import queries
from directory.records.importing import import_district
from directory.records.importing.openstreetmap import import_osm_features, may_be_secret
from geodata.district import Source, read_district
from geodata.sources.osm_features import OsmFeatures

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

HERE = {"longitude": 7.05, "latitude": 50.35}
COLUMNS = ("osm_id", "name", "longitude", "latitude")


@pytest.fixture
def extract(tmp_path: Path) -> Source:
    path = tmp_path / "streets.osm.pbf"
    path.write_bytes(b"")
    return Source("streets", path, licence="ODbL", date=date(2026, 11, 1))


def table(*rows: dict[str, object]) -> pd.DataFrame:
    return pd.DataFrame([HERE | row for row in rows], columns=None if rows else list(COLUMNS))


def features(**tables: pd.DataFrame) -> OsmFeatures:
    names = ("kindergartens", "social_facilities", "community_centres")
    names += ("places", "addresses", "buildings")
    return OsmFeatures(
        **{name: tables.get(name, table()) for name in names}, unplaced=("w7",), withheld=2
    )


def test_kindergartens_become_kitas_with_what_is_tagged(session: Session, extract: Source) -> None:
    row = {"osm_id": "n1", "name": "Arche", "operator": "Ev. Kirche", "capacity": "40"}
    row |= {"opening_hours": "Mo-Fr 07:00-16:30", "addr:street": "Weg", "addr:housenumber": "2"}
    row |= {"wheelchair": "yes"}
    nameless = {"osm_id": "w2", "name": "", "capacity": "viele", "wheelchair": "limited"}
    found = features(kindergartens=table(row | {"phone": "1"}, nameless | {"phone": ""}).fillna(""))
    import_osm_features(session, found, extract, lists=[])
    session.commit()
    arche, other = queries.services(session, kind="kita")
    assert (arche.name, arche.organization.name, arche.kita.places) == ("Arche", "Ev. Kirche", 40)
    assert arche.location.address_1 == "Weg 2"
    assert len(arche.schedules) == 5
    assert [access.step_free for access in arche.location.accessibility] == [True]
    assert other.location.accessibility == []
    assert (arche.source, arche.source_date) == ("OpenStreetMap", date(2026, 11, 1))
    assert (other.name, other.kita.places) == ("Kita ohne Namen", None)


def test_social_facilities_are_other_offers_unless_tagged_as_advice(
    session: Session, extract: Source
) -> None:
    found = features(
        social_facilities=table(
            {"osm_id": "n1", "name": "Tafel", "social_facility": "food_bank"},
            {"osm_id": "n2", "name": "Beratung", "social_facility": "outreach"},
            {"osm_id": "n3", "name": "", "social_facility": "outreach"},
        ),
        community_centres=table({"osm_id": "n4", "name": "Bürgerhaus"}),
    )
    reports = import_osm_features(session, found, extract, lists=["kitas"])
    session.commit()
    kinds = {service.name: service.kind for service in queries.services(session)}
    assert kinds == {"Tafel": "other", "Beratung": "counselling", "Bürgerhaus": "other"}
    assert "n3 has no name; left out" in str(reports[0])
    assert "2 shelters left out" in str(reports[0])


@pytest.mark.parametrize(
    "tags",
    [
        {"name": "Frauenhaus Musterstadt"},
        {"name": "Haus Lilie", "social_facility": "shelter", "social_facility:for": "women;child"},
        {"name": "Haus Lilie", "social_facility": "group_home", "social_facility:for": "victim"},
        {"name": "Lilie", "operator": "Trägerverein Mädchenhaus"},
    ],
)
def test_what_may_be_a_refuge_gets_no_row_and_no_position(
    session: Session, extract: Source, tags: dict[str, str]
) -> None:
    assert may_be_secret(tags)
    found = features(social_facilities=table({"osm_id": "n1"} | tags))
    reports = import_osm_features(session, found, extract, lists=["kitas"])
    session.commit()
    assert queries.services(session) == []
    assert "n1 may be a refuge" in str(reports[0])
    assert "Lilie" not in str(reports[0])


def test_what_lies_outside_the_bounds_is_told(session: Session, extract: Source) -> None:
    found = replace(features(), outside=12)
    reports = import_osm_features(session, found, extract, lists=["kitas", "services"])
    assert "12 things outside the bounds of the district left out" in str(reports[-1])


def test_a_list_of_the_district_goes_before_the_map(session: Session, extract: Source) -> None:
    found = features(kindergartens=table({"osm_id": "n1", "name": "Arche"}))
    import_osm_features(session, found, extract, lists=["kitas", "services", "places"])
    session.commit()
    assert queries.services(session) == []


def test_addresses_streets_and_places_are_found_by_name(session: Session, extract: Source) -> None:
    address = {"osm_id": "n1", "name": "", "addr:street": "Hauptstraße", "addr:postcode": "69117"}
    address |= {"addr:city": "Heidelberg"}
    found = features(
        addresses=table(
            address | {"addr:housenumber": "1"},
            address | {"osm_id": "n2", "addr:housenumber": "2"},
        ),
        places=table({"osm_id": "n3", "name": "Neuenheim", "place": "suburb"}),
    )
    import_osm_features(session, found, extract, lists=[])
    session.commit()
    names = [(place.kind, place.name) for place in queries.places_matching(session, "hauptstr")]
    assert names == [
        ("street", "Hauptstraße, 69117 Heidelberg"),
        ("address", "Hauptstraße 1, 69117 Heidelberg"),
        ("address", "Hauptstraße 2, 69117 Heidelberg"),
    ]
    assert [place.kind for place in queries.places_matching(session, "neuenheim")] == ["part"]


def test_heidelberg_has_its_25_kindergartens_and_people_along_its_streets(
    session: Session, shared_data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOZIALRAUM_TEST_DATA", str(shared_data))
    district = read_district(Path(__file__).parents[2] / "data" / "heidelberg")
    reports = import_district(session, district)
    session.commit()
    assert [report for report in reports if report.rejected] == []
    assert queries.services_by_kind(session)["kita"] == 25
    areas = queries.areas_at(session, "municipality")
    cells = queries.population_cells(session)
    assert cells["people"].sum() == pytest.approx(sum(a.population.people for a in areas))
    assert cells["estimate"].all()
    assert set(cells["ags"]) == {area.ags for area in areas}
    assert queries.places(session, "address")
