"""Opening hours as people and OpenStreetMap write them, as weekly windows; never guessed."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from opening_hours import (  # type: ignore[attr-defined]  # its stub forgets ParserError
    OpeningHours,
    ParserError,
    State,
)

from geodata.errors import RowError
from geodata.sources.german_hours import parse_german_hours
from geodata.sources.weekly_hours import (
    APPOINTMENT,
    BY_APPOINTMENT,
    WeeklyHours,
    in_order,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["WeeklyHours", "parse_opening_hours"]

FIELD = "Öffnungszeiten"
LONGEST = 500  # characters; more is prose
MONDAY = datetime(2024, 1, 8)  # noqa: DTZ001 - any week without a calendar: hours have no zone
COMMENT = re.compile(r'"([^"]*)"')
PUBLIC_HOLIDAYS_OFF = re.compile(r"[;,]?\s*\bPH\s+(?:off|closed)\b", re.IGNORECASE)
OR_APPOINTMENT = re.compile(r'\|\|\s*"([^"]*)"\s*$')
# Days, times and "off" alone come again every week; months, "SH", "Mo[1]" or sunset do not.
DAY = r"(?:Mo|Tu|We|Th|Fr|Sa|Su)"
DAYS = rf"{DAY}(?:\s*[-,]\s*{DAY})*"
TIMES = r"\d\d:\d\d\s*-\s*\d\d:\d\d(?:\s*,\s*\d\d:\d\d\s*-\s*\d\d:\d\d)*"
RULE = rf"{DAYS}\s+(?:{TIMES}(?:\s+(?:open|unknown))?(?:\s*\"[^\"]*\")?|off|closed)"
WEEKLY = re.compile(rf"\s*(?:24/7|{RULE}(?:\s*[;,]\s*{RULE})*)\s*;?\s*")


def parse_opening_hours(text: str) -> tuple[WeeklyHours, ...]:
    """
    Return the weekly windows that a text says, sorted by day and time.

    Understood are weekly rules in OpenStreetMap's syntax ("Mo-Th 08:00-12:00;
    Fr off", where a later rule replaces an earlier one on its days) and German
    texts ("Mo–Do 8–12 Uhr, Di 14:00-16:00, nach Vereinbarung", where it adds to
    it). Closing on public holidays is left to the calendar of the state.

    Raises
    ------
    RowError
        If any word is not understood, or if the two ways of reading differ: the
        text is then kept and the state is unknown.

    References
    ----------
    https://wiki.openstreetmap.org/wiki/Key:opening_hours/specification
    """
    if len(text) > LONGEST:
        raise RowError(FIELD, f"is longer than {LONGEST} characters")
    if not text.strip():
        raise RowError(FIELD, "is empty")
    international = _international(text)
    try:
        german = parse_german_hours(text)
    except RowError:
        if international is None:
            raise
        return international
    if international not in {None, german}:
        problem = f"{text!r} can be read in two ways: name each day once"
        raise RowError(FIELD, problem)
    return german


def _international(text: str) -> tuple[WeeklyHours, ...] | None:
    """Return what the text says in OpenStreetMap's syntax, None where it is none or not weekly."""
    rules, extra = text, set()
    if (fallback := OR_APPOINTMENT.search(text)) and APPOINTMENT.fullmatch(fallback[1].strip()):
        rules, extra = text[: fallback.start()], {BY_APPOINTMENT}
    rules = PUBLIC_HOLIDAYS_OFF.sub("", rules)
    comments = [comment.strip() for comment in COMMENT.findall(rules)]
    if not WEEKLY.fullmatch(rules) or not all(map(APPOINTMENT.fullmatch, comments)):
        return None
    try:
        return in_order(set(_windows(OpeningHours(rules))) | extra)
    except ParserError:
        return None


def _windows(hours: OpeningHours) -> Iterator[WeeklyHours]:
    """Yield the windows that begin in one week, cut at midnight where they last over a day."""
    start, end = MONDAY - timedelta(days=1), MONDAY + timedelta(days=8)
    for opens, closes, state, comment in hours.intervals(start, end):
        if state == State.CLOSED:
            continue
        for first, last in pairwise(_cuts(opens, closes)):
            if MONDAY <= first < MONDAY + timedelta(days=7):
                yield _window(first, last, by_appointment=bool(comment) or state == State.UNKNOWN)


def _cuts(opens: datetime, closes: datetime) -> list[datetime]:
    if closes - opens <= timedelta(days=1):
        return [opens, closes]
    midnight = opens.replace(hour=0, minute=0) + timedelta(days=1)
    days = range((closes - midnight).days + 1)
    cuts = [opens, *(midnight + timedelta(days=day) for day in days), closes]
    return list(dict.fromkeys(cuts))


def _window(opens: datetime, closes: datetime, *, by_appointment: bool) -> WeeklyHours:
    opens_minutes = opens.hour * 60 + opens.minute
    minutes = int((closes - opens).total_seconds()) // 60
    return WeeklyHours(
        opens.weekday(), opens_minutes, opens_minutes + minutes, by_appointment=by_appointment
    )
