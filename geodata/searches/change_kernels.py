"""The trips of a day as the profile drives them, and the changes between them worth making."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numba import njit

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geodata.day_network import DayNetwork
    from geodata.searches.profile_kernels import Events
    from geodata.searches.scan_kernels import Indices, Seconds

_SEVERAL = -2  # an event at which more than one trip leaves


class TripHops(NamedTuple):
    """
    The hops of each trip in order of travel; the trips in the order in which they set out.

    `indptr` (trips + 1,) tells where a trip's hops begin; `event` (hops,) is the departure event
    at the start of a hop, -1 without boarding; `stop` (hops,) the stop at its end, -1 without
    alighting; `arrival_s` (hops,) the second of being there.
    """

    indptr: NDArray[np.int64]
    event: Indices
    stop: Indices
    arrival_s: Seconds


class Changes(NamedTuple):
    """The departure events worth changing to at the end of each hop, row by row of TripHops."""

    indptr: NDArray[np.int64]
    event: Indices


@njit(cache=True, nogil=True)
def trip_hops(network: DayNetwork, events: Events) -> TripHops:
    """
    Return the hops ordered by trip; within a trip they keep their order.

    Trips that run at the same time stand together, for they change to the same departures, which
    then are still in the cache.
    """
    connections = network.connections
    row = _rows_by_start(connections.trip, network.trips)
    indptr = np.zeros(network.trips + 1, np.int64)
    for trip in connections.trip:
        indptr[row[trip] + 1] += 1
    indptr = np.cumsum(indptr)
    place, hops = indptr[:-1].copy(), len(connections.trip)
    event, stop = np.full(hops, -1, np.int32), np.full(hops, -1, np.int32)
    arrival_s = np.empty(hops, np.int32)
    for connection, trip in enumerate(connections.trip):
        hop = place[row[trip]]
        place[row[trip]] += 1
        event[hop] = events.of_connection[connection]
        if connections.can_alight[connection]:
            stop[hop] = connections.arrival_stop[connection]
        arrival_s[hop] = connections.arrival_s[connection]
    return TripHops(indptr, event, stop, arrival_s)


@njit(cache=True)
def _rows_by_start(trip_of_hop: Indices, trips: int) -> Indices:
    """Return the place of each trip by its first hop; the hops are sorted by departure."""
    row, many = np.full(trips, -1, np.int32), 0
    for trip in trip_of_hop:
        if row[trip] < 0:
            row[trip] = many
            many += 1
    return row


@njit(cache=True, nogil=True)
def changes_of(network: DayNetwork, events: Events, hops: TripHops) -> Changes:
    """
    Return the changes that can improve an arrival; the others are left out.

    Who stays aboard to a later hop and can change there to the same departure, or to an earlier
    one at the same stop, gains nothing by alighting now; and nobody changes to where the trip he is
    on goes next. To a hop behind him he may, where a trip circles within a second.
    """
    sole = _sole_hops(hops, len(events.departure_s))
    best = np.empty(len(events.indptr) - 1, np.int64)
    seen = np.full(len(best), -1, np.int64)
    indptr = np.zeros(len(hops.event) + 1, np.int64)
    found, many = np.empty(2 * len(hops.event) + 16, np.int32), 0
    for trip in range(len(hops.indptr) - 1):
        for hop in range(hops.indptr[trip + 1] - 1, hops.indptr[trip] - 1, -1):
            stop = hops.stop[hop]
            first = many
            if stop >= 0:
                row = slice(network.transfers.indptr[stop], network.transfers.indptr[stop + 1])
                targets = network.transfers.targets[row]
                if many + len(targets) > len(found):
                    found = np.concatenate((found, np.empty_like(found), targets))
                for pair, target in enumerate(targets):
                    if seen[target] != trip:
                        seen[target], best[target] = trip, events.indptr[target + 1]
                    second = hops.arrival_s[hop] + network.transfers.seconds[row][pair]
                    event = _earlier_event(events, target, second, best[target])
                    if event < best[target] and hop < sole[event] < hops.indptr[trip + 1]:
                        event += 1
                    if event < best[target]:
                        best[target] = event
                        found[many] = event
                        many += 1
            indptr[hop + 1] = many - first
    return _in_order(hops, indptr, found)


@njit(cache=True)
def _earlier_event(events: Events, stop: int, second: int, known: int) -> int:
    """Return the first event at a stop from a second on, or `known` where that is no later."""
    low, high = events.indptr[stop], known
    if high == low or events.departure_s[high - 1] < second:
        return known
    while low < high:
        middle = (low + high) // 2
        if events.departure_s[middle] < second:
            low = middle + 1
        else:
            high = middle
    return int(low)


@njit(cache=True)
def _sole_hops(hops: TripHops, events: int) -> Indices:
    """Return the first hop that leaves at each event if only one trip does."""
    sole = np.full(events, -1, np.int32)
    for trip in range(len(hops.indptr) - 1):
        first = hops.indptr[trip]
        for hop in range(first, hops.indptr[trip + 1]):
            event = hops.event[hop]
            if event >= 0 and sole[event] < first:
                sole[event] = hop if sole[event] == -1 else _SEVERAL
    return sole


@njit(cache=True)
def _in_order(hops: TripHops, counts: NDArray[np.int64], found: Indices) -> Changes:
    """Turn rows that were found backward within each trip into rows in order of travel."""
    indptr = np.cumsum(counts)
    event, read = np.empty(indptr[-1], np.int32), 0
    for trip in range(len(hops.indptr) - 1):
        for hop in range(hops.indptr[trip + 1] - 1, hops.indptr[trip] - 1, -1):
            many = counts[hop + 1]
            event[indptr[hop] : indptr[hop + 1]] = found[read : read + many]
            read += many
    return Changes(indptr, event)
