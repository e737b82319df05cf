"""The day that a page proposes for a visit: today, or the next day on which a door is open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from flask_babel import gettext as _

from directory.families.labels import long_date
from directory.hours import windows_on

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from directory.hours import WeeklyWindow

DAYS_AHEAD = 7  # a door that stays shut for longer is asked about by telephone
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class VisitDay:
    """The day proposed, and why in words; no words where it is today."""

    day: date
    reason: str = ""


def visit_day(doors: Sequence[Sequence[WeeklyWindow]], moment: datetime, *, state: str) -> VisitDay:
    """
    Return the first day from now on which one of the doors is open.

    Parameters
    ----------
    doors
        The weekly windows of each door; where those of one are not known, it is today.
    moment
        Local time.
    state
        German state whose holidays hold, such as "RP".
    """
    today = moment.date()
    second = moment.hour * 3600 + moment.minute * 60 + moment.second
    left = [windows_on(door, today, state=state) for door in doors]
    if not left or any(w is None or any(closes > second for _o, closes in w) for w in left):
        return VisitDay(today)
    for ahead in range(1, DAYS_AHEAD + 1):
        day = today + ahead * ONE_DAY
        if any(windows_on(door, day, state=state) for door in doors):
            return VisitDay(day, _said(ahead, day))
    return VisitDay(today)


def _said(ahead: int, day: date) -> str:
    if ahead == 1:
        return _("Heute ist nicht mehr geöffnet, darum morgen: %(day)s.", day=long_date(day))
    return _("Heute ist nicht mehr geöffnet, darum der nächste Tag: %(day)s.", day=long_date(day))
