from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.journeys.legs import WalkLeg
from geodata.points import Points
from geodata.round_trips.one_home import round_trip
from geodata.round_trips.visits import Visit
from geodata.round_trips.week import round_trips
from geodata.searches.transit import Transit
from geodata.sources.gtfs import read_feed
from geodata.streets.straight_line import StraightLine
from geodata.timetable.service_day import service_day
from geodata.walking import whole_seconds
from tests.geodata.exhaustive import Call
from tests.geodata.exhaustive_rounds import (
    Errand,
    all_legs,
    every_round_trip,
    last_way_home,
    shortest,
)
from tests.geodata.sources.feeds import write_feed
from tests.geodata.towns import MAX_WALK_S, Place, Town, places, question, town_transit, towns
from tests.geodata.ways import at

if TYPE_CHECKING:
    from pathlib import Path

    from geodata.round_trips.answers import RoundTrips

H, MIN = 3600, 60
VILLAGE, TOWN = (0, 0), (40_000, 0)  # too far to walk there and back on one day
BY_DAY = {"leave_from_s": 6 * H, "home_by_s": 20 * H}
BIKE, LONGEST_S = StraightLine("bike", 12.6, detour_factor=1.0), 700  # three and a half m/s


def _by_bike(home: Points, stops: Points) -> dict[int, int]:
    seconds = whole_seconds(BIKE.travel_seconds(home, stops))[0].tolist()
    return {stop: int(s) for stop, s in enumerate(seconds) if s <= LONGEST_S}


def _facts(trips: RoundTrips) -> tuple[int, ...] | None:
    if trips.starts[0, 0] <= 0:
        return None
    names = "start_s leave_s there_s rides_there back_s home_s rides_back"
    return tuple(int(getattr(trips, name)[0, 0]) for name in names.split())


@settings(deadline=None, max_examples=150)
@given(
    towns(),
    st.tuples(places, places),
    st.integers(0, 90),
    st.tuples(st.integers(-300, 1500), st.integers(1500, 4000)),
    st.integers(0, 700),
    st.integers(500, 9000),
)
def test_with_a_bike_left_at_the_stop_round_trips_are_those_that_trying_everything_finds(  # noqa: PLR0913, PLR0917 - a town, a home, a door and the question
    town: Town,
    ends: tuple[Place, Place],
    change: int,
    hours: tuple[int, int],
    stay_s: int,
    home_by_s: int,
) -> None:
    walked, (home, door), (changes, _, egress), on_foot = question(town, ends, change)
    transit = replace(walked, access_by=BIKE, max_access_seconds=LONGEST_S)
    _, _, (_, from_door, _), _ = question(town, (ends[1], ends[0]), change)
    by_bike = _by_bike(home, at(*town[0]))
    there = all_legs(town[1], changes, by_bike, egress, rides=3)
    back = all_legs(town[1], changes, from_door, by_bike, rides=3)
    errand = Errand(
        stay_s=stay_s,
        longest_stay_s=stay_s,
        wait_s=900,
        wait_outside=True,
        leave_from_s=-2000,
        home_by_s=home_by_s,
        longest_absence_s=float("inf"),
    )
    visit = Visit(**vars(errand))
    trips = round_trips(transit, home, door, [[hours]], visit=visit)
    working = list(every_round_trip(there, back, on_foot, [hours], errand))
    assert trips.starts[0, 0] == len(working)
    assert _facts(trips) == shortest(working)
    assert trips.last_home_s[0, 0] == last_way_home(back, on_foot, errand, nearby_s=MAX_WALK_S)
    one = round_trip(transit, home, door, [hours], visit=visit)
    assert (one is None) == (not working)
    if one is not None:
        facts = (one.start_s, one.leaves_s, one.home_s)
        assert facts == (trips.start_s[0, 0], trips.leave_s[0, 0], trips.home_s[0, 0])


def test_the_bike_is_ridden_from_home_and_back_home_and_never_at_the_door() -> None:
    buses = [
        (Call(0, 9 * H, 9 * H), Call(1, 9 * H + 30 * MIN, 9 * H + 30 * MIN)),
        (Call(1, 11 * H, 11 * H), Call(0, 11 * H + 30 * MIN, 11 * H + 30 * MIN)),
    ]
    walked = town_transit([VILLAGE, TOWN], tuple(buses))
    transit = replace(walked, access_by=BIKE, max_access_seconds=LONGEST_S)
    home, near, far = at((0, 2000)), at((40_000, 100)), at((40_000, 2000))
    hours = [(9 * H, 12 * H)]
    assert round_trip(walked, home, near, hours, visit=Visit(**BY_DAY)) is None
    trip = round_trip(transit, home, near, hours, visit=Visit(**BY_DAY))
    assert trip is not None
    modes = [
        [leg.mode for leg in way.legs if isinstance(leg, WalkLeg)]
        for way in (trip.there, trip.back)
    ]
    assert modes == [["bike", "walk"], ["walk", "bike"]]
    assert trip.leaves_s == 9 * H - 572  # 2,000 m at 3.5 m/s, rounded up
    assert trip.home_s == 11 * H + 30 * MIN + 572
    assert round_trip(transit, home, far, hours, visit=Visit(**BY_DAY)) is None


