"""
The profile of a service day that also counts rides: the earliest arrival, then the fewest rides.

A second and a number of rides travel together in one number, its *code*: RADIX × second + rides.
Codes compare like pairs, so the least code is the earliest arrival with the fewest rides that
reach it. Seconds may be negative, as in the mirrored day; NEVER is no code.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numba import njit

from geodata.searches.change_kernels import changes_of, trip_hops
from geodata.walking import NEVER

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geodata.day_network import DayNetwork
    from geodata.searches.change_kernels import Changes, TripHops
    from geodata.searches.profile_kernels import Events
    from geodata.searches.scan_kernels import Seconds

    Codes = NDArray[np.int32]

RADIX = 32  # a power of two above the largest number of rides
MAX_RIDES = RADIX - 1


@njit(cache=True, nogil=True)
def ride_profiles(network: DayNetwork, events: Events, egress_s: Seconds, rides: int) -> Codes:
    """
    Search backward over the whole day from several doors at once, one lane a door.

    Parameters
    ----------
    network, events, egress_s
        As in `arrival_profiles`.
    rides
        Largest number of rides, MAX_RIDES at most.

    Returns
    -------
    codes
        Earliest arrival at each door, and the fewest rides that reach it, of somebody who
        stands at the stop of an event at its second; shape (events, lanes), NEVER where none.
    """
    hops = trip_hops(network, events)
    return ride_rounds(hops, changes_of(network, events, hops), events, egress_s, rides)


@njit(cache=True, nogil=True)
def ride_rounds(
    hops: TripHops, changes: Changes, events: Events, egress_s: Seconds, rides: int
) -> Codes:
    """Return what `ride_profiles` does; hops and changes of a day are found once for all searches."""
    profile = np.full((len(events.departure_s), egress_s.shape[1]), NEVER, np.int32)
    better = np.zeros(len(profile), np.bool_)
    for ride in range(rides):
        before = profile.copy()
        if ride == 0:
            ride_to_the_door(profile, hops, egress_s)
        else:
            ride_to_a_change(profile, hops, changes, before, better)
        wait_for_later(profile, before, events, better)
        if not better.any():
            break
    return profile


@njit(cache=True)
def ride_to_the_door(profile: Codes, hops: TripHops, egress_s: Seconds) -> None:
    """Drive every trip backward; who is aboard may alight for good wherever a door is near."""
    near = np.zeros(len(egress_s), np.bool_)
    for stop in range(len(egress_s)):
        for walk in egress_s[stop]:
            near[stop] |= walk < NEVER
    aboard = np.empty(egress_s.shape[1], np.int32)
    for trip in range(len(hops.indptr) - 1):
        aboard[:] = NEVER
        useful = False
        for hop in range(hops.indptr[trip + 1] - 1, hops.indptr[trip] - 1, -1):
            stop = hops.stop[hop]
            if stop >= 0 and near[stop]:
                useful = True
                for lane in range(len(aboard)):
                    if egress_s[stop, lane] < NEVER:
                        there_s = hops.arrival_s[hop] + egress_s[stop, lane]
                        aboard[lane] = min(aboard[lane], RADIX * there_s + 1)
            if useful and hops.event[hop] >= 0:
                keep_less(profile[hops.event[hop]], aboard, 0)


@njit(cache=True)
def ride_to_a_change(
    profile: Codes, hops: TripHops, changes: Changes, before: Codes, better: NDArray[np.bool_]
) -> None:
    """Drive every trip backward; a change to what became better before is one ride more."""
    aboard = np.empty(profile.shape[1], np.int32)
    for trip in range(len(hops.indptr) - 1):
        aboard[:] = NEVER
        useful = False
        for hop in range(hops.indptr[trip + 1] - 1, hops.indptr[trip] - 1, -1):
            for change in range(changes.indptr[hop], changes.indptr[hop + 1]):
                event = changes.event[change]
                if better[event]:
                    keep_less(aboard, before[event], 1)
                    useful = True
            if useful and hops.event[hop] >= 0:
                keep_less(profile[hops.event[hop]], aboard, 0)


@njit(cache=True)
def keep_less(kept: Codes, other: Codes, rides: int) -> None:
    """Keep the lesser code of each lane in `kept`, the others counted with so many more rides."""
    for lane in range(len(kept)):
        kept[lane] = min(kept[lane], other[lane] + np.int32(rides))


@njit(cache=True)
def wait_for_later(
    profile: Codes, before: Codes, events: Events, better: NDArray[np.bool_]
) -> None:
    """Let everybody at a stop take any later departure there; say which events became better."""
    for stop in range(len(events.indptr) - 1):
        last = events.indptr[stop + 1] - 1
        for event in range(last, events.indptr[stop] - 1, -1):
            if event < last:
                keep_less(profile[event], profile[event + 1], 0)
            gain = 0
            for lane in range(profile.shape[1]):
                gain += profile[event, lane] < before[event, lane]
            better[event] = gain > 0
