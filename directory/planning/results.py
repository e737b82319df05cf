"""Read the gap results that a build has written, and keep small numbers to themselves."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from directory.planning.timetables import TimetableState, state_of
from geodata.errors import SourceError

if TYPE_CHECKING:
    from pathlib import Path

RESULT_FILE = "gaps.json"
SMALLEST_SHOWN = 5  # METHODS §2: values below 5 are suppressed
FEW = 30  # METHODS §2: a share of fewer target persons says little


@dataclass(frozen=True)
class Row:
    """One village and one kind of service; None where it is unknown, see METHODS §2."""

    ags: str
    name: str
    association: str
    population: float | None
    target: float | None
    status: str
    reason: str
    share_failing: float | None
    people_failing: float | None
    minutes_pt: dict[str, float | None]
    minutes_car: dict[str, float | None]
    severity: float | None
    priority: float | None
    stability: float | None
    estimate: bool
    sample: bool
    stability_label: str | None = None
    fails_only_in_holidays: bool | None = None
    absence_minutes: dict[str, float | None] = field(default_factory=dict)
    joined: dict[str, Any] | None = None  # the village with neighbours, where it has few people
    withheld: bool = False
    with_on_demand: str | None = None  # the status with what runs on demand

    @property
    def secret(self) -> bool:
        """Whether share and people are withheld: one of them would tell of fewer than five."""
        if self.withheld:
            return True
        if self.people_failing is None or self.target is None:
            return self.target is not None and 0 < self.target < SMALLEST_SHOWN
        others = self.target - self.people_failing
        return any(0 < n < SMALLEST_SHOWN for n in (self.target, self.people_failing, others))

    @property
    def few(self) -> bool:
        """Whether so few people are meant that their share says little."""
        return self.target is not None and self.target < FEW


@dataclass(frozen=True)
class GapResults:
    """What the last build found, for which day."""

    date: date
    straight_line: bool  # ways on foot and by car are estimated
    villages: list[dict[str, Any]]
    timetables: TimetableState = field(default_factory=TimetableState)
    stability_runs: int | None = None

    def rows(self, kind: str) -> list[Row]:
        """Return the villages for one kind of service; those without a result are left out."""
        return [_row(village, kind) for village in self.villages if kind in village["kinds"]]


def read_results(folder: Path | None) -> GapResults | None:
    """
    Return the results in a folder, or None where nothing has been built yet.

    Raises
    ------
    SourceError
        If the file is there but is no result file.
    """
    path = folder / RESULT_FILE if folder else None
    if path is None or not path.is_file():
        return None
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
        day = date.fromisoformat(raw["date"])
        return GapResults(
            day, raw["straight_line"], raw["villages"], state_of(raw), raw.get("stability_runs")
        )
    except (ValueError, KeyError, TypeError):
        problem = "is not a result file of this version"
        raise SourceError(path, problem, advice="Make it again: sozialraum build.") from None


def timetables_of(folder: Path | None) -> TimetableState:
    """Return what the results in a folder tell of their timetables; nothing where there are none."""
    path = folder / RESULT_FILE if folder else None
    if path is None or not path.is_file():
        return TimetableState()
    return _timetables(path.resolve(), path.stat().st_mtime_ns)


@lru_cache(maxsize=2)
def _timetables(path: Path, _changed_ns: int) -> TimetableState:
    """Read the file once, as every page asks; what is no result file says so on its own page."""
    try:
        return state_of(json.loads(path.read_text(encoding="utf-8")))
    except (ValueError, KeyError, TypeError, AttributeError):
        return TimetableState()


def _row(village: dict[str, Any], kind: str) -> Row:
    result = village["kinds"][kind]
    return Row(
        ags=village["ags"],
        name=village["name"],
        association=village["association"] or "",
        population=village["population"],
        target=village["target"].get(kind),
        status=result["status"],
        reason=result["reason"] or "",
        share_failing=result["share_failing"],
        people_failing=result["people_failing"],
        minutes_pt=result["minutes_pt"] or {},
        minutes_car=result["minutes_car"] or {},
        severity=result["severity"],
        priority=result["priority"],
        stability=result["stability"],
        estimate=result["estimate"],
        sample=result["sample"],
        stability_label=result.get("stability_label"),
        fails_only_in_holidays=result.get("fails_only_in_holidays"),
        absence_minutes=result.get("absence_minutes") or {},
        joined=result.get("joined"),
        withheld=result.get("withheld", False),
        with_on_demand=(result.get("with_on_demand") or {}).get("status"),
    )
