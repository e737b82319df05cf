"""Find the typical day in real timetables, and the days of its week that they cover."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from geodata.errors import MissingInputError
from geodata.timetable.service_calendar import services_on
from geodata.timetable.typical_days import DayKind, HolidayCalendar, choose_day

if TYPE_CHECKING:
    from collections.abc import Sequence

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


def typical_day(district: District, feeds: Sequence[Feed]) -> date:
    """
    Return the school Tuesday of the district file, else the one with the median number of trips.

    Raises
    ------
    MissingInputError
        If there is no timetable, or it covers no school Tuesday.
    """
    if not feeds:
        message = f"district.toml of {district.slug} names no timetable under [sources]."
        raise MissingInputError(message)
    kind = DayKind.SCHOOL_TUESDAY
    named = district.typical_days.get(kind.value)
    if named is not None:
        return named
    return choose_day(kind, trips_by_date(feeds), HolidayCalendar(district.state)).day


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
