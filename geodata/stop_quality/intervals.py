"""How often something leaves a stop: intervals by number, by waiting, and the longest wait."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from geodata.errors import ShapeError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Seconds = NDArray[np.int64]

BOTH_WAYS = 2  # directions that the standards count together


def interval_by_count(departures: float, *, window_minutes: float) -> float:
    """
    Return the minutes between two departures of one direction; infinite where there are none.

    Window / (departures / 2): with 14 hours 840 / (departures / 2), as in ARE (2011).

    Parameters
    ----------
    departures
        Number in the window, both directions together.
    window_minutes
        Length of the window.
    """
    return window_minutes * BOTH_WAYS / departures if departures > 0 else np.inf


def quadratic_interval_s(
    departures_s: Seconds, *, begin_s: float, end_s: float, next_s: float | None = None
) -> float:
    """
    Return the mean interval in seconds that weighs each gap by who waits in it.

    Somebody who comes at any second of the window waits half of this on average: gaps count by
    their square, so that bunched departures are worth less than even ones.

    Parameters
    ----------
    departures_s
        Seconds of all departures of the day, ascending, shape (departures,). Those from
        `begin_s` on and before `end_s` lie in the window; one at `end_s` is the next after it.
    begin_s, end_s
        The window [a, b).
    next_s
        The next departure at `end_s` or later; taken from `departures_s` where None. It counts no
        later than the first of the window a whole window on, as if the day began again.

    Returns
    -------
    interval_s
        Infinite where nothing leaves in the window.

    Raises
    ------
    ShapeError
        If the window is empty, or departures are not in order.

    References
    ----------
    OeVGK18 (Graubünden 2018), after the mean headway of PTV VISUM 12:
    1/(b−a) · ((x₁−a)² + Σ (xᵢ₊₁−xᵢ)² + (xₙ₊₁−xₙ)² − (xₙ₊₁−b)²).
    """
    times = np.asarray(departures_s, dtype=np.float64)
    _check(times, begin_s, end_s)
    inside = times[(times >= begin_s) & (times < end_s)]
    if not len(inside):
        return np.inf
    after = times[times >= end_s]
    again_s = inside[0] + end_s - begin_s
    following = [again_s, *([next_s] if next_s is not None else after[:1])]
    last_s = float(min(following))
    gaps = np.diff(np.array([begin_s, *inside, last_s]))
    return float((np.square(gaps).sum() - (last_s - end_s) ** 2) / (end_s - begin_s))


def longest_wait_s(departures_s: Seconds, *, begin_s: float, end_s: float) -> float:
    """
    Return the longest time within a window in which nothing leaves, its two ends included.

    Parameters
    ----------
    departures_s
        Seconds, ascending, shape (departures,).
    begin_s, end_s
        The window, both ends inclusive.
    """
    times = np.asarray(departures_s, dtype=np.float64)
    _check(times, begin_s, end_s)
    inside = times[(times >= begin_s) & (times <= end_s)]
    return float(np.diff(np.array([begin_s, *inside, end_s])).max())


def _check(times: NDArray[np.float64], begin_s: float, end_s: float) -> None:
    if not begin_s < end_s:
        message = f"The window from {begin_s} to {end_s} s is empty."
        raise ShapeError(message)
    if (np.diff(times) < 0).any():
        message = "Departures are not in ascending order."
        raise ShapeError(message)
