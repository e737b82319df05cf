"""Alternating runs of our engine and its peers, and the ratios between them."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

from scripts.benchmarks.machine import installed, missing_text
from scripts.benchmarks.processes import Run, run_apart
from scripts.benchmarks.questions import OURS, QUESTIONS
from scripts.benchmarks.settings import PEER_CELLS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    Say = Callable[[str], None]

JSON_DIGITS = 3


@dataclass(frozen=True)
class Comparison:
    """
    The runs of one question.

    Parameters
    ----------
    question
        "W1" to "W5".
    ours
        Our runs.
    peers
        The runs of each peer that is installed, by name.
    """

    question: str
    ours: Sequence[Run]
    peers: Mapping[str, Sequence[Run]]

    @property
    def judged_by(self) -> str | None:
        """The peer whose ratio counts: the quickest of the exact ones, warm."""
        exact = [p.name for p in QUESTIONS[self.question].peers if not p.remark]
        known = [name for name in exact if name in self.peers]
        return min(known, key=lambda name: median_of(self.peers[name], "warm_s"), default=None)

    def ratio(self, peer: str, figure: str) -> float:
        """Return a peer's median over ours."""
        return median_of(self.peers[peer], figure) / median_of(self.ours, figure)

    def ratio_with_access(self, peer: str) -> float:
        """Return the same for warm answers, with the walks of the cells counted on both sides."""
        ours = median_of(self.ours, "warm_s") + median_of(self.ours, "access_s")
        theirs = median_of(self.peers[peer], "warm_s") + median_of(self.peers[peer], "access_s")
        return theirs / ours

    def as_json(self) -> dict[str, float | str | None]:
        """Return the figures that are kept."""
        peer, ours_s = self.judged_by, round(median_of(self.ours, "warm_s"), JSON_DIGITS)
        if peer is None:
            nothing: dict[str, float | str | None] = dict.fromkeys(
                ("peer", "peer_s", "ratio_warm", "ratio_cold")
            )
            return {"ours_s": ours_s, **nothing}
        return {
            "ours_s": ours_s,
            "peer": peer,
            "peer_s": round(median_of(self.peers[peer], "warm_s"), JSON_DIGITS),
            "ratio_warm": round(self.ratio(peer, "warm_s"), JSON_DIGITS),
            "ratio_cold": round(self.ratio(peer, "cold_s"), JSON_DIGITS),
        }


def median_of(runs: Sequence[Run], figure: str) -> float:
    """Return the median of a figure of several runs."""
    return median(float(getattr(run, figure)) for run in runs)


def compare(question: str, folder: Path, *, runs: int, say: Say) -> Comparison:
    """Run our engine and every installed peer in turn, `runs` times."""
    asked = QUESTIONS[question]
    there = {peer.name: bool(installed(peer.package)) for peer in asked.peers}
    for peer in asked.peers:
        if not there[peer.name]:
            say(f"{question}: {peer.name} is not there: {missing_text(peer.package)}")
    sides = [OURS, *(name for name in there if there[name])]
    found: dict[str, list[Run]] = {side: [] for side in sides}
    for number in range(runs):
        for side in sides:
            some = PEER_CELLS if asked.scaled and side != OURS else None
            run = run_apart(question, side, folder, cells=some)
            found[side].append(run)
            say(f"{question} run {number + 1}, {side}: {run.warm_s:.2f} s warm")
    return Comparison(question, found.pop(OURS), found)
