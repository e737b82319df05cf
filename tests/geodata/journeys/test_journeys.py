from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.journeys.legs import RideLeg, WalkLeg
from geodata.journeys.quickest import quickest_journey
from geodata.points import Points
from geodata.searches.one_way import shortest_durations
from geodata.walking import NEVER
from tests.geodata.exhaustive import Call, earliest_at, latest_from, shortest_within
from tests.geodata.towns import on_foot_s, places, question, town_transit, towns
from tests.geodata.ways import at

if TYPE_CHECKING:
    from geodata.searches.transit import Transit
    from tests.geodata.towns import Place, Town


@settings(deadline=None, max_examples=100)
@given(towns(), st.tuples(places, places), st.integers(0, 90), st.integers(0, 600))
def test_from_door_to_door_nothing_is_earlier(
    town: Town, ends: tuple[Place, Place], change: int, depart_s: int
) -> None:
    transit, doors, (changes, access, egress), on_foot = question(town, ends, change)
    ready = {stop: depart_s + walk for stop, walk in access.items()}
    arrival = earliest_at(town[1], changes, ready, egress, rides=3)
    expected = min(on_foot, NEVER if arrival is None else arrival - depart_s)
    minutes = transit.depart_matrix(*doors, depart_s=depart_s)
    assert minutes[0, 0] == expected / 60
    journey = quickest_journey(transit, *doors, depart_s=depart_s)
    assert journey is not None
    assert journey.arrives_s - depart_s == expected
    assert journey.departs_s >= depart_s
    _check_legs(transit, journey.legs, change)


@settings(deadline=None, max_examples=100)
@given(towns(), st.tuples(places, places), st.integers(0, 90), st.integers(600, 2000))
def test_from_door_to_door_nothing_leaves_later_and_is_there_in_time(
    town: Town, ends: tuple[Place, Place], change: int, arrive_s: int
) -> None:
    transit, doors, (changes, access, egress), on_foot = question(town, ends, change)
    latest = latest_from(town[1], changes, access, egress, rides=3, arrive_s=arrive_s)
    expected = min(on_foot, NEVER if latest is None else arrive_s - latest)
    minutes = transit.arrive_matrix(*doors, arrive_s=arrive_s)
    assert minutes[0, 0] == expected / 60
    journey = quickest_journey(transit, *doors, arrive_s=arrive_s)
    assert journey is not None
    assert arrive_s - journey.departs_s == expected
    assert journey.arrives_s <= arrive_s
    _check_legs(transit, journey.legs, change)


@settings(deadline=None, max_examples=100)
@given(
    towns(),
    st.tuples(places, places),
    st.integers(0, 90),
    st.integers(0, 1500),
    st.integers(-60, 900),
)
def test_no_journey_of_the_day_is_shorter_than_the_way_there(
    town: Town, ends: tuple[Place, Place], change: int, opens: int, long: int
) -> None:
    transit, doors, (changes, access, egress), on_foot = question(town, ends, change)
    window = (opens, opens + long)
    shortest = shortest_within(town[1], changes, access, egress, rides=3, window_s=window)
    minutes = shortest_durations(
        transit, *doors, earliest_arrival_s=[window[0]], latest_arrival_s=[window[1]]
    )
    if long < 0:
        assert np.isnan(minutes[0, 0])
    else:
        assert minutes[0, 0] == min(on_foot, NEVER if shortest is None else shortest) / 60


def _check_legs(transit: Transit, legs: tuple[object, ...], change: int) -> None:
    """The legs follow each other, walks take as long as they must, changes leave enough time."""
    rides = [leg for leg in legs if isinstance(leg, RideLeg)]
    assert len(rides) <= transit.max_rides
    assert isinstance(legs[0], WalkLeg)
    assert isinstance(legs[-1], WalkLeg)
    for before, after in pairwise(legs):
        assert before.to_name == after.from_name
        assert before.arrives_s <= after.departs_s
    for before, after in pairwise(rides):
        assert after.departs_s - before.arrives_s >= change


def test_a_bus_and_the_walks_around_it_as_a_person_reads_them() -> None:
    run = (Call(0, 600, 600), Call(1, 900, 900))
    transit = town_transit([(0, 0), (5000, 0)], (run,))
    journey = quickest_journey(transit, at((0, 119.5)), at((5000, -59.5)), depart_s=0)
    assert journey is not None
    to_stop, ride, from_stop = journey.legs
    assert isinstance(to_stop, WalkLeg)
    assert isinstance(ride, RideLeg)
    assert isinstance(from_stop, WalkLeg)
    assert (to_stop.from_name, to_stop.to_name, to_stop.departs_s) == ("origin", "Halt 0", 480)
    assert (ride.line, ride.headsign, ride.departs_s, ride.arrives_s) == ("340", "Mayen", 600, 900)
    assert (from_stop.to_name, from_stop.arrives_s) == ("destination", 960)
    assert to_stop.metres == pytest.approx(119.5, abs=0.5)
    assert journey.walking_metres == pytest.approx(179, abs=1)
    assert journey.rides == 1


