"""One door: a journey with alternatives and the way back, from the network files of a district."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import numpy as np

from geodata.journeys.alternatives import alternatives, way_back
from geodata.searches.transit import Transit
from geodata.sources.gtfs import read_feed
from geodata.streets.network import load_street_network
from geodata.timetable.service_day import load_service_day, service_day
from scripts.benchmarks.ours import walking_streets
from scripts.benchmarks.settings import DAY, DEPART_S, MAX_WALK_MIN, RIDES, SECONDS_PER_MINUTE

if TYPE_CHECKING:
    from pathlib import Path

    from scripts.benchmarks.stopwatch import Stopwatch
    from scripts.benchmarks.workload import Workload

ASKED = 300  # pairs of a cell and a service
ALTERNATIVES, STAY_S = 3, 2 * 3600
MS_PER_S = 1000


def keep_networks(workload: Workload, networks: Path) -> None:
    """Write the network files of the district, unless they are there."""
    if not networks.is_dir():
        walking_streets(workload).save(networks / "walk")
        service_day([read_feed(workload.files.timetable)], DAY).save(networks / "day")


def answer_one_door(workload: Workload, watch: Stopwatch, networks: Path) -> None:
    """
    Map the network files, answer once, and then ask for pairs drawn at random, one after another.

    Each answer is three journeys at 7:30 with their legs and ways on the streets, and the first
    way back after two hours. Figures: `cold_s` to the first answer, `p50_ms` and `p95_ms` of the
    others by the clock, `p95_cpu_ms` of the processor.
    """
    with watch.stage("read"):
        walk = load_street_network(networks / "walk")
        transit = Transit(
            load_service_day(networks / "day"),
            walk,
            max_walk_seconds=MAX_WALK_MIN * SECONDS_PER_MINUTE,
            max_rides=RIDES,
        )
    pairs = _pairs(workload)
    with watch.stage("first"):
        _ask(transit, workload, pairs[0])
    watch.answered()
    taken = np.array([_timed(transit, workload, pair) for pair in pairs[1:]]) * MS_PER_S
    (p50, _), (p95, p95_cpu) = np.percentile(taken, (50, 95), axis=0)
    watch.figures |= {"p50_ms": p50, "p95_ms": p95, "p95_cpu_ms": p95_cpu}


def _pairs(workload: Workload) -> list[tuple[int, int]]:
    random = np.random.default_rng(1)
    cells = random.integers(0, len(workload.cells), ASKED + 1)
    services = random.integers(0, len(workload.services), ASKED + 1)
    return list(zip(cells.tolist(), services.tolist(), strict=True))


def _timed(transit: Transit, workload: Workload, pair: tuple[int, int]) -> tuple[float, float]:
    clock, processor = time.perf_counter(), time.process_time()
    _ask(transit, workload, pair)
    return time.perf_counter() - clock, time.process_time() - processor


def _ask(transit: Transit, workload: Workload, pair: tuple[int, int]) -> None:
    home, door = workload.cells.take([pair[0]]), workload.services.take([pair[1]])
    found = alternatives(transit, home, door, depart_s=DEPART_S, fitting=ALTERNATIVES)
    there_s = found.fitting[0].arrives_s if found.fitting else DEPART_S
    way_back(transit, home, door, after_s=there_s + STAY_S)
