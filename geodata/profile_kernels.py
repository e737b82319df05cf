"""
The search of a whole service day at once, backward from many doors (the profile).

References
----------
Dibbelt, J., Pajor, T., Strasser, B. and Wagner, D. (2018): Connection Scan Algorithm, section 4.
https://doi.org/10.1145/3274661
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numba import njit

from geodata.connections import NEVER

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geodata.connections import Connections, DayNetwork, Seconds
    from geodata.walking import WalkingTable


class Events(NamedTuple):
    """
    The distinct departures at each stop where somebody may board.

    `indptr` (stops + 1,) tells where the departures of a stop begin, `departure_s` (events,)
    rises within a stop, `of_connection` (connections,) is each hop's event, -1 without boarding.
    """

    indptr: NDArray[np.int64]
    departure_s: Seconds
    of_connection: NDArray[np.int64]


def departure_events(connections: Connections, *, stops: int) -> Events:
    """Return the distinct (stop, departure) pairs of the hops that can be boarded."""
    boardable = np.flatnonzero(connections.can_board)
    pairs = np.stack(
        [connections.departure_stop[boardable], connections.departure_s[boardable]], axis=1
    )
    distinct, position = np.unique(pairs.reshape(-1, 2), axis=0, return_inverse=True)
    of_connection = np.full(len(connections.trip), -1, dtype=np.int64)
    of_connection[boardable] = position.ravel()
    indptr = np.searchsorted(distinct[:, 0], np.arange(stops + 1)).astype(np.int64)
    return Events(indptr, distinct[:, 1].astype(np.int32), of_connection)


@njit(cache=True, nogil=True)
def arrival_profiles(network: DayNetwork, events: Events, egress_s: Seconds, rides: int) -> Seconds:
    """
    Search backward over the whole day from several doors at once, one lane a door.

    Parameters
    ----------
    network, rides
        As in `earliest_arrivals`.
    events
        What `departure_events` made of the connections.
    egress_s
        Seconds from alighting at a stop to each door, shape (stops, lanes); NEVER if too far.

    Returns
    -------
    profile
        Earliest arrival at each door of somebody who stands at the stop of an event at its
        second, shape (events, lanes); NEVER where none.
    """
    connections, lanes = network.connections, egress_s.shape[1]
    before = np.full((len(events.departure_s), lanes), NEVER, np.int32)
    near = _stops_near_a_door(egress_s)
    for ride in range(rides):
        now = np.full_like(before, NEVER)
        aboard = np.full((network.trips, lanes), NEVER, np.int32)
        for hop in range(len(connections.trip) - 1, -1, -1):
            trip = connections.trip[hop]
            if connections.can_alight[hop]:
                stop = connections.arrival_stop[hop]
                if near[stop]:
                    _alight_for_good(aboard[trip], connections.arrival_s[hop], egress_s[stop])
                if ride > 0:
                    _change_to_later(aboard[trip], hop, network, events, before)
            if connections.can_board[hop]:
                _keep_earlier(now[events.of_connection[hop]], aboard[trip])
        _wait_for_later(now, events)
        before = now
    return before


@njit(cache=True)
def _stops_near_a_door(egress_s: Seconds) -> NDArray[np.bool_]:
    near = np.zeros(len(egress_s), np.bool_)
    for stop in range(len(egress_s)):
        near[stop] = egress_s[stop].min() < NEVER
    return near


@njit(cache=True)
def _alight_for_good(aboard: Seconds, second: int, egress_s: Seconds) -> None:
    for lane in range(len(aboard)):
        if egress_s[lane] < NEVER:
            aboard[lane] = min(aboard[lane], second + egress_s[lane])


@njit(cache=True)
def _change_to_later(
    aboard: Seconds, hop: int, network: DayNetwork, events: Events, before: Seconds
) -> None:
    transfers, second = network.transfers, network.connections.arrival_s[hop]
    stop = network.connections.arrival_stop[hop]
    for pair in range(transfers.indptr[stop], transfers.indptr[stop + 1]):
        event = next_event(events, transfers.targets[pair], second + transfers.seconds[pair])
        if event >= 0:
            _keep_earlier(aboard, before[event])


@njit(cache=True)
def _keep_earlier(kept: Seconds, other: Seconds) -> None:
    for lane in range(len(kept)):
        kept[lane] = min(kept[lane], other[lane])


@njit(cache=True)
def _wait_for_later(profile: Seconds, events: Events) -> None:
    """Whoever stands at a stop may also take any later departure there."""
    for stop in range(len(events.indptr) - 1):
        for event in range(events.indptr[stop + 1] - 2, events.indptr[stop] - 1, -1):
            _keep_earlier(profile[event], profile[event + 1])


@njit(cache=True)
def next_event(events: Events, stop: int, second: int) -> int:
    """Return the first event at a stop at or after a second; -1 where the day is over."""
    low, end = events.indptr[stop], events.indptr[stop + 1]
    high = end
    while low < high:
        middle = (low + high) // 2
        if events.departure_s[middle] < second:
            low = middle + 1
        else:
            high = middle
    return low if low < end else -1


@njit(cache=True, nogil=True)
def shortest_from_stops(profile: Seconds, events: Events, window_s: Seconds) -> Seconds:
    """
    Return the least seconds from standing at a stop to being let in, shape (stops, lanes).

    `window_s` (lanes, 2) tells when each door opens and by when one must be there, inclusive. Who
    arrives before it opens waits at the door, and the wait counts. NEVER where no departure counts.
    """
    shortest = np.full((len(events.indptr) - 1, profile.shape[1]), NEVER, np.int32)
    for stop in range(len(shortest)):
        for event in range(events.indptr[stop], events.indptr[stop + 1]):
            for lane in range(profile.shape[1]):
                if profile[event, lane] <= window_s[lane, 1]:
                    inside = max(profile[event, lane], window_s[lane, 0])
                    duration = inside - events.departure_s[event]
                    shortest[stop, lane] = min(shortest[stop, lane], duration)
    return shortest


@njit(cache=True, nogil=True)
def join_access(access: WalkingTable, shortest: Seconds) -> Seconds:
    """Return the least of walk to a stop plus what remains from there, (origins, lanes)."""
    origins, lanes = len(access.indptr) - 1, shortest.shape[1]
    result = np.full((origins, lanes), NEVER, np.int32)
    for origin in range(origins):
        for pair in range(access.indptr[origin], access.indptr[origin + 1]):
            remaining = shortest[access.targets[pair]]
            for lane in range(lanes):
                if remaining[lane] < NEVER:
                    then = access.seconds[pair] + remaining[lane]
                    result[origin, lane] = min(result[origin, lane], then)
    return result
