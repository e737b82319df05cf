"""
Every departure of a window at once: from profiles at stops to durations from homes.

From one home, the arrival at a door stays the same over a run of departures until a vehicle is
missed. So runs are kept, not minutes: the departures are gone through backward, only stops whose
next vehicle has changed are looked at, and a run ends where an arrival did become earlier.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numba import njit

from geodata.searches.profile_kernels import never_of, next_event
from geodata.searches.rank_kernels import (
    durations_for,
    durations_of,
    runs_for,
    whole_steps,
    write_ranks,
)
from geodata.walking import NEVER

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geodata.searches.profile_kernels import Events
    from geodata.searches.profiles import DoorWalks
    from geodata.searches.rank_kernels import Runs, Window
    from geodata.searches.scan_kernels import Seconds
    from geodata.walking import WalkingTable

    Homes = NDArray[np.int64]


class Catches(NamedTuple):
    """
    The departure events that one home can catch, by the last departure from home that does.

    Row i, from `indptr[i]` to `indptr[i + 1]`, holds the `event` numbers caught by leaving at
    departure i, and missed by leaving at i + 1.
    """

    indptr: NDArray[np.int64]
    event: NDArray[np.int32]


class Lanes(NamedTuple):
    """
    A profile of some of the doors.

    `events` are the departures, `arrival_s` (events, lanes) what `arrival_profiles` returns for
    the doors from number `first` on.
    """

    events: Events
    arrival_s: Seconds
    first: int


@njit(cache=True, nogil=True)
def window_durations(
    homes: Homes, walks: DoorWalks, lanes: Lanes, window: Window, result: Seconds
) -> None:
    """
    Write durations of given ranks among all departures of a window, in seconds.

    Parameters
    ----------
    homes
        Which homes to work on.
    walks
        The walks of all homes and doors.
    lanes
        The doors to work on.
    window
        The departures, and the ranks.
    result
        Shape (homes, doors, ranks); NEVER where there is no way so often.
    """
    many_lanes = lanes.arrival_s.shape[1]
    runs, space = runs_for(window, many_lanes), durations_for(window)
    for home in homes:
        catches = _catches(walks.access, home, lanes.events, window)
        _find_runs(catches, lanes.arrival_s, window, runs)
        for lane in range(many_lanes):
            door = lanes.first + lane
            on_foot = walks.on_foot[home, door]
            many = durations_of(runs, lane, on_foot, window, space)
            write_ranks(space, many, on_foot, window, result[home, door])


@njit(cache=True, nogil=True)
def departure_durations(  # noqa: PLR0913, PLR0917 - as above, and when one leaves
    homes: Homes, walks: DoorWalks, lanes: Lanes, depart_s: int, zero_s: int, result: Seconds
) -> None:
    """
    Write the durations of leaving at one second, shape (homes, doors); else as above.

    The arrivals of the lanes count from the second `zero_s` of the day.
    """
    arrival = np.empty(lanes.arrival_s.shape[1], lanes.arrival_s.dtype)
    access, never = walks.access, never_of(lanes.arrival_s)
    for home in homes:
        arrival[:] = never
        for pair in range(access.indptr[home], access.indptr[home + 1]):
            second = depart_s + access.seconds[pair]
            event = next_event(lanes.events, access.targets[pair], second)
            if event >= 0:
                row = lanes.arrival_s[event]
                for lane in range(len(arrival)):
                    arrival[lane] = min(arrival[lane], row[lane])
        for lane, then in enumerate(arrival):
            door = lanes.first + lane
            by_vehicle = zero_s + then - depart_s if then < never else NEVER
            result[home, door] = min(by_vehicle, walks.on_foot[home, door])


@njit(cache=True)
def _catches(access: WalkingTable, home: int, events: Events, window: Window) -> Catches:
    """Sort the events at the stops around a home by the last departure that catches them."""
    pairs = slice(access.indptr[home], access.indptr[home + 1])
    stops, walks = access.targets[pairs], access.seconds[pairs]
    first = np.empty(len(stops), np.int64)
    indptr = np.zeros(window.departures + 1, np.int64)
    for pair, stop in enumerate(stops):
        first[pair] = next_event(events, stop, window.first_s + walks[pair])
        if first[pair] >= 0:
            for event in range(first[pair], events.indptr[stop + 1]):
                departure = _last_departure(events.departure_s[event] - walks[pair], window)
                indptr[departure + 1] += 1
                if departure == window.departures - 1:
                    break
    indptr = np.cumsum(indptr)
    place, caught = indptr[:-1].copy(), np.empty(indptr[-1], np.int32)
    for pair, stop in enumerate(stops):
        if first[pair] >= 0:
            for event in range(first[pair], events.indptr[stop + 1]):
                departure = _last_departure(events.departure_s[event] - walks[pair], window)
                caught[place[departure]] = event
                place[departure] += 1
                if departure == window.departures - 1:
                    break
    return Catches(indptr, caught)


@njit(cache=True)
def _last_departure(second: int, window: Window) -> int:
    """Return the last departure of the window at or before a second not before its first."""
    return min(window.departures - 1, whole_steps(second - window.first_s, window.step_s))


@njit(cache=True)
def _find_runs(catches: Catches, profile: Seconds, window: Window, runs: Runs) -> None:
    """Go through the departures backward and end a run where a lane arrives earlier."""
    lanes = profile.shape[1]
    arrival = np.full(lanes, NEVER, np.int32)
    earlier = arrival.copy()
    runs.many[:] = 0
    for departure in range(window.departures - 1, -1, -1):
        for place in range(catches.indptr[departure], catches.indptr[departure + 1]):
            row = profile[catches.event[place]]
            for lane in range(lanes):
                earlier[lane] = min(earlier[lane], row[lane])
        if catches.indptr[departure] < catches.indptr[departure + 1]:
            gain = np.int32(0)
            for lane in range(lanes):
                gain |= np.int32(earlier[lane] < arrival[lane])
            if gain:
                _end_runs(runs, departure + 1, arrival, earlier)
    _end_runs(runs, 0, arrival, np.full(lanes, -NEVER, np.int32))


@njit(cache=True)
def _end_runs(runs: Runs, first: int, arrival: Seconds, earlier: Seconds) -> None:
    """End the run of every lane that arrives earlier before departure `first`."""
    ended, many = runs.ended, 0
    for lane in range(len(arrival)):  # no branch: which lanes end is hard to foretell
        ended[many] = lane
        many += earlier[lane] < arrival[lane]
    for place in range(many):
        lane = ended[place]
        number = runs.many[lane]
        runs.arrival_s[lane, number] = arrival[lane]
        runs.first[lane, number] = first
        runs.many[lane] = number + 1
        arrival[lane] = earlier[lane]