def test_walking_all_the_way_wins_a_tie_and_has_no_limit() -> None:
    transit = town_transit([(0, 0), (5000, 0)], ((Call(0, 600, 600), Call(1, 9000, 9000)),))
    home, door = at((0, 0)), at((5000, 0))
    tie = town_transit(
        [(0, 0), (5000, 0)], ((Call(0, 0, 0), Call(1, on_foot_s(home, door), 9000)),)
    )
    for other in (transit, tie):
        for times in ({"depart_s": 0}, {"arrive_s": on_foot_s(home, door)}):
            found = quickest_journey(other, home, door, **times)
            assert found is not None
            assert found.rides == 0
    assert transit.depart_matrix(home, door, depart_s=0)[0, 0] == pytest.approx(5000 / 60, rel=0.01)


def test_an_unknown_place_has_no_journey_and_a_matrix_without_points_is_empty() -> None:
    transit = town_transit([(0, 0), (5000, 0)], ((Call(0, 600, 600), Call(1, 900, 900)),))
    nowhere, none = Points.of((float("nan"), 50.0)), Points.of()
    assert quickest_journey(transit, nowhere, at((0, 0)), depart_s=0) is None
    assert quickest_journey(transit, nowhere, at((0, 0)), arrive_s=900) is None
    assert np.isnan(transit.depart_matrix(nowhere, at((0, 0)), depart_s=0)).all()
    assert transit.depart_matrix(none, at((0, 0)), depart_s=0).shape == (0, 1)
    assert transit.arrive_matrix(at((0, 0)), none, arrive_s=0).shape == (1, 0)
    window = {"earliest_arrival_s": 0, "latest_arrival_s": 900}
    assert shortest_durations(transit, none, none, **window).shape == (0, 0)


def test_many_homes_and_doors_are_answered_as_one_by_one() -> None:
    run = (Call(0, 600, 600), Call(1, 900, 900))
    transit = town_transit([(0, 0), (5000, 0)], (run, ((Call(1, 950, 950), Call(0, 1300, 1300)))))
    homes = at(*((10 * k, 7 * k) for k in range(150)))
    doors = at(*((5000 - 11 * k, 3 * k) for k in range(150)))
    window = {"earliest_arrival_s": 800, "latest_arrival_s": 4000}
    together = shortest_durations(transit, homes, doors, **window)
    matrix = transit.depart_matrix(homes, doors, depart_s=300)
    for home, door in ((0, 149), (149, 0), (70, 64), (64, 63)):
        alone = homes.take([home]), doors.take([door])
        assert shortest_durations(transit, *alone, **window)[0, 0] == together[home, door]
        assert transit.depart_matrix(*alone, depart_s=300)[0, 0] == matrix[home, door]


def _two_buses(change: int) -> Transit:
    first = (Call(0, 600, 600), Call(1, 900, 900))
    early, late = ((Call(2, t, t), Call(3, t + 400, t + 400)) for t in (1061, 2000))
    return town_transit(
        [(0, 0), (5000, 0), (5100, 0), (9000, 0)], (first, early, late), change=change
    )


@pytest.mark.parametrize(("change", "arrives_s"), [(0, 1461), (60, 1461), (61, 2400)])
def test_a_change_takes_its_walk_and_the_change_time_and_not_a_second_less(
    change: int, arrives_s: int
) -> None:
    transit = _two_buses(change)
    home, door = at((0, 0)), at((9000, 0))
    assert transit.depart_matrix(home, door, depart_s=0)[0, 0] == arrives_s / 60
    journey = quickest_journey(transit, home, door, depart_s=0)
    assert journey is not None
    assert journey.arrives_s == arrives_s
    names = [(leg.from_name, leg.to_name) for leg in journey.legs]
    assert names[1:4] == [("Halt 0", "Halt 1"), ("Halt 1", "Halt 2"), ("Halt 2", "Halt 3")]
    walk = journey.legs[2]
    assert (walk.departs_s, walk.arrives_s) == (900, 1001)  # the change time is no walk


def test_one_ride_is_not_enough_where_two_are_needed() -> None:
    one, two = _two_buses(0), _two_buses(0)
    home, door = at((0, 0)), at((9000, 0))
    assert replace(one, max_rides=1).depart_matrix(home, door, depart_s=0)[0, 0] > 150 - 1
    assert replace(two, max_rides=2).depart_matrix(home, door, depart_s=0)[0, 0] == 1461 / 60


def test_one_stays_aboard_where_the_walk_from_the_stop_before_is_longer() -> None:
    run = (Call(0, 600, 600), Call(1, 900, 900), Call(2, 930, 930))
    transit = town_transit([(0, 0), (5000, 0), (5250, 0)], (run,))
    journey = quickest_journey(transit, at((0, 0)), at((5250, 0)), depart_s=0)
    assert journey is not None
    assert journey.arrives_s == 930
    back = quickest_journey(transit, at((0, 0)), at((5250, 0)), arrive_s=1200)
    assert back is not None
    assert back.arrives_s == 930
