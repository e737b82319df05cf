"""Find the typical day in real timetables, and the days of its week that they cover."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from geodata.errors import DistrictError, MissingInputError
from geodata.timetable.service_calendar import services_on
from geodata.timetable.typical_days import (
    DayChoice,
    DayKind,
    HolidayCalendar,
    choice_of,
    choose_day,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geodata.district import District
    from geodata.sources.gtfs import Feed

DAYS_OF_A_WEEK = 6  # Monday to Saturday; hardly any help is open on Sundays


def trips_by_date(feeds: Sequence[Feed]) -> dict[date, int]:
    """Return the number of trips of all feeds on each date that every one of them covers."""
    first = max(feed.first_date for feed in feeds)
    last = min(feed.last_date for feed in feeds)
    dates = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    trips_of = [feed.trips["service_id"].value_counts() for feed in feeds]
    return {
        day: sum(
            int(trips.reindex(list(services_on(feed, day)), fill_value=0).sum())
            for feed, trips in zip(feeds, trips_of, strict=True)
        )
        for day in dates
    }


@dataclass(frozen=True)
class TypicalDays:
    """
    The days that stand for all others (METHODS, § 2).

    Parameters
    ----------
    choices
        One choice a kind of day; a kind of which the timetables cover no day is left out.
    week
        The covered days of the school Tuesday's week that are no school holidays.
    holiday_week
        The covered days of the holiday Tuesday's week that are holidays; empty where there is none.
    """

    choices: tuple[DayChoice, ...] = ()
    week: tuple[date, ...] = ()
    holiday_week: tuple[date, ...] = ()

    @property
    def day(self) -> date:
        """The school Tuesday."""
        return self.choices[0].day

    @property
    def days(self) -> list[date]:
        """Every day of the two weeks and every choice, once."""
        chosen = (choice.day for choice in self.choices)
        return [*dict.fromkeys([*self.week, *self.holiday_week, *chosen])]

    def plain(self) -> dict[str, list[Any]]:
        """Return the same as it stands in files."""
        return {
            "choices": [choice.plain() for choice in self.choices],
            "week": [day.isoformat() for day in self.week],
            "holiday_week": [day.isoformat() for day in self.holiday_week],
        }


def typical_of(plain: Mapping[str, Any]) -> TypicalDays:
    """Return what `TypicalDays.plain` told of."""
    weeks = (tuple(map(date.fromisoformat, plain[name])) for name in ("week", "holiday_week"))
    return TypicalDays(tuple(choice_of(choice) for choice in plain["choices"]), *weeks)


def typical_days(
    district: District, feeds: Sequence[Feed], *, day: date | None = None
) -> TypicalDays:
    """
    Return the typical days: those of the district file, else the ones with the median of trips.

    Parameters
    ----------
    district
        Its `[typical_days]` override the choice.
    feeds
        Its timetables.
    day
        In place of the school Tuesday, whatever day it is.

    Raises
    ------
    MissingInputError
        If there is no timetable, or it covers no school Tuesday.
    DistrictError
        If the district file names a kind of day that there is not, or what is no date.
    """
    if not feeds:
        message = f"district.toml of {district.slug} names no timetable under [sources]."
        raise MissingInputError(message)
    named = _named(district) | ({} if day is None else {DayKind.SCHOOL_TUESDAY: day})
    trips, calendar = trips_by_date(feeds), HolidayCalendar(district.state)
    choices: dict[DayKind, DayChoice] = {}
    for kind in DayKind:
        considered = tuple(other for other in sorted(trips) if calendar.fits(other, kind))
        if kind in named:
            choices[kind] = DayChoice(kind, named[kind], trips.get(named[kind], 0), considered)
        elif considered or kind is DayKind.SCHOOL_TUESDAY:
            choices[kind] = choose_day(kind, trips, calendar)
    week, holiday_week = (
        _alike(choices[kind].day, feeds, calendar) if kind in choices else ()
        for kind in (DayKind.SCHOOL_TUESDAY, DayKind.HOLIDAY_TUESDAY)
    )
    return TypicalDays(tuple(choices.values()), week, holiday_week)


def _alike(typical: date, feeds: Sequence[Feed], calendar: HolidayCalendar) -> tuple[date, ...]:
    """Return the days of a week on which there is school as on the typical one, or is not."""
    holidays = calendar.is_school_holiday(typical)
    week = week_of(typical, feeds)
    return tuple(day for day in week if calendar.is_school_holiday(day) == holidays)


def _named(district: District) -> dict[DayKind, date]:
    """Return the days that the district file names, or refuse them."""
    for name, day in district.typical_days.items():
        if name not in {*DayKind}:
            kinds = ", ".join(DayKind)
            message = (
                f"district.toml of {district.slug}, [typical_days]: {name} is none of {kinds}."
            )
            raise DistrictError(message)
        if type(day) is not date:
            message = (
                f"district.toml of {district.slug}, [typical_days]: {name} = {day!r} is no date."
            )
            raise DistrictError(message)
    return {DayKind(name): day for name, day in district.typical_days.items()}


def week_of(typical: date, feeds: Sequence[Feed]) -> list[date]:
    """Return the covered days of the typical day's week, that day among them."""
    monday = typical - timedelta(days=typical.weekday())
    days = {monday + timedelta(days=n) for n in range(DAYS_OF_A_WEEK)} | {typical}
    covered = [
        day
        for day in sorted(days)
        if all(feed.first_date <= day <= feed.last_date for feed in feeds)
    ]
    return covered if typical in covered else [typical]  # service_day tells what is wrong
