from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.connections import NEVER
from geodata.day_stops import Stops, TransferRules
from geodata.day_trips import Trips
from geodata.journey_legs import RideLeg, WalkLeg
from geodata.journeys import Transit
from geodata.one_way import shortest_durations
from geodata.points import Points
from geodata.straight_line import StraightLine
from geodata.timetable import ServiceDay
from geodata.walking import whole_seconds
from tests.geodata.exhaustive import Call, earliest_at, latest_from, shortest_within
from tests.geodata.networks import connections_of, trips
from tests.geodata.ways import at

if TYPE_CHECKING:
    from tests.geodata.exhaustive import Trip, Walks

MAX_WALK_S, PACE = 300, StraightLine("walk", 3.6, detour_factor=1.0)  # a metre a second
Corner = tuple[int, int]
Place = tuple[int, int, int]
Facts = tuple["Walks", dict[int, int], dict[int, int]]
Town = tuple[list[Corner], tuple["Trip", ...]]


def _transit(
    stops: list[tuple[int, int]], runs: tuple[Trip, ...], *, change: int = 0, rides: int = 3
) -> Transit:
    points, many = at(*stops), len(runs)
    texts = np.array([f"t{k}" for k in range(many)], dtype=np.str_)
    no_rules = np.zeros(0, dtype=np.int32)
    names = np.array([f"Halt {k}" for k in range(len(stops))], dtype=np.str_)
    feed = np.zeros(len(stops), dtype=np.int32)
    day = ServiceDay(
        date=date(2026, 3, 10),
        timezone="Europe/Berlin",
        stops=Stops(names, names, points.longitude, points.latitude, feed),
        connections=connections_of(runs),
        trips=Trips(
            texts,
            np.array(["340"] * many, dtype=np.str_),
            np.array(["Mayen"] * many, dtype=np.str_),
            np.full(many, 3, np.int32),
            np.zeros(many, np.bool_),
            np.array([""] * many, dtype=np.str_),
        ),
        transfer_rules=TransferRules(no_rules, no_rules, no_rules),
    )
    return Transit(day, PACE, max_walk_seconds=MAX_WALK_S, change_seconds=change, max_rides=rides)


def _walks(here: Points, there: Points) -> dict[tuple[int, int], int]:
    seconds = whole_seconds(PACE.travel_seconds(here, there))
    return {(a, b): int(seconds[a, b]) for a, b in np.argwhere(seconds <= MAX_WALK_S).tolist()}


@st.composite
def towns(draw: st.DrawFn) -> Town:
    """Stops on a grid of two kilometres, some a few steps apart, and buses among them."""
    many = draw(st.integers(2, 4))
    place = st.tuples(st.integers(0, 3), st.integers(0, 3), st.integers(0, 2))
    spots = draw(st.lists(place, min_size=many, max_size=many))
    stops = [(2000 * x + 70 * aside, 2000 * y) for x, y, aside in spots]
    short = draw(st.lists(trips(many), min_size=1, max_size=4))
    runs = tuple(
        tuple(Call(c.stop, 60 * c.arrival_s, 60 * c.departure_s, c.pickup, c.drop_off) for c in run)
        for run in short
    )
    return stops, runs


# a door: near which stop, and how far east and north of it
places = st.tuples(st.integers(0, 3), st.integers(-170, 170), st.integers(-170, 170))


def _near(stops: list[Corner], place: Place) -> Points:
    number, east, north = place
    stop = stops[number % len(stops)]
    return at((stop[0] + east, stop[1] + north))


def _question(
    town: Town, ends: tuple[Place, Place], change: int
) -> tuple[Transit, tuple[Points, Points], Facts, int]:
    """Return public transport, home and door, and what the exhaustive search must know."""
    transit, (stops, _) = _transit(*town, change=change), town
    home, door = (_near(stops, place) for place in ends)
    changes = {pair: walk + change for pair, walk in _walks(at(*stops), at(*stops)).items()}
    changes |= {(stop, stop): change for stop in range(len(stops))}
    access = {stop: walk for (_, stop), walk in _walks(home, at(*stops)).items()}
    egress = {stop: walk for (stop, _), walk in _walks(at(*stops), door).items()}
    on_foot = _on_foot(home, door)
    return transit, (home, door), (changes, access, egress), on_foot


