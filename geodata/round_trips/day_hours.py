"""In which hours of a day an appointment can begin that one can keep from a home, at any of some doors."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from geodata.parallel import blocks, silent
from geodata.round_trips.days import Day
from geodata.round_trips.last_way_kernels import STEP_S
from geodata.round_trips.round_kernels import Cases
from geodata.round_trips.visits import questions
from geodata.round_trips.week import ANY_VISIT, judged

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from geodata.parallel import Progress
    from geodata.points import Points
    from geodata.round_trips.visits import Hours, Questions, Visit
    from geodata.searches.transit import Transit

    Indices = NDArray[np.int64]

HOURS = 24
_SLOTS = 3600 // STEP_S  # starts of appointments in an hour
_BLOCK = 512  # homes: each has as many answers as doors have hours


def hours_with_trips(  # noqa: PLR0913 - the question
    transit: Transit,
    homes: Points,
    doors: Points,
    hours: Sequence[Hours],
    *,
    visit: Visit = ANY_VISIT,
    progress: Progress = silent,
) -> NDArray[np.bool_]:
    """
    Say for each home and hour whether an appointment that begins in it can be kept.

    The rules are those of `geodata.round_trips.week`; a start at 10:00 counts to the hour from 10,
    and one after midnight to the hours from 0. Doors whose hours are not known are left out.

    Parameters
    ----------
    transit, homes, doors, hours, visit
        As in `round_trips`.
    progress
        Told after each block of homes how many are done, and of how many.

    Returns
    -------
    works
        Shape (homes, 24).

    Raises
    ------
    ShapeError
        If a window closes before it opens.
    """
    works = np.zeros((len(homes), HOURS), dtype=np.bool_)
    asked, hour_of = _hour_by_hour(questions([hours], stay_s=visit.stay_s))
    if not len(hour_of) or not len(homes):
        return works
    day, parts = Day.search(transit, homes, doors, asked, visit), blocks(len(homes), size=_BLOCK)
    for done, block in enumerate(parts, start=1):
        starts = judged(day, asked, block).starts
        for hour in np.unique(hour_of):
            works[block, hour] = (starts[:, hour_of == hour] > 0).any(axis=1)
        progress(done, len(parts))
    return works


def _hour_by_hour(asked: Questions) -> tuple[Questions, Indices]:
    """Return the same questions with a case for each hour, and that hour, shape (cases,)."""
    windows = [
        (lane, window, hour)
        for case, lane in enumerate(asked.cases.lane.tolist())
        for window in range(asked.cases.indptr[case], asked.cases.indptr[case + 1])
        for hour in _hours_of(asked, window)
    ]
    lane, window, hour = np.array(windows, dtype=np.int64).reshape(-1, 3).T
    begin = asked.slots.first_s // STEP_S  # the slot of the day that is slot 0 of the question
    cases = Cases(
        np.ascontiguousarray(lane, np.int32),
        np.arange(len(windows) + 1, dtype=np.int64),
        np.maximum(asked.cases.first[window], hour * _SLOTS - begin).astype(np.int32),
        np.minimum(asked.cases.last[window], (hour + 1) * _SLOTS - 1 - begin).astype(np.int32),
        asked.cases.opens_s[window],
        asked.cases.closes_s[window],
    )
    return replace(asked, cases=cases), hour % HOURS


def _hours_of(asked: Questions, window: int) -> range:
    begin = asked.slots.first_s // STEP_S
    first, last = (int(slots[window]) + begin for slots in (asked.cases.first, asked.cases.last))
    return range(first // _SLOTS, last // _SLOTS + 1)
