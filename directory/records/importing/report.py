"""What became of the rows of a file, in words."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geodata.errors import RowError

MAX_NOTES = 20  # of one kind of trouble a clerk needs examples; rejected rows are listed in full


@dataclass
class ImportReport:
    """
    What became of the rows: every row is either imported or rejected.

    Parameters
    ----------
    name
        What was imported, as district.toml or the command names it.
    added, updated, unchanged
        Rows that were taken.
    retired
        Entries of an earlier import that this file no longer has.
    rejected
        (line, error) of the rows that were not taken.
    notes
        (line, sentence) on rows that were taken but need a look; line 0 is the whole file.
    """

    name: str = ""
    added: int = 0
    updated: int = 0
    unchanged: int = 0
    retired: int = 0
    rejected: list[tuple[int, RowError]] = field(default_factory=list)
    notes: list[tuple[int, str]] = field(default_factory=list)

    @property
    def imported(self) -> int:
        """Rows that were taken."""
        return self.added + self.updated + self.unchanged

    def note(self, line: int, sentence: str) -> None:
        """Add something that a clerk should look at."""
        self.notes.append((line, sentence))

    def __str__(self) -> str:
        counts = f"{self.imported} imported ({self.added} new, {self.updated} changed)"
        counts += f", {len(self.rejected)} rejected"
        counts += f", {self.retired} no longer in the file" if self.retired else ""
        lines = [f"{self.name}: {counts}" if self.name else counts]
        lines += [f"  line {line}: {error}" for line, error in self.rejected]
        lines += [f"  {_place(line)}{text}" for line, text in self.notes[:MAX_NOTES]]
        more = len(self.notes) - MAX_NOTES
        lines += [f"  and {more} notes more"] if more > 0 else []
        return "\n".join(lines)


def any_rejected(reports: Iterable[ImportReport]) -> bool:
    """Say whether a row of any file was rejected."""
    return any(report.rejected for report in reports)


def _place(line: int) -> str:
    return f"note, line {line}: " if line else "note: "
