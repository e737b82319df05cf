"""
The search for the earliest arrival over the connections of one service day.

All searches count rides in
rounds: round r reads only what was reached with r − 1 rides, so hops of zero seconds and walks of
zero seconds need no order among each other. Times are whole seconds since the start of the
service day; NEVER where something is not reached. Boarding in the second of arriving is allowed.

References
----------
Dibbelt, J., Pajor, T., Strasser, B. and Wagner, D. (2018): Connection Scan Algorithm.
https://doi.org/10.1145/3274661
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numba import njit

from geodata.walking import NEVER

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geodata.day_network import DayNetwork
    from geodata.walking import WalkingTable

    Seconds = NDArray[np.int32]
    Indices = NDArray[np.int32]

_NOBODY = -1


class Labels(NamedTuple):
    """
    What a search from one origin found, shape (rides + 1, stops) each.

    `arrival` is the earliest arrival by vehicle with at most so many rides, `ready` the earliest
    second at which the next vehicle can be boarded, `boarded` and `alighted` the first and last
    hop of the last ride, and `walked_from` the stop where that ride ended before the walk to
    `ready`. The pointers are -1 where a row took its label from the row before.
    """

    arrival: Seconds
    ready: Seconds
    boarded: Indices
    alighted: Indices
    walked_from: Indices


@njit(cache=True, nogil=True)
def earliest_arrivals(network: DayNetwork, ready: Seconds, rides: int) -> Labels:
    """
    Search forward from one origin, with pointers to read the journeys from.

    Parameters
    ----------
    network
        The hops of the day and the changes between them.
    ready
        Earliest second at which a first vehicle can be boarded, shape (stops,).
    rides
        Largest number of rides.

    Returns
    -------
    labels
        See Labels; a tie is won by fewer rides.
    """
    labels = _empty_labels(len(ready), rides)
    labels.ready[0] = ready
    first = np.searchsorted(network.connections.departure_s, ready.min())
    for ride in range(1, rides + 1):
        labels.arrival[ride] = labels.arrival[ride - 1]
        labels.ready[ride] = labels.ready[ride - 1]
        if _ride(network, first, labels, ride):
            _change(network.transfers, labels, ride)
        else:
            labels.arrival[ride:] = labels.arrival[ride]
            labels.ready[ride:] = labels.ready[ride]
            break
    return labels


@njit(cache=True)
def _empty_labels(stops: int, rides: int) -> Labels:
    shape = (rides + 1, stops)
    return Labels(
        np.full(shape, NEVER, np.int32),
        np.full(shape, NEVER, np.int32),
        np.full(shape, _NOBODY, np.int32),
        np.full(shape, _NOBODY, np.int32),
        np.full(shape, _NOBODY, np.int32),
    )


@njit(cache=True)
def _ride(network: DayNetwork, first: int, labels: Labels, ride: int) -> bool:
    """Scan the day once, board what can be caught, alight where it is earlier; say if any was."""
    connections = network.connections
    ready, arrival = labels.ready[ride - 1], labels.arrival[ride]
    boarded_at = np.full(network.trips, _NOBODY, np.int32)
    gained = False
    for hop in range(first, len(connections.trip)):
        trip = connections.trip[hop]
        if boarded_at[trip] == _NOBODY:
            caught = ready[connections.departure_stop[hop]] <= connections.departure_s[hop]
            if not (caught and connections.can_board[hop]):
                continue
            boarded_at[trip] = hop
        stop = connections.arrival_stop[hop]
        if connections.can_alight[hop] and connections.arrival_s[hop] < arrival[stop]:
            arrival[stop] = connections.arrival_s[hop]
            labels.boarded[ride, stop] = boarded_at[trip]
            labels.alighted[ride, stop] = hop
            gained = True
    return gained


@njit(cache=True)
def _change(transfers: WalkingTable, labels: Labels, ride: int) -> None:
    """Walk from every stop that this ride reached earlier to where the next can be boarded."""
    ready, arrival = labels.ready[ride], labels.arrival[ride]
    for stop in range(len(arrival)):
        if labels.alighted[ride, stop] == _NOBODY:
            continue
        for pair in range(transfers.indptr[stop], transfers.indptr[stop + 1]):
            target = transfers.targets[pair]
            then = arrival[stop] + transfers.seconds[pair]
            if then < ready[target]:
                ready[target] = then
                labels.walked_from[ride, target] = stop


@njit(cache=True, nogil=True)
def arrival_matrix(
    network: DayNetwork, access: WalkingTable, egress: WalkingTable, start_s: int, rides: int
) -> Seconds:
    """
    Return the earliest arrivals by vehicle, shape (origins, destinations); NEVER where none.

    Parameters
    ----------
    network, rides
        As in `earliest_arrivals`.
    access
        Walks from origins to stops, rows by origin.
    egress
        Walks between stops and destinations, rows by destination.
    start_s
        Second at which everybody leaves.
    """
    origins, destinations = len(access.indptr) - 1, len(egress.indptr) - 1
    stops = len(network.transfers.indptr) - 1
    result = np.full((origins, destinations), NEVER, np.int32)
    for origin in range(origins):
        ready = np.full(stops, NEVER, np.int32)
        for pair in range(access.indptr[origin], access.indptr[origin + 1]):
            ready[access.targets[pair]] = start_s + access.seconds[pair]
        if access.indptr[origin] == access.indptr[origin + 1]:
            continue
        labels = earliest_arrivals(network, ready, rides)
        arrival = labels.arrival[rides]
        for destination in range(destinations):
            for pair in range(egress.indptr[destination], egress.indptr[destination + 1]):
                alight = arrival[egress.targets[pair]]
                if alight < NEVER:
                    then = alight + egress.seconds[pair]
                    result[origin, destination] = min(result[origin, destination], then)
    return result
