"""The benchmark: nothing is timed before it is right, and its ratios are what they say."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np
import pytest
from click.testing import CliRunner

from geodata.points import Points
from geodata.searches.profiles import door_walks
from geodata.searches.window_kernels import _catches
from geodata.searches.windows import window_of
from geodata.sources.gtfs import read_feed
from geodata.streets.straight_line import straight_line
from scripts.benchmarks import __main__ as main_module
from scripts.benchmarks import gate
from scripts.benchmarks.__main__ import main
from scripts.benchmarks.comparison import Comparison
from scripts.benchmarks.kept import NAMES, table_lines
from scripts.benchmarks.limits import caught_rows
from scripts.benchmarks.ours import transit_on, walking_streets
from scripts.benchmarks.peer_streets import node_graph, routingkit_search, scipy_search
from scripts.benchmarks.processes import Run
from scripts.benchmarks.remembered import RememberedWalks
from scripts.benchmarks.report import comparison_lines
from scripts.benchmarks.settings import DAY
from scripts.benchmarks.synthetic import SMALL, district_files
from scripts.benchmarks.workload import read_workload

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from scripts.benchmarks.workload import Workload

KEYS = ["ours_s", "peer", "peer_s", "ratio_warm", "ratio_cold"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("benchmark")


@pytest.fixture
def workload(folder: Path) -> Workload:
    return read_workload(district_files(folder, SMALL).cells.parent)


def _run(folder: Path, *arguments: str) -> tuple[int, str]:
    given = [*arguments, "--small", "--runs", "1", "--folder", str(folder)]
    result = CliRunner().invoke(main, given)
    return result.exit_code, result.output


def test_it_checks_then_times_then_keeps_the_figures(folder: Path, tmp_path: Path) -> None:
    asked = ("W1", "W5", "--door", "--limits", "--json", str(tmp_path / "figures.json"))
    status, output = _run(folder, *asked)
    assert status == 0, output
    assert output.index("p95 of 120 minutes as cafein: 0 of") < output.index("W1 run 1, ours")
    figures = json.loads((tmp_path / "figures.json").read_text())
    assert list(figures) == ["W1", "W5", "conditions", "more"]
    assert [list(figures[question]) for question in ("W1", "W5")] == [KEYS, KEYS]
    assert list(figures["more"]) == list(NAMES)
    assert min(figures["more"].values()) > 0
    assert figures["more"]["cold_s"] > figures["more"]["p95_ms"] / 1000
    assert figures["W1"]["peer"] == "cafein tbtr"
    assert figures["W1"]["ratio_warm"] == pytest.approx(
        figures["W1"]["peer_s"] / figures["W1"]["ours_s"], rel=0.1
    )
    assert figures["W5"]["peer"] is None
    table = CliRunner().invoke(main, ["--table", str(tmp_path / "figures.json")])
    assert table.exit_code == 0, table.output
    assert "| W5: round trips of a week, all cells × services |" in table.output


def test_the_table_says_what_was_kept_and_nothing_else() -> None:
    kept = {"ours_s": 2.345, "peer": "cafein tbtr", "peer_s": 250, "ratio_warm": 106.61}
    figures = {
        "W1": {**kept, "ratio_cold": 21.04},
        "W5": {"ours_s": 12.0, **dict.fromkeys(KEYS[1:])},
        "conditions": ["a machine"],
        "more": {"p95_ms": 18.26, "rows": 10_200_000},
    }
    assert list(table_lines(figures))[2:] == [
        (
            "| W1: window matrix: all cells × services × minutes, p5/p50/p95"
            " | 2.35 | cafein tbtr | 250.00 | 106.6 × | 21.0 × |"
        ),
        "| W5: round trips of a week, all cells × services | 12.00 | | | | |",
        "| one door, p95, ms | 18.26 | | | | |",
        "| W1, rows of the profile read | 10,200,000 | | | | |",
        "",
        "a machine",
    ]


def _no_print(_district: object, *, say: Callable[[str], None]) -> dict[str, float]:
    say("print: nothing is printed here")
    return {"sheet_s": 1.0}


def test_print_may_stand_beside_any_question_and_says_what_to_do_where_nothing_is_built(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOZIALRAUM_VAR", str(tmp_path / "empty"))
    status, output = _run(folder, "W4", "print")
    assert status == 1
    assert "built by this version. Run first: scripts/demo --no-serve" in output
    assert "W4 run 1" not in output  # it says so before minutes are spent


def test_figures_of_print_and_of_the_engine_are_kept_in_one_file(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(main_module, "measure_print", _no_print)
    path = tmp_path / "both.json"
    status, output = _run(folder, "print", "W4", "--no-gate", "--json", str(path))
    assert status == 0, output
    figures = json.loads(path.read_text())
    assert list(figures) == ["machine", "print", "W4", "conditions", "more"]
    assert figures["print"] == {"sheet_s": 1.0}


def test_the_rows_that_a_window_reads_are_counted_as_the_kernel_reads_them(
    workload: Workload,
) -> None:
    transit = transit_on(
        read_feed(workload.files.timetable), DAY, RememberedWalks(walking_streets(workload))
    )
    walks = door_walks(transit, workload.cells, workload.services)
    window = window_of(7 * 3600, 9 * 3600, 60, (50,))
    homes = range(len(workload.cells))
    read = [_catches(walks.access, home, transit.events, window).indptr[-1] for home in homes]
    assert caught_rows(transit.events, walks.access, window) == sum(read) > 0


@pytest.mark.long
@pytest.mark.parametrize("question", ["W2", "W3", "W4"])
def test_every_question_runs(folder: Path, question: str) -> None:
    status, output = _run(folder, question, "--no-gate")
    assert status == 0, output


def test_nothing_is_timed_after_a_wrong_answer(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def too_late(*points: object, depart_s: int) -> np.ndarray:
        return right(*points, depart_s=depart_s) + 1 / 60

    right = gate.departure_minutes
    monkeypatch.setattr(gate, "departure_minutes", too_late)
    monkeypatch.setattr(gate, "installed", lambda _package: None)
    status, output = _run(folder, "W1")
    assert status == 1
    assert "backward as forward: " in output
    assert "W1 run" not in output


def test_a_peer_is_scaled_from_its_cells_and_the_cold_total_only_in_its_answer() -> None:
    ours = [
        Run({"warm_s": s, "first_s": 3.0, "cold_s": 10.0, "peak_mib": 1.0}, 1.0) for s in (1, 9)
    ]
    ours.append(Run({"warm_s": 2.0, "first_s": 3.0, "cold_s": 10.0, "peak_mib": 1.0}, 1.0))
    peer = Run({"warm_s": 20.0, "cold_s": 25.0, "peak_mib": 1.0}, 13.0)
    comparison = Comparison("W1", ours, {"cafein tbtr": [peer]})
    assert comparison.as_json() == {
        "ours_s": 2.0,
        "peer": "cafein tbtr",
        "peer_s": 260.0,
        "ratio_warm": 130.0,
        "ratio_cold": (25 + 12 * 20) / 10,
    }
    assert "1000 cells × 13.00" in "\n".join(comparison_lines(comparison))


def test_an_inexact_peer_is_never_the_one_that_counts() -> None:
    run = Run({"warm_s": 5.0, "cold_s": 9.0, "peak_mib": 1.0}, 1.0)
    quicker = Run({"warm_s": 1.0, "cold_s": 9.0, "peak_mib": 1.0}, 1.0)
    comparison = Comparison("W3", [run], {"cafein raptor": [run], "ferrobus": [quicker]})
    assert comparison.judged_by == "cafein raptor"
    assert "inexact" in "\n".join(comparison_lines(comparison))


def test_walks_are_searched_once() -> None:
    walks = RememberedWalks(straight_line("walk"))
    home, doors = Points.of((7.1, 50.2)), Points.of((7.11, 50.2), (7.2, 50.2))
    first = walks.pairs_within(home, doors, max_seconds=1200)
    assert walks.pairs_within(home, doors, max_seconds=1200) is first
    assert len(walks.pairs_within(home, doors, max_seconds=9000).targets) == 2


def test_both_street_peers_find_the_same(workload: Workload) -> None:
    pytest.importorskip("pyroutingkit", reason="the optional peers are not installed")
    graph = node_graph(walking_streets(workload).streets)
    nodes = np.arange(0, len(graph.longitude), 40)
    found = [search(graph)(nodes, nodes[:20]) for search in (scipy_search, routingkit_search)]
    assert found[0] == pytest.approx(found[1], abs=0.1)  # RoutingKit adds up whole milliseconds


def test_cells_of_a_peer_are_spread_evenly(folder: Path, workload: Workload) -> None:
    some = read_workload(district_files(folder, SMALL).cells.parent, cells=100)
    assert (len(some.cells), some.all_cells) == (100, len(workload.cells))
    assert some.cells.longitude[[0, -1]].tolist() == workload.cells.longitude[[0, -1]].tolist()
