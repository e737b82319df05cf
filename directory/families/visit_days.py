"""The day that a page proposes for a visit: today, or the next day on which a door is open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from flask_babel import gettext as _

from directory.families.labels import long_date
from directory.hours import windows_on
from directory.travelling.doors import doors_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from directory.hours import WeeklyWindow
    from directory.records.cards import Offered

ONE_DAY = timedelta(days=1)
DAYS_AHEAD = 7  # a door that stays shut for longer is asked about by telephone


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
            return VisitDay(day, _said(ahead, day, was_open=any(left)))
    return VisitDay(today)


def visit_day_of_list(services: Sequence[Offered], moment: datetime, *, state: str) -> VisitDay:
    """
    Return the same for the offers of a list that people travel to.

    Where the hours of one are not known it does not decide for the others.
    """
    hours = [door.schedules for service in services for door in doors_of(service)]
    known = [h for h in hours if windows_on(h, moment.date(), state=state) is not None]
    return visit_day(known, moment, state=state)


def _said(ahead: int, day: date, *, was_open: bool) -> str:
    said = long_date(day)
    if was_open and ahead == 1:
        return _("Heute ist nicht mehr geöffnet, darum morgen: %(day)s.", day=said)
    if was_open:
        return _("Heute ist nicht mehr geöffnet, darum der nächste Tag: %(day)s.", day=said)
    if ahead == 1:
        return _("Heute ist geschlossen, darum morgen: %(day)s.", day=said)
    return _("Heute ist geschlossen, darum der nächste Tag: %(day)s.", day=said)
