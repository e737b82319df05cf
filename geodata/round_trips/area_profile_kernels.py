"""The codes of `ride_profiles` on a day on which one may be fetched at the last stop by an area."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numba import njit

from geodata.searches.change_kernels import changes_of, trip_hops
from geodata.searches.ride_profile_kernels import (
    RADIX,
    keep_less,
    ride_to_a_change,
    ride_to_the_door,
    wait_for_later,
)
from geodata.walking import NEVER

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geodata.day_network import DayNetwork
    from geodata.searches.change_kernels import Changes, TripHops
    from geodata.searches.profile_kernels import Events
    from geodata.searches.ride_profile_kernels import Codes
    from geodata.searches.scan_kernels import Indices, Seconds


class AreaTable(NamedTuple):
    """
    Rides of on-demand areas, row by row of where they begin (compressed sparse rows).

    Parameters
    ----------
    indptr
        Where the rides of each row begin, shape (rows + 1,), int64.
    target, seconds, first_s, last_s
        Where each ride ends, how long it takes, and the seconds at which it may begin, both
        inclusive; shape (rides,), int32.
    """

    indptr: NDArray[np.int64]
    target: Indices
    seconds: Seconds
    first_s: Seconds
    last_s: Seconds


@njit(cache=True, nogil=True)
def area_ride_profiles(  # noqa: PLR0913, PLR0917 - those of `ride_profiles`, and the areas
    network: DayNetwork,
    events: Events,
    egress_s: Seconds,
    rides: int,
    pickups: AreaTable,
    change_s: int,
) -> tuple[Codes, Codes]:
    """
    Search backward over the whole day from several doors at once, one lane a door.

    Parameters
    ----------
    network, events, egress_s, rides
        As in `ride_profiles`.
    pickups
        The rides from stops to the doors, rows by stop, targets by lane.
    change_s
        Added between the last bus and such a ride.

    Returns
    -------
    codes, fewer
        What `ride_profiles` returns, the rides of the areas among them; and the same with one ride
        less at most.
    """
    hops = trip_hops(network, events)
    changes = changes_of(network, events, hops)
    return area_ride_rounds(hops, changes, events, egress_s, rides, pickups, change_s)


@njit(cache=True, nogil=True)
def area_ride_rounds(  # noqa: PLR0913, PLR0917 - those of `ride_rounds`, and the areas
    hops: TripHops,
    changes: Changes,
    events: Events,
    egress_s: Seconds,
    rides: int,
    pickups: AreaTable,
    change_s: int,
) -> tuple[Codes, Codes]:
    """Return what `area_ride_profiles` does; hops and changes are found once for all searches."""
    profile = np.full((len(events.departure_s), egress_s.shape[1]), NEVER, np.int32)
    before = profile.copy()
    better = np.zeros(len(profile), np.bool_)
    for ride in range(rides):
        before = profile.copy()
        if ride == 0:
            ride_to_the_door(profile, hops, egress_s)
        else:
            ride_to_a_change(profile, hops, changes, before, better)
        if ride == 1:  # one ride by bus, the second by the area
            _ride_to_a_pickup(profile, hops, pickups, change_s)
        wait_for_later(profile, before, events, better)
        if ride > 0 and not better.any():
            break
    return profile, before


@njit(cache=True)
def _ride_to_a_pickup(profile: Codes, hops: TripHops, pickups: AreaTable, change_s: int) -> None:
    """Drive every trip backward; who is aboard may be fetched where an area is served."""
    aboard = np.empty(profile.shape[1], np.int32)
    for trip in range(len(hops.indptr) - 1):
        aboard[:] = NEVER
        useful = False
        for hop in range(hops.indptr[trip + 1] - 1, hops.indptr[trip] - 1, -1):
            if hops.stop[hop] >= 0:
                ready_s = hops.arrival_s[hop] + change_s
                useful |= _be_fetched(aboard, pickups, hops.stop[hop], ready_s)
            if useful and hops.event[hop] >= 0:
                keep_less(profile[hops.event[hop]], aboard, 0)


@njit(cache=True)
def _be_fetched(aboard: Codes, pickups: AreaTable, stop: int, ready_s: int) -> bool:
    """Ride to every door from a stop as soon as the areas allow; say whether any is reached."""
    reached = False
    for ride in range(pickups.indptr[stop], pickups.indptr[stop + 1]):
        begin_s = max(pickups.first_s[ride], ready_s)
        if begin_s <= pickups.last_s[ride]:
            lane, code = pickups.target[ride], RADIX * (begin_s + pickups.seconds[ride]) + 2
            aboard[lane] = min(aboard[lane], code)
            reached = True
    return reached
