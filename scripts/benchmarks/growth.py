"""How our engine grows with the cells, the timetable and the services."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scripts.benchmarks.processes import run_apart
from scripts.benchmarks.questions import IN_PARTS, OURS
from scripts.benchmarks.synthetic import DistrictSize, district_files

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from scripts.benchmarks.processes import Run

SIZES = tuple(DistrictSize(cells=c, timetable=t) for t in (1, 4) for c in (1, 4, 16))
LARGE = DistrictSize(cells=6, services=300)  # about 80,000 cells


def growth_lines(folder: Path) -> Iterator[str]:
    """Yield the table, line by line as it is measured."""
    yield "Growth of W1, ours; each part of the answer is let go when it is ready"
    yield "  cells  timetable  services      cells   warm s   cold s   walks s   peak MiB"
    for size in (*SIZES, LARGE):
        files = district_files(folder, size)
        yield _line(size, run_apart(IN_PARTS, OURS, files.cells.parent))


def _line(size: DistrictSize, run: Run) -> str:
    figures = run.figures
    return (
        f"  {size.cells:>4}×  {size.timetable:>8}×  {size.services:>8}"
        f"  {figures['cells']:>9,.0f}  {run.warm_s:>7.2f}  {run.cold_s:>7.2f}"
        f"  {run.access_s:>8.2f}  {figures['peak_mib']:>9.0f}"
    )
