"""The five questions, and who answers them."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from scripts.benchmarks.stopwatch import Stopwatch
    from scripts.benchmarks.workload import Workload

    Run = Callable[[Workload, Stopwatch], object]

OURS = "ours"
IN_PARTS = "W1 in parts"  # asked for growth only
ONE_DOOR, LIMITS = "one door", "limits"  # asked on demand, of nobody else


class Peer(NamedTuple):
    """Who is run beside us: its name, the package it needs, and a remark for the table."""

    name: str
    package: str
    remark: str = ""


class Question(NamedTuple):
    """
    What is asked, and of whom.

    `scaled` tells whether peers run on some cells only and are scaled to all.
    """

    text: str
    peers: tuple[Peer, ...]
    scaled: bool = True


CAFEIN_TBTR = Peer("cafein tbtr", "cafein")
OSRM = Peer("osrm", "osrm-bindings")
QUESTIONS = {
    "W1": Question("window matrix: all cells × services × minutes, p5/p50/p95", (CAFEIN_TBTR,)),
    "W2": Question(
        "the three nearest services of each cell by the median over the window", (CAFEIN_TBTR,)
    ),
    "W3": Question(
        "one departure, all cells × services, scan included",
        (
            CAFEIN_TBTR,
            Peer("cafein raptor", "cafein"),
            Peer("ferrobus", "ferrobus", "inexact: one access stop only"),
        ),
    ),
    "W4": Question(
        "walking, cells × services",
        (Peer("scipy", "scipy"), Peer("pyroutingkit", "pyroutingkit"), OSRM),
        scaled=False,
    ),
    "W5": Question("round trips of a week, all cells × services", ()),
}
CAFEIN_CALLS = {"W1": "window_matrix", "W2": "nearest_services", "W3": "one_departure"}


def answer(question: str, side: str, workload: Workload, watch: Stopwatch) -> object:
    """Let one side answer one question; only what it needs is imported."""
    if side == OURS:
        return _ours(question, workload, watch)
    if side == "ferrobus":
        return import_module("scripts.benchmarks.peer_ferrobus").run_ferrobus(workload, watch)
    if side == OSRM.name:
        return import_module("scripts.benchmarks.peer_osrm").run_osrm(workload, watch)
    if side.startswith("cafein"):
        cafein = import_module("scripts.benchmarks.peer_cafein")
        router = side.removeprefix("cafein ")
        return cafein.run_cafein(workload, watch, CAFEIN_CALLS[question], router)
    return import_module("scripts.benchmarks.peer_streets").run_streets(workload, watch, side)


def _ours(question: str, workload: Workload, watch: Stopwatch) -> object:
    if question == ONE_DOOR:
        door = import_module("scripts.benchmarks.one_door")
        return door.answer_one_door(workload, watch, workload.files.timetable.parent / "networks")
    if question == LIMITS:
        limits = import_module("scripts.benchmarks.limits")
        return limits.limits_of_the_window_matrix(workload, watch)
    ours = import_module("scripts.benchmarks.ours")
    windows = {
        "W1": ours.window_matrix,
        IN_PARTS: ours.window_in_parts,
        "W2": ours.nearest_services,
    }
    if question in windows:
        return ours.run_transit(workload, watch, windows[question])
    run: Run = {
        "W3": ours.one_departure,
        "W4": ours.street_matrix,
        "W5": ours.round_trips_of_a_week,
    }[question]
    return run(workload, watch)
