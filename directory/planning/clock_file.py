"""The clock of a day as a build has written it."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from geodata.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    Shares = Sequence[float] | None

CLOCK_FILE = "clock.json"


@dataclass(frozen=True)
class ClockResults:
    """
    Who can start an appointment in which hour.

    Parameters
    ----------
    days
        The date of each kind of day.
    doors, doors_without_hours
        By kind of service how many doors there are, and of how many nobody knows the hours.
    villages
        By AGS, kind of service and kind of day the shares of 24 hours; None where unknown.
    """

    days: Mapping[str, date] = field(default_factory=dict)
    doors: Mapping[str, int] = field(default_factory=dict)
    doors_without_hours: Mapping[str, int] = field(default_factory=dict)
    villages: Mapping[str, Mapping[str, Mapping[str, Shares]]] = field(default_factory=dict)

    def shares(self, ags: str, kind: str, day: str) -> Shares:
        """Return the shares of 24 hours of a village, None where they are unknown."""
        return self.villages.get(ags, {}).get(kind, {}).get(day)


def read_clock(folder: Path | None) -> ClockResults | None:
    """
    Return the clock in the results of a build, or None where it has none.

    Raises
    ------
    SourceError
        If the file is there but is none of this version.
    """
    path = folder / CLOCK_FILE if folder else None
    if path is None or not path.is_file():
        return None
    try:
        raw = json.loads(path.read_text("utf-8"))
        doors = raw["doors"]
        return ClockResults(
            {kind: date.fromisoformat(day) for kind, day in raw["days"].items()},
            {kind: counts["all"] for kind, counts in doors.items()},
            {kind: counts["without_hours"] for kind, counts in doors.items()},
            raw["villages"],
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        problem = "is not a clock of this version"
        raise SourceError(path, problem, advice="Make it again: sozialraum build.") from None
