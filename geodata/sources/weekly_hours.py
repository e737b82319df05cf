"""One window of the week in which something is open."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

MINUTES_A_DAY = 1440
APPOINTMENT = re.compile(
    r"(?:termine?\s+)?(?:nur\s+)?(?:"
    r"nach\s+(?:\w+er\s+)?(?:vereinbarung|absprache|terminvereinbarung)|n\.\s?v\b\.?|"
    r"(?:nur\s+)?mit\s+termin|by\s+appointment(?:\s+only)?|on\s+appointment)",
    re.IGNORECASE,
)


class WeeklyHours(NamedTuple):
    """
    A window that comes again every week.

    Parameters
    ----------
    weekday
        0 = Monday … 6 = Sunday, the day on which it begins; None where only an
        appointment opens and no day is named.
    opens_minutes, closes_minutes
        Minutes since midnight; more than 1440 where it closes after midnight.
        None where a day or nothing but "by appointment" is given.
    by_appointment
        An appointment is needed.
    """

    weekday: int | None
    opens_minutes: int | None
    closes_minutes: int | None
    by_appointment: bool = False


BY_APPOINTMENT = WeeklyHours(None, None, None, by_appointment=True)


def in_order(hours: Iterable[WeeklyHours]) -> tuple[WeeklyHours, ...]:
    """Return windows by day and time, those that touch joined, those without a day last."""
    joined: list[WeeklyHours] = []
    for hour in sorted(set(hours), key=_order):
        if joined and (both := _joined(joined[-1], hour)):
            joined[-1] = both
        else:
            joined.append(hour)
    return tuple(joined)


def _order(hour: WeeklyHours) -> tuple[bool, int, bool, int, int]:
    """Put windows that may touch side by side: the same day, the same need of an appointment."""
    times = hour.opens_minutes or 0, hour.closes_minutes or 0
    return hour.weekday is None, hour.weekday or 0, hour.by_appointment, *times


def _joined(first: WeeklyHours, second: WeeklyHours) -> WeeklyHours | None:
    """Return one window for two that touch, None where they do not."""
    if (first.weekday, first.by_appointment) != (second.weekday, second.by_appointment):
        return None
    if first.closes_minutes is None or second.opens_minutes is None:
        return None
    if second.opens_minutes > first.closes_minutes:
        return None
    closes = max(first.closes_minutes, second.closes_minutes or 0)
    return first._replace(closes_minutes=closes)
