"""
How long it takes from every home to every door, over every departure of a window of the day.

The rules are those of `Transit`: walks in whole seconds, limits inclusive, walking all the way
where no slower. Durations begin at the departure from home and are exact to the second. On-demand
areas (`Transit.ride_by`) count, see `AreaPairs`.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from geodata.errors import GeodataError
from geodata.parallel import blocks, run_parallel, silent
from geodata.searches.area_windows import area_search, area_seconds, of_homes
from geodata.searches.profiles import arrival_profile, departure_profile, door_walks, only_homes
from geodata.searches.rank_kernels import Window
from geodata.searches.window_kernels import Lanes, departure_durations, window_durations
from geodata.walking import NEVER

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from numpy.typing import NDArray

    from geodata.parallel import Progress
    from geodata.points import Points
    from geodata.searches.profiles import DoorWalks, Profile
    from geodata.searches.transit import Transit

    FloatArray = NDArray[np.float64]
    Seconds = NDArray[np.int32]

S_PER_MINUTE = 60
PERCENTS = (5.0, 50.0, 95.0)
_ALL = 100
_BLOCK = 128  # homes that one thread joins before it hands over
_STREAMED = 8192  # homes answered together where the answer is handed over in parts


class WindowError(GeodataError, ValueError):
    """A window has no departure, or a percentile does not exist."""


def window_percentiles(  # noqa: PLR0913 - the question
    transit: Transit,
    homes: Points,
    doors: Points,
    *,
    first_s: int,
    last_s: int,
    step_s: int = S_PER_MINUTE,
    percents: Sequence[float] = PERCENTS,
    walks: DoorWalks | None = None,
    progress: Progress = silent,
) -> FloatArray:
    """
    Return percentiles of the minutes from home to door over all departures of a window.

    Parameters
    ----------
    transit
        Public transport of the day.
    homes, doors
        Where journeys begin and end.
    first_s, last_s
        Second of the first departure, and the second after which there is none, inclusive.
    step_s
        Seconds from one departure to the next.
    percents
        Of n departures, the p-th percentile is the duration of rank p / 100 · (n − 1), rounded
        half up, counted from 0 and from the shortest: always one that does occur.
    walks
        What `door_walks` returned for the same transit, homes and doors, to search them once.
    progress
        Told after each part of the homes how many parts are done, and of how many.

    Returns
    -------
    minutes
        Shape (homes, doors, percents); NaN where there is no way at the departure of that rank.

    Raises
    ------
    WindowError
        If there is no departure, or a percentile lies outside 0 … 100.
    """
    window = window_of(first_s, last_s, step_s, percents)
    walks = walks or door_walks(transit, homes, doors)
    by_area = area_search(transit, homes, doors, walks.egress, first_s=first_s)
    if by_area is not None:
        return minutes_of(area_seconds(by_area, walks, window, progress=progress))
    profile = arrival_profile(transit, walks.egress, doors=len(doors), first_s=first_s)
    return minutes_of(window_seconds(profile, walks, window, progress=progress))


def window_blocks(  # noqa: PLR0913 - the question
    transit: Transit,
    homes: Points,
    doors: Points,
    *,
    first_s: int,
    last_s: int,
    step_s: int = S_PER_MINUTE,
    percents: Sequence[float] = PERCENTS,
    walks: DoorWalks | None = None,
) -> Iterator[tuple[slice, FloatArray]]:
    """
    Yield the answer of `window_percentiles` in parts: which homes, and their minutes.

    Beside the walks and the profile only one part is kept, so that the whole answer may be larger
    than the memory.
    """
    window = window_of(first_s, last_s, step_s, percents)
    walks = walks or door_walks(transit, homes, doors)
    answer = seconds_of_homes(transit, homes, doors, walks, window)
    for some in blocks(len(homes), size=_STREAMED):
        yield some, minutes_of(answer(some))


def departure_minutes(  # noqa: PLR0913 - the question
    transit: Transit,
    homes: Points,
    doors: Points,
    *,
    depart_s: int,
    walks: DoorWalks | None = None,
    profile: Profile | None = None,
) -> FloatArray:
    """
    Return the minutes from leaving home at one second, as `Transit.depart_matrix` does.

    The day is searched once from the doors, so that many homes cost little. A profile of the same
    doors may be used again for any second from its `first_s` on, but does not know on-demand areas:
    where these are served, the day is searched anew.

    Raises
    ------
    WindowError
        If the profile begins later than the departure.
    """
    if profile is not None and depart_s < profile.first_s:
        message = f"The profile begins at second {profile.first_s}, after second {depart_s}."
        raise WindowError(message)
    walks = walks or door_walks(transit, homes, doors)
    by_area = area_search(transit, homes, doors, walks.egress, first_s=depart_s)
    if by_area is not None:
        once = window_of(depart_s, depart_s, percents=(0,))
        return minutes_of(area_seconds(by_area, walks, once)[..., 0])
    if profile is None:
        profile = departure_profile(transit, walks.egress, doors=len(doors), depart_s=depart_s)
    return minutes_of(_departure_seconds(profile, walks, depart_s))


def seconds_of_homes(
    transit: Transit, homes: Points, doors: Points, walks: DoorWalks, window: Window
) -> Callable[[slice], Seconds]:
    """Search the day and return what answers `window_seconds` for some homes, areas included."""
    by_area = area_search(transit, homes, doors, walks.egress, first_s=window.first_s)
    if by_area is not None:
        return lambda some: area_seconds(of_homes(by_area, some), only_homes(walks, some), window)
    profile = arrival_profile(transit, walks.egress, doors=len(doors), first_s=window.first_s)
    return lambda some: window_seconds(profile, only_homes(walks, some), window)


def window_of(
    first_s: int, last_s: int, step_s: int = S_PER_MINUTE, percents: Sequence[float] = ()
) -> Window:
    """
    Return the departures from `first_s` to `last_s`, inclusive, with the ranks of percentiles.

    The ranks stand in the order of the percentiles; see `window_percentiles`.
    """
    if step_s <= 0 or last_s < first_s:
        message = (
            f"There is no departure from second {first_s} to {last_s} every {step_s} seconds."
            " The last must not be before the first, and the step be at least one second."
        )
        raise WindowError(message)
    departures = (last_s - first_s) // step_s + 1
    return Window(first_s, step_s, departures, ranks_of(percents, departures=departures))


def ranks_of(percents: Sequence[float], *, departures: int) -> NDArray[np.int64]:
    """Return the rank of each percentile among so many durations, counted from 0."""
    for percent in percents:
        if not 0 <= percent <= _ALL:
            message = f"{percent} is no percentile. Choose one from 0 to 100."
            raise WindowError(message)
    ranks = [math.floor(percent * (departures - 1) / _ALL + 0.5) for percent in percents]
    return np.array(ranks, dtype=np.int64)


def window_seconds(
    profile: Profile, walks: DoorWalks, window: Window, *, progress: Progress = silent
) -> Seconds:
    """Return the durations of the ranks in seconds, (homes, doors, ranks); NEVER where no way."""
    order = np.argsort(window.ranks, kind="stable")
    rising = window._replace(ranks=window.ranks[order])
    result = np.full((*walks.on_foot.shape, len(order)), NEVER, dtype=np.int32)

    def block(chosen: slice) -> None:
        for lanes in _lanes_of(profile):
            window_durations(walks.order[chosen], walks, lanes, rising, result)

    run_parallel(block, blocks(len(walks.order), size=_BLOCK), progress=progress)
    return result if (order[1:] > order[:-1]).all() else result[..., np.argsort(order)]


def minutes_of(seconds: Seconds) -> FloatArray:
    """Return minutes, NaN for NEVER; block by block, with no second copy of the whole."""
    minutes = np.empty(seconds.shape, dtype=np.float64)

    def block(chosen: slice) -> None:
        np.divide(seconds[chosen], S_PER_MINUTE, out=minutes[chosen])
        minutes[chosen][seconds[chosen] >= NEVER] = np.nan

    run_parallel(block, blocks(len(seconds), size=_BLOCK))
    return minutes


def _departure_seconds(profile: Profile, walks: DoorWalks, depart_s: int) -> Seconds:
    result, zero_s = np.full(walks.on_foot.shape, NEVER, dtype=np.int32), profile.zero_s

    def block(chosen: slice) -> None:
        for lanes in _lanes_of(profile):
            departure_durations(walks.order[chosen], walks, lanes, depart_s, zero_s, result)

    run_parallel(block, blocks(len(walks.order), size=_BLOCK))
    return result


def _lanes_of(profile: Profile) -> list[Lanes]:
    first = np.cumsum([0, *(arrival_s.shape[1] for arrival_s in profile.blocks)])
    return [
        Lanes(profile.events, arrival_s, int(door))
        for door, arrival_s in zip(first, profile.blocks, strict=False)
    ]
