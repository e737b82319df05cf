"""The whole of a build's gap results as plain data, for pages that show more of them than a table."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from directory.records.errors import NotFoundError
from geodata.errors import SourceError
from geodata.measures.thresholds import KINDS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

RESULT_FILE = "gaps.json"


@dataclass(frozen=True)
class Input:
    """A file that results rest on."""

    name: str  # as district.toml calls it
    file: str
    hash: str
    as_of: date | None
    licence: str
    attribution: str
    sample: bool
    estimate: bool


@dataclass(frozen=True)
class PlainResults:
    """
    What a build found.

    Parameters
    ----------
    school_tuesday
        The date that all rests on.
    days
        The date of each kind of day, with the number of trips and the dates considered.
    villages
        One object a village, see METHODS, § 2; by AGS.
    inputs
        The files, by the name of their source.
    week, holiday_week
        The days of the two weeks.
    straight_line
        Whether ways on foot and by car are estimated.
    notes
        What of the files was left out, in sentences.
    stability_runs
        How many runs with other limits and speeds there were; None where none was made.
    """

    school_tuesday: date
    days: tuple[Mapping[str, Any], ...] = ()
    villages: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    inputs: Mapping[str, Input] = field(default_factory=dict)
    week: tuple[date, ...] = ()
    holiday_week: tuple[date, ...] = ()
    straight_line: bool = False
    notes: tuple[str, ...] = ()
    stability_runs: int | None = None

    def village(self, ags: str) -> Mapping[str, Any]:
        """Return a village, or raise NotFoundError."""
        if ags not in self.villages:
            message = f"There is no village {ags} in the results."
            raise NotFoundError(message)
        return self.villages[ags]

    def date_of(self, kind: str) -> date | None:
        """Return the date of a kind of day, None where the timetable covers none."""
        found = (day["date"] for day in self.days if day["kind"] == kind)
        return next(map(date.fromisoformat, found), None)


def plain_results(folder: Path | None) -> PlainResults | None:
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
    return _read(path.resolve(), path.stat().st_mtime_ns)


@lru_cache(maxsize=2)
def _read(path: Path, _changed_ns: int) -> PlainResults:
    try:
        return _results(json.loads(path.read_text("utf-8")))
    except (ValueError, KeyError, TypeError, AttributeError):
        problem = "is not a result file of this version"
        raise SourceError(path, problem, advice="Make it again: sozialraum build.") from None


def _results(raw: Mapping[str, Any]) -> PlainResults:
    days = raw.get("days", [])
    return PlainResults(
        school_tuesday=date.fromisoformat(raw["date"]),
        days=tuple(day for day in days if isinstance(day, dict)),  # older ones list dates alone
        villages={village["ags"]: village for village in raw["villages"]},
        inputs={name: _input(name, facts) for name, facts in raw["inputs"].items()},
        week=tuple(map(date.fromisoformat, raw.get("week", []))),
        holiday_week=tuple(map(date.fromisoformat, raw.get("holiday_week", []))),
        straight_line=raw["straight_line"],
        notes=tuple(raw["notes"]),
        stability_runs=raw.get("stability_runs"),
    )


def _input(name: str, facts: Mapping[str, Any]) -> Input:
    day = facts.get("date")
    return Input(
        name=name,
        file=facts.get("file", ""),
        hash=facts.get("hash", ""),
        as_of=date.fromisoformat(day) if day else None,
        licence=facts.get("licence", ""),
        attribution=facts.get("attribution", ""),
        sample=facts.get("sample", False),
        estimate=facts.get("estimate", False),
    )


def gap_of(village: Mapping[str, Any], kind: str) -> Mapping[str, Any]:
    """Return what a village is for a kind of service, or raise NotFoundError."""
    if kind not in KINDS or kind not in village["kinds"]:
        message = f"There is no result of {kind}."
        raise NotFoundError(message)
    gap: Mapping[str, Any] = village["kinds"][kind]
    return gap
