"""
The search of a whole service day at once, backward from many doors (the profile).

Doors are lanes, rides are rounds. A round reads only what was reached with one ride fewer, so the
trips of a round need no order among each other: each is driven backward once, with the arrivals of
everybody aboard in a few cache lines, and only changes to departures that became better in the
round before are looked at again.

References
----------
Dibbelt, J., Pajor, T., Strasser, B. and Wagner, D. (2018): Connection Scan Algorithm, section 4.
https://doi.org/10.1145/3274661
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numba import njit

from geodata.searches.change_kernels import changes_of, trip_hops
from geodata.walking import NEVER

SHORT_NEVER = 2**16 - 1  # in place of NEVER where seconds are kept in 16 bits
_SHORT = 2  # bytes

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geodata.day_network import Connections, DayNetwork
    from geodata.searches.change_kernels import Changes, TripHops
    from geodata.searches.scan_kernels import Seconds
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
    stop = connections.departure_stop[boardable]
    second = connections.departure_s[boardable]
    order = np.argsort(stop, kind="stable")  # the hops are sorted by departure
    stop, second = stop[order], second[order]
    new = np.ones(len(order), dtype=bool)
    new[1:] = (stop[1:] != stop[:-1]) | (second[1:] != second[:-1])
    of_connection = np.full(len(connections.trip), -1, dtype=np.int64)
    of_connection[boardable[order]] = np.cumsum(new) - 1
    indptr = np.searchsorted(stop[new], np.arange(stops + 1)).astype(np.int64)
    return Events(indptr, second[new].astype(np.int32), of_connection)


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
    hops = trip_hops(network, events)
    return profile_rounds(hops, changes_of(network, events, hops), events, egress_s, rides)


@njit(cache=True, nogil=True)
def profile_rounds(
    hops: TripHops, changes: Changes, events: Events, egress_s: Seconds, rides: int
) -> Seconds:
    """
    Return what `arrival_profiles` does; hops and changes are found once for all lanes.

    Arrivals are kept in as many bits as `egress_s` has: in 16 bits NEVER is SHORT_NEVER, and no
    arrival of the hops plus egress may come near it.
    """
    profile = np.empty((len(events.departure_s), egress_s.shape[1]), egress_s.dtype)
    profile[:] = never_of(egress_s)
    before = profile.copy()
    better = np.zeros(len(profile), np.bool_)
    if rides > 0:
        _ride_to_the_door(profile, hops, egress_s)
        _wait_for_later(profile, before, events, better)
    for _ in range(1, rides):
        if not better.any():
            break
        _copy_better(before, profile, better)
        _ride_to_a_change(profile, hops, changes, before, better)
        _wait_for_later(profile, before, events, better)
    return profile


@njit(cache=True)
def never_of(seconds: Seconds) -> int:
    """Return what stands for "never" among seconds of 32 or of 16 bits."""
    return NEVER if seconds.itemsize > _SHORT else SHORT_NEVER


@njit(cache=True)
def _ride_to_the_door(profile: Seconds, hops: TripHops, egress_s: Seconds) -> None:
    """Drive every trip backward; who is aboard may alight wherever a door is near."""
    near = _stops_near_a_door(egress_s)
    aboard = np.empty(egress_s.shape[1], egress_s.dtype)
    for trip in range(len(hops.indptr) - 1):
        aboard[:] = never_of(egress_s)
        useful = False
        for hop in range(hops.indptr[trip + 1] - 1, hops.indptr[trip] - 1, -1):
            stop = hops.stop[hop]
            if stop >= 0 and near[stop]:
                _alight_for_good(aboard, hops.arrival_s[hop], egress_s[stop])
                useful = True
            if useful and hops.event[hop] >= 0:
                _keep_earlier(profile[hops.event[hop]], aboard)


@njit(cache=True)
def _ride_to_a_change(
    profile: Seconds, hops: TripHops, changes: Changes, before: Seconds, better: NDArray[np.bool_]
) -> None:
    """Drive every trip backward; who is aboard may change to what became better before."""
    aboard = np.empty(profile.shape[1], profile.dtype)
    for trip in range(len(hops.indptr) - 1):
        aboard[:] = never_of(profile)
        useful = False
        for hop in range(hops.indptr[trip + 1] - 1, hops.indptr[trip] - 1, -1):
            for change in range(changes.indptr[hop], changes.indptr[hop + 1]):
                event = changes.event[change]
                if better[event]:
                    _keep_earlier(aboard, before[event])
                    useful = True
            if useful and hops.event[hop] >= 0:
                _keep_earlier(profile[hops.event[hop]], aboard)


@njit(cache=True)
def _stops_near_a_door(egress_s: Seconds) -> NDArray[np.bool_]:
    near = np.zeros(len(egress_s), np.bool_)
    for stop in range(len(egress_s)):
        for lane in range(egress_s.shape[1]):
            near[stop] |= egress_s[stop, lane] < never_of(egress_s)
    return near


@njit(cache=True)
def _alight_for_good(aboard: Seconds, second: int, egress_s: Seconds) -> None:
    for lane in range(len(aboard)):
        if egress_s[lane] < never_of(egress_s):
            aboard[lane] = min(aboard[lane], second + egress_s[lane])


@njit(cache=True)
def _keep_earlier(kept: Seconds, other: Seconds) -> None:
    for lane in range(len(kept)):
        kept[lane] = min(kept[lane], other[lane])


@njit(cache=True)
def _wait_for_later(
    profile: Seconds, before: Seconds, events: Events, better: NDArray[np.bool_]
) -> None:
    """Let everybody at a stop take any later departure there; say which events became better."""
    for stop in range(len(events.indptr) - 1):
        last = events.indptr[stop + 1] - 1
        for event in range(last, events.indptr[stop] - 1, -1):
            if event < last:
                _keep_earlier(profile[event], profile[event + 1])
            better[event] = _is_earlier(profile[event], before[event])


@njit(cache=True)
def _is_earlier(seconds: Seconds, before: Seconds) -> bool:
    gain = False
    for lane in range(len(seconds)):
        gain |= seconds[lane] < before[lane]
    return gain


@njit(cache=True)
def _copy_better(kept: Seconds, profile: Seconds, better: NDArray[np.bool_]) -> None:
    """Copy the rows that became better; the others are the same already."""
    for event in range(len(better)):
        if better[event]:
            kept[event] = profile[event]


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
