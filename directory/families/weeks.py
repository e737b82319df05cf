"""Seven days of events as a page lists them, by the clocks of the district."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date
    from zoneinfo import ZoneInfo

    from directory.records.events.tables import Event
    from directory.records.tables import Location

DAYS = 7
DAY_MINUTES = 24 * 60
FARTHEST = timedelta(days=730)  # nobody plans courses for longer


@dataclass(frozen=True)
class Shown:
    """
    An event with its times as the clock on the wall shows them.

    `too_late` says that nobody can register any more.
    """

    event: Event
    starts: datetime
    ends: datetime | None
    too_late: bool

    @property
    def starts_minutes(self) -> int:
        """Minutes since midnight."""
        return self.starts.hour * 60 + self.starts.minute

    @property
    def ends_minutes(self) -> int | None:
        """Minutes since midnight; 24:00 and not 0:00 where it ends the day."""
        if self.ends is None:
            return None
        return self.ends.hour * 60 + self.ends.minute or DAY_MINUTES

    @property
    def location(self) -> Location | None:
        """Where it takes place."""
        return self.event.service.location


@dataclass(frozen=True)
class Week:
    """Seven days from any day on, and the events of those days that have some."""

    first: date
    days: tuple[tuple[date, tuple[Shown, ...]], ...]

    @property
    def last(self) -> date:
        """The seventh day."""
        return self.first + timedelta(days=DAYS - 1)

    @property
    def next(self) -> date:
        """The first day of the next seven."""
        return self.first + timedelta(days=DAYS)


def first_day(text: str | None, today: date) -> date:
    """Return the day that an address asks for; today where it is none, past or far away."""
    try:
        day = datetime.strptime(text or "", "%Y-%m-%d").date()  # noqa: DTZ007 - a day has no zone
    except ValueError:
        return today
    return day if today <= day <= today + FARTHEST else today


def midnight(day: date, zone: ZoneInfo) -> datetime:
    """Return the moment at which a day begins."""
    return datetime.combine(day, time(), zone)


def week_of(first: date, events: Sequence[Event], zone: ZoneInfo, *, today: date) -> Week:
    """Return the events of seven days under their days; `events` are in order of time."""
    shown = (shown_in(event, zone, today=today) for event in events)
    by_day = groupby(shown, key=lambda item: item.starts.date())
    return Week(first, tuple((day, tuple(items)) for day, items in by_day))


def shown_in(event: Event, zone: ZoneInfo, *, today: date) -> Shown:
    """Return an event with its times by the clocks of a zone."""
    ends = event.ends.astimezone(zone) if event.ends else None
    too_late = event.register_by is not None and event.register_by < today
    return Shown(event, event.starts.astimezone(zone), ends, too_late)


def for_age(events: Iterable[Event], years: float | None) -> list[Event]:
    """Return the events for a child of an age; those that name no ages are for every child."""
    if years is None:
        return list(events)
    return [event for event in events if _fits(event, years)]


def _fits(event: Event, years: float) -> bool:
    least = event.minimum_age if event.minimum_age is not None else 0.0
    # Up to 3 years lasts until the fourth birthday.
    return least <= years and (event.maximum_age is None or years < event.maximum_age + 1)
