"""Which services of a feed run on a date, and when the service day of a date begins."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from datetime import date

    from geodata.sources.gtfs import Feed

DAY_S = 86_400
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_ADDED, _REMOVED = 1, 2  # exception_type in calendar_dates.txt


def services_on(feed: Feed, day: date) -> set[str]:
    """Return the service_ids that run on a date: the weekly calendar, then its exceptions."""
    number = int(day.strftime("%Y%m%d"))
    weekly = feed.calendar
    runs = (
        (weekly[WEEKDAYS[day.weekday()]] == 1)
        & (weekly["start_date"] <= number)
        & (weekly["end_date"] >= number)
    )
    today = feed.calendar_dates[feed.calendar_dates["date"] == number]
    added = today.loc[today["exception_type"] == _ADDED, "service_id"]
    removed = today.loc[today["exception_type"] == _REMOVED, "service_id"]
    return (set(weekly.loc[runs, "service_id"]) | set(added)) - set(removed)


def days_before(feed: Feed, service_id: str, day: date, many: int) -> int | None:
    """
    Return how many calendar days before a date so many days of a service lie.

    Counted are the days before the date on which the service runs, backwards; 0 is the date itself.
    None where the calendar of the feed does not reach back that far.
    """
    weekly, dates = feed.calendar, feed.calendar_dates
    starts = weekly.loc[weekly["service_id"] == service_id, "start_date"].tolist()
    starts += dates.loc[dates["service_id"] == service_id, "date"].tolist()
    if not starts:
        return None
    first = datetime.strptime(str(min(starts)), "%Y%m%d").date()  # noqa: DTZ007 - a date only
    back = 0
    while many:
        back += 1
        if day - timedelta(back) < first:
            return None
        many -= service_id in services_on(feed, day - timedelta(back))
    return back


def start_of_day(day: date, timezone: str) -> datetime:
    """
    Return when the service day begins: twelve hours before noon, as GTFS counts.

    That is midnight, except on the two days a year when the clocks change.
    """
    noon = datetime.combine(day, time(12), tzinfo=ZoneInfo(timezone))
    return noon.astimezone(ZoneInfo("UTC")) - timedelta(hours=12)


def seconds_since_start(day: date, local: time, timezone: str) -> int:
    """
    Return the second of the service day at a local time of that date.

    An hour that comes twice when the clocks are set back means its first time.
    """
    moment = datetime.combine(day, local, tzinfo=ZoneInfo(timezone)).astimezone(ZoneInfo("UTC"))
    return round((moment - start_of_day(day, timezone)).total_seconds())


def local_time(day: date, second: int, timezone: str) -> datetime:
    """Return the local time at a second of the service day; past 24:00 it is the next date."""
    return (start_of_day(day, timezone) + timedelta(seconds=second)).astimezone(ZoneInfo(timezone))
