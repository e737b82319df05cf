"""One window of the week in which something is open."""

from __future__ import annotations

import re
from typing import NamedTuple

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


def in_order(hours: set[WeeklyHours]) -> tuple[WeeklyHours, ...]:
    """Return windows by day and time, those without last."""
    return tuple(
        sorted(hours, key=lambda h: (h.weekday is None, h.weekday or 0, h.opens_minutes or 0, h))
    )
