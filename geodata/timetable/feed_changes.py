"""A timetable compared with the one before: is it out of date, and did it lose a region."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

import numpy as np

from geodata.crs import to_metres
from geodata.timetable.service_calendar import services_on

if TYPE_CHECKING:
    from datetime import date

    from geodata.sources.gtfs import Feed

SQUARE_M = 5000
FEWEST_TRIPS = 10  # convention: an area with fewer trips a day comes and goes without meaning
KEPT_SHARE = 0.5  # convention: an area that keeps less than half of its trips is lost
_SATURDAY = 5


@dataclass(frozen=True)
class LostArea:
    """A square of five kilometres with too few trips left; its name is its busiest stop's."""

    name: str
    trips_before: int
    trips_now: int

    def __str__(self) -> str:
        return f"around {self.name} {self.trips_now} trips a day instead of {self.trips_before}"


def expired(feed: Feed, today: date) -> str | None:
    """Return a sentence if nothing in the timetable runs any more, or nothing yet."""
    if feed.first_date <= today <= feed.last_date:
        return None
    return (
        f"The timetable {feed.name} runs from {feed.first_date} to {feed.last_date},"
        f" not on {today}. Get a newer one."
    )


def lost_areas(before: Feed, now: Feed) -> tuple[LostArea, ...]:
    """
    Return the areas that lost more than half of their trips, the greatest loss first.

    Counted are the trips that call in each square of five kilometres on the working day with the
    most trips of each timetable; areas with fewer than ten trips before are left out.
    """
    old, new = trips_by_square(before), trips_by_square(now)
    lost = [
        LostArea(name, trips, new.get(square, ("", 0))[1])
        for square, (name, trips) in old.items()
        if trips >= FEWEST_TRIPS and new.get(square, ("", 0))[1] < KEPT_SHARE * trips
    ]
    return tuple(sorted(lost, key=lambda area: area.trips_now - area.trips_before))


def trips_by_square(feed: Feed) -> dict[str, tuple[str, int]]:
    """Return for each square the name of its busiest stop and the trips on the busiest day."""
    running = feed.trips.loc[feed.trips["service_id"].isin(_busiest_services(feed)), "trip_id"]
    calls = feed.stop_times[feed.stop_times["trip_id"].isin(running)]
    stops = feed.stops[feed.stops["stop_lon"].notna() & feed.stops["stop_lat"].notna()]
    x_m, y_m = to_metres(stops["stop_lon"].to_numpy(), stops["stop_lat"].to_numpy())
    places = stops[["stop_id", "stop_name"]].assign(
        x=np.floor_divide(x_m, SQUARE_M).astype(int), y=np.floor_divide(y_m, SQUARE_M).astype(int)
    )
    found = calls[["trip_id", "stop_id"]].merge(places, on="stop_id")
    squares = found["x"].astype(str) + " " + found["y"].astype(str)
    return {
        str(square): (str(table["stop_name"].mode().iloc[0]), int(table["trip_id"].nunique()))
        for square, table in found.groupby(squares)
    }


def _busiest_services(feed: Feed) -> set[str]:
    """Return the services of the working day with the most trips; of any day if none works."""
    trips = feed.trips["service_id"].value_counts().to_dict()
    days = [
        feed.first_date + timedelta(n) for n in range((feed.last_date - feed.first_date).days + 1)
    ]
    working = [day for day in days if day.weekday() < _SATURDAY] or days
    running = (services_on(feed, day) for day in working)
    return max(running, key=lambda services: sum(trips.get(name, 0) for name in services))
