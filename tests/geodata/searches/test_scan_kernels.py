from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.day_network import mirror
from geodata.searches.scan_kernels import arrival_matrix, earliest_arrivals
from geodata.walking import NEVER, transposed
from tests.geodata.exhaustive import Call, earliest_at, every_journey, latest_from
from tests.geodata.networks import Network, networks, seconds_of, table_of, walks_to

if TYPE_CHECKING:
    from random import Random

    from geodata.day_network import Connections, DayNetwork
    from geodata.searches.scan_kernels import Labels
    from geodata.walking import WalkingTable

FOUR_RIDES = 4


def _arrival(
    day: DayNetwork, ready: dict[int, int], egress: dict[int, int], rides: int
) -> int | None:
    stops = len(day.transfers.indptr) - 1
    labels = earliest_arrivals(day, seconds_of(ready, stops=stops), rides)
    arrivals = {stop: int(labels.arrival[rides, stop]) for stop in egress}
    return min(
        (second + egress[stop] for stop, second in arrivals.items() if second < NEVER),
        default=None,
    )


@settings(deadline=None, max_examples=300)
@given(networks(), st.integers(1, 3), st.data())
def test_the_earliest_arrival_is_the_best_of_all_journeys(
    network: Network, rides: int, data: st.DataObject
) -> None:
    ready = data.draw(walks_to(network.stops))
    egress = data.draw(walks_to(network.stops))
    expected = earliest_at(network.trips, network.transfers, ready, egress, rides=rides)
    assert _arrival(network.day, ready, egress, rides) == expected


@settings(deadline=None, max_examples=300)
@given(networks(), st.integers(1, 3), st.integers(5, 30), st.data())
def test_the_day_in_the_mirror_gives_the_latest_departure(
    network: Network, rides: int, arrive_s: int, data: st.DataObject
) -> None:
    access = data.draw(walks_to(network.stops))
    egress = data.draw(walks_to(network.stops))
    expected = latest_from(
        network.trips, network.transfers, access, egress, rides=rides, arrive_s=arrive_s
    )
    leave = {stop: walk - arrive_s for stop, walk in egress.items()}
    found = _arrival(network.mirrored, leave, access, rides)
    assert (None if found is None else -found) == expected


@settings(deadline=None)
@given(networks(), st.data())
def test_the_mirror_of_the_mirror_is_the_day(network: Network, data: st.DataObject) -> None:
    ready = data.draw(walks_to(network.stops))
    egress = data.draw(walks_to(network.stops))
    twice = network.day._replace(connections=mirror(mirror(network.day.connections)))
    assert _arrival(twice, ready, egress, 3) == _arrival(network.day, ready, egress, 3)


@settings(deadline=None)
@given(networks(), st.randoms(use_true_random=False), st.data())
def test_the_order_of_the_trips_does_not_matter(
    network: Network, random: Random, data: st.DataObject
) -> None:
    ready, egress = data.draw(walks_to(network.stops)), data.draw(walks_to(network.stops))
    shuffled = [*network.trips]
    random.shuffle(shuffled)
    other = replace(network, trips=tuple(shuffled)).day
    assert _arrival(other, ready, egress, 3) == _arrival(network.day, ready, egress, 3)


@settings(deadline=None)
@given(networks(), st.integers(1, 3), st.data())
def test_the_matrix_finds_for_each_pair_what_one_search_finds(
    network: Network, rides: int, data: st.DataObject
) -> None:
    homes = data.draw(st.lists(walks_to(network.stops), min_size=1, max_size=3))
    doors = data.draw(st.lists(walks_to(network.stops), min_size=1, max_size=3))
    start_s = data.draw(st.integers(0, 6))
    found = arrival_matrix(network.day, _rows(homes), _rows(doors), start_s, rides)
    for home, access in enumerate(homes):
        ready = {stop: start_s + walk for stop, walk in access.items()}
        for door, egress in enumerate(doors):
            expected = earliest_at(network.trips, network.transfers, ready, egress, rides=rides)
            assert found[home, door] == (NEVER if expected is None else expected)


@settings(deadline=None)
@given(networks(), st.data())
def test_the_pointers_tell_a_journey_that_exists_and_arrives_when_said(
    network: Network, data: st.DataObject
) -> None:
    ready = data.draw(walks_to(network.stops))
    labels = earliest_arrivals(network.day, seconds_of(ready, stops=network.stops), 3)
    possible = {
        (j[0].from_stop, *((ride.departure_s, ride.arrival_s) for ride in j), j[-1].to_stop)
        for j in every_journey(network.trips, network.transfers, ready, rides=3)
    }
    for stop in np.flatnonzero(labels.arrival[3] < NEVER):
        assert _read_back(labels, network.day.connections, int(stop)) in possible


def _read_back(labels: Labels, connections: Connections, stop: int) -> tuple[object, ...]:
    rides, ride, here = [], 3, stop
    while True:
        while labels.alighted[ride, here] < 0:
            ride -= 1
        first, last = labels.boarded[ride, here], labels.alighted[ride, here]
        rides.insert(0, (int(connections.departure_s[first]), int(connections.arrival_s[last])))
        start = int(connections.departure_stop[first])
        ride -= 1
        while ride > 0 and labels.walked_from[ride, start] < 0:
            ride -= 1
        if ride == 0:
            return (start, *rides, stop)
        here = int(labels.walked_from[ride, start])


def _rows(rows: list[dict[int, int]]) -> WalkingTable:
    return table_of(
        {(row, stop): walk for row, walks in enumerate(rows) for stop, walk in walks.items()},
        size=len(rows),
    )


def test_a_change_of_zero_seconds_between_hops_of_zero_seconds_is_caught() -> None:
    trips = ((Call(1, 60, 60), Call(2, 60, 60)), (Call(0, 60, 60), Call(1, 60, 60)))
    network = Network(3, trips, {(1, 1): 0})
    assert _arrival(network.day, {0: 60}, {2: 0}, 2) == 60
    assert _arrival(network.day, {0: 60}, {2: 0}, 1) is None


def test_the_mirror_turns_the_order_of_hops_within_one_second() -> None:
    trip = (Call(0, 60, 60), Call(1, 60, 60), Call(2, 60, 60), Call(3, 60, 60))
    network = Network(4, (trip,), {})
    assert _arrival(network.mirrored, {3: -60}, {0: 0}, 1) == -60


def test_a_bus_missed_by_a_second_is_missed() -> None:
    network = Network(2, ((Call(0, 100, 100), Call(1, 160, 160)),), {})
    assert _arrival(network.day, {0: 100}, {1: 5}, FOUR_RIDES) == 165
    assert _arrival(network.day, {0: 101}, {1: 5}, FOUR_RIDES) is None


def test_transposing_a_table_twice_gives_it_back() -> None:
    table = table_of({(0, 2): 7, (1, 0): 3, (1, 2): 0}, size=3)
    again = transposed(transposed(table, size=3), size=3)
    assert all(np.array_equal(a, b) for a, b in zip(again, table, strict=True))
