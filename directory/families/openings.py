"""Why a door is open, shut or unknown: the reason in words that stands beside its state."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from typing import TYPE_CHECKING

from flask_babel import gettext as _

from directory.families.labels import clock, weekday_name
from directory.hours import state_at, windows_on
from geodata.timetable.typical_days import HolidayCalendar

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from directory.hours import WeeklyWindow

DAYS_AHEAD = (
    14  # how far the next opening is looked for: further than the longest shut holiday week
)
SECONDS_A_MINUTE = 60
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Opening:
    """Whether a door is open at a moment (open, closed, by_appointment, unknown), and why."""

    state: str
    reason: str


def opening_at(
    schedules: Sequence[WeeklyWindow], moment: datetime, *, state: str, text: str = ""
) -> Opening:
    """
    Return the state of a door and its reason.

    Parameters
    ----------
    schedules
        The weekly windows of the door.
    moment
        Local time.
    state
        German state whose holidays hold, such as "RP".
    text
        The source's own words for the hours, where they could not be read as windows.
    """
    code = state_at(schedules, moment, state=state)
    reasons = {
        "open": lambda: _until(schedules, moment, state),
        "closed": lambda: _again(schedules, moment, state),
        "by_appointment": lambda: _("Bitte vereinbaren Sie vorher einen Termin."),
        "unknown": lambda: _unknown(text),
    }
    return Opening(code, reasons[code]())


def _unknown(text: str) -> str:
    if text:
        return _("Angegeben ist: „%(text)s“. Bitte fragen Sie nach.", text=text)
    return _("Es sind keine Zeiten angegeben. Bitte rufen Sie vorher an.")


def _until(schedules: Sequence[WeeklyWindow], moment: datetime, state: str) -> str:
    """Say when the door shuts: also where it opened yesterday evening."""
    second = moment.hour * 3600 + moment.minute * 60 + moment.second
    if _never_shuts(schedules):
        return _("rund um die Uhr")
    for back in (0, 1):
        late = second + back * 86_400
        windows = windows_on(schedules, moment.date() - back * ONE_DAY, state=state) or ()
        for opens, closes in windows:
            if opens <= late < closes:
                return _("bis %(time)s Uhr", time=clock(closes // SECONDS_A_MINUTE))
    return ""


def _never_shuts(schedules: Sequence[WeeklyWindow]) -> bool:
    whole = {s.weekday for s in schedules if (s.opens_minutes, s.closes_minutes) == (0, 1440)}
    return whole >= set(range(7))


def _again(schedules: Sequence[WeeklyWindow], moment: datetime, state: str) -> str:
    """Say when it opens next, and why it is shut, if the day itself is the reason."""
    parts = [_next_opening(schedules, moment, state), _why_today(moment, state)]
    return ". ".join(part for part in parts if part)


def _why_today(moment: datetime, state: str) -> str:
    return _("Heute ist Feiertag.") if _calendar(state).is_public(moment.date()) else ""


def _next_opening(schedules: Sequence[WeeklyWindow], moment: datetime, state: str) -> str:
    second = moment.hour * 3600 + moment.minute * 60 + moment.second
    for ahead in range(DAYS_AHEAD + 1):
        day = moment.date() + ahead * ONE_DAY
        for opens, _closes in windows_on(schedules, day, state=state) or ():
            if ahead or opens > second:
                return _said(ahead, weekday_name(day.weekday()), clock(opens // SECONDS_A_MINUTE))
    return ""


def _said(ahead: int, weekday: str, time: str) -> str:
    if ahead == 0:
        return _("öffnet heute um %(time)s Uhr", time=time)
    if ahead == 1:
        return _("öffnet morgen um %(time)s Uhr", time=time)
    if ahead < 7:  # noqa: PLR2004 - days of a week
        return _("öffnet am %(weekday)s um %(time)s Uhr", weekday=weekday, time=time)
    return _("öffnet in %(days)s Tagen um %(time)s Uhr", days=ahead, time=time)


@cache
def _calendar(state: str) -> HolidayCalendar:
    return HolidayCalendar(state)