@pytest.mark.parametrize(("late_s", "works"), [(0, True), (1, False)])
def test_who_must_be_home_while_still_walking_from_the_stop_is_not_home(
    late_s: int,
    works: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    """The bus is at the stop at 12:00, the walk takes two minutes: home by 12:02, not by 12:01:59."""
    buses = (
        (Call(0, 9 * H, 9 * H), Call(1, 10 * H, 10 * H)),
        (Call(1, 11 * H, 11 * H), Call(0, 12 * H, 12 * H)),
    )
    transit = town_transit([VILLAGE, TOWN], buses)
    visit = Visit(leave_from_s=6 * H, home_by_s=12 * H + 2 * MIN - late_s)
    ends, hours = (at((0, 119.5)), at(TOWN)), [(9 * H, 12 * H)]
    trips = round_trips(transit, *ends, [hours], visit=visit)
    assert trips.starts.tolist() == [[int(works)]]
    assert (trips.last_home_s[0, 0] == 11 * H) == works
    assert (round_trip(transit, *ends, hours, visit=visit) is not None) == works


def test_the_day_ends_when_the_last_bus_has_come_and_the_way_from_the_stop_is_gone() -> None:
    late = 23 * H + 55 * MIN
    buses = (
        (Call(0, 20 * H, 20 * H), Call(1, 21 * H, 21 * H)),
        (Call(1, 22 * H, 22 * H), Call(0, late, late)),
    )
    walked = town_transit([VILLAGE, TOWN], buses)
    by_bike = replace(walked, access_by=BIKE, max_access_seconds=LONGEST_S)
    hours = [(21 * H, 22 * H)]
    for transit, home in ((walked, at((0, 299.5))), (by_bike, at((0, 2400)))):
        trips = round_trips(transit, home, at(TOWN), [hours])
        assert trips.starts[0, 0] == 1
        assert late + 300 <= trips.home_s[0, 0] <= late + LONGEST_S


TIMES = "trip_id,arrival_time,departure_time,stop_id,stop_sequence\n"
TRIPS = "route_id,service_id,trip_id,trip_headsign,block_id\n"
THERE = "o1,08:00:00,08:00:00,A,1\no1,08:30:00,08:30:00,B,2\no2,08:35:00,08:35:00,B,1\no2,09:00:00,09:00:00,C,2\n"
BACK = "i1,10:30:00,10:30:00,C,1\ni1,11:00:00,11:00:00,B,2\ni2,11:05:00,11:05:00,B,1\ni2,11:30:00,11:30:00,A,2\n"


@pytest.mark.parametrize(("blocks", "works"), [("1122", True), ("1222", False), ("1123", False)])
def test_staying_seated_on_both_ways_is_one_ride_each_and_needs_no_time_to_change(
    tmp_path: Path,
    blocks: str,
    works: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    rows = [
        f"r,week,{trip},{trip},{block}\n"
        for trip, block in zip(("o1", "o2", "i1", "i2"), blocks, strict=True)
    ]
    feed = write_feed(tmp_path, trips=TRIPS + "".join(rows), stop_times=TIMES + THERE + BACK)
    day = service_day([read_feed(feed)], date(2026, 3, 9))
    transit = Transit(day, StraightLine("walk", 4.5), change_seconds=600, max_rides=4)
    home, door = Points.of((7.07, 50.37)), Points.of((7.17, 50.15))
    visit, hours = Visit(leave_from_s=7 * H, home_by_s=12 * H), [(9 * H, 10 * H + 10 * MIN)]
    for rides in (1, 4):
        trip = round_trip(replace(transit, max_rides=rides), home, door, hours, visit=visit)
        assert (trip is not None) == works
        if trip is not None:
            assert (trip.leaves_s, trip.home_s) == (8 * H, 11 * H + 30 * MIN)
            assert (trip.there.rides, trip.back.rides, trip.transfers) == (1, 1, 0)
            assert trip.starts == 3  # 9:00, 9:05, 9:10


@pytest.mark.parametrize("until", ["11:30:00", "11:30:01"])
def test_a_start_at_opening_and_an_end_at_closing_count_and_not_a_second_outside(
    until: str,
) -> None:
    second = sum(x * y for x, y in zip((H, MIN, 1), map(int, until.split(":")), strict=True))
    buses = (
        (Call(0, 9 * H, 9 * H), Call(1, 10 * H, 10 * H)),
        (Call(1, second, second), Call(0, second + H, second + H)),
    )
    transit = town_transit([VILLAGE, TOWN], buses)
    ends = at(VILLAGE), at(TOWN)

    def starts(hours: tuple[int, int], *, wait_s: int = 30 * MIN) -> int:
        visit = Visit(wait_s=wait_s, **BY_DAY)
        return int(round_trips(transit, *ends, [[hours]], visit=visit).starts[0, 0])

    exact = until == "11:30:00"
    assert starts((10 * H, 11 * H)) == exact  # 10:00–11:00, then half an hour for the bus
    assert starts((10 * H, 11 * H - 1)) == 0  # would be over a second after closing
    assert starts((10 * H + 1, 11 * H)) == 0  # is there a second before opening
    assert starts((10 * H, 11 * H), wait_s=30 * MIN - 1) == 0
    assert starts((10 * H, 11 * H), wait_s=30 * MIN + 1) == 1
