"""
Durations of given ranks among the departures of a window, from runs of departures.

The durations of a run fall by one step from departure to departure, so a run is a range of whole
steps with one rest. Durations below a bound are counted run by run; the steps of a rank are found
by halving, and its rest among the runs that have a duration of so many steps, likewise: exact to
the second, with sums of 32 bits over a few dozen runs that stay in the nearest cache.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numba import njit

from geodata.walking import NEVER

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geodata.searches.scan_kernels import Seconds

    Counts = NDArray[np.int32]

S_PER_MINUTE = 60


class Window(NamedTuple):
    """
    The departures of a window, and what is asked about them.

    They leave at `first_s`, `first_s + step_s` …, `departures` of them (seconds of the day). The
    `ranks` (ranks,) are positions among the sorted durations, from 0, rising.
    """

    first_s: int
    step_s: int
    departures: int
    ranks: NDArray[np.int64]


class Runs(NamedTuple):
    """
    The arrivals from one home by vehicle, one row a lane, latest departures first.

    A run of departures arrives at the same second: `arrival_s` (lanes, departures + 1); its first
    departure is `first`, its last the one before the first of the run before. Of each row the
    first `many` (lanes,) count. `ended` (lanes + 1,) is space.
    """

    many: Counts
    arrival_s: Seconds
    first: Counts
    ended: Counts


class Durations(NamedTuple):
    """
    The runs of one lane as durations, which fall by one step from departure to departure.

    The durations of a run are `lowest`, `lowest` + 1 … whole steps, `size` of them, and all share
    the `rest` in seconds. Shape (departures + 1,) each.
    """

    lowest: Counts
    size: Counts
    rest: Counts


@njit(cache=True)
def runs_for(window: Window, lanes: int) -> Runs:
    """Return space for the runs of some lanes."""
    shape = (lanes, window.departures + 1)
    return Runs(
        np.zeros(lanes, np.int32),
        np.empty(shape, np.int32),
        np.empty(shape, np.int32),
        np.empty(lanes + 1, np.int32),
    )


@njit(cache=True)
def durations_for(window: Window) -> Durations:
    """Return space for the runs of one lane."""
    most = window.departures + 1
    return Durations(np.empty(most, np.int32), np.empty(most, np.int32), np.empty(most, np.int32))


@njit(cache=True)
def durations_of(runs: Runs, lane: int, on_foot: int, window: Window, into: Durations) -> int:
    """Write the runs of a lane that beat walking all the way, and return how many they are."""
    many, last = 0, window.departures - 1
    for run in range(runs.many[lane]):
        first, arrival = runs.first[lane, run], runs.arrival_s[lane, run]
        since = arrival - window.first_s
        steps = whole_steps(since, window.step_s)
        into.lowest[many] = steps - last
        into.size[many] = last - first + 1
        into.rest[many] = since - steps * window.step_s
        many += arrival < NEVER and last >= first and since - last * window.step_s < on_foot
        last = first - 1
    return many


@njit(cache=True)
def write_ranks(
    durations: Durations, many: int, on_foot: int, window: Window, result: Seconds
) -> None:
    """
    Write the durations of the ranks, shape (ranks,); NEVER where there is no way so often.

    Walking all the way (`on_foot` seconds) counts at every departure where it is no slower.
    """
    result[:] = on_foot
    if many == 0:
        return
    lowest, size = durations.lowest[:many], durations.size[:many]
    low, high = _extent(lowest, size)
    if on_foot < NEVER:
        high = min(high, whole_steps(on_foot, window.step_s) + 1)
    total = _below(lowest, size, high)
    for number, rank in enumerate(window.ranks):
        if rank >= total:
            break
        top = high
        while top - low > 1:  # the rank has at least `low` and less than `top` whole steps
            middle = (low + top) // 2
            if _below(lowest, size, middle) <= rank:
                low = middle
            else:
                top = middle
        nth = rank - _below(lowest, size, low)
        rest = _rest(durations, many, low, nth, window.step_s)
        result[number] = min(on_foot, low * window.step_s + rest)


@njit(cache=True)
def _extent(lowest: Counts, size: Counts) -> tuple[int, int]:
    """Return the least whole steps of all durations, and one more than the most."""
    low, high = lowest[0], np.int32(0)
    for run in range(len(lowest)):
        low = min(low, lowest[run])
        high = max(high, np.int32(lowest[run] + size[run]))
    return int(low), int(high)


@njit(cache=True)
def _below(lowest: Counts, size: Counts, steps: int) -> int:
    """Return how many durations are less than so many steps; in 32 bits, eight at a time."""
    count, limit = np.int32(0), np.int32(steps)
    for run in range(len(lowest)):
        some = min(size[run], np.int32(limit - lowest[run]))
        count = np.int32(count + max(np.int32(0), some))
    return int(count)


@njit(cache=True)
def _rest(durations: Durations, many: int, steps: int, nth: int, step_s: int) -> int:
    """Return the rest in seconds of the n-th (from 0) of the durations of so many steps."""
    low, top = 0, step_s
    while top - low > 1:
        middle = (low + top) // 2
        if _rests_below(durations, many, steps, middle) <= nth:
            low = middle
        else:
            top = middle
    return low


@njit(cache=True)
def _rests_below(durations: Durations, many: int, steps: int, rest: int) -> int:
    """Return how many durations of so many steps have less than a rest."""
    count, bin_, limit = np.int32(0), np.int32(steps), np.int32(rest)
    for run in range(many):
        beyond = np.int32(bin_ - durations.lowest[run])
        there = (beyond >= 0) & (beyond < durations.size[run]) & (durations.rest[run] < limit)
        count = np.int32(count + np.int32(there))
    return int(count)


@njit(cache=True)
def whole_steps(seconds: int, step_s: int) -> int:
    """Return the whole steps in seconds ≥ 0; the usual minute is divided by a constant."""
    if step_s == S_PER_MINUTE:
        return int(np.int64(np.uint32(seconds) // np.uint32(S_PER_MINUTE)))
    return int(np.int64(np.uint32(seconds) // np.uint32(step_s)))
