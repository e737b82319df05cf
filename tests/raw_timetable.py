"""
A timetable read from its raw files and searched by trying, for tests that recompute results.

Nothing of the library is used here: dictionaries, one scan in order of time, straight lines.
"""

from __future__ import annotations

import csv
import io
import itertools
import math
import zipfile
from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from pyproj import Geod

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

WALK_S_PER_M = 1.32 / (4.5 / 3.6)  # detour of straight lines in Germany; [travel] of the district
CAR_S_PER_M = 1.32 / (40 / 3.6)  # the usual speed of a car along straight lines
LONGEST_WALK_S, CHANGE_S, MOST_RIDES = 1200, 120, 4
HORIZON_S = 100 * 60  # longer ways are not found; Kollig has none of which a number tells
ELLIPSOID = Geod(ellps="GRS80")
Place = tuple[float, float]


class Hop(NamedTuple):
    """From one call of a trip to the next; turned round it begins where it ended, at minus."""

    begins: int
    ends: int
    trip: str
    begin: str
    end: str
    may_begin: bool
    may_end: bool

    @property
    def turned(self) -> Hop:
        """The same hop in a day seen backwards."""
        return Hop(
            *(-self.ends, -self.begins, self.trip, self.end, self.begin),
            *(self.may_end, self.may_begin),
        )


def metres(one: Place, other: Place) -> float:
    """Return the straight line between two places in degrees."""
    return float(ELLIPSOID.inv(*one, *other)[2])


def walk_s(one: Place, other: Place) -> int:
    """Return whole seconds on foot, rounded up."""
    return math.ceil(round(metres(one, other) * WALK_S_PER_M, 6))


class RawTimetable:
    """A GTFS file."""

    def __init__(self, path: Path) -> None:
        with zipfile.ZipFile(path) as archive:
            read = {
                name: list(
                    csv.DictReader(io.TextIOWrapper(archive.open(f"{name}.txt"), "utf-8-sig"))
                )
                for name in ("stops", "trips", "stop_times", "calendar", "calendar_dates")
            }
        self.stops: dict[str, Place] = {
            row["stop_id"]: (float(row["stop_lon"]), float(row["stop_lat"]))
            for row in read["stops"]
        }
        self.service_of = {row["trip_id"]: row["service_id"] for row in read["trips"]}
        self._calendar, self._exceptions = read["calendar"], read["calendar_dates"]
        self._calls: dict[str, list[dict[str, str]]] = defaultdict(list)
        for row in read["stop_times"]:
            self._calls[row["trip_id"]].append(row)
        self._neighbours: dict[str, list[tuple[str, int]]] = {}

    def services(self, day: date) -> frozenset[str]:
        """Return what runs on a date."""
        name, text = day.strftime("%A").lower(), day.strftime("%Y%m%d")
        weekly = {
            row["service_id"]
            for row in self._calendar
            if row[name] == "1" and row["start_date"] <= text <= row["end_date"]
        }
        for row in self._exceptions:
            if row["date"] == text:
                (weekly.add if row["exception_type"] == "1" else weekly.discard)(row["service_id"])
        return frozenset(weekly)

    def near(self, place: Place) -> dict[str, int]:
        """Return the walks to stops within the limit."""
        return dict(self._near_of(place))

    @cache  # noqa: B019 - one timetable, as long as the test lasts
    def _near_of(self, place: Place) -> tuple[tuple[str, int], ...]:
        most_m = LONGEST_WALK_S / WALK_S_PER_M
        x, y = place
        box = most_m / 111_000 * 1.1
        found = []
        for stop, (there_x, there_y) in self.stops.items():
            if abs(there_y - y) < box and abs(there_x - x) < box * 1.7:
                seconds = walk_s(place, (there_x, there_y))
                if seconds <= LONGEST_WALK_S:
                    found.append((stop, seconds))
        return tuple(found)

    @cache  # noqa: B019 - just so
    def hops(self, services: frozenset[str]) -> list[Hop]:
        """Return the hops of a day in order of departure; what must be booked takes nobody along."""
        found = []
        for trip, calls in self._calls.items():
            if self.service_of[trip] not in services:
                continue
            ordered = sorted(calls, key=lambda call: int(call["stop_sequence"]))
            for one, two in itertools.pairwise(ordered):
                found.append(
                    Hop(
                        *(_seconds(one["departure_time"]), _seconds(two["arrival_time"]), trip),
                        *(one["stop_id"], two["stop_id"]),
                        *(one["pickup_type"] in {"", "0"}, two["drop_off_type"] in {"", "0"}),
                    )
                )
        return sorted(found, key=lambda hop: (hop.begins, hop.ends))

    def reached(self, hops: Sequence[Hop], first: int) -> dict[str, int]:
        """Return when one is at each stop who begins with one hop, in at most MOST_RIDES rides."""
        ready: dict[str, list[int]] = {}  # when one may board, by rides so far
        aboard: dict[str, int] = {hops[first].trip: 1}  # the fewest rides with which one is aboard
        found: dict[str, int] = {}
        best: dict[str, list[int]] = {}
        for number in range(first, len(hops)):
            hop = hops[number]
            if hop.begins > hops[first].begins + HORIZON_S:
                break
            rides = aboard.get(hop.trip)
            if number != first and hop.may_begin and hop.begin in ready:
                times = ready[hop.begin]
                board = next((k + 1 for k in range(1, MOST_RIDES) if times[k] <= hop.begins), None)
                if board is not None and (rides is None or board < rides):
                    rides = aboard[hop.trip] = board
            if rides is None or not hop.may_end:
                continue
            arrivals = best.setdefault(hop.end, [2**31] * (MOST_RIDES + 1))
            if hop.ends >= min(arrivals[: rides + 1]):
                continue
            arrivals[rides] = hop.ends
            found[hop.end] = min(found.get(hop.end, 2**31), hop.ends)
            for stop, seconds in self._near_of(self.stops[hop.end]):
                times = ready.setdefault(stop, [2**31] * (MOST_RIDES + 1))
                times[rides] = min(times[rides], hop.ends + seconds + CHANGE_S)
        return found


def turned(hops: Sequence[Hop]) -> list[Hop]:
    """Return a day seen backwards."""
    return sorted((hop.turned for hop in reversed(hops)), key=lambda hop: (hop.begins, hop.ends))


def _seconds(text: str) -> int:
    hours, minutes, seconds = (int(part) for part in text.split(":"))
    return hours * 3600 + minutes * 60 + seconds


def rows_of(path: Path) -> list[dict[str, Any]]:
    """Return the rows of a table."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))
