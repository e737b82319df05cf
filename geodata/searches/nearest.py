"""
The nearest doors of each kind over a window of departures, and how many are within reach.

On-demand areas (`Transit.ride_by`) count as they do in `window_percentiles`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from geodata.errors import ShapeError
from geodata.parallel import blocks, run_parallel, silent
from geodata.searches.area_windows import area_kth_seconds, area_search
from geodata.searches.nearest_kernels import kth_durations
from geodata.searches.profiles import Profile, arrival_profile, door_walks, joined_lanes
from geodata.searches.window_kernels import Lanes
from geodata.searches.windows import (
    PERCENTS,
    S_PER_MINUTE,
    WindowError,
    minutes_of,
    seconds_of_homes,
    window_of,
    window_seconds,
)
from geodata.walking import NEVER

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from geodata.parallel import Progress
    from geodata.points import Points
    from geodata.searches.profiles import DoorWalks
    from geodata.searches.rank_kernels import Window
    from geodata.searches.transit import Transit

    FloatArray = NDArray[np.float64]
    Seconds = NDArray[np.int32]

_BLOCK = 2048  # homes whose durations to all doors are kept at once
_SORTED = 256  # homes that one thread sorts before it hands over
_JOINED = 32  # homes whose every departure one thread looks at before it hands over
_NO_DOOR = -1


class Nearest(NamedTuple):
    """
    The nearest doors of one kind.

    Parameters
    ----------
    door
        Which doors, nearest first, shape (homes, k); -1 where fewer can be reached.
    minutes
        Their percentiles, shape (homes, k, percents); NaN where none.
    """

    door: NDArray[np.int64]
    minutes: FloatArray


def nearest_doors(  # noqa: PLR0913 - the question
    transit: Transit,
    homes: Points,
    doors: Points,
    *,
    first_s: int,
    last_s: int,
    step_s: int = S_PER_MINUTE,
    k: int = 3,
    percent: float = 50.0,
    percents: Sequence[float] = (50.0,),
    kinds: Sequence[str] | None = None,
    walks: DoorWalks | None = None,
    progress: Progress = silent,
) -> dict[str, Nearest]:
    """
    Return the k nearest doors of each kind, judged by one percentile over a window of departures.

    Parameters
    ----------
    transit, homes, doors, first_s, last_s, step_s, walks, progress
        As in `window_percentiles`.
    k
        How many doors of each kind.
    percent
        The percentile that tells which door is nearer; of equally near ones the first wins.
    percents
        The percentiles to return of the doors that were chosen.
    kinds
        The kind of each door; all are of the kind "" if not given.

    Returns
    -------
    nearest
        By kind, in the order in which the kinds appear.

    Raises
    ------
    ShapeError
        If there is not one kind a door.
    WindowError
        As `window_percentiles`, and if k is less than 1.
    """
    _check(k)
    window = window_of(first_s, last_s, step_s, [percent, *percents])
    of_kind = _doors_of(kinds, len(doors))
    walks = walks or door_walks(transit, homes, doors)
    answer = seconds_of_homes(transit, homes, doors, walks, window)
    parts = []
    for some in blocks(len(homes), size=_BLOCK):
        parts.append(_nearest_in(answer(some), of_kind, k))
        progress(some.stop, len(homes))
    if not parts:
        parts = [_nearest_in(np.empty((0, len(doors), len(window.ranks)), np.int32), of_kind, k)]
    return {
        kind: Nearest(*(np.concatenate(columns) for columns in zip(*of_one, strict=True)))
        for kind, of_one in zip(of_kind, zip(*parts, strict=True), strict=True)
    }


def soonest_percentiles(  # noqa: PLR0913 - the question
    transit: Transit,
    homes: Points,
    doors: Points,
    *,
    first_s: int,
    last_s: int,
    step_s: int = S_PER_MINUTE,
    k: int = 1,
    percents: Sequence[float] = PERCENTS,
    kinds: Sequence[str] | None = None,
    walks: DoorWalks | None = None,
    progress: Progress = silent,
) -> dict[str, FloatArray]:
    """
    Return percentiles of the minutes to whichever door of a kind is the k-th nearest then.

    At each departure of the window the doors of a kind are ranked anew. So the minutes are never
    more than those of the k-th door of `nearest_doors`, which is the same all the time.

    Parameters
    ----------
    transit, homes, doors, first_s, last_s, step_s, percents, walks, progress
        As in `window_percentiles`.
    k
        Which door, from 1 for the nearest: until the k-th, all nearer ones are reached too.
    kinds
        The kind of each door; all are of the kind "" if not given.

    Returns
    -------
    minutes
        By kind, shape (homes, percents); NaN where at the departure of that rank fewer than k
        doors are reached.

    Raises
    ------
    ShapeError
        If there is not one kind a door.
    WindowError
        As `window_percentiles`, and if k is less than 1.
    """
    _check(k)
    window = window_of(first_s, last_s, step_s, percents)
    of_kind = _doors_of(kinds, len(doors))
    walks = walks or door_walks(transit, homes, doors)
    answer = _soonest_search(transit, homes, doors, walks, window, k)
    found: dict[str, FloatArray] = {}
    for kind, chosen in of_kind.items():
        found[kind] = minutes_of(answer(chosen))
        progress(len(found), len(of_kind))
    return found


def reachable_counts(minutes: FloatArray, *, max_minutes: float) -> NDArray[np.int64]:
    """
    Return how many doors each home reaches in time, inclusive.

    `minutes` has the shape (homes, doors) or (homes, doors, percents); the doors are counted.
    """
    return np.asarray(np.count_nonzero(minutes <= max_minutes, axis=1))  # NaN is never in time


def _check(k: int) -> None:
    if k < 1:
        message = f"There is no door number {k}. The nearest door is number 1."
        raise WindowError(message)


def _doors_of(kinds: Sequence[str] | None, doors: int) -> dict[str, NDArray[np.int64]]:
    of_each = [""] * doors if kinds is None else list(kinds)
    if len(of_each) != doors:
        message = f"{len(of_each)} kinds do not fit {doors} doors. Give one kind a door."
        raise ShapeError(message)
    return {
        kind: np.array([door for door, its in enumerate(of_each) if its == kind], dtype=np.int64)
        for kind in dict.fromkeys(of_each or [""])
    }


def _nearest_in(
    seconds: Seconds, of_kind: dict[str, NDArray[np.int64]], k: int
) -> list[tuple[NDArray[np.int64], FloatArray]]:
    """Return the nearest doors by the first column of seconds, and the minutes of the others."""

    def block(homes: slice) -> list[tuple[NDArray[np.int64], FloatArray]]:
        return [_nearest_of(seconds[homes], doors, k) for doors in of_kind.values()]

    parts = run_parallel(block, blocks(len(seconds), size=_SORTED)) or [block(slice(0, 0))]
    return [
        (np.concatenate([door for door, _ in of_one]), np.concatenate([m for _, m in of_one]))
        for of_one in zip(*parts, strict=True)
    ]


def _nearest_of(
    seconds: Seconds, doors: NDArray[np.int64], k: int
) -> tuple[NDArray[np.int64], FloatArray]:
    """Return the k nearest of some doors, filled up where there are fewer."""
    shape = (len(seconds), k)
    found = np.full(shape, _NO_DOOR, dtype=np.int64)
    minutes = np.full((*shape, seconds.shape[2] - 1), np.nan)
    order = np.argsort(seconds[:, doors, 0], axis=1, kind="stable")[:, :k]
    chosen = seconds[np.arange(len(seconds))[:, None], doors[order]]
    reached = chosen[:, :, 0] < NEVER
    found[:, : order.shape[1]] = np.where(reached, doors[order], _NO_DOOR)
    by_percent = np.where(chosen[..., 1:] < NEVER, chosen[..., 1:] / S_PER_MINUTE, np.nan)
    minutes[:, : order.shape[1]] = np.where(reached[..., None], by_percent, np.nan)
    return found, minutes


def _soonest_search(  # noqa: PLR0913, PLR0917 - the question
    transit: Transit, homes: Points, doors: Points, walks: DoorWalks, window: Window, k: int
) -> Callable[[NDArray[np.int64]], Seconds]:
    """Search the day and return what answers for some doors: seconds, shape (homes, ranks)."""
    by_area = area_search(transit, homes, doors, walks.egress, first_s=window.first_s)
    if by_area is not None:
        return lambda chosen: area_kth_seconds(by_area, walks, window, chosen, k)
    profile = arrival_profile(transit, walks.egress, doors=len(doors), first_s=window.first_s)
    if k == 1:
        return lambda chosen: _soonest(profile, walks, window, chosen)[:, 0]
    return lambda chosen: _kth_soonest(profile, walks, window, chosen, k)


def _soonest(
    profile: Profile, walks: DoorWalks, window: Window, doors: NDArray[np.int64]
) -> Seconds:
    """Join some doors into one, at which one is as soon as at any of them."""
    one = Profile(profile.events, (joined_lanes(profile, doors),), profile.first_s)
    on_foot = walks.on_foot[:, doors].min(axis=1, initial=NEVER)[:, None]
    return window_seconds(one, walks._replace(on_foot=on_foot), window)


def _kth_soonest(
    profile: Profile, walks: DoorWalks, window: Window, doors: NDArray[np.int64], k: int
) -> Seconds:
    """Rank some doors anew at each departure; seconds to the k-th, shape (homes, ranks)."""
    columns = [np.zeros((len(profile.events.departure_s), 0), np.int32), *profile.blocks]
    lanes = Lanes(profile.events, np.concatenate(columns, axis=1)[:, doors], 0)
    of_kind = walks._replace(on_foot=np.ascontiguousarray(walks.on_foot[:, doors]))
    result = np.full((len(walks.on_foot), len(window.ranks)), NEVER, dtype=np.int32)

    def block(chosen: slice) -> None:
        kth_durations(walks.order[chosen], of_kind, lanes, window, k, result)

    run_parallel(block, blocks(len(walks.order), size=_JOINED))
    return result
