"""Seconds and memory of one process, handed to the process that started it."""

from __future__ import annotations

import json
import resource
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

KIB_PER_MIB = 1024
STATUS = Path("/proc/self/status")


class Stopwatch:
    """
    The stages of a run by name.

    Parameters
    ----------
    started
        When the process was started, in seconds since the epoch.
    """

    def __init__(self, started: float) -> None:
        self._started = started
        self.figures: dict[str, float] = {}

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Measure what happens inside."""
        start = time.perf_counter()
        yield
        self.figures[f"{name}_s"] = time.perf_counter() - start

    def answered(self) -> None:
        """Note the seconds from the start of the process to its first answer."""
        self.figures["cold_s"] = time.time() - self._started

    def hand_over(self) -> None:
        """Print all figures as the last line, with the most memory that was in use, here or there."""
        here = _peak_kib() / KIB_PER_MIB
        self.figures["peak_mib"] = max(here, self.figures.get("peak_mib", 0.0))
        sys.stdout.write(json.dumps(self.figures) + "\n")


def _peak_kib() -> int:
    """Return the most memory in use so far; the kernel's usual figure counts the parent's too."""
    if STATUS.is_file():
        lines = STATUS.read_text(encoding="utf-8").splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
