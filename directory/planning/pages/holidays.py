"""What a village loses when the school buses do not run: a school Tuesday against a holiday Tuesday."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from directory.records.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

SCHOOL, HOLIDAY = "school_tuesday", "holiday_tuesday"
LONGER_FROM_MINUTES = 10.0  # of half of the people; shorter differences are in every timetable
UNKNOWN = "insufficient_data"
# What can happen, the worst first: code, words, and the fill of the map.
CHANGES = {
    "only_in_holidays": ("nur in den Ferien eine Lücke", "grid"),
    "no_connection": ("in den Ferien keine Verbindung für die Hälfte", "lines"),
    "longer": ("in den Ferien mindestens 10 Minuten länger", "dots"),
    "worse": ("in den Ferien ein schlechteres Ergebnis", "stripes"),
    "same": ("kein großer Unterschied", "empty"),
    "better": ("in den Ferien besser", "solid"),
    "unknown": ("nicht bekannt", UNKNOWN),
}
ORDER = {"served": 0, "partly": 1, "underserved": 2}


@dataclass(frozen=True)
class Difference:
    """A village on both days; minutes of half of the people, None without connection or unknown."""

    ags: str
    name: str
    school_status: str
    holiday_status: str
    school_minutes: float | None
    holiday_minutes: float | None
    change: str

    @property
    def longer_by(self) -> float | None:
        """How many minutes longer the way takes in the holidays."""
        if self.school_minutes is None or self.holiday_minutes is None:
            return None
        return self.holiday_minutes - self.school_minutes


def differences(villages: Iterable[Mapping[str, Any]], kind: str) -> list[Difference]:
    """Return the villages with a result of a kind, those that lose most first."""
    found = [_difference(village, kind) for village in villages if kind in village["kinds"]]
    place = {code: number for number, code in enumerate(CHANGES)}
    return sorted(found, key=lambda one: (place[one.change], fold(one.name)))


def _difference(village: Mapping[str, Any], kind: str) -> Difference:
    gap = village["kinds"][kind]
    school, holiday = (gap.get("days", {}).get(day) or {} for day in (SCHOOL, HOLIDAY))
    statuses = [day.get("status", UNKNOWN) for day in (school, holiday)]
    minutes = [(day.get("minutes_pt") or {}).get("p50") for day in (school, holiday)]
    return Difference(
        ags=village["ags"],
        name=village["name"],
        school_status=statuses[0],
        holiday_status=statuses[1],
        school_minutes=minutes[0],
        holiday_minutes=minutes[1],
        change=_change(statuses, minutes, only=bool(gap.get("fails_only_in_holidays"))),
    )


def _change(statuses: list[str], minutes: list[float | None], *, only: bool) -> str:
    """Return the code of what happens, see CHANGES."""
    if only:
        return "only_in_holidays"
    if UNKNOWN in statuses:
        return "unknown"
    school, holiday = minutes
    if school is not None and holiday is None:
        return "no_connection"
    if school is not None and holiday is not None:
        longer = holiday - school
        if longer >= LONGER_FROM_MINUTES:
            return "longer"
        if longer <= -LONGER_FROM_MINUTES:
            return "better"
    worse = ORDER[statuses[1]] - ORDER[statuses[0]]
    return "worse" if worse > 0 else "better" if worse < 0 else "same"
