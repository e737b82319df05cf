"""The figures as lines that people read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scripts.benchmarks.comparison import median_of
from scripts.benchmarks.questions import QUESTIONS
from scripts.benchmarks.settings import PEER_CELLS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from scripts.benchmarks.comparison import Comparison
    from scripts.benchmarks.processes import Run

STAGES = {
    "built_s": "contracting streets, once, then kept",
    "read_s": "reading streets and timetable",
    "day_s": "trips and changes of the day",
    "access_s": "walks of cells and services",
    "unpacked_s": "taking the answer out of JSON, in no total",
    "reused_s": "answer from a profile used again",
}


def comparison_lines(comparison: Comparison) -> Iterator[str]:
    """Yield the lines of one question."""
    asked = QUESTIONS[comparison.question]
    yield f"{comparison.question}  {asked.text}"
    yield f"  {'ours':<15} {_figures(comparison.ours)}"
    yield from _stages(comparison.ours)
    remarks = {peer.name: peer.remark for peer in asked.peers}
    for peer, runs in comparison.peers.items():
        scaled = f"{PEER_CELLS} cells × {runs[0].scale:.2f}" if runs[0].scale > 1 else "all cells"
        remark = ", ".join(filter(None, (scaled, remarks[peer])))
        yield f"  {peer:<15} {_figures(runs)}  ({remark})"
        yield from _stages(runs)
        yield (
            f"    ÷ ours: {comparison.ratio(peer, 'warm_s'):.1f} × warm,"
            f" {comparison.ratio_with_access(peer):.1f} × with the walks on both sides,"
            f" {comparison.ratio(peer, 'cold_s'):.1f} × cold"
        )


def _figures(runs: Sequence[Run]) -> str:
    each = " / ".join(f"{run.warm_s:.2f}" for run in runs)
    peak = max(run.figures["peak_mib"] for run in runs)
    return (
        f"{median_of(runs, 'warm_s'):8.2f} s warm ({each}),"
        f" {median_of(runs, 'cold_s'):8.2f} s cold, {peak:.0f} MiB"
    )


def _stages(runs: Sequence[Run]) -> Iterator[str]:
    """Yield what the stages of the first run took that the cold total contains."""
    figures = runs[0].figures
    named = [f"{text} {figures[name]:.2f} s" for name, text in STAGES.items() if name in figures]
    yield f"    of the first run: {', '.join(named)}"
