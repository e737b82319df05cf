"""One offer as a page shows it: its state now, its week, how sure it is, and what stays unsaid."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from directory.families.freshness import Freshness, freshness
from directory.families.openings import Opening, opening_at
from directory.records.taxonomy import topics

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from directory.hours import WeeklyWindow
    from directory.records.cards import CardPlace, Offered
    from directory.records.tables import Location


@dataclass(frozen=True)
class Day:
    """One weekday (0 is Monday) with its windows in minutes since midnight."""

    weekday: int
    windows: tuple[tuple[int, int], ...]
    by_appointment: bool
    today: bool


@dataclass(frozen=True)
class Offer:
    """What a page says of a service besides its own fields."""

    opening: Opening
    schedules: Sequence[WeeklyWindow]
    weekday: int  # of the moment; 0 is Monday
    freshness: Freshness
    location: Location | CardPlace | None  # None where there is none or it is kept secret
    sensitive: bool
    open_on_holidays: bool  # whether all its hours hold on public holidays too

    @cached_property
    def week(self) -> tuple[Day, ...]:
        """Its week, empty where the hours are not known; lists do not ask for it."""
        return _week(self.schedules, self.weekday)

    @property
    def state(self) -> str:
        """Whether its door is open: open, closed, by_appointment or unknown."""
        return self.opening.state


def offer_at(service: Offered, moment: datetime, state: str) -> Offer:
    """Return what to say of a service at a moment; `state` is the German state for holidays."""
    return Offer(
        opening=opening_at(service.schedules, moment, state=state, text=service.opening_hours),
        schedules=service.schedules,
        weekday=moment.weekday(),
        freshness=freshness(service.confirmed_on, moment.date()),
        location=None if service.undisclosed else service.location,
        sensitive=is_sensitive(service),
        open_on_holidays=all(schedule.on_public_holidays for schedule in service.schedules),
    )


def is_sensitive(service: Offered) -> bool:
    """Say whether the page of a service needs a neutral title and must not be kept on a device."""
    codes = {topic.code for topic in topics() if topic.sensitive}
    return service.undisclosed or any(term.code in codes for term in service.topics)


def _week(schedules: Sequence[WeeklyWindow], today: int) -> tuple[Day, ...]:
    if not any(schedule.weekday is not None for schedule in schedules):
        return ()
    return tuple(_day(schedules, weekday, today) for weekday in range(7))


def _day(schedules: Sequence[WeeklyWindow], weekday: int, today: int) -> Day:
    windows = [
        (schedule.opens_minutes, schedule.closes_minutes)
        for schedule in schedules
        if schedule.weekday == weekday
        and schedule.opens_minutes is not None
        and schedule.closes_minutes is not None
    ]
    appointment = any(s.by_appointment for s in schedules if s.weekday == weekday)
    return Day(weekday, tuple(sorted(set(windows))), appointment, weekday == today)
