"""
OSRM on the streets of a workload: contracted once, then asked in a Python of its own.

Its package needs Python 3.12, ours runs on 3.11: SOZIALRAUM_BENCHMARK_OSRM_PYTHON names one that
has it (pip install osrm-bindings). What is asked and answered goes through files.
"""

from __future__ import annotations

import hashlib
import json
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from geodata.builds import current_build, new_build
from scripts.benchmarks.commands import run_command
from scripts.benchmarks.machine import installed, python_of
from scripts.benchmarks.settings import WALK_SPEED_KM_H

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from geodata.points import Points
    from scripts.benchmarks.stopwatch import Stopwatch
    from scripts.benchmarks.workload import Workload

    FloatArray = NDArray[np.float64]

PACKAGE = "osrm-bindings"
ROOT = Path(__file__).parents[2]
PROFILE = f"""\
-- One speed on every way, both ways, and no time for turns: as we walk.
api_version = 4

function setup()
  return {{properties = {{weight_name = "duration"}}}}
end

function process_way(_, way, result)
  if way:get_value_by_key("highway") then
    result.forward_mode, result.backward_mode = mode.walking, mode.walking
    result.forward_speed, result.backward_speed = {WALK_SPEED_KM_H}, {WALK_SPEED_KM_H}
  end
end

return {{setup = setup, process_way = process_way}}
"""


class Contracted(NamedTuple):
    """Streets as OSRM reads them, and the seconds that it took to make them: once, then kept."""

    streets: Path
    built_s: float


def contracted_streets(workload: Workload) -> Contracted:
    """Return the contracted streets; they are made where none are kept of this version."""
    made_by = f"{installed(PACKAGE)}\n{PROFILE}"
    name = hashlib.sha256(made_by.encode()).hexdigest()[:12]
    var = workload.files.streets.parent / "osrm" / name
    folder = current_build(var)
    if folder is None:
        with new_build(var, name) as unfinished:
            _contract(workload.files.streets, unfinished)
        folder = current_build(var) or unfinished
    return Contracted(folder / "streets.osrm", float((folder / "built_s").read_text()))


def _contract(source: Path, folder: Path) -> None:
    started = time.perf_counter()
    profile = folder / "walk.lua"
    profile.write_text(PROFILE, encoding="utf-8")
    streets = str(folder / "streets")
    for command in (
        ("extract", str(source.resolve()), "--profile", str(profile), "--output", streets),
        ("contract", streets),
    ):
        run_command((python_of(PACKAGE), "-m", "osrm", *command), f"osrm could not {command[0]}")
    (folder / "built_s").write_text(repr(time.perf_counter() - started))


def ask_osrm(
    streets: Path, origins: Points, destinations: Points
) -> tuple[FloatArray, Mapping[str, float]]:
    """Return seconds, shape (origins, destinations), NaN where no way leads, and the figures."""
    with TemporaryDirectory() as folder:
        asked, answered = Path(folder) / "asked.json", Path(folder) / "answered.json"
        request = {
            "streets": str(streets.resolve()),
            "origins": _pairs(origins),
            "destinations": _pairs(destinations),
            "answer": str(answered),
        }
        asked.write_text(json.dumps(request | {"started": time.time()}), encoding="utf-8")
        module = ("-m", "scripts.benchmarks.osrm_apart", str(asked))
        said = run_command((python_of(PACKAGE), *module), "osrm could not answer", folder=ROOT)
        seconds = np.array(json.loads(answered.read_text(encoding="utf-8")), dtype=np.float64)
    return seconds, json.loads(said.splitlines()[-1])


def _pairs(points: Points) -> list[list[float]]:
    pairs: list[list[float]] = np.column_stack([points.longitude, points.latitude]).tolist()
    return pairs


def osrm_seconds(workload: Workload, origins: Points, destinations: Points) -> FloatArray:
    """Return what OSRM finds on the streets of a workload."""
    return ask_osrm(contracted_streets(workload).streets, origins, destinations)[0]


def run_osrm(workload: Workload, watch: Stopwatch) -> FloatArray:
    """W4: the figures are those of OSRM's process, the cold total with the making of its streets."""
    streets, built_s = contracted_streets(workload)
    seconds, figures = ask_osrm(streets, workload.cells, workload.services)
    watch.figures |= {**figures, "built_s": built_s, "cold_s": figures["cold_s"] + built_s}
    return seconds
