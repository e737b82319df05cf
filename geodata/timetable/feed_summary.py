"""What one keeps of timetables to compare the next ones with: validity, and trips by area."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import numpy as np

from geodata.crs import to_degrees, to_metres
from geodata.timetable.service_calendar import services_on

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from geodata.crs import Bounds
    from geodata.sources.gtfs import Feed

    Areas = dict[str, dict[str, tuple[str, int]]]

FEEDS = "feeds.json"  # name of the file beside the other network files
SQUARE_M = 5000
WORKING_DAY, SATURDAY, SUNDAY = "working day", "Saturday", "Sunday"
_KIND = (*[WORKING_DAY] * 5, SATURDAY, SUNDAY)  # by weekday


@dataclass(frozen=True)
class Validity:
    """A timetable's name, the SHA-256 of its file, and the days on which anything of it runs."""

    name: str
    sha256: str
    first_date: date
    last_date: date


@dataclass(frozen=True)
class FeedSummary:
    """
    Timetables in short.

    Parameters
    ----------
    timetables
        Name and validity of each.
    areas
        By kind of day and by square of five kilometres: the name of its busiest stop, and the
        trips of all timetables that call there.
    """

    timetables: tuple[Validity, ...]
    areas: Areas

    def save(self, path: Path) -> None:
        """Write the summary into a file, from which `read_summary` reads it."""
        path.parent.mkdir(parents=True, exist_ok=True)
        dates = [{**asdict(v), **_dates(v)} for v in self.timetables]
        plain = {"timetables": dates, "areas": self.areas}
        path.write_text(json.dumps(plain, ensure_ascii=False), "utf-8")

    def within(self, bounds: Bounds) -> FeedSummary:
        """Return the same timetables with the squares alone whose centre lies within bounds."""

        def inside(square: str) -> bool:
            east, north = (float(number) for number in square.split())
            centre = to_degrees((east + 0.5) * SQUARE_M, (north + 0.5) * SQUARE_M)
            return bounds.contain(float(centre[0]), float(centre[1]))

        areas = {
            kind: {square: trips for square, trips in squares.items() if inside(square)}
            for kind, squares in self.areas.items()
        }
        return FeedSummary(self.timetables, areas)


def read_summary(path: Path) -> FeedSummary | None:
    """Return a summary that was kept, None where none was or it is of another version."""
    try:
        plain = json.loads(path.read_text("utf-8"))
        validity = [Validity(**{**v, **_days(v)}) for v in plain["timetables"]]
        areas = {
            kind: {square: (str(name), int(trips)) for square, (name, trips) in squares.items()}
            for kind, squares in plain["areas"].items()
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
    return FeedSummary(tuple(validity), areas)


def summary_of(feeds: Sequence[Feed]) -> FeedSummary:
    """
    Return name and validity of timetables, and the trips by area and kind of day.

    The kinds are working days, Saturdays and Sundays; counted is each timetable's day of the kind
    with the most trips.
    """
    areas: Areas = {}
    for feed in feeds:
        for kind, services in _busiest_services(feed).items():
            total = areas.setdefault(kind, {})
            for square, (name, trips) in trips_by_square(feed, services).items():
                known = total.get(square, ("", 0))
                busier = name if trips > known[1] else known[0]
                total[square] = busier, known[1] + trips
    validity = [Validity(f.name, f.sha256, f.first_date, f.last_date) for f in feeds]
    return FeedSummary(tuple(validity), areas)


def trips_by_square(feed: Feed, services: set[str]) -> dict[str, tuple[str, int]]:
    """Return for each square the name of its busiest stop and how many trips of services call."""
    running = feed.trips.loc[feed.trips["service_id"].isin(services), "trip_id"]
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


def _busiest_services(feed: Feed) -> dict[str, set[str]]:
    """Return for each kind of day the services of its day with the most trips."""
    trips = feed.trips["service_id"].value_counts().to_dict()
    most, busiest = dict[str, int](), dict[str, set[str]]()
    for number in range((feed.last_date - feed.first_date).days + 1):
        day = feed.first_date + timedelta(number)
        services, kind = services_on(feed, day), _KIND[day.weekday()]
        many = sum(trips.get(name, 0) for name in services)
        if many > most.get(kind, 0):
            most[kind], busiest[kind] = many, services
    return busiest


def _dates(validity: Validity) -> dict[str, str]:
    return {name: getattr(validity, name).isoformat() for name in ("first_date", "last_date")}


def _days(plain: dict[str, Any]) -> dict[str, date]:
    return {name: date.fromisoformat(plain[name]) for name in ("first_date", "last_date")}
