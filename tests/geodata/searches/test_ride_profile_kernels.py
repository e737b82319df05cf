from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.searches.profile_kernels import departure_events
from geodata.searches.ride_profile_kernels import RADIX, ride_profiles
from geodata.walking import NEVER
from tests.geodata.exhaustive import every_journey
from tests.geodata.networks import Network, networks, seconds_of, walks_to


@settings(deadline=None, max_examples=200)
@given(networks(), st.integers(1, 3), st.data())
def test_each_departure_knows_the_earliest_arrival_and_the_fewest_rides_to_it(
    network: Network, rides: int, data: st.DataObject
) -> None:
    doors = data.draw(st.lists(walks_to(network.stops), min_size=1, max_size=3))
    events = departure_events(network.day.connections, stops=network.stops)
    egress = [seconds_of(door, stops=network.stops) for door in doors]
    codes = ride_profiles(network.day, events, np.ascontiguousarray(np.stack(egress).T), rides)
    for stop in range(network.stops):
        for event in range(events.indptr[stop], events.indptr[stop + 1]):
            ready = {stop: int(events.departure_s[event])}
            ways = list(every_journey(network.trips, network.transfers, ready, rides=rides))
            for lane, door in enumerate(doors):
                best = min(
                    (
                        RADIX * (way[-1].arrival_s + door[way[-1].to_stop]) + len(way)
                        for way in ways
                        if way[-1].to_stop in door
                    ),
                    default=NEVER,
                )
                assert codes[event, lane] == best
