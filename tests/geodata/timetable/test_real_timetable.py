"""Stop to stop on the real feed: the same seconds as cafein, on the same footpaths."""

from __future__ import annotations

from datetime import date, time
from typing import TYPE_CHECKING

import cafein
import numpy as np
import pytest

from geodata.day_network import DayNetwork
from geodata.searches.scan_kernels import arrival_matrix
from geodata.timetable.service_calendar import seconds_since_start
from geodata.walking import NEVER, rows_of, table_from_pairs, transposed
from scripts.benchmarks.footpaths import closed_footpaths
from scripts.benchmarks.plain_day import plain_day

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from geodata.timetable.service_day import ServiceDay
    from geodata.walking import WalkingTable

FEED = "heidelberg/vrn_gtfs_cut.zip"
FRIDAY = date(2022, 6, 24)
RIDES = 4
# Just after midnight the trips of the day before run; in the evening many stops are cut off.
TIMES = ["00:10", "05:00", "06:37", "07:30", "09:00", "13:07", "16:45", "20:11", "22:30", "23:50"]


@pytest.fixture(scope="module")
def day(shared_data: Path) -> ServiceDay:
    return plain_day(shared_data / FEED, FRIDAY)


@pytest.fixture(scope="module")
def footpaths(day: ServiceDay) -> WalkingTable:
    return closed_footpaths(day.stop_points)


@pytest.fixture(scope="module")
def peer(shared_data: Path, day: ServiceDay, footpaths: WalkingTable) -> cafein.TransportNetwork:
    path = str(shared_data / FEED)
    network = cafein.TransportNetwork.from_gtfs(path, trip_distances=False, leg_geometries=False)
    names, rows = day.stops.ids.tolist(), zip(rows_of(footpaths), *footpaths[1:], strict=True)
    network.set_transfers([(names[a], names[b], int(s), float(s)) for a, b, s in rows if a != b])
    return network


@pytest.mark.parametrize("clock", TIMES)
def test_every_pair_of_stops_takes_as_many_seconds_as_in_cafein(
    day: ServiceDay, footpaths: WalkingTable, peer: cafein.TransportNetwork, clock: str
) -> None:
    ours = _seconds_by_stop(day, footpaths, clock)
    theirs = np.full(ours.shape, NEVER)
    number = {name: index for index, name in enumerate(day.stops.ids.tolist())}
    for name, origin in number.items():
        found = peer.travel_times_from_stop(name, f"{FRIDAY} {clock}", max_rides=RIDES)
        for stop, seconds in found.items():
            theirs[origin, number[stop]] = seconds
    assert (theirs < NEVER).sum() > 30_000
    assert np.argwhere(ours != theirs).tolist() == []


def _seconds_by_stop(day: ServiceDay, footpaths: WalkingTable, clock: str) -> NDArray[np.int32]:
    """Board at the stop itself, as cafein does; walk on from where one alights."""
    stops, network = len(day.stops.ids), DayNetwork(day.connections, footpaths, len(day.trips.ids))
    here = np.arange(stops)
    on_the_spot = table_from_pairs(here, here, np.zeros(stops, np.int32), size=stops)
    start_s = seconds_since_start(FRIDAY, time.fromisoformat(clock), day.timezone)
    egress = transposed(footpaths, size=stops)
    arrival = arrival_matrix(network, on_the_spot, egress, start_s, RIDES)
    np.fill_diagonal(arrival, start_s)
    return np.where(arrival < NEVER, arrival - start_s, NEVER)
