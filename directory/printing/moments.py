"""Moments as paper says them, in the language of the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from babel.dates import format_date
from flask_babel import get_locale

from directory.travelling.clock_times import leaving

if TYPE_CHECKING:
    from datetime import date, datetime


def long_day(day: date) -> str:
    """Return a date with its weekday: "Dienstag, 24. November 2026"."""
    return format_date(day, "full", locale=get_locale())


def day_and_time(moment: datetime) -> str:
    """Return a local moment with its day: "Mo., 23. Nov., 18:00"."""
    pattern = "EEE, d. MMM" if str(get_locale()).startswith("de") else "EEE d MMM"
    return f"{format_date(moment.date(), pattern, locale=get_locale())}, {leaving(moment)}"
