"""
The search for one door: the earliest arrival there for each number of rides, and no label more.

It is the scan of `connections`, cut short: a label that is no earlier than what is already known
at the door can never lead to an earlier arrival there, with however many more rides.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numba import njit

from geodata.searches.scan_kernels import Labels
from geodata.walking import NEVER

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geodata.day_network import DayNetwork
    from geodata.searches.scan_kernels import Seconds
    from geodata.walking import WalkingTable

_NOBODY = -1


@njit(cache=True, nogil=True)
def door_arrivals(
    network: DayNetwork, ready: Seconds, egress_s: Seconds, rides: int, before_s: int
) -> tuple[Seconds, NDArray[np.int32], Labels]:
    """
    Search forward from one origin to one door, with pointers to read the journeys from.

    Parameters
    ----------
    network
        The hops of the day and the changes between them.
    ready
        Earliest second at which a first vehicle can be boarded, shape (stops,).
    egress_s
        Seconds from alighting at a stop to the door, shape (stops,); NEVER if too far.
    rides
        Largest number of rides.
    before_s
        Only arrivals at the door before this second are looked for; NEVER for all.

    Returns
    -------
    arrival
        Earliest second at the door with at most so many rides, shape (rides + 1,); NEVER where
        none, and always without a ride.
    last_stop
        Where one alights for good on that journey, shape (rides + 1,), -1 where none; with fewer
        rides the one of the row before where this row is no earlier.
    labels
        As in `earliest_arrivals`, but only what can be on a way to an earlier arrival.
    """
    labels = _empty_labels(len(ready), rides)
    labels.ready[0] = ready
    arrival = np.full(rides + 1, before_s, np.int32)
    last_stop = np.full(rides + 1, _NOBODY, np.int32)
    first = np.searchsorted(network.connections.departure_s, ready.min())
    for ride in range(1, rides + 1):
        arrival[ride], last_stop[ride] = arrival[ride - 1], last_stop[ride - 1]
        labels.arrival[ride] = labels.arrival[ride - 1]
        labels.ready[ride] = labels.ready[ride - 1]
        if not _ride(network, first, labels, ride, egress_s, arrival, last_stop):
            labels.arrival[ride:] = labels.arrival[ride]
            labels.ready[ride:] = labels.ready[ride]
            arrival[ride:], last_stop[ride:] = arrival[ride], last_stop[ride]
            break
        if ride < rides:
            _change(network.transfers, labels, ride, arrival[ride])
    arrival[last_stop == _NOBODY] = NEVER
    return arrival, last_stop, labels


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
def _ride(  # noqa: PLR0913, PLR0917 - the search and what it improves
    network: DayNetwork,
    first: int,
    labels: Labels,
    ride: int,
    egress_s: Seconds,
    arrival: Seconds,
    last_stop: NDArray[np.int32],
) -> bool:
    """Scan from the first hop until none can be in time; say if any stop was reached earlier."""
    connections = network.connections
    ready, reached = labels.ready[ride - 1], labels.arrival[ride]
    boarded_at = np.full(network.trips, _NOBODY, np.int32)
    gained = False
    for hop in range(first, len(connections.trip)):
        if connections.departure_s[hop] >= arrival[ride]:
            break
        trip = connections.trip[hop]
        if boarded_at[trip] == _NOBODY:
            caught = ready[connections.departure_stop[hop]] <= connections.departure_s[hop]
            if not (caught and connections.can_board[hop]):
                continue
            boarded_at[trip] = hop
        stop, second = connections.arrival_stop[hop], connections.arrival_s[hop]
        if connections.can_alight[hop] and second < min(reached[stop], arrival[ride]):
            reached[stop] = second
            labels.boarded[ride, stop], labels.alighted[ride, stop] = boarded_at[trip], hop
            gained = True
            if egress_s[stop] < NEVER and second + egress_s[stop] < arrival[ride]:
                arrival[ride], last_stop[ride] = second + egress_s[stop], stop
    return gained


@njit(cache=True)
def _change(transfers: WalkingTable, labels: Labels, ride: int, latest: int) -> None:
    """Walk from every stop that this ride reached earlier, where one is ready before `latest`."""
    ready, reached = labels.ready[ride], labels.arrival[ride]
    for stop in range(len(reached)):
        if labels.alighted[ride, stop] == _NOBODY:
            continue
        for pair in range(transfers.indptr[stop], transfers.indptr[stop + 1]):
            target = transfers.targets[pair]
            then = reached[stop] + transfers.seconds[pair]
            if then < min(ready[target], latest):
                ready[target] = then
                labels.walked_from[ride, target] = stop
