"""The least time between leaving for a hop of a trip and arriving from that hop or a later one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numba import njit

from geodata.walking import NEVER

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Seconds = NDArray[np.int32]


@njit(cache=True, nogil=True)
def least_of_hops(leave_s: Seconds, arrive_s: Seconds) -> Seconds:
    """
    Return the least seconds from each origin to each destination, shape (origins, destinations).

    Parameters
    ----------
    leave_s
        When one must leave each origin to board at the start of each hop, in order of travel,
        shape (hops, origins); -NEVER where one cannot.
    arrive_s
        When one is at each destination who alights at the end of each hop, shape (hops,
        destinations); NEVER where one cannot.

    Returns
    -------
    seconds
        NEVER where there is no hop to board and none from it on to alight from.
    """
    hops, origins = leave_s.shape
    destinations = arrive_s.shape[1]
    soonest = np.full((hops, destinations), NEVER, np.int32)
    for hop in range(hops - 1, -1, -1):
        for place in range(destinations):
            soonest[hop, place] = arrive_s[hop, place]
            if hop + 1 < hops:
                soonest[hop, place] = min(soonest[hop, place], soonest[hop + 1, place])
    best = np.full((origins, destinations), NEVER, np.int32)
    for origin in range(origins):
        for hop in range(hops):
            leave = leave_s[hop, origin]
            if leave > -NEVER:
                for place in range(destinations):
                    if soonest[hop, place] < NEVER:
                        way = soonest[hop, place] - leave
                        best[origin, place] = min(best[origin, place], way)
    return best
