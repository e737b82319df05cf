"""What was wrong in a timetable: a count by named rule, and the first examples of each."""

from __future__ import annotations

from dataclasses import dataclass, field

EXAMPLES = 5  # enough to find the fault in the file, few enough to print


@dataclass
class FeedReport:
    """
    Faults found in a feed, by the name of the rule that decides about them.

    Parameters
    ----------
    counts
        Rows to which each rule was applied; a rule without a fault is absent.
    examples
        The first few rows of each rule, as "file, line: what".
    rows
        Rows read from each file of the feed, before any rule.
    """

    counts: dict[str, int] = field(default_factory=dict)
    examples: dict[str, list[str]] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)

    def count(self, rule: str, number: int, examples: list[str]) -> None:
        """Add so many faults to a rule; no number, no entry."""
        if not number:
            return
        self.counts[rule] = self.counts.get(rule, 0) + number
        kept = self.examples.setdefault(rule, [])
        kept.extend(examples[: EXAMPLES - len(kept)])
