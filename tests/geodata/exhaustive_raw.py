"""A zip of GTFS read as text and searched trip by trip; knows straight lines, and no package."""

from __future__ import annotations

import csv
import io
import math
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyproj import Geod

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

DETOUR, WALK_M_S, LONGEST_WALK_S, RIDES = 1.32, 4.5 / 3.6, 1200, 4
EARTH = Geod(ellps="WGS84")
Position = tuple[float, float]
Calls = list[tuple[str, int, int, bool]]  # stop, arrival, departure, whether one may board
DAY_S = 86_400


@dataclass(frozen=True)
class RawDay:
    """The trips on the road on a date, where the stops lie, and the walks between these."""

    trips: list[Calls]
    stops: dict[str, Position]
    walks: dict[str, dict[str, int]]


def read_day(path: Path, today: tuple[str, str], eve: tuple[str, str]) -> RawDay:
    """Return the trips of a date and weekday, and those of the eve that end after midnight."""
    with zipfile.ZipFile(path) as archive:
        rows = {
            name: [*csv.DictReader(io.TextIOWrapper(archive.open(f"{name}.txt"), "utf-8-sig"))]
            for name in ("stops", "trips", "stop_times", "calendar", "calendar_dates")
        }
    trips = _trips(rows, *today, 0)
    trips += [trip for trip in _trips(rows, *eve, DAY_S) if trip[-1][1] > 0]
    used = {stop for trip in trips for stop, *_ in trip}
    stops = {
        row["stop_id"]: (float(row["stop_lon"]), float(row["stop_lat"]))
        for row in rows["stops"]
        if row["stop_id"] in used
    }
    return RawDay(trips, stops, {stop: near(here, stops) for stop, here in stops.items()})


def _trips(
    rows: dict[str, list[dict[str, str]]], yyyymmdd: str, weekday: str, earlier_s: int
) -> list[Calls]:
    running = _services(rows, yyyymmdd, weekday)
    service = {row["trip_id"]: row["service_id"] for row in rows["trips"]}
    calls: dict[str, list[tuple[int, str, int, int, bool]]] = {}
    for row in rows["stop_times"]:
        if service[row["trip_id"]] in running:
            come, out = (
                _second(row[f"{name}_time"]) - earlier_s for name in ("arrival", "departure")
            )
            call = int(row["stop_sequence"]), row["stop_id"], come, out, row["pickup_type"] != "1"
            calls.setdefault(row["trip_id"], []).append(call)
    return [[call[1:] for call in sorted(trip)] for trip in calls.values()]


def _services(rows: dict[str, list[dict[str, str]]], yyyymmdd: str, weekday: str) -> set[str]:
    running = {
        row["service_id"]
        for row in rows["calendar"]
        if row[weekday] == "1" and row["start_date"] <= yyyymmdd <= row["end_date"]
    }
    today = [row for row in rows["calendar_dates"] if row["date"] == yyyymmdd]
    running |= {row["service_id"] for row in today if row["exception_type"] == "1"}
    return running - {row["service_id"] for row in today if row["exception_type"] == "2"}


def _second(clock: str) -> int:
    hours, minutes, seconds = clock.split(":")
    return 3600 * int(hours) + 60 * int(minutes) + int(seconds)


def walk_s(here: Position, there: Position) -> int:
    """Return whole seconds along the straight line, as much longer as streets are."""
    metres = EARTH.inv(*here, *there)[2]
    return math.ceil(metres * DETOUR / WALK_M_S)


def near(here: Position, stops: dict[str, Position]) -> dict[str, int]:
    """Return the walks to the stops within the longest one."""
    walks = {stop: walk_s(here, there) for stop, there in stops.items()}
    return {stop: seconds for stop, seconds in walks.items() if seconds <= LONGEST_WALK_S}


def arrival(day: RawDay, home: Position, door: Position, second: int) -> int:
    """Return when one who leaves at a second is at the door at the earliest."""
    ready = {stop: second + walk for stop, walk in near(home, day.stops).items()}
    from_stop, best = near(door, day.stops), second + walk_s(home, door)
    for _ in range(RIDES):
        there = _ridden(day.trips, ready)
        best = min([best, *(there[s] + walk for s, walk in from_stop.items() if s in there)])
        ready = {}
        for stop, come in there.items():
            for onward, walk in day.walks[stop].items():
                ready[onward] = min(come + walk, ready.get(onward, come + walk))
    return best


def _ridden(trips: Iterable[Calls], ready: dict[str, int]) -> dict[str, int]:
    """Return when each stop is reached with one more ride."""
    there: dict[str, int] = {}
    for calls in trips:
        aboard = False
        for stop, come, out, may_board in calls:
            if aboard:
                there[stop] = min(come, there.get(stop, come))
            aboard = aboard or (may_board and ready.get(stop, out + 1) <= out)
    return there


def departure(day: RawDay, home: Position, door: Position, second: int) -> int:
    """
    Return when one leaves at the latest to be at the door by a second.

    Found by asking for the arrival at ever earlier seconds: nothing is searched backwards.
    """
    early, late = second - walk_s(home, door), second
    while early < late:
        middle = (early + late + 1) // 2
        if arrival(day, home, door, middle) <= second:
            early = middle
        else:
            late = middle - 1
    return early
