"""
Rides of on-demand areas at either end of a journey, joined to the profile of a service day.

A ride that takes s seconds may begin from `max(first, first down - s)` on until `min(last, last
down - s)`, both inclusive, where `hours` holds these four seconds, row by row of the services.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numba import njit

from geodata.walking import NEVER

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geodata.searches.profile_kernels import Events
    from geodata.searches.scan_kernels import Seconds

    Numbers = NDArray[np.int64]


class Rows(NamedTuple):
    """
    Rides from stops to all doors.

    `lane` (rows,) tells the stop by its lane, `hours` (rows, 4) the hours of the service, `seconds`
    (rows, doors) how long the ride takes; NEVER where there is none.
    """

    lane: Numbers
    hours: Numbers
    seconds: Seconds


@njit(cache=True, nogil=True)
def ride_to_doors(  # noqa: PLR0913, PLR0917 - compiled code takes plain arrays
    events: Events, first_stop: int, end_stop: int, ready_s: Seconds, rows: Rows, arrival_s: Seconds
) -> None:
    """
    Let everybody be fetched where the last bus stops, and set down at the doors.

    Parameters
    ----------
    events
        The departures at each stop.
    first_stop, end_stop
        Only those at these stops, the end excluded, are worked on.
    ready_s
        When one who takes a departure is ready to be fetched, (events, lanes); NEVER or more where
        not at all. Later departures at a stop are never ready earlier.
    rows
        The rides.
    arrival_s
        Arrival at each door, shape (events, doors): improved in place.
    """
    for stop in range(first_stop, end_stop):
        end = events.indptr[stop + 1]
        for event in range(end - 1, events.indptr[stop] - 1, -1):
            for row, lane in enumerate(rows.lane):
                second = ready_s[event, lane]
                known = event + 1 < end and ready_s[event + 1, lane] == second
                if second < NEVER and not known:
                    set_down(second, rows.hours[row], rows.seconds[row], arrival_s[event])
            if event + 1 < end:
                for door in range(arrival_s.shape[1]):
                    later = arrival_s[event + 1, door]
                    arrival_s[event, door] = min(arrival_s[event, door], later)


@njit(cache=True)
def set_down(ready_s: int, hours: Numbers, seconds: Seconds, arrival_s: Seconds) -> None:
    """Ride to each door as soon as may be and improve the arrivals, shape (doors,), in place."""
    if ready_s > hours[1]:
        return
    first, last, first_down, last_down = (
        np.int32(hours[0]),
        np.int32(hours[1]),
        np.int32(hours[2]),
        np.int32(hours[3]),
    )
    ready = np.int32(ready_s)
    for door in range(len(seconds)):
        ride = seconds[door]
        begin = np.int32(max(ready, first, np.int32(first_down - ride)))
        end = np.int32(begin + ride)
        timely = (begin <= last) & (end <= last_down) & (ride < NEVER)
        arrival_s[door] = min(arrival_s[door], end if timely else np.int32(NEVER))
