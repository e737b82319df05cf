"""What a solver says of itself stays out of what a command prints."""

from __future__ import annotations

import subprocess
import sys

SOLVE = """
import numpy as np
from geodata.siting.covering import MostCovered
covers = np.array([[True, False, False], [False, True, False], [False, True, True]])
print(MostCovered(covers, np.array([3.0, 1.0, 1.0])).best(2))
"""


def test_nothing_but_the_answer_is_printed() -> None:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", SOLVE], capture_output=True, check=True, text=True
    )
    assert done.stdout == "(0, 1)\n"
