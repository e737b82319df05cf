"""A district's own table of what runs on demand and is not in the timetable: lines and areas."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import shapely
from shapely import MultiPolygon

from geodata.errors import RowError
from geodata.sources.fields import optional_count, required_text, text
from geodata.sources.reading import Reading, read_rows
from geodata.sources.tables import read_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from geodata.sources.boundaries import BoundaryRecord

LINE, AREA, DAYS, FROM, TO = "line", "area", "days", "from", "to"
LEAD, PHONE = "lead_minutes", "phone"
COLUMNS = (LINE, AREA, DAYS, FROM, TO, LEAD, PHONE)
ALIASES = {
    "Linie": LINE,
    "Gebiet": AREA,
    "Tage": DAYS,
    "von": FROM,
    "bis": TO,
    "Vorlauf": LEAD,
    "Vorlauf Minuten": LEAD,
    "Telefon": PHONE,
}
_DAYS = {"mo": 0, "di": 1, "mi": 2, "do": 3, "fr": 4, "sa": 5, "so": 6}
_DAYS |= {"tu": 1, "we": 2, "th": 3, "su": 6}
EVERY_DAY = frozenset(range(7))
_RANGE = re.compile(r"([a-z]{2})(?:[-–]([a-z]{2}))?")
_CLOCK = re.compile(r"(\d{1,2}):([0-5]\d)")
MINUTES_AN_HOUR, _LAST_MINUTE, _MIDNIGHT = 60, 48 * 60, 24 * 60


@dataclass(frozen=True)
class OnDemandRecord:
    """
    A line that must be booked, or an area in which one is driven from door to door.

    Parameters
    ----------
    line
        Short name of the line, as in the timetable; "" for an area.
    days
        Weekdays on which it must be, 0 = Monday … 6 = Sunday.
    from_minutes, to_minutes
        The trips that begin between these minutes since midnight, both inclusive; in an area
        the whole ride lies between them.
    lead_minutes
        How long before boarding it must be booked.
    phone
        Number to book at; "" where none is given.
    area, outline
        What the area is called, and where it is, in degrees; "" and None for a line.
    """

    line: str
    days: frozenset[int]
    from_minutes: int
    to_minutes: int
    lead_minutes: int
    phone: str
    area: str = ""
    outline: MultiPolygon | None = None


def outlines_of(areas: Iterable[BoundaryRecord]) -> dict[str, MultiPolygon]:
    """Return the outline of each area by its key, and by its name where only one has that name."""
    records = list(areas)
    names = [record.name for record in records]
    by_name = {r.name: r.geometry for r in records if names.count(r.name) == 1}
    return by_name | {record.key: record.geometry for record in records}


def read_on_demand(
    path: Path, *, outlines: Mapping[str, MultiPolygon] | None = None
) -> Reading[OnDemandRecord]:
    """
    Read the table; a bad row is listed and never stops the others.

    Parameters
    ----------
    path
        CSV or XLSX with the columns line, area, days ("Mo-Fr, So"; empty: every day), from and to
        (HH:MM; empty: all day), lead_minutes and phone, or their German names Linie, Gebiet, Tage,
        von, bis, Vorlauf, Telefon. A row is for a line or for an area; several areas joined by a
        plus sign are served as one.
    outlines
        The areas that a row may name, see `outlines_of`.

    Raises
    ------
    SourceError
        If the file cannot be read as a table or lacks a needed column.
    """
    table = read_table(path).named(COLUMNS, ALIASES)
    table.require(*((LEAD,) if AREA in table.columns else (LINE, LEAD)))
    known = outlines or {}
    return read_rows(table.rows, lambda row: _record(row, known), rejected=table.rejected)


def _record(row: Mapping[str, str], outlines: Mapping[str, MultiPolygon]) -> OnDemandRecord:
    area = text(row, AREA)
    if area and text(row, LINE):
        raise RowError(AREA, "a row is for a line or for an area, not for both")
    lead = optional_count(row, LEAD)
    if lead is None:
        raise RowError(LEAD, "is empty; write 0 where a call at once is enough")
    begin, end = _minutes(row, FROM, 0), _minutes(row, TO, _MIDNIGHT if area else _LAST_MINUTE)
    if end < begin:
        raise RowError(TO, "is before from; write 26:00 for two o'clock at night")
    return OnDemandRecord(
        line="" if area else required_text(row, LINE),
        days=_weekdays(text(row, DAYS)),
        from_minutes=begin,
        to_minutes=end,
        lead_minutes=lead,
        phone=text(row, PHONE),
        area=area,
        outline=_outline(area, outlines) if area else None,
    )


def _outline(area: str, outlines: Mapping[str, MultiPolygon]) -> MultiPolygon:
    """Return the areas of a row as one."""
    names = [name.strip() for name in area.split("+")]
    unknown = [name for name in names if name not in outlines]
    if unknown:
        known = "none is given" if not outlines else "it is unknown, or several have that name"
        raise RowError(AREA, f"{unknown[0]!r} has no outline: {known}")
    if len(names) == 1:
        return outlines[names[0]]
    together = shapely.union_all([outlines[name] for name in names])
    return MultiPolygon([part for part in shapely.get_parts(together) if part.area > 0])


def _minutes(row: Mapping[str, str], field: str, default: int) -> int:
    value = text(row, field)
    if not value:
        return default
    match = _CLOCK.fullmatch(value)
    if not match:
        raise RowError(field, f"{value!r} is not a time of day as HH:MM")
    return int(match[1]) * MINUTES_AN_HOUR + int(match[2])


def _weekdays(value: str) -> frozenset[int]:
    """Return the days of "Mo-Fr, So"; every day where nothing is given; Fr-Mo goes over Sunday."""
    days = set[int]()
    for part in re.split(r"[,;]\s*|\s+(?![-–])", re.sub(r"\s*([-–])\s*", r"\1", value.lower())):
        match = _RANGE.fullmatch(part)
        names = [name for name in match.groups() if name] if match else []
        if part and (not names or any(name not in _DAYS for name in names)):
            raise RowError(DAYS, f"{part!r} is no weekday or span of weekdays as Mo-Fr")
        if names:
            first, last = _DAYS[names[0]], _DAYS[names[-1]]
            days |= {(first + step) % 7 for step in range((last - first) % 7 + 1)}
    return frozenset(days) if days else EVERY_DAY
