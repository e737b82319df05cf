"""The figures as they are kept in a file, and as the table of docs/engine.md made from that file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scripts.benchmarks.questions import QUESTIONS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from scripts.benchmarks.comparison import Comparison

CONDITIONS, MORE = "conditions", "more"
DIGITS = 4
HEAD = "| question | ours, s | peer | peer, s | warm | cold |"
RULE = "|---|---|---|---|---|---|"
NAMES = {
    "cold_s": "one door, first answer of a fresh process, s",
    "p50_ms": "one door, median, ms",
    "p95_ms": "one door, p95, ms",
    "p95_cpu_ms": "one door, p95 of processor time, ms",
    "copy_far_gb": "copied in memory, GB/s, all cores",
    "copy_near_gb": "copied in the caches, GB/s, all cores",
    "minima": "minima of 32 bits, thousand millions a second, all cores",
    "rows": "W1, rows of the profile read",
    "row_gb": "W1, bytes of these, GB",
    "row_minima": "W1, minima taken, thousand millions",
}


def kept_figures(
    found: Sequence[Comparison], conditions: Sequence[str], more: Mapping[str, float]
) -> dict[str, Any]:
    """Return what is written as JSON: each question, on what machine, and what else was asked."""
    known = {name: round(more[name], DIGITS) for name in NAMES if name in more}
    return {
        **{comparison.question: comparison.as_json() for comparison in found},
        CONDITIONS: list(conditions),
        MORE: known,
    }


def table_lines(figures: Mapping[str, Any]) -> Iterator[str]:
    """Yield the table in Markdown; what was not measured is not in it."""
    yield HEAD
    yield RULE
    for question, asked in QUESTIONS.items():
        if question in figures:
            yield _row(f"{question}: {asked.text}", figures[question])
    for name, text in NAMES.items():
        if name in figures[MORE]:
            yield f"| {text} | {short(figures[MORE][name])} | | | | |"
    yield ""
    yield from figures[CONDITIONS]


def short(figure: float) -> str:
    """Return four digits that count, and no power of ten."""
    return f"{figure:,.0f}" if figure >= 10 ** (DIGITS - 1) else f"{figure:.{DIGITS}g}"


def _row(name: str, kept: Mapping[str, Any]) -> str:
    if kept["peer"] is None:
        return f"| {name} | {kept['ours_s']:.2f} | | | | |"
    return (
        f"| {name} | {kept['ours_s']:.2f} | {kept['peer']} | {kept['peer_s']:.2f}"
        f" | {kept['ratio_warm']:.1f} × | {kept['ratio_cold']:.1f} × |"
    )
