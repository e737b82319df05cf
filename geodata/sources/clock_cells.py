"""What a cell says of times: an hour of the day, the days of a week, a place with its part."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geodata.errors import RowError
from geodata.sources.fields import AGS, text, words

if TYPE_CHECKING:
    from collections.abc import Mapping

CLOCK = re.compile(r"(\d{1,2})(?:[:.](\d{2})(?::00)?)?(?:\s*(?:Uhr|h))?", re.IGNORECASE)
LAST_HOUR, LAST_MINUTE = 24, 59
DAYS = ("Mo", "Di", "Mi", "Do", "Fr", "Sa", "So")
DAY = re.compile(r"(mo|di|mi|do|fr|sa|so)[a-zäöü]*\.?", re.IGNORECASE)
BETWEEN = re.compile(r"\s*(?:[,;/+&]|\bund\b)\s*|\s+")
RANGE = re.compile(r"\s*(?:[-–—]|\bbis\b)\s*")


def minutes_of_day(row: Mapping[str, str], field: str) -> int | None:
    """Return the minutes since midnight of "7:05", "7.05 Uhr" or "7 Uhr"; None where empty."""
    value = text(row, field)
    if not value:
        return None
    match = CLOCK.fullmatch(value)
    hour, minute = (int(match[1]), int(match[2] or 0)) if match else (LAST_HOUR, 1)
    if minute > LAST_MINUTE or (hour, minute) > (LAST_HOUR, 0):
        raise RowError(field, f"{value!r} is no time of day such as 7:05")
    return hour * 60 + minute


def weekdays(row: Mapping[str, str], field: str) -> str:
    """
    Return the days of "Mo-Fr" or "Mo, Mi" as digits in order ("01234", "02"), "" where empty.

    0 is Monday.
    """
    value = text(row, field)
    found: set[int] = set()
    for entry in BETWEEN.split(RANGE.sub("-", value)):
        found |= _days(entry, field, value) if entry else set()
    if value and not found:
        raise _no_days(field, value)
    return "".join(map(str, sorted(found)))


def days_in_words(digits: str) -> str:
    """Return the digits of weekdays as a table has them: "01234" is "Mo-Fr", "02" is "Mo, Mi"."""
    numbers = [int(digit) for digit in digits]
    is_run = numbers == list(range(min(numbers, default=0), max(numbers, default=-1) + 1))
    if is_run and len(numbers) > 2:  # noqa: PLR2004 - two days are shorter by their names
        return f"{DAYS[numbers[0]]}-{DAYS[numbers[-1]]}"
    return ", ".join(DAYS[number] for number in numbers)


def clock_in_words(minutes: int | None) -> str:
    """Return minutes since midnight as "07:05", "" where they are unknown."""
    return "" if minutes is None else f"{minutes // 60:02}:{minutes % 60:02}"


def places_with_parts(row: Mapping[str, str], field: str) -> tuple[tuple[str, str], ...]:
    """Return (AGS, part) of entries such as "07137003 Kell", separated by semicolons."""
    found = []
    for entry in words(row, field):
        key, _, part = entry.partition(" ")
        if not AGS.fullmatch(key):
            problem = f"{entry!r} does not begin with an AGS of eight digits"
            raise RowError(field, problem)
        found.append((key.zfill(8), part))
    return tuple(dict.fromkeys(found))


def _days(entry: str, field: str, value: str) -> set[int]:
    ends = [DAY.fullmatch(end) for end in entry.split("-")]
    numbers = [DAYS.index(match[1].capitalize()) for match in ends if match is not None]
    if len(numbers) != len(ends) or len(numbers) > 2 or numbers != sorted(numbers):  # noqa: PLR2004 - from, to
        raise _no_days(field, value)
    return set(range(numbers[0], numbers[-1] + 1))


def _no_days(field: str, value: str) -> RowError:
    return RowError(field, f"{value!r} are no weekdays such as Mo-Fr or Mo, Mi")
