"""OSRM beside the engine: left out aloud where it is not there, checked before it is timed."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import numpy as np
import osmium
import pytest

from geodata.errors import GeodataError
from geodata.points import Points
from scripts.benchmarks import gate, peer_osrm
from scripts.benchmarks.comparison import compare
from scripts.benchmarks.gate import WrongAnswerError
from scripts.benchmarks.machine import installed, versions_text
from scripts.benchmarks.ours import walking_streets
from scripts.benchmarks.peer_osrm import PACKAGE, contracted_streets, osrm_seconds, run_osrm
from scripts.benchmarks.stopwatch import Stopwatch
from scripts.benchmarks.synthetic import files_in
from scripts.benchmarks.workload import Workload

if TYPE_CHECKING:
    from pathlib import Path

VARIABLE = "SOZIALRAUM_BENCHMARK_OSRM_PYTHON"
REAL = os.environ.get(VARIABLE)
SIDE, BLOCK_DEGREES = 12, 0.001  # of a lattice of streets
HOMES = Points.of((7.1, 50.2), (7.105, 50.203), (7.102, 50.2))
DOORS = Points.of((7.1, 50.2), (7.11, 50.21))

# An OSRM that answers 10 × number of the origin + number of the destination, at first null.
STAND_IN = """
class NearestParameters(dict):
    __init__ = dict.__init__

class TableParameters(dict):
    __init__ = dict.__init__

class OSRM:
    def __init__(self, *, algorithm, storage_config, **_):
        assert algorithm == "CH"
        assert open(storage_config + ".hsgr").read() == "contracted"

    def Nearest(self, asked):
        (place,) = asked["coordinates"]
        return {"waypoints": [{"hint": str(place)}]}

    def Table(self, asked):
        assert asked["hints"] == [str(place) for place in asked["coordinates"]]
        assert asked["annotations"] == ["duration"]
        rows = [[10.0 * a + b for b in asked["destinations"]] for a in asked["sources"]]
        rows[0][0] = None
        return {"durations": rows}
"""
STAND_IN_COMMANDS = """
import os, sys
command, path = sys.argv[1:3]
with open(os.environ["SAID"], "a") as said:
    print(command, file=said)
if command == os.environ.get("FAILS"):
    sys.exit("the disk is full")
if command == "contract":
    open(path + ".osrm.hsgr", "w").write("contracted")
"""


@pytest.fixture
def workload(tmp_path: Path) -> Workload:
    """A lattice of streets, three homes, two doors."""
    files = files_in(tmp_path)
    with osmium.SimpleWriter(str(files.streets)) as writer:
        for node in range(SIDE * SIDE):
            place = (7.1 + node % SIDE * BLOCK_DEGREES, 50.2 + node // SIDE * BLOCK_DEGREES)
            writer.add_node(osmium.osm.mutable.Node(id=node + 1, location=place))
        for line in range(SIDE):
            across = [line * SIDE + place + 1 for place in range(SIDE)]
            along = [place * SIDE + line + 1 for place in range(SIDE)]
            for number, nodes in ((line + 1, across), (SIDE + line + 1, along)):
                tags = {"highway": "residential"}
                writer.add_way(osmium.osm.mutable.Way(id=number, nodes=nodes, tags=tags))
    return Workload(files, HOMES, DOORS, len(HOMES))


@pytest.fixture
def stand_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A Python that has a package of OSRM's name; return the file where its commands are noted."""
    packages, said, python = tmp_path / "packages", tmp_path / "said", tmp_path / "python"
    (packages / "osrm").mkdir(parents=True)
    (packages / "osrm" / "__init__.py").write_text(STAND_IN)
    (packages / "osrm" / "__main__.py").write_text(STAND_IN_COMMANDS)
    (packages / "osrm_bindings-1.2.dist-info").mkdir()
    metadata = "Metadata-Version: 2.1\nName: osrm-bindings\nVersion: 1.2\n"
    (packages / "osrm_bindings-1.2.dist-info" / "METADATA").write_text(metadata)
    python.write_text(f'#!/bin/sh\nPYTHONPATH="{packages}" exec "{sys.executable}" "$@"\n')
    python.chmod(0o755)
    monkeypatch.setenv(VARIABLE, str(python))
    monkeypatch.setenv("SAID", str(said))
    return said


