"""Commands of ours that run as processes of their own."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

from geodata.errors import GeodataError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

LAST_LINES = 5  # of what a process said before it failed


def run_command(command: Sequence[str], problem: str, *, folder: Path | None = None) -> str:
    """
    Run a command in a folder, else in the current one, and return what it printed.

    Raises
    ------
    GeodataError
        If the process fails: the problem, and its last words.
    """
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)  # noqa: S603 - our own modules
    if done.returncode:
        said = "\n".join((done.stderr or done.stdout).splitlines()[-LAST_LINES:])
        message = f"{problem}:\n{said}"
        raise GeodataError(message)
    return done.stdout
