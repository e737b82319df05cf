"""A timetable compared with the one before: is it out of date, and did it lose a region."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from geodata.timetable.feed_summary import WORKING_DAY, FeedSummary, summary_of

if TYPE_CHECKING:
    from datetime import date

    from geodata.sources.gtfs import Feed

FEWEST_TRIPS = 10  # convention: an area with fewer trips a day comes and goes without meaning
KEPT_SHARE = 0.5  # convention: an area that keeps less than half of its trips is lost
_NOTHING = ("", 0)


class Dated(Protocol):
    """A timetable, or what a summary keeps of it."""

    @property
    def name(self) -> str:
        """Its name."""

    @property
    def first_date(self) -> date:
        """First day on which any trip runs."""

    @property
    def last_date(self) -> date:
        """Last day on which any trip runs."""


@dataclass(frozen=True)
class LostArea:
    """A square of five kilometres with too few trips left; its name is its busiest stop's."""

    name: str
    trips_before: int
    trips_now: int
    days: str = WORKING_DAY

    def __str__(self) -> str:
        days = "a day" if self.days == WORKING_DAY else f"on a {self.days}"
        return f"around {self.name} {self.trips_now} trips {days} instead of {self.trips_before}"


def expired(feed: Dated, today: date) -> str | None:
    """Return a sentence if nothing in the timetable runs any more, or nothing yet."""
    if feed.first_date <= today <= feed.last_date:
        return None
    return (
        f"The timetable {feed.name} runs from {feed.first_date} to {feed.last_date},"
        f" not on {today}. Get a newer one."
    )


def lost_areas(before: Feed, now: Feed) -> tuple[LostArea, ...]:
    """Return the areas that one timetable lost against another, see `lost_since`."""
    return lost_since(summary_of([before]), summary_of([now]))


def lost_since(before: FeedSummary, now: FeedSummary) -> tuple[LostArea, ...]:
    """
    Return the areas that lost more than half of their trips, the greatest loss first.

    Counted are the trips of all timetables together that call in each square of five kilometres,
    see `summary_of`; areas with fewer than ten trips on such a day before are left out. An area
    that lost them on several kinds of days stands once, with the kind that lost most.
    """
    found = dict[str, LostArea]()
    for days, squares in before.areas.items():
        for square, (name, trips) in squares.items():
            left = now.areas.get(days, {}).get(square, _NOTHING)[1]
            area = LostArea(name, trips, left, days)
            if trips >= FEWEST_TRIPS and left < KEPT_SHARE * trips:
                found[square] = min(found.get(square, area), area, key=_change)
    return tuple(sorted(found.values(), key=lambda area: (_change(area), area.name)))


def _change(area: LostArea) -> int:
    return area.trips_now - area.trips_before
