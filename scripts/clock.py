"""Times of day on the command line, and seconds of a service day as a clock shows them."""

from __future__ import annotations

import re
from datetime import date, time
from typing import TYPE_CHECKING

import click

from geodata.service_calendar import local_time, seconds_since_start

if TYPE_CHECKING:
    from geodata.timetable import ServiceDay

HOURS_A_DAY, S_PER_HOUR = 24, 3600
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


def second_of(day: ServiceDay, clock: tuple[int, int]) -> int:
    """Return the second of the service day at a local time."""
    days, hour = divmod(clock[0], HOURS_A_DAY)
    second = seconds_since_start(day.date, time(hour, clock[1]), day.timezone)
    return second + days * HOURS_A_DAY * S_PER_HOUR


def clock_of(day: ServiceDay, second: int) -> str:
    """Return a second of the service day as HH:MM, with (+1) after midnight."""
    moment = local_time(day.date, second, day.timezone)
    days = (date(moment.year, moment.month, moment.day) - day.date).days
    return f"{moment:%H:%M}" + (f" ({days:+d})" if days else "")
