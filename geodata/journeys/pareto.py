"""Travel times against rides: how much quicker one more change makes the way (Pareto)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from geodata.journeys.pareto_kernels import arrivals_by_rides
from geodata.parallel import blocks, run_parallel
from geodata.walking import NEVER, transposed, whole_seconds

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geodata.points import Points
    from geodata.searches.transit import Transit

    FloatArray = NDArray[np.float64]

S_PER_MINUTE = 60
_BLOCK = 64  # origins that one thread searches before it hands over


def minutes_by_rides(
    transit: Transit, origins: Points, destinations: Points, *, depart_s: int
) -> FloatArray:
    """
    Return minutes from leaving to the earliest arrival with at most 0, 1, 2 … rides.

    Parameters
    ----------
    transit
        Public transport on a day; its `max_rides` is the largest number of rides.
    origins, destinations
        Where journeys begin and end.
    depart_s
        Second of the service day at which everybody leaves; waiting counts from then on.

    Returns
    -------
    minutes
        Shape (max_rides + 1, origins, destinations), NaN where there is no way. The first row is
        the walk all the way; no row is slower than the one before, the last is `depart_matrix`.
    """
    access = transit.access(origins)
    egress = transposed(transit.egress(destinations), size=len(destinations))

    def block(chosen: slice) -> NDArray[np.int32]:
        rows = access._replace(indptr=access.indptr[chosen.start : chosen.stop + 1])
        rides = transit.max_rides
        return np.asarray(arrivals_by_rides(transit.network, rows, egress, depart_s, rides))

    none = np.zeros((0, transit.max_rides + 1, len(destinations)), np.int32)
    found = run_parallel(block, blocks(len(origins), size=_BLOCK))
    arrivals = np.concatenate([*found, none]).transpose(1, 0, 2)
    on_foot = whole_seconds(transit.walking.travel_seconds(origins, destinations))
    seconds = np.minimum(np.where(arrivals < NEVER, arrivals - depart_s, NEVER), on_foot)
    return np.where(seconds < NEVER, seconds / S_PER_MINUTE, np.nan)


def fewest_rides(minutes: FloatArray, *, tolerance: float = 0.0) -> NDArray[np.int64]:
    """
    Return the fewest rides that are as quick as any number of them.

    Parameters
    ----------
    minutes
        What `minutes_by_rides` returned.
    tolerance
        Minutes by which fewer rides may be slower and still be preferred, inclusive.

    Returns
    -------
    rides
        Shape (origins, destinations); -1 where there is no way.
    """
    quickest = minutes[-1]
    enough = minutes <= quickest + tolerance  # NaN is never enough
    return np.where(enough.any(axis=0), enough.argmax(axis=0), -1)
