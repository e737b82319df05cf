"""The way there: the shortest door-to-door duration of any journey of a day that arrives in time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from geodata.parallel import blocks, run_parallel, silent
from geodata.searches.area_durations import durations_by_area
from geodata.searches.profile_kernels import join_access, shortest_from_stops
from geodata.searches.profiles import LANES, arrival_profile
from geodata.walking import NEVER, whole_seconds

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from geodata.parallel import Progress
    from geodata.points import Points
    from geodata.searches.transit import Transit

    FloatArray = NDArray[np.float64]
    Seconds = NDArray[np.int32]

S_PER_MINUTE = 60
_BLOCK = 512  # homes that one thread joins before it hands over


def shortest_durations(  # noqa: PLR0913 - a day and two sets of points, the rest by name only
    transit: Transit,
    homes: Points,
    doors: Points,
    *,
    earliest_arrival_s: ArrayLike,
    latest_arrival_s: ArrayLike,
    progress: Progress = silent,
) -> FloatArray:
    """
    Return the shortest duration in minutes from each home to each door, shape (homes, doors).

    Every journey of the day counts that is at the door between the two seconds, both inclusive;
    who comes before the first waits at the door, and the wait is part of the journey. Walking all
    the way counts, at any time; rides of on-demand areas where these are served. This is criterion
    K1 "nur Hinweg" of the method.

    Parameters
    ----------
    transit
        Public transport of the day.
    homes, doors
        Where journeys begin and end.
    earliest_arrival_s, latest_arrival_s
        Seconds of the service day between which one may arrive, shape (doors,) or a number. A
        door whose window is empty has no journey at all.
    progress
        Called with how many parts of the homes are done, and of how many.

    Returns
    -------
    minutes
        NaN where no journey arrives in time.

    Notes
    -----
    A home's best journey leaves it just in time for a departure, so its duration is the walk to
    a stop plus what remains from that departure on. The least of what remains is found once for
    each stop and door; homes are then joined by their walks alone.
    """
    window_s = _windows(earliest_arrival_s, latest_arrival_s, len(doors))
    remaining = _from_stops(transit, doors, window_s)
    access = transit.access(homes)

    def block(chosen: slice) -> Seconds:
        rows = access._replace(indptr=access.indptr[chosen.start : chosen.stop + 1])
        return np.asarray(join_access(rows, remaining))

    joined = run_parallel(block, blocks(len(homes), size=_BLOCK), progress=progress)
    by_vehicle = np.concatenate([*joined, np.zeros((0, len(doors)), np.int32)])
    areas = transit.areas(homes, doors)
    if areas is not None:
        by_area = durations_by_area(transit, areas, homes, doors, window_s)
        by_vehicle = np.minimum(by_vehicle, by_area)
    on_foot = whole_seconds(transit.walking.travel_seconds(homes, doors))
    open_at_all = window_s[:, 0] <= window_s[:, 1]
    seconds = np.where(open_at_all, np.minimum(by_vehicle, on_foot), NEVER)
    return np.where(seconds < NEVER, seconds / S_PER_MINUTE, np.nan)


def _windows(earliest: ArrayLike, latest: ArrayLike, doors: int) -> Seconds:
    """Return the windows, shape (doors, 2); bounds that mean "any time" stay below NEVER."""
    bounds = [np.broadcast_to(np.asarray(bound), (doors,)) for bound in (earliest, latest)]
    windows: Seconds = np.clip(np.stack(bounds, axis=1), -NEVER, NEVER - 1).astype(np.int32)
    return windows


def _from_stops(transit: Transit, doors: Points, window_s: Seconds) -> Seconds:
    """Return the least seconds from each stop to each door, shape (stops, doors)."""
    profile = arrival_profile(transit, transit.egress(doors), doors=len(doors))
    lanes = blocks(len(doors), size=LANES)

    def block(number: int) -> Seconds:
        windows = window_s[lanes[number]]
        return np.asarray(shortest_from_stops(profile.blocks[number], profile.events, windows))

    parts = run_parallel(block, range(len(lanes)))
    stops = len(profile.events.indptr) - 1
    return np.concatenate([*parts, np.zeros((stops, 0), np.int32)], axis=1)
