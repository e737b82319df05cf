"""
The k-th nearest of some doors at every departure of a window, from profiles at stops.

From one home the departures are gone through backward. At each stop around it, the next vehicle is
remembered, and the arrivals of its row are looked at when it changes; later ones are still caught.
Which door is the k-th nearest may change from departure to departure.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numba import njit

from geodata.walking import NEVER

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geodata.searches.profiles import DoorWalks
    from geodata.searches.rank_kernels import Window
    from geodata.searches.scan_kernels import Seconds
    from geodata.searches.window_kernels import Lanes

    Homes = NDArray[np.int64]


@njit(cache=True, nogil=True)
def kth_durations(  # noqa: PLR0913, PLR0917 - the question
    homes: Homes, walks: DoorWalks, lanes: Lanes, window: Window, k: int, result: Seconds
) -> None:
    """
    Write durations of given ranks among all departures of a window, in seconds.

    Parameters
    ----------
    homes
        Which homes to work on.
    walks
        The walks of all homes and of the doors of the lanes.
    lanes
        All doors among which the k-th nearest is sought.
    window
        The departures, and the ranks.
    k
        Which door, from 1 for the nearest.
    result
        Shape (homes, ranks); NEVER where fewer than k doors are reached so often.
    """
    each = np.empty(window.departures, np.int32)
    for home in homes:
        _of_each_departure(walks, home, lanes, window, k, each)
        each.sort()
        for number, rank in enumerate(window.ranks):
            result[home, number] = each[rank]


@njit(cache=True)
def _of_each_departure(  # noqa: PLR0913, PLR0917 - inlined
    walks: DoorWalks, home: int, lanes: Lanes, window: Window, k: int, each: Seconds
) -> None:
    """Write the seconds to the k-th nearest door at each departure, shape (departures,)."""
    events, first = lanes.events, walks.access.indptr[home]
    stops = walks.access.targets[first : walks.access.indptr[home + 1]]
    walked = walks.access.seconds[first : walks.access.indptr[home + 1]]
    following = np.empty(len(stops), np.int64)  # the next event at each stop; none at first
    for pair, stop in enumerate(stops):
        following[pair] = events.indptr[stop + 1]
    arrival = np.full(lanes.arrival_s.shape[1], NEVER, np.int32)
    least = np.empty(k, np.int32)
    for departure in range(window.departures - 1, -1, -1):
        second = window.first_s + departure * window.step_s
        for pair, stop in enumerate(stops):
            event, there_s = following[pair], second + walked[pair]
            while event > events.indptr[stop] and events.departure_s[event - 1] >= there_s:
                event -= 1
            if event < following[pair]:
                following[pair] = event
                _keep_earlier(arrival, lanes.arrival_s[event])
        each[departure] = _kth(arrival, walks.on_foot[home], second, least)


@njit(cache=True)
def _keep_earlier(kept: Seconds, other: Seconds) -> None:
    for lane in range(len(kept)):
        kept[lane] = min(kept[lane], other[lane])


@njit(cache=True)
def _kth(arrival: Seconds, on_foot: Seconds, second: int, least: Seconds) -> int:
    """Return the last of the least seconds from a second on, as many as there is space for."""
    least[:] = NEVER
    last = len(least) - 1
    for lane in range(len(arrival)):
        by_vehicle = arrival[lane] - second if arrival[lane] < NEVER else NEVER
        seconds = min(by_vehicle, on_foot[lane])
        if seconds < least[last]:
            place = last
            while place > 0 and least[place - 1] > seconds:
                least[place] = least[place - 1]
                place -= 1
            least[place] = seconds
    return int(least[last])
