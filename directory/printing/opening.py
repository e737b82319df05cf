"""Opening hours in words, in the language of the page: days that keep the same hours stand together."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from babel.dates import get_day_names
from flask_babel import get_locale
from flask_babel import gettext as _

from directory.languages import listed

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from directory.hours import WeeklyWindow

    Windows = tuple[tuple[int, int, bool], ...]  # opens, closes, by appointment

LONG_RUN = 3  # days in a row that are written "from … to …"


@dataclass(frozen=True)
class HoursLine:
    """The days of a line and when it is open on them."""

    days: str
    times: str


def lines_of_week(schedules: Sequence[WeeklyWindow]) -> tuple[HoursLine, ...]:
    """Return the week in as few lines as possible; nothing where no hours are recorded."""
    days_by_windows: defaultdict[Windows, list[int]] = defaultdict(list)
    for weekday in range(7):
        windows = _windows(schedules, weekday)
        if windows:
            days_by_windows[windows].append(weekday)
    return tuple(
        HoursLine(_days(days), _times(windows)) for windows, days in days_by_windows.items()
    )


def clock(minutes: int) -> str:
    """Return minutes since midnight as a time of day; 24:00 stays, 24:30 is 0:30."""
    hours, rest = divmod(minutes, 60)
    return f"{hours if minutes <= 24 * 60 else hours - 24}:{rest:02}"


def _windows(schedules: Iterable[WeeklyWindow], weekday: int) -> Windows:
    return tuple(
        sorted(
            {
                (s.opens_minutes, s.closes_minutes, s.by_appointment)
                for s in schedules
                if s.weekday == weekday
                and s.opens_minutes is not None
                and s.closes_minutes is not None
            }
        )
    )


def _times(windows: Windows) -> str:
    parts = []
    for opens, closes, by_appointment in windows:
        text = _("%(opens)s bis %(closes)s Uhr", opens=clock(opens), closes=clock(closes))
        parts.append(f"{text} ({_('nach Vereinbarung')})" if by_appointment else text)
    return listed(parts)


def _days(days: Sequence[int]) -> str:
    """Return weekdays in words: "Montag bis Mittwoch, Freitag"."""
    names = get_day_names("wide", locale=get_locale())
    parts: list[str] = []
    for run in _runs(days):
        if len(run) >= LONG_RUN:
            parts.append(_("%(first)s bis %(last)s", first=names[run[0]], last=names[run[-1]]))
        else:
            parts += [names[day] for day in run]
    return listed(parts)


def _runs(days: Sequence[int]) -> list[list[int]]:
    """Return consecutive days together."""
    runs: list[list[int]] = []
    for day in days:
        if runs and runs[-1][-1] == day - 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    return runs
