from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import insert

from directory.planning.clock.building import write_clock
from directory.planning.clock_file import ClockResults, read_clock
from directory.records.area_tables import PopulationCell
from directory.records.columns import id_from_key
from directory.records.database import open_engine, reading, writing
from geodata.crs import METRIC_SRID
from geodata.errors import SourceError
from geodata.networks import open_networks
from tests.small_bus import travelling_app, travelling_district
from tests.small_district import SIDE_M, SOUTH_M, WEST_M
from tests.small_results import VILLAGES

if TYPE_CHECKING:
    from pathlib import Path

PEOPLE = (50.0, 50.0, 20.0)  # the last are too few to tell of
WEST_OF_STOP_M = 1400.0  # where half of the homes of a village are


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> tuple[ClockResults, list[float]]:
    """The clock of the small district, and how far it had come each time it told."""
    folder = tmp_path_factory.mktemp("clock")
    travelling_app(folder)
    engine = open_engine(f"sqlite:///{folder / 'directory.sqlite'}")
    with writing(engine) as session, session.begin():
        session.execute(
            insert(PopulationCell), [_cell(n, west) for n in range(3) for west in (0, 1)]
        )
    progress: list[float] = []
    with reading(engine) as session:
        write_clock(
            session,
            travelling_district(folder),
            open_networks(folder / "networks"),
            folder,
            progress=lambda done, of: progress.append(done / of),
        )
    engine.dispose()
    found = read_clock(folder)
    assert found is not None
    return found, progress


def _cell(village: int, west: int) -> dict[str, object]:
    x_m = WEST_M + (village + 0.5) * SIDE_M - west * WEST_OF_STOP_M
    return {
        "area_id": id_from_key("area", VILLAGES[village]),
        "position": f"SRID={METRIC_SRID};POINT({x_m} {SOUTH_M + SIDE_M / 2})",
        "cell_m": 100,
        "people": PEOPLE[village] / 2,
        "estimate": False,
    }


def _hours(clock: ClockResults, village: int, kind: str) -> dict[int, float]:
    shares = clock.shares(f"9999900{village}", kind, "school_tuesday")
    assert shares is not None
    return {hour: share for hour, share in enumerate(shares) if share}


def test_who_lives_beside_an_open_door_can_come_whenever_it_is_open(
    told: tuple[ClockResults, list[float]],
) -> None:
    """Open from 8 to 12:30; an hour's stay begins at 11:30 at the latest."""
    assert _hours(told[0], 0, "family_education") == {8: 1.0, 9: 1.0, 10: 1.0, 11: 1.0}
    assert _hours(told[0], 1, "counselling") == {8: 1.0, 9: 1.0, 10: 1.0, 11: 1.0}


def test_a_share_is_that_of_the_people_of_the_village(
    told: tuple[ClockResults, list[float]],
) -> None:
    """
    From Oberau it is 4 km to counselling, and 5.4 from the houses in the west.

    With the detour of 30 % these take 69 and 94 minutes on foot. Twice that and an hour's stay are
    within the four hours that one may be away for the first only, and the bus stops too far away
    from the others. So half of the people can come.
    """
    assert _hours(told[0], 0, "counselling") == {8: 0.5, 9: 0.5, 10: 0.5, 11: 0.5}


def test_both_days_are_there_and_all_doors_are_counted(
    told: tuple[ClockResults, list[float]],
) -> None:
    clock, _ = told
    assert clock.days["school_tuesday"] == date(2026, 11, 24)
    assert set(clock.days) == {"school_tuesday", "holiday_tuesday"}
    assert clock.doors == {"kita": 2, "counselling": 2, "family_education": 24}
    assert set(clock.doors_without_hours.values()) == {0}


def test_of_too_few_people_nothing_is_told(told: tuple[ClockResults, list[float]]) -> None:
    assert told[0].shares("99999002", "kita", "school_tuesday") is None


def test_it_tells_how_far_it_has_come(told: tuple[ClockResults, list[float]]) -> None:
    assert told[1] == sorted(told[1])
    assert told[1][-1] == 1.0


def test_without_a_file_there_is_no_clock_and_a_broken_one_says_what_to_do(tmp_path: Path) -> None:
    assert read_clock(tmp_path) is None
    assert read_clock(None) is None
    (tmp_path / "clock.json").write_text('{"days": []}')
    with pytest.raises(SourceError, match="sozialraum build"):
        read_clock(tmp_path)