@pytest.mark.parametrize("python", ["no such file", "a file that is no program"])
def test_without_its_python_the_benchmark_says_that_osrm_is_not_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, python: str
) -> None:
    (tmp_path / "a file that is no program").write_text("")
    monkeypatch.setenv(VARIABLE, str(tmp_path / python))
    said: list[str] = []
    compared = compare("W4", tmp_path, runs=0, say=said.append)
    told = f"{tmp_path / python} has no osrm-bindings; {VARIABLE} names a Python that has"
    assert [line for line in said if "osrm" in line] == [f"W4: osrm is not there: {told}"]
    assert "scipy" in compared.peers
    assert "osrm" not in compared.peers


def test_osrm_is_looked_for_in_the_python_that_is_named(
    monkeypatch: pytest.MonkeyPatch, stand_in: Path, tmp_path: Path
) -> None:
    assert not stand_in.exists()
    assert installed(PACKAGE) == "1.2"
    assert "osrm-bindings 1.2" in versions_text()
    said: list[str] = []
    assert "osrm" in compare("W4", tmp_path, runs=0, say=said.append).peers
    assert [line for line in said if "osrm" in line] == []
    monkeypatch.delenv(VARIABLE)
    assert installed("numpy") == np.__version__


def test_streets_are_contracted_once_and_every_cold_total_contains_it(
    workload: Workload, stand_in: Path
) -> None:
    watch = Stopwatch(0.0)
    first = run_osrm(workload, watch)
    again = run_osrm(workload, Stopwatch(0.0))
    assert first == pytest.approx(
        np.array([[np.nan, 4.0], [13.0, 14.0], [23.0, 24.0]]), nan_ok=True
    )
    assert again == pytest.approx(first, nan_ok=True)
    assert stand_in.read_text().split() == ["extract", "contract"]
    figures = watch.figures
    assert figures["built_s"] == contracted_streets(workload).built_s > 0
    assert figures["cold_s"] > figures["built_s"] + figures["warm_s"]
    assert figures["cold_s"] < figures["built_s"] + 60  # from the start of OSRM's own process
    assert {"read_s", "access_s", "first_s", "unpacked_s", "peak_mib"} <= set(figures)


def test_other_streets_are_contracted_for_another_speed(
    workload: Workload, stand_in: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = contracted_streets(workload).streets
    monkeypatch.setattr(peer_osrm, "PROFILE", peer_osrm.PROFILE.replace("5.04", "4.5"))
    assert contracted_streets(workload).streets != before
    assert stand_in.read_text().split() == 2 * ["extract", "contract"]


def test_streets_half_made_are_made_anew(
    workload: Workload, stand_in: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FAILS", "contract")
    with pytest.raises(GeodataError, match="osrm could not contract:\nthe disk is full"):
        contracted_streets(workload)
    monkeypatch.delenv("FAILS")
    assert osrm_seconds(workload, HOMES, DOORS)[1].tolist() == [13.0, 14.0]
    assert stand_in.read_text().split() == 2 * ["extract", "contract"]


def test_osrm_is_not_timed_after_a_wrong_answer(workload: Workload, stand_in: Path) -> None:
    with pytest.raises(WrongAnswerError, match="by OSRM as by scipy: "):
        gate._osrm_walks_as_scipy(workload, walking_streets(workload))
    assert stand_in.exists()


@pytest.mark.parametrize(("share", "right"), [(0.9e-3, True), (1.1e-3, False), (np.nan, False)])
def test_osrm_may_be_a_second_and_a_thousandth_from_scipy_and_must_find_every_way(
    workload: Workload, monkeypatch: pytest.MonkeyPatch, share: float, *, right: bool
) -> None:
    _, seconds = gate._between_junctions(walking_streets(workload))
    monkeypatch.setattr(gate, "osrm_seconds", lambda *_: seconds * (1 + share) + 1.0)
    if right:
        line = gate._osrm_walks_as_scipy(workload, walking_streets(workload))
        assert f"0 of {seconds.size:,} pairs differ by more than 1 s + 0.1%" in line
    else:
        with pytest.raises(WrongAnswerError, match="pairs differ by more than 1 s"):
            gate._osrm_walks_as_scipy(workload, walking_streets(workload))


@pytest.mark.skipif(REAL is None, reason=f"{VARIABLE} names no Python that has osrm-bindings")
def test_osrm_walks_as_fast_as_we_do(workload: Workload, monkeypatch: pytest.MonkeyPatch) -> None:
    streets = walking_streets(workload)
    assert "0 of" in gate._osrm_walks_as_scipy(workload, streets)
    monkeypatch.setattr(peer_osrm, "PROFILE", peer_osrm.PROFILE.replace("5.04", "5"))
    with pytest.raises(WrongAnswerError):
        gate._osrm_walks_as_scipy(workload, streets)