@settings(deadline=None, max_examples=100)
@given(towns(), st.tuples(places, places), st.integers(0, 90), st.integers(0, 600))
def test_from_door_to_door_nothing_is_earlier(
    town: Town, ends: tuple[Place, Place], change: int, depart_s: int
) -> None:
    transit, doors, (changes, access, egress), on_foot = _question(town, ends, change)
    ready = {stop: depart_s + walk for stop, walk in access.items()}
    arrival = earliest_at(town[1], changes, ready, egress, rides=3)
    expected = min(on_foot, NEVER if arrival is None else arrival - depart_s)
    minutes = transit.depart_matrix(*doors, depart_s=depart_s)
    assert minutes[0, 0] == expected / 60
    journey = transit.journey(*doors, depart_s=depart_s)
    assert journey is not None
    assert journey.arrives_s - depart_s == expected
    assert journey.departs_s >= depart_s
    _check_legs(transit, journey.legs, change)


@settings(deadline=None, max_examples=100)
@given(towns(), st.tuples(places, places), st.integers(0, 90), st.integers(600, 2000))
def test_from_door_to_door_nothing_leaves_later_and_is_there_in_time(
    town: Town, ends: tuple[Place, Place], change: int, arrive_s: int
) -> None:
    transit, doors, (changes, access, egress), on_foot = _question(town, ends, change)
    latest = latest_from(town[1], changes, access, egress, rides=3, arrive_s=arrive_s)
    expected = min(on_foot, NEVER if latest is None else arrive_s - latest)
    minutes = transit.arrive_matrix(*doors, arrive_s=arrive_s)
    assert minutes[0, 0] == expected / 60
    journey = transit.journey(*doors, arrive_s=arrive_s)
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
    transit, doors, (changes, access, egress), on_foot = _question(town, ends, change)
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
    transit = _transit([(0, 0), (5000, 0)], (run,))
    journey = transit.journey(at((0, 119.5)), at((5000, -59.5)), depart_s=0)
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


def _on_foot(home: Points, door: Points) -> int:
    return int(whole_seconds(PACE.travel_seconds(home, door))[0, 0])


def test_walking_all_the_way_wins_a_tie_and_has_no_limit() -> None:
    transit = _transit([(0, 0), (5000, 0)], ((Call(0, 600, 600), Call(1, 9000, 9000)),))
    home, door = at((0, 0)), at((5000, 0))
    tie = _transit([(0, 0), (5000, 0)], ((Call(0, 0, 0), Call(1, _on_foot(home, door), 9000)),))
    for other in (transit, tie):
        for times in ({"depart_s": 0}, {"arrive_s": _on_foot(home, door)}):
            found = other.journey(home, door, **times)
            assert found is not None
            assert found.rides == 0
    assert transit.depart_matrix(home, door, depart_s=0)[0, 0] == pytest.approx(5000 / 60, rel=0.01)


def test_an_unknown_place_has_no_journey_and_a_matrix_without_points_is_empty() -> None:
    transit = _transit([(0, 0), (5000, 0)], ((Call(0, 600, 600), Call(1, 900, 900)),))
    nowhere, none = Points.of((float("nan"), 50.0)), Points.of()
    assert transit.journey(nowhere, at((0, 0)), depart_s=0) is None
    assert transit.journey(nowhere, at((0, 0)), arrive_s=900) is None
    assert np.isnan(transit.depart_matrix(nowhere, at((0, 0)), depart_s=0)).all()
    assert transit.depart_matrix(none, at((0, 0)), depart_s=0).shape == (0, 1)
    assert transit.arrive_matrix(at((0, 0)), none, arrive_s=0).shape == (1, 0)
    window = {"earliest_arrival_s": 0, "latest_arrival_s": 900}
    assert shortest_durations(transit, none, none, **window).shape == (0, 0)


def test_many_homes_and_doors_are_answered_as_one_by_one() -> None:
    run = (Call(0, 600, 600), Call(1, 900, 900))
    transit = _transit([(0, 0), (5000, 0)], (run, ((Call(1, 950, 950), Call(0, 1300, 1300)))))
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
    return _transit([(0, 0), (5000, 0), (5100, 0), (9000, 0)], (first, early, late), change=change)


@pytest.mark.parametrize(("change", "arrives_s"), [(0, 1461), (60, 1461), (61, 2400)])
def test_a_change_takes_its_walk_and_the_change_time_and_not_a_second_less(
    change: int, arrives_s: int
) -> None:
    transit = _two_buses(change)
    home, door = at((0, 0)), at((9000, 0))
    assert transit.depart_matrix(home, door, depart_s=0)[0, 0] == arrives_s / 60
    journey = transit.journey(home, door, depart_s=0)
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
    transit = _transit([(0, 0), (5000, 0), (5250, 0)], (run,))
    journey = transit.journey(at((0, 0)), at((5250, 0)), depart_s=0)
    assert journey is not None
    assert journey.arrives_s == 930
    back = transit.journey(at((0, 0)), at((5250, 0)), arrive_s=1200)
    assert back is not None
    assert back.arrives_s == 930
