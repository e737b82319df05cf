"""One side answers one question in a fresh process, and hands back its figures."""

from __future__ import annotations

import json
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from scripts.benchmarks.commands import run_command
from scripts.benchmarks.questions import answer
from scripts.benchmarks.stopwatch import Stopwatch
from scripts.benchmarks.workload import read_workload

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@dataclass(frozen=True)
class Run:
    """
    What one fresh process measured.

    Parameters
    ----------
    figures
        Seconds by stage, each name ending in `_s`, and `peak_mib`.
    scale
        How many times as many cells there are as were asked for.
    """

    figures: Mapping[str, float]
    scale: float

    @property
    def warm_s(self) -> float:
        """An answer with the network loaded, scaled to all cells."""
        return self.figures["warm_s"] * self.scale

    @property
    def access_s(self) -> float:
        """The walks of the cells, where they are searched apart from the answer."""
        return self.figures.get("access_s", 0.0)

    @property
    def cold_s(self) -> float:
        """From the start of the process to its first answer, the answer scaled to all cells."""
        first_s = self.figures.get("first_s", self.figures["warm_s"])
        return self.figures["cold_s"] + first_s * (self.scale - 1)


def run_apart(question: str, side: str, folder: Path, *, cells: int | None = None) -> Run:
    """
    Start a process for one side and one question.

    Raises
    ------
    GeodataError
        If the process fails; its last words are in the message.
    """
    command = [sys.executable, "-m", "scripts.benchmarks.processes"]
    started = repr(time.time())
    given = [question, side, str(folder), started, str(cells or 0)]
    said = run_command([*command, *given], f"{side} could not answer {question}")
    figures = json.loads(said.splitlines()[-1])
    return Run(figures, figures.pop("scale"))


def main(arguments: Sequence[str]) -> None:
    """Answer in this process."""
    question, side, folder, started, cells = arguments
    watch = Stopwatch(float(started))
    workload = read_workload(Path(folder), cells=int(cells) or None)
    watch.figures["cells"] = len(workload.cells)
    watch.figures["scale"] = workload.all_cells / len(workload.cells)
    answer(question, side, workload, watch)
    watch.hand_over()


if __name__ == "__main__":
    main(sys.argv[1:])
