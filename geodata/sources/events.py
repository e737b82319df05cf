"""A list of dated events (CSV or XLSX with German columns) read into records."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from geodata.errors import RowError
from geodata.sources.clock_cells import minutes_of_day
from geodata.sources.fields import (
    long_text,
    not_negative,
    one_of,
    optional_count,
    optional_date,
    required_text,
    text,
    yes_or_no,
)
from geodata.sources.reading import Reading, read_rows, unique
from geodata.sources.tables import read_table

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from pathlib import Path

EVENT_COLUMNS: dict[str, str] = {
    "key": "Kennung",
    "of_list": "Liste",
    "service_key": "Angebot",
    "title": "Titel",
    "description": "Beschreibung",
    "date": "Datum",
    "starts": "Beginn",
    "ends": "Ende",
    "room": "Raum",
    "topic": "Thema",
    "minimum_age": "Alter von",
    "maximum_age": "Alter bis",
    "places": "Plätze",
    "places_left": "Freie Plätze",
    "places_on": "Stand der Plätze",
    "registration": "Anmeldung",
    "register_by": "Anmeldung bis",
    "cost": "Kosten",
    "cancelled": "Abgesagt",
    "sample": "Muster",
}
DATE, BEGIN, END, LEFT = "Datum", "Beginn", "Ende", "Freie Plätze"
LISTS = {"Angebote": "services", "Kitas": "kitas"}


@dataclass(frozen=True)
class EventRecord:
    """
    One event as its list describes it; None and "" mean that the list does not say.

    `starts` and `ends` are what the clock on the wall shows; `of_list` is the list in which
    `service_key` is the Kennung of the offer that holds the event.
    """

    key: str
    of_list: str
    service_key: str
    title: str
    starts: datetime
    ends: datetime | None = None
    description: str = ""
    room: str = ""
    topic: str = ""
    minimum_age: float | None = None
    maximum_age: float | None = None
    places: int | None = None
    places_left: int | None = None
    places_on: date | None = None
    registration: str = ""
    register_by: date | None = None
    cost: str = ""
    cancelled: bool = False
    sample: bool = False


def read_events(path: Path) -> Reading[EventRecord]:
    """
    Read a list of events, one row for each date; a bad row is listed and never stops the others.

    Parameters
    ----------
    path
        CSV or XLSX with the columns of EVENT_COLUMNS; Angebot (the Kennung of the offer, or of a
        Kita where Liste says so), Titel, Datum and Beginn are needed.

    Raises
    ------
    SourceError
        If the file cannot be read as a table or lacks a needed column.
    """
    table = read_table(path).named(EVENT_COLUMNS.values(), EVENT_COLUMNS)
    table.require("Angebot", "Titel", DATE, BEGIN)
    reading = read_rows(table.rows, _event, rejected=table.rejected)
    return unique(reading, lambda record: (record.of_list, record.key), "Kennung")


def _event(row: Mapping[str, str]) -> EventRecord:
    day = optional_date(row, DATE)
    if day is None:
        raise RowError(DATE, "is empty; each date of a course is a row of its own")
    starts = _moment(row, BEGIN, day)
    if starts is None:
        raise RowError(BEGIN, "is empty; a time such as 19:00 is needed")
    places, left = optional_count(row, "Plätze"), optional_count(row, LEFT)
    if places is not None and left is not None and left > places:
        raise RowError(LEFT, f"{left} are more than Plätze, {places}")
    title, service_key = required_text(row, "Titel"), required_text(row, "Angebot")
    return EventRecord(
        key=text(row, "Kennung") or f"{service_key} | {title} | {starts:%Y-%m-%d %H:%M}",
        of_list=one_of(row, "Liste", LISTS) or "services",
        service_key=service_key,
        title=title,
        starts=starts,
        ends=_end(row, day, starts),
        description=long_text(row, "Beschreibung"),
        room=text(row, "Raum"),
        topic=text(row, "Thema"),
        minimum_age=not_negative(row, "Alter von"),
        maximum_age=not_negative(row, "Alter bis"),
        places=places,
        places_left=left,
        places_on=optional_date(row, "Stand der Plätze"),
        registration=text(row, "Anmeldung"),
        register_by=optional_date(row, "Anmeldung bis"),
        cost=text(row, "Kosten"),
        cancelled=yes_or_no(row, "Abgesagt") or False,
        sample=yes_or_no(row, "Muster") or False,
    )


def _end(row: Mapping[str, str], day: date, starts: datetime) -> datetime | None:
    ends = _moment(row, END, day)
    if ends is not None and ends <= starts:
        raise RowError(END, f"{ends:%H:%M} is not after Beginn, {starts:%H:%M}")
    return ends


def _moment(row: Mapping[str, str], field: str, day: date) -> datetime | None:
    """Return a time of day ("19:00", "9.30 Uhr", "24:00") on a date, None where it is empty."""
    minutes = minutes_of_day(row, field)
    if minutes is None:
        return None
    return datetime(day.year, day.month, day.day) + timedelta(minutes=minutes)  # noqa: DTZ001 - by the clock on the wall
