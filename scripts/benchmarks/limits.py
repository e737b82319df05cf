"""What the machine can move and reckon at most, and what the window matrix asks of it."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

import numpy as np

from geodata.parallel import run_parallel
from geodata.searches.profiles import door_walks
from geodata.searches.windows import window_of
from geodata.sources.gtfs import read_feed
from scripts.benchmarks.ours import LAST_S, transit_on, walking_streets
from scripts.benchmarks.remembered import RememberedWalks
from scripts.benchmarks.settings import DAY, PERCENTS, WINDOW_START_S

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from geodata.searches.profile_kernels import Events
    from geodata.searches.rank_kernels import Window
    from geodata.walking import WalkingTable
    from scripts.benchmarks.stopwatch import Stopwatch
    from scripts.benchmarks.workload import Workload

FAR_BYTES, NEAR_BYTES = 2**27, 2**16  # an array far beyond any cache, and one in the nearest ones
MOVED = 2**31  # bytes that each core writes in a measurement
TRIES = 3  # the best counts: nothing but other work makes a machine slower
GIGA = 1e9


def machine_limits() -> dict[str, float]:
    """
    Return what all cores together can do, in thousand millions a second.

    `copy_far_gb` and `copy_near_gb` are bytes read and written by a copy in memory and in the
    cache of the core, `minima` the lesser of two numbers of 32 bits in the cache.

    References
    ----------
    McCalpin, J. D. (1995): Memory bandwidth and machine balance in current high performance
    computers (the STREAM copy).
    """
    return {
        "copy_far_gb": 2 * _rate(FAR_BYTES, np.copyto),
        "copy_near_gb": 2 * _rate(NEAR_BYTES, np.copyto),
        "minima": _rate(NEAR_BYTES, _keep_less) / np.dtype(np.int32).itemsize,
    }


def _keep_less(kept: NDArray[np.int32], other: NDArray[np.int32]) -> None:
    np.minimum(kept, other, out=kept)


def _rate(size: int, do: Callable[[NDArray[np.int32], NDArray[np.int32]], None]) -> float:
    """Return the thousand million bytes a second that all cores write."""
    cores = os.cpu_count() or 1
    pairs = [(np.ones(size // 4, np.int32), np.zeros(size // 4, np.int32)) for _ in range(cores)]

    def work(pair: tuple[NDArray[np.int32], NDArray[np.int32]]) -> None:
        for _ in range(MOVED // size):
            do(*pair)

    taken = []
    for _ in range(TRIES):
        begin = time.perf_counter()
        run_parallel(work, pairs)
        taken.append(time.perf_counter() - begin)
    return cores * MOVED / min(taken) / GIGA


def caught_rows(events: Events, access: WalkingTable, window: Window) -> int:
    """Return how many departures at stops the homes can catch: rows of the profile to be read."""
    last_s = window.first_s + (window.departures - 1) * window.step_s
    day_s = int(events.departure_s.max(initial=0)) + int(access.seconds.max(initial=0)) + last_s + 1
    stop = np.repeat(np.arange(len(events.indptr) - 1), np.diff(events.indptr))
    keys = stop * day_s + events.departure_s  # rising: by stop, then by second
    wanted = access.targets * np.int64(day_s) + access.seconds
    end = events.indptr[access.targets + 1]
    first, last = (
        np.minimum(np.searchsorted(keys, wanted + second), end)
        for second in (window.first_s, last_s)
    )
    return int((np.minimum(last + 1, end) - first).sum())


def limits_of_the_window_matrix(workload: Workload, watch: Stopwatch) -> None:
    """Note the rows, bytes and minima of W1, and what the machine could do."""
    walking = RememberedWalks(walking_streets(workload))
    transit = transit_on(read_feed(workload.files.timetable), DAY, walking)
    walks = door_walks(transit, workload.cells, workload.services)
    window = window_of(WINDOW_START_S, LAST_S, percents=PERCENTS)
    rows = caught_rows(transit.events, walks.access, window)
    minima = rows * len(workload.services)
    work = {"rows": rows, "row_gb": 4 * minima / GIGA, "row_minima": minima / GIGA}
    watch.figures |= {**work, **machine_limits()}
