"""Which dates of timetables run the very same trips, so that one file serves them all."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from geodata.timetable.parts import nights
from geodata.timetable.service_calendar import DAY_S, days_before, services_on, start_of_day

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping, Sequence
    from datetime import date

    from geodata.sources.gtfs import Feed
    from geodata.sources.on_demand import OnDemandRecord

_LATE_S = (
    DAY_S - 2 * 3600
)  # what drives later may be on the road the next day, clocks changed or not
_DAYS_BEFORE = 2  # booking_type: until some days before
_ONE_DAY = timedelta(days=1)
MOST_PATTERNS = 100  # service days kept as files; so many differ in a year of a large timetable


def covered_dates(feeds: Sequence[Feed]) -> list[date]:
    """Return the dates that every timetable covers, in order."""
    first = max(feed.first_date for feed in feeds)
    last = min(feed.last_date for feed in feeds)
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def same_days(
    feeds: Sequence[Feed], dates: Iterable[date], overlay: Sequence[OnDemandRecord] = ()
) -> dict[date, date]:
    """
    Return for each date the first one given on which the very same runs.

    Two dates are the same if so are the services of the date, those of the nights around it that
    still drive, the hours by which its clocks differ from theirs, what our own table marks as
    booked, and the days that booking rules count back.
    """
    signs = [_Signs(feed, feeds[0].timezone, overlay) for feed in feeds]
    first: dict[Hashable, date] = {}
    return {day: first.setdefault(tuple(sign.of(day) for sign in signs), day) for day in dates}


def first_patterns(same: Mapping[date, date], *, most: int, begin: date) -> dict[date, date]:
    """
    Return the dates of at most so many patterns: those after the day to begin with, then before.

    Each pattern still stands for all of its dates; a timetable that never runs the same twice is
    cut off, the dates in the far future first.
    """
    order = sorted(same, key=lambda day: (day < begin, abs(day - begin)))
    kept = [*dict.fromkeys(same[day] for day in order)][:most]
    return {day: pattern for day, pattern in same.items() if pattern in kept}


class _Signs:
    """What tells one service day of a timetable from another."""

    def __init__(self, feed: Feed, timezone: str, overlay: Sequence[OnDemandRecord]) -> None:
        self._feed, self._timezone, self._overlay = feed, timezone, overlay
        self._used = set(feed.trips["service_id"])
        self._late = _late_services(feed)
        self._nights = nights(feed)
        self._services: dict[date, frozenset[str]] = {}
        rules = feed.booking_rules
        earlier = rules[rules["booking_type"] == _DAYS_BEFORE]
        columns = (earlier["prior_notice_last_day"], earlier["prior_notice_service_id"])
        self._back = [(int(days), str(name)) for days, name in zip(*columns, strict=True)]

    def of(self, day: date) -> Hashable:
        """Return what is equal for two dates if the same runs on both."""
        nearby = [day - n * _ONE_DAY for n in range(self._nights + 1)]
        return (
            self._on(day),
            tuple(self._on(eve) & self._late for eve in nearby[1:]),
            tuple(self._shift_s(other, day) for other in (*nearby[1:], day + _ONE_DAY)),
            self._morrow(day),
            tuple(self._marked(other) for other in nearby),
            tuple(self._book_s(other, day) for other in nearby) if self._back else (),
        )

    def _on(self, day: date) -> frozenset[str]:
        if day not in self._services:
            self._services[day] = frozenset(services_on(self._feed, day) & self._used)
        return self._services[day]

    def _shift_s(self, other: date, day: date) -> float:
        """Return how many seconds later one service day begins than another."""
        begins = (start_of_day(other, self._feed.timezone), start_of_day(day, self._timezone))
        return (begins[0] - begins[1]).total_seconds()

    def _morrow(self, day: date) -> frozenset[str]:
        """Return the services of the day after, in the one night in which it begins before midnight."""
        after = day + _ONE_DAY
        return self._on(after) if self._shift_s(after, day) < DAY_S else frozenset()

    def _marked(self, day: date) -> frozenset[int]:
        return frozenset(k for k, row in enumerate(self._overlay) if day.weekday() in row.days)

    def _book_s(self, other: date, day: date) -> tuple[float | None, ...]:
        """Return when each booking rule's last day begins, for trips of one of the dates."""
        found: list[float | None] = []
        for days, name in self._back:
            back = days_before(self._feed, name, other, days) if name else days
            found.append(None if back is None else self._shift_s(other - back * _ONE_DAY, day))
        return tuple(found)


def _late_services(feed: Feed) -> frozenset[str]:
    """Return the services whose trips may still drive on the day after."""
    calls = feed.stop_times
    last_s = calls[["arrival_s", "departure_s", "window_end_s"]].max(axis=1)
    trips = {*calls.loc[last_s > _LATE_S, "trip_id"], *feed.frequencies["trip_id"]}
    return frozenset(feed.trips.loc[feed.trips["trip_id"].isin(trips), "service_id"])


def days_to_keep(
    feeds: Sequence[Feed],
    typical: Sequence[date],
    overlay: Sequence[OnDemandRecord],
    every_day_from: date | None,
) -> dict[date, date]:
    """
    Return for each date to be kept the one whose file it shares.

    The typical days alone, or with every day that the timetables cover; where more than
    MOST_PATTERNS of these differ, those from the date on come first.
    """
    if every_day_from is None:
        return same_days(feeds, typical, overlay)
    every = same_days(feeds, [*typical, *covered_dates(feeds)], overlay)
    kept = first_patterns(every, most=MOST_PATTERNS, begin=every_day_from)
    return {day: every[day] for day in typical} | kept
