from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.points import Points
from geodata.round_trips.day_hours import HOURS, hours_with_trips
from geodata.round_trips.visits import Visit
from geodata.round_trips.week import round_trips
from tests.geodata.exhaustive import Call
from tests.geodata.exhaustive_rounds import Errand, all_legs, every_round_trip
from tests.geodata.towns import near, places, question, town_transit, towns
from tests.geodata.ways import at

TOWN = [(0, 0), (20_000, 0)]
# There at 9:30 and 15:00; home from 11:00 and from 16:20
BUSES = tuple(
    (Call(a, *(depart, depart)), Call(b, *(depart + 1200, depart + 1200)))
    for a, b, depart in ((0, 1, 33_000), (1, 0, 39_600), (0, 1, 52_800), (1, 0, 58_800))
)


@st.composite
def errands(draw: st.DrawFn) -> Errand:
    stay_s = draw(st.integers(0, 700))
    return Errand(
        stay_s=stay_s,
        longest_stay_s=stay_s,
        wait_s=draw(st.integers(0, 900)),
        wait_outside=draw(st.booleans()),
        leave_from_s=-2000,
        home_by_s=9000,
        longest_absence_s=draw(st.sampled_from([np.inf, 1200, 4000])),
    )


@settings(deadline=None, max_examples=100)
@given(towns(), st.tuples(places, places), errands(), st.integers(-300, 3000), st.integers(0, 5000))
def test_the_hours_are_those_of_all_appointments_that_trying_everything_finds(
    town: tuple[list[tuple[int, int]], tuple[tuple[Call, ...], ...]],
    ends: tuple[tuple[int, int, int], tuple[int, int, int]],
    errand: Errand,
    opens_s: int,
    long_s: int,
) -> None:
    window = (opens_s, opens_s + long_s)
    transit, (home, door), (changes, access, egress), on_foot = question(town, ends, 0)
    _, _, (_, from_door, to_home), _ = question(town, (ends[1], ends[0]), 0)
    there = all_legs(town[1], changes, access, egress, rides=3)
    back = all_legs(town[1], changes, from_door, to_home, rides=3)
    working = every_round_trip(there, back, on_foot, [window], errand)
    wanted = {trip[0] // 3600 % HOURS for trip in working}
    works = hours_with_trips(transit, home, door, [[window]], visit=Visit(**vars(errand)))
    assert set(np.flatnonzero(works[0]).tolist()) == wanted


@settings(deadline=None, max_examples=20)
@given(towns(), st.tuples(places, places, places), st.integers(0, 3000))
def test_some_hour_works_exactly_where_some_appointment_does(
    town: tuple[list[tuple[int, int]], tuple[tuple[Call, ...], ...]],
    ends: tuple[tuple[int, int, int], ...],
    opens_s: int,
) -> None:
    transit = town_transit(*town)
    points = [near(town[0], end) for end in ends]
    doors = Points(
        np.concatenate([one.longitude for one in points[1:]]),
        np.concatenate([one.latitude for one in points[1:]]),
    )
    hours = [[(opens_s, opens_s + 4000)], [(0, 900), (5000, 9000)]]
    visit = Visit(stay_s=300, wait_s=600)
    works = hours_with_trips(transit, points[0], doors, hours, visit=visit)
    starts = round_trips(transit, points[0], doors, hours, visit=visit).starts
    assert works.any() == (starts > 0).any()


def test_two_buses_a_day_give_two_hours() -> None:
    transit = town_transit(TOWN, BUSES)
    home, door = at(TOWN[0]), at(TOWN[1])
    day = [[(8 * 3600, 18 * 3600)]]
    # Nobody walks the 20 kilometres, which would take more than four hours.
    visit = Visit(stay_s=3600, wait_s=1800, longest_absence_s=4 * 3600)
    works = hours_with_trips(transit, home, door, day, visit=visit)
    # At most half an hour's wait on each side: to begin from 9:30 to 10:00, and from 15:00 to 15:20.
    assert np.flatnonzero(works[0]).tolist() == [9, 10, 15]


def test_a_door_that_is_shut_or_whose_hours_nobody_knows_gives_no_hour() -> None:
    transit = town_transit(TOWN, BUSES)
    home, door = at(TOWN[0]), at(TOWN[1])
    assert not hours_with_trips(transit, home, door, [[]]).any()
    assert not hours_with_trips(transit, home, door, [None]).any()


def test_homes_are_told_as_they_are_done() -> None:
    transit = town_transit(TOWN, BUSES)
    told: list[tuple[int, int]] = []
    hours_with_trips(
        transit,
        at(*([TOWN[0]] * 600)),
        at(TOWN[1]),
        [[(30_000, 60_000)]],
        progress=lambda done, of: told.append((done, of)),
    )
    assert told == [(1, 2), (2, 2)]


@pytest.mark.parametrize("many", [0, 3])
def test_without_doors_no_hour_works(many: int) -> None:
    homes = at(*([TOWN[0]] * many)) if many else Points(np.zeros(0), np.zeros(0))
    nowhere = Points(np.zeros(0), np.zeros(0))
    assert hours_with_trips(town_transit(TOWN, BUSES), homes, nowhere, []).shape == (many, HOURS)
