"""The earliest arrivals of a matrix for every number of rides at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numba import njit

from geodata.searches.scan_kernels import earliest_arrivals
from geodata.walking import NEVER

if TYPE_CHECKING:
    from geodata.day_network import DayNetwork
    from geodata.searches.scan_kernels import Seconds
    from geodata.walking import WalkingTable


@njit(cache=True, nogil=True)
def arrivals_by_rides(
    network: DayNetwork, access: WalkingTable, egress: WalkingTable, start_s: int, rides: int
) -> Seconds:
    """
    Return the earliest arrivals by vehicle, shape (origins, rides + 1, destinations).

    Each row holds the arrivals with at most so many rides, NEVER where none; the parameters are
    those of `arrival_matrix`.
    """
    origins, destinations = len(access.indptr) - 1, len(egress.indptr) - 1
    stops = len(network.transfers.indptr) - 1
    result = np.full((origins, rides + 1, destinations), NEVER, np.int32)
    for origin in range(origins):
        ready = np.full(stops, NEVER, np.int32)
        for pair in range(access.indptr[origin], access.indptr[origin + 1]):
            ready[access.targets[pair]] = start_s + access.seconds[pair]
        if access.indptr[origin] == access.indptr[origin + 1]:
            continue
        labels = earliest_arrivals(network, ready, rides)
        for ride in range(1, rides + 1):
            for destination in range(destinations):
                for pair in range(egress.indptr[destination], egress.indptr[destination + 1]):
                    alight = labels.arrival[ride, egress.targets[pair]]
                    if alight < NEVER:
                        then = alight + egress.seconds[pair]
                        known = result[origin, ride, destination]
                        result[origin, ride, destination] = min(known, then)
    return result
