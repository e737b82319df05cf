"""When a door is open: weekly windows, public holidays and school holidays of a German state."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, Literal, Protocol

from geodata.timetable.typical_days import HolidayCalendar

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    Window = tuple[int, int]
    State = Literal["open", "closed", "by_appointment", "unknown"]

SECONDS_A_MINUTE = 60
MINUTES_A_DAY = 1440


class WeeklyWindow(Protocol):
    """What is needed of a schedule of the records."""

    valid_from: date | None
    valid_to: date | None
    weekday: int | None
    opens_minutes: int | None
    closes_minutes: int | None
    by_appointment: bool
    on_public_holidays: bool
    in_school_holidays: bool


def windows_on(
    schedules: Sequence[WeeklyWindow], day: date, *, state: str
) -> tuple[Window, ...] | None:
    """
    Return when a door is open on a day.

    Parameters
    ----------
    schedules
        The weekly windows of the door; hours for which an appointment is needed count as open.
    day
        The date that the windows begin on.
    state
        German state whose holidays hold, such as "RP". On a public holiday a window is shut
        unless it says otherwise.

    Returns
    -------
    windows
        (opens, closes) in seconds since midnight, sorted, those that touch joined; beyond 86,400
        where it closes after midnight. Empty where the door is shut all day; None where its
        hours are not known.
    """
    timed = [schedule for schedule in schedules if _is_timed(schedule)]
    if not timed:
        return None
    return _joined(_window_s(schedule) for schedule in timed if _applies(schedule, day, state))


def state_at(schedules: Sequence[WeeklyWindow], moment: datetime, *, state: str) -> State:
    """
    Say whether a door is open at a moment of local time, closing times excluded.

    "by_appointment" where only an appointment opens it then or ever, "unknown" where no hours
    are recorded: never "closed" for want of knowing.
    """
    if not schedules:
        return "unknown"
    now = [schedule for schedule in schedules if _holds(schedule, moment, state)]
    if any(not schedule.by_appointment for schedule in now):
        return "open"
    if now or not any(_is_timed(schedule) for schedule in schedules):
        return "by_appointment"
    return "closed"


def _holds(schedule: WeeklyWindow, moment: datetime, state: str) -> bool:
    """Say whether a window that began today or yesterday is open now, by the clock on the wall."""
    if not _is_timed(schedule):
        return False
    second = moment.hour * 3600 + moment.minute * 60 + moment.second
    opens, closes = _window_s(schedule)
    today = moment.date()
    yesterday = today - timedelta(days=1)
    late = second + MINUTES_A_DAY * SECONDS_A_MINUTE
    return (opens <= second < closes and _applies(schedule, today, state)) or (
        opens <= late < closes and _applies(schedule, yesterday, state)
    )


def _applies(schedule: WeeklyWindow, day: date, state: str) -> bool:
    if schedule.weekday != day.weekday():
        return False
    if schedule.valid_from is not None and day < schedule.valid_from:
        return False
    if schedule.valid_to is not None and day > schedule.valid_to:
        return False
    calendar = _calendar(state)
    if calendar.is_public(day) and not schedule.on_public_holidays:
        return False
    return schedule.in_school_holidays or not calendar.is_school_holiday(day)


def _is_timed(schedule: WeeklyWindow) -> bool:
    return None not in {schedule.weekday, schedule.opens_minutes, schedule.closes_minutes}


def _window_s(schedule: WeeklyWindow) -> Window:
    opens, closes = schedule.opens_minutes or 0, schedule.closes_minutes or 0
    return opens * SECONDS_A_MINUTE, closes * SECONDS_A_MINUTE


def _joined(windows: Iterable[Window]) -> tuple[Window, ...]:
    joined: list[Window] = []
    for opens, closes in sorted(windows):
        if joined and opens <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], closes))
        else:
            joined.append((opens, closes))
    return tuple(joined)


@cache
def _calendar(state: str) -> HolidayCalendar:
    return HolidayCalendar(state)
