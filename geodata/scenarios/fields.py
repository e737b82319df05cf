"""Single fields of a scenario: texts, numbers, places, times, days; each refused by name."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

from geodata.scenarios.overlays import WEEKDAYS
from geodata.scenarios.refusals import ScenarioError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geodata.crs import Bounds

LONGEST_NAME, LONGEST_NOTE = 120, 2_000
WIDEST, HIGHEST = 180.0, 90.0  # degrees
TIME = re.compile(r"(\d{1,2}):(\d{2})")
MINUTES_A_DAY, MINUTES_A_WEEK = 1440, 10_080
RANGE = re.compile(r"(\w\w)\s*[-–]\s*(\w\w)")


def text_of(row: Mapping[str, object], field: str, *, most: int = LONGEST_NAME) -> str:
    """Return a text that must be there."""
    text = optional_text(row, field, most=most)
    if not text:
        raise ScenarioError(field=field, code="empty")
    return text


def optional_text(row: Mapping[str, object], field: str, *, most: int = LONGEST_NAME) -> str:
    """Return a text on one line, empty where it is not there."""
    text = " ".join(str(row.get(field) or "").split())
    if len(text) > most:
        raise ScenarioError(field=field, code="too_long", most=most)
    return text


def number_of(row: Mapping[str, object], field: str) -> float:
    """Return a finite number, its decimals after a point or a comma."""
    given = row.get(field)
    text = str("" if given is None else given).strip().replace(",", ".")
    if not text:
        raise ScenarioError(field=field, code="empty")
    try:
        number = float(text)
    except ValueError:
        raise ScenarioError(field=field, code="not_a_number", text=text[:LONGEST_NAME]) from None
    if not math.isfinite(number):
        raise ScenarioError(field=field, code="not_a_number", text=text)
    return number


def whole_number(row: Mapping[str, object], field: str) -> int:
    """Return a whole number."""
    number = number_of(row, field)
    if number != int(number) or abs(number) > MINUTES_A_WEEK:
        raise ScenarioError(field=field, code="not_a_number", text=f"{number:g}")
    return int(number)


def place_of(row: Mapping[str, object], bounds: Bounds) -> tuple[float, float]:
    """Return longitude and latitude of a place inside the district and its surroundings."""
    longitude, latitude = number_of(row, "longitude"), number_of(row, "latitude")
    given = {"longitude": f"{longitude:g}", "latitude": f"{latitude:g}"}
    if abs(longitude) > WIDEST or abs(latitude) > HIGHEST:
        raise ScenarioError(field="longitude", code="not_degrees", **given)
    if not bounds.contain(longitude, latitude):
        swapped = bounds.contain(latitude, longitude)
        raise ScenarioError(field="longitude", code="swapped" if swapped else "outside", **given)
    return longitude, latitude


def minutes_of(text: str, field: str) -> int:
    """Return the minutes since midnight of HH:MM, at most 24:00."""
    found = TIME.fullmatch(text.strip())
    minutes = int(found[1]) * 60 + int(found[2]) if found and int(found[2]) < 60 else -1  # noqa: PLR2004 - minutes of an hour
    if not 0 <= minutes <= MINUTES_A_DAY:
        raise ScenarioError(field=field, code="time", text=text[:LONGEST_NAME])
    return minutes


def days_of(row: Mapping[str, object], field: str = "days") -> frozenset[int]:
    """Return the days of the week of a text such as "Mo-Fr" or "Di, Do", 0 = Monday."""
    text, days = text_of(row, field), set[int]()
    for part in re.split(r"[,;]\s*", text):
        span = RANGE.fullmatch(part.strip())
        names = span.groups() if span else (part.strip(), part.strip())
        if not set(names) <= set(WEEKDAYS):
            raise ScenarioError(field=field, code="days", text=text)
        first, last = map(WEEKDAYS.index, names)
        if first > last:
            raise ScenarioError(field=field, code="days", text=text)
        days |= set(range(first, last + 1))
    return frozenset(days)


def days_text(days: frozenset[int]) -> str:
    """Return days as `days_of` reads them."""
    return ", ".join(WEEKDAYS[day] for day in sorted(days))


def time_text(minutes: int) -> str:
    """Return minutes since midnight as HH:MM."""
    return f"{minutes // 60:02d}:{minutes % 60:02d}"
