"""Times of day on the command line, and seconds of a service day as a clock shows them."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

import click

from geodata.timetable.service_calendar import local_time, seconds_since_start, start_of_day

if TYPE_CHECKING:
    from geodata.timetable.service_day import ServiceDay

HOURS_A_DAY = 24
OFF, ON = "off", "on"
_MOMENTS = ("%H:%M", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M")
_CLOCK = re.compile(r"(\d{1,2}):([0-5]\d)")


class ClockTime(click.ParamType[tuple[int, int]]):
    """A time of day as HH:MM; 24:10 is ten past midnight at the end of the day."""

    name = "HH:MM"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[int, int]:
        """Return hours and minutes."""
        if isinstance(value, tuple):
            return value
        match = _CLOCK.fullmatch(str(value).strip())
        if not match or int(match[1]) >= 2 * HOURS_A_DAY:
            message = f"{value} is not a time of day. Write it as HH:MM, for example 07:30."
            self.fail(message, param, ctx)
        return int(match[1]), int(match[2])


class BookedAt(click.ParamType["str | datetime | time"]):
    """When on-demand rides are booked: off, on (in time), HH:MM of the day, or a date with time."""

    name = "off|on|HH:MM"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> str | datetime | time:
        """Return off, on, the time of the day, or the moment."""
        if isinstance(value, datetime | time) or value in {OFF, ON}:
            return value if isinstance(value, datetime | time) else str(value)
        for form in _MOMENTS:
            with suppress(ValueError):
                moment = datetime.strptime(str(value).strip(), form)  # noqa: DTZ007 - local time
                return moment if "%Y" in form else moment.time()
        message = (
            f"{value} is neither off nor on nor a time of booking. Write it as HH:MM, or with its"
            " date as 2026-03-09T18:00."
        )
        return self.fail(message, param, ctx)


def second_of(day: ServiceDay, clock: tuple[int, int]) -> int:
    """Return the second of the service day at a local time."""
    days, hour = divmod(clock[0], HOURS_A_DAY)
    then, shown = day.date + timedelta(days), time(hour, clock[1])
    between = start_of_day(then, day.timezone) - start_of_day(day.date, day.timezone)
    return seconds_since_start(then, shown, day.timezone) + round(between.total_seconds())


def clock_of(day: ServiceDay, second: int) -> str:
    """Return a second of the service day as HH:MM, with (+1) after midnight."""
    moment = local_time(day.date, second, day.timezone)
    days = (date(moment.year, moment.month, moment.day) - day.date).days
    return f"{moment:%H:%M}" + (f" ({days:+d})" if days else "")
