from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.searches.profile_kernels import (
    arrival_profiles,
    departure_events,
    join_access,
    next_event,
    shortest_from_stops,
)
from geodata.walking import NEVER
from tests.geodata.exhaustive import Call, earliest_at, shortest_within
from tests.geodata.networks import Network, networks, seconds_of, table_of, walks_to

if TYPE_CHECKING:
    from numpy.typing import NDArray


def _egress(doors: list[dict[int, int]], stops: int) -> NDArray[np.int32]:
    return np.ascontiguousarray(np.stack([seconds_of(door, stops=stops) for door in doors]).T)


def _shortest(
    network: Network,
    homes: list[dict[int, int]],
    doors: list[dict[int, int]],
    windows: list[tuple[int, int]],
    rides: int,
) -> NDArray[np.int32]:
    events = departure_events(network.day.connections, stops=network.stops)
    egress_s, window_s = _egress(doors, network.stops), np.array(windows, dtype=np.int32)
    profile = arrival_profiles(network.day, events, egress_s, rides)
    shortest = shortest_from_stops(profile, events, window_s)
    access = {(h, stop): walk for h, walks in enumerate(homes) for stop, walk in walks.items()}
    return join_access(table_of(access, size=len(homes)), shortest)


@settings(deadline=None, max_examples=200)
@given(networks(), st.integers(1, 3), st.data())
def test_the_profile_holds_the_earliest_arrival_after_each_departure(
    network: Network, rides: int, data: st.DataObject
) -> None:
    doors = data.draw(st.lists(walks_to(network.stops), min_size=1, max_size=3))
    events = departure_events(network.day.connections, stops=network.stops)
    profile = arrival_profiles(network.day, events, _egress(doors, network.stops), rides)
    for stop in range(network.stops):
        for event in range(events.indptr[stop], events.indptr[stop + 1]):
            ready = {stop: int(events.departure_s[event])}
            for lane, door in enumerate(doors):
                best = earliest_at(network.trips, network.transfers, ready, door, rides=rides)
                assert profile[event, lane] == (NEVER if best is None else best)


@settings(deadline=None, max_examples=200)
@given(networks(), st.integers(1, 3), st.data())
def test_the_shortest_duration_is_the_least_of_all_journeys_of_the_day(
    network: Network, rides: int, data: st.DataObject
) -> None:
    homes = data.draw(st.lists(walks_to(network.stops), min_size=1, max_size=2))
    doors = data.draw(st.lists(walks_to(network.stops), min_size=1, max_size=3))
    window = st.tuples(st.integers(0, 25), st.integers(0, 25))
    windows = data.draw(st.lists(window, min_size=len(doors), max_size=len(doors)))
    found = _shortest(network, homes, doors, windows, rides)
    for home, access in enumerate(homes):
        for lane, door in enumerate(doors):
            best = shortest_within(
                network.trips,
                network.transfers,
                access,
                door,
                rides=rides,
                window_s=windows[lane],
            )
            assert found[home, lane] == (NEVER if best is None else best)


def test_waiting_until_the_door_opens_counts_and_coming_too_late_does_not() -> None:
    early = (Call(0, 100, 100), Call(1, 160, 160))
    late = (Call(0, 300, 300), Call(1, 380, 380))
    network = Network(2, (early, late), {})
    home, door = {0: 10}, {1: 20}
    durations = [
        _shortest(network, [home], [door], [window], 1)[0, 0]
        for window in [(0, 179), (0, 180), (190, 399), (190, 400), (181, 400)]
    ]
    assert durations == [NEVER, 90, 100, 100, 91]


def test_the_next_departure_is_the_first_at_or_after_the_second() -> None:
    trips = tuple((Call(0, t, t), Call(1, t + 9, t + 9)) for t in (30, 10, 20, 20))
    events = departure_events(Network(2, trips, {}).day.connections, stops=2)
    assert events.departure_s.tolist() == [10, 20, 30]
    assert [next_event(events, 0, t) for t in (0, 10, 11, 30, 31)] == [0, 0, 1, 2, -1]
    assert next_event(events, 1, 0) == -1


def test_where_a_trip_circles_within_a_second_the_profile_changes_as_the_matrix_does() -> None:
    """Who gets on at the third call comes to the first again, in the second in which it leaves."""
    lap = tuple(Call(stop, 60, 60) for stop in (0, 1, 2, 0))
    network = Network(3, (lap,), {(0, 0): 0})
    events = departure_events(network.day.connections, stops=3)
    profile = arrival_profiles(network.day, events, _egress([{1: 20}], 3), 2)
    assert profile[events.indptr[2], 0] == 80
    assert earliest_at(network.trips, network.transfers, {2: 0}, {1: 20}, rides=2) == 80
