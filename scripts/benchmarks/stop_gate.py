"""The pairs of stops for which cafein finds other seconds on the same footpaths: there are none."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from geodata.searches.transit import MAX_RIDES
from geodata.timetable.service_calendar import seconds_since_start
from geodata.walking import NEVER
from scripts.benchmarks.cafein_stops import CafeinStops
from scripts.benchmarks.footpaths import closed_footpaths
from scripts.benchmarks.plain_day import plain_day
from scripts.benchmarks.stop_walks import DOOR, HOME, stop_points, stop_transit

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from numpy.typing import NDArray

    from geodata.points import Points
    from geodata.timetable.service_day import ServiceDay
    from geodata.walking import WalkingTable

    Seconds = NDArray[np.int64]

S_PER_MINUTE = 60
CLOCKS = ("00:10", "05:00", "06:37", "07:30", "09:00", "13:07", "16:45", "20:11", "22:30")


class Agreement(NamedTuple):
    """How many pairs have a way, and the (origin, destination) pairs that differ, shape (n, 2)."""

    pairs: int
    differing: NDArray[np.int64]


@dataclass(frozen=True)
class StopGate:
    """A service day and cafein, both with the same closed footpaths between its stops."""

    day: ServiceDay
    footpaths: WalkingTable
    peer: CafeinStops
    rides: int = MAX_RIDES

    def at(self, clock: str) -> Agreement:
        """Compare the earliest arrivals of all pairs at one time of departure."""
        transit = stop_transit(self.day, self.footpaths, rides=self.rides)
        homes, doors = self.points()
        minutes = transit.depart_matrix(homes, doors, depart_s=self.second(clock))
        theirs = self.peer.seconds(self.day.date, clock, rides=self.rides)
        return agreement(whole_seconds_of(minutes), theirs)

    def points(self) -> tuple[Points, Points]:
        """Return all stops as homes and as doors."""
        count = len(self.day.stops.ids)
        return stop_points(count, HOME), stop_points(count, DOOR)

    def second(self, clock: str) -> int:
        """Return the second of the service day at a local time."""
        return seconds_since_start(self.day.date, time.fromisoformat(clock), self.day.timezone)


def stop_gate(timetable: Path, day: date) -> StopGate:
    """Return the gate of one day of a timetable."""
    runs = plain_day(timetable, day)
    footpaths = closed_footpaths(runs.stop_points)
    return StopGate(runs, footpaths, CafeinStops(timetable, runs.stops.ids.tolist(), footpaths))


def agreement(ours: Seconds, theirs: Seconds) -> Agreement:
    """Compare two matrices of seconds."""
    return Agreement(int((theirs < NEVER).sum()), np.argwhere(ours != theirs))


def whole_seconds_of(minutes: NDArray[np.float64]) -> Seconds:
    """Return minutes as the whole seconds that they were; NEVER where NaN."""
    seconds: Seconds = np.rint(np.nan_to_num(minutes * S_PER_MINUTE, nan=NEVER)).astype(np.int64)
    return seconds
