"""A district as the engines get it: its files, and cells and services as points."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from scripts.benchmarks.synthetic import DistrictFiles, files_in
from scripts.point_files import read_point_file

if TYPE_CHECKING:
    from pathlib import Path

    from geodata.points import Points


class Workload(NamedTuple):
    """The files of a district, its cells and services; `all_cells` counts those left out too."""

    files: DistrictFiles
    cells: Points
    services: Points
    all_cells: int


def read_workload(folder: Path, *, cells: int | None = None) -> Workload:
    """Return the district in a folder, with so many evenly spaced cells or with all."""
    files = files_in(folder)
    _, every = read_point_file(files.cells)
    _, services = read_point_file(files.services)
    count = len(every) if cells is None else min(cells, len(every))
    chosen = np.rint(np.linspace(0, len(every) - 1, count)).astype(np.int64)
    return Workload(files, every.take(chosen), services, len(every))
