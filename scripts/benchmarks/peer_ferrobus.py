"""ferrobus on a workload: one departure; inexact, as it boards at the nearest stop only."""

from __future__ import annotations

import os
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import ferrobus

from scripts.benchmarks.settings import DAY, DEPART_S, MAX_WALK_MIN, RIDES, SECONDS_PER_MINUTE

if TYPE_CHECKING:
    from geodata.points import Points
    from scripts.benchmarks.stopwatch import Stopwatch
    from scripts.benchmarks.workload import Workload

MAX_WALK_S = round(MAX_WALK_MIN * SECONDS_PER_MINUTE)
STOPS_TRIED = 60  # to find the one stop


def run_ferrobus(workload: Workload, watch: Stopwatch) -> object:
    """W3: read the district and answer once; the walks of the points are searched before."""
    with TemporaryDirectory() as folder:
        with watch.stage("read"):
            model = _model(workload, Path(folder))
        with watch.stage("access"):
            cells, services = _points(workload.cells, model), _points(workload.services, model)
        with (
            watch.stage("warm"),
            ThreadPoolExecutor(os.cpu_count()) as pool,
        ):
            answer = list(
                pool.map(
                    lambda cell: ferrobus.find_routes_one_to_many(
                        model, cell, services, DEPART_S, RIDES - 1
                    ),
                    cells,
                )
            )
    watch.answered()
    return answer


def _model(workload: Workload, folder: Path) -> ferrobus.TransitModel:
    with zipfile.ZipFile(workload.files.timetable) as archive:
        archive.extractall(folder)
    return ferrobus.create_transit_model(
        str(workload.files.streets), [str(folder)], DAY, MAX_WALK_S
    )


def _points(points: Points, model: ferrobus.TransitModel) -> list[ferrobus.TransitPoint]:
    """Return the points that ferrobus can link; it refuses those far from every street."""
    linked = []
    for longitude, latitude in zip(points.longitude, points.latitude, strict=True):
        try:
            point = ferrobus.create_transit_point(
                latitude, longitude, model, MAX_WALK_S, STOPS_TRIED
            )
        except (RuntimeError, ValueError):
            continue
        linked.append(point)
    return linked
