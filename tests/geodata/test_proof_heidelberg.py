"""One journey and one round trip in Heidelberg, worked out from the text of the files."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from geodata.journeys.quickest import quickest_journey
from geodata.points import Points
from geodata.round_trips.visits import Visit
from geodata.round_trips.week import round_trips
from geodata.searches.transit import Transit
from geodata.sources.gtfs import read_feed
from geodata.streets.straight_line import StraightLine
from geodata.timetable.service_day import service_day
from tests.geodata import exhaustive_raw
from tests.geodata.exhaustive_raw import arrival, departure, read_day, walk_s

if TYPE_CHECKING:
    from geodata.round_trips.week import RoundTrips
    from tests.geodata.exhaustive_raw import RawDay

FEED = "heidelberg/vrn_gtfs_cut.zip"
FRIDAY = date(2022, 6, 24)
HOME, DOOR = (8.6520, 49.4770), (8.6946, 49.4092)  # a street in Schriesheim, one in Heidelberg
H = 3600
OPENS, CLOSES, STAY_S, WAIT_S, STEP_S = 9 * H, 12 * H, H, 400, 300
AWAY_S = 4 * H  # too short to walk one of the two ways


@pytest.fixture(scope="module")
def raw(shared_data: Path) -> RawDay:
    return read_day(shared_data / FEED, ("20220624", "friday"), ("20220623", "thursday"))


@pytest.fixture(scope="module")
def transit(shared_data: Path) -> Transit:
    # that a vehicle goes on as another trip is left to its own tests
    day = service_day([read_feed(shared_data / FEED)], FRIDAY, stay_seated=False)
    return Transit(day, StraightLine("walk", 4.5))


def test_the_arithmetic_imports_nothing_of_the_package() -> None:
    assert "geodata" not in Path(exhaustive_raw.__file__).read_text("utf-8")


@pytest.mark.parametrize("minute", [20, 5 * 60 + 30, 7 * 60 + 30, 12 * 60 + 7, 21 * 60])
def test_a_journey_arrives_and_leaves_when_the_text_of_the_files_says(
    raw: RawDay, transit: Transit, minute: int
) -> None:
    doors = Points.of(HOME), Points.of(DOOR)
    there = quickest_journey(transit, *doors, depart_s=60 * minute)
    back = quickest_journey(transit, *doors, arrive_s=60 * minute)
    assert there is not None
    assert back is not None
    assert there.rides > 0
    assert there.arrives_s == arrival(raw, HOME, DOOR, 60 * minute)
    assert back.departs_s == departure(raw, HOME, DOOR, 60 * minute)


def _by_hand(raw: RawDay) -> list[tuple[int, int, int, int]]:
    """Return start, leaving, arriving and coming home of every appointment that works."""
    working, on_foot = [], walk_s(HOME, DOOR)
    for start_s in range(OPENS, CLOSES - STAY_S + 1, STEP_S):
        leave_s = departure(raw, HOME, DOOR, start_s)
        come_s = arrival(raw, HOME, DOOR, leave_s)
        home_s = arrival(raw, DOOR, HOME, start_s + STAY_S)
        out_s = departure(raw, DOOR, HOME, home_s)
        assert max(come_s - leave_s, home_s - out_s) < on_foot  # so every way is by vehicle
        if come_s < max(OPENS, start_s - WAIT_S):  # too early by vehicle: on foot to the second
            leave_s, come_s = start_s - on_foot, start_s
        if out_s > start_s + STAY_S + WAIT_S:  # too long to wait for
            home_s = start_s + STAY_S + on_foot
        if home_s - leave_s <= AWAY_S:
            working.append((start_s, leave_s, come_s, home_s))
    return working


def test_a_round_trip_is_the_one_that_the_text_of_the_files_gives(
    raw: RawDay, transit: Transit
) -> None:
    working = _by_hand(raw)
    assert 0 < len(working) < (CLOSES - STAY_S - OPENS) // STEP_S + 1
    found = _asked(transit)
    assert found.starts[0, 0] == len(working)
    shortest_s = min(home_s - leave_s for _, leave_s, _, home_s in working)
    assert found.absence_minutes[0, 0] == shortest_s / 60
    facts = [getattr(found, name)[0, 0] for name in ("start_s", "leave_s", "there_s", "home_s")]
    start_s, leave_s, there_s, home_s = map(int, facts)
    assert (start_s, leave_s, leave_s + there_s, home_s) in working


def _asked(transit: Transit) -> RoundTrips:
    visit = Visit(stay_s=STAY_S, wait_s=WAIT_S, longest_absence_s=AWAY_S)
    return round_trips(transit, Points.of(HOME), Points.of(DOOR), [[(OPENS, CLOSES)]], visit=visit)
