"""The gap table of the small district: how far it has come, and what it tells of timetables."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import insert

from directory.planning.building import results_on
from directory.planning.gap_results import gap_results
from directory.planning.measuring.kept import read_trips
from directory.records.area_tables import PopulationCell
from directory.records.columns import id_from_key
from directory.records.database import open_engine, reading, writing
from geodata.crs import METRIC_SRID
from geodata.networks import open_networks
from tests.small_bus import FIRST, LAST, travelling_app, travelling_district
from tests.small_district import SIDE_M, SOUTH_M, WEST_M
from tests.small_results import VILLAGES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy.orm import Session


DAY = date(2026, 11, 24)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with records, networks and a populated square in each village."""
    folder = tmp_path_factory.mktemp("gaps")
    travelling_app(folder)
    cells = [
        {
            "area_id": id_from_key("area", name),
            "position": f"SRID={METRIC_SRID};POINT({WEST_M + (n + 0.5) * SIDE_M} {SOUTH_M + 99})",
            "cell_m": 100,
            "people": 50.0,
            "estimate": False,
        }
        for n, name in enumerate(VILLAGES)
    ]
    engine = open_engine(f"sqlite:///{folder / 'directory.sqlite'}")
    with writing(engine) as session, session.begin():
        session.execute(insert(PopulationCell), cells)
    engine.dispose()
    return folder


@pytest.fixture
def session(folder: Path) -> Iterator[Session]:
    engine = open_engine(f"sqlite:///{folder / 'directory.sqlite'}")
    with reading(engine) as session:
        yield session
    engine.dispose()


def test_each_kind_tells_how_much_of_it_is_done_until_all_is(
    session: Session, folder: Path
) -> None:
    told: list[tuple[str, float]] = []
    begun: list[str] = []
    results = gap_results(
        session,
        travelling_district(folder),
        open_networks(folder / "networks"),
        inputs={},
        progress=begun.append,
        share=lambda done, of: told.append((begun[-1], done / of)),
        keep_in=folder / "kept",
        runs=3,
    )
    kinds = ["kita (1 of 3)", "counselling (2 of 3)", "family_education (3 of 3)"]
    assert begun == [*kinds, "stability, 3 runs"]
    for kind in begun:
        shares = [share for at, share in told if at == kind]
        assert len(shares) > 2
        assert shares == sorted(shares)
        assert shares[-1] == 1
    assert [village["name"] for village in results["villages"]] == sorted(VILLAGES)
    assert {"kita", "counselling", "family_education"} == {*results["villages"][0]["kinds"]}
    assert results["stability_runs"] == 3
    assert len(read_trips(folder / "kept", "counselling").doors) == 2


def test_another_day_tells_of_its_timetables_what_a_build_would(
    session: Session, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOZIALRAUM_VAR", str(folder / "var"))
    known = travelling_district(folder)
    district = replace(known, sources={"timetable": known.sources["timetable"]})
    results = results_on(session, district, DAY, progress=lambda _: None)
    (timetable,) = results["timetables"]
    assert (timetable["first_date"], timetable["last_date"]) == (str(FIRST), str(LAST))
    assert results["lost_areas"] == []
