"""Everybody starts and ends at a stop: walks for comparing engines without any street."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from geodata.points import Points
from geodata.searches.transit import MAX_RIDES, Transit
from geodata.timetable.stops import TransferRules
from geodata.walking import WalkingTable, rows_of, table_from_pairs

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geodata.timetable.service_day import ServiceDay

    FloatArray = NDArray[np.float64]
    Pairs = tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int32]]

STOP, HOME, DOOR = 0.0, 1.0, 2.0  # told by the latitude
DEGREES_PER_STOP = 0.001  # the longitude numbers the stops


@dataclass(frozen=True)
class StopWalks:
    """
    Streets on which a point is a stop, known by its number, in one of three parts.

    A home lies at its stop and nowhere else; from the stop where one alights the footpaths lead
    to other stops and to the doors there. These are cafein's rules from stop to stop.

    Parameters
    ----------
    footpaths
        Walks between stops, each stop on the spot included; rows by stop of alighting.
    mode
        "walk".
    """

    footpaths: WalkingTable
    mode: str = "walk"

    def travel_seconds(
        self, origins: Points, destinations: Points, *, max_seconds: float = np.inf
    ) -> FloatArray:
        """Return the walks as a matrix, NaN where there is none."""
        table = self.pairs_within(origins, destinations, max_seconds=max_seconds)
        seconds = np.full((len(origins), len(destinations)), np.nan)
        seconds[rows_of(table), table.targets] = table.seconds
        return seconds

    def pairs_within(
        self, origins: Points, destinations: Points, *, max_seconds: float
    ) -> WalkingTable:
        """Return the walks between the points; each destination may stand there once."""
        here, there = _numbers(origins), _numbers(destinations)
        at_home = bool(np.any(origins.latitude == HOME))
        pairs = _on_the_spot(here) if at_home else self._footpaths_from(here)
        column = np.full(len(self.footpaths.indptr) - 1, -1)
        column[there] = np.arange(len(there))
        origin, target, seconds = pairs
        kept = (column[target] >= 0) & (seconds <= max_seconds)
        return table_from_pairs(origin[kept], column[target[kept]], seconds[kept], size=len(here))

    def path(self, origin: Points, destination: Points) -> None:
        """Return no line: nothing is known of the way."""

    def unsnapped(self, points: Points) -> NDArray[np.bool_]:
        """Say that every point has its place."""
        return np.zeros(len(points), dtype=bool)

    def _footpaths_from(self, stops: NDArray[np.int64]) -> Pairs:
        indptr, targets, seconds = self.footpaths
        count = np.diff(indptr)[stops]
        row = np.repeat(np.arange(len(stops)), count)
        within = np.arange(len(row)) - np.repeat(np.cumsum(count) - count, count)
        pair = indptr[stops][row] + within
        return row, targets[pair].astype(np.int64), seconds[pair]


def stop_points(count: int, part: float) -> Points:
    """Return all stops by number as stops, homes or doors."""
    return Points(np.arange(count, dtype=np.float64) * DEGREES_PER_STOP, np.full(count, part))


def stop_transit(
    day: ServiceDay, footpaths: WalkingTable, *, spot_change_s: int = 0, rides: int = MAX_RIDES
) -> Transit:
    """
    Return a day on which people change by the footpaths alone, not by the timetable's rules.

    A change on the spot takes `spot_change_s`.
    """
    numbered = stop_points(len(day.stops.ids), STOP)
    stops = day.stops._replace(longitude=numbered.longitude, latitude=numbered.latitude)
    every = np.arange(len(day.stops.ids), dtype=np.int32)
    on_the_spot = TransferRules(every, every, np.full_like(every, spot_change_s))
    plain = replace(day, stops=stops, transfer_rules=on_the_spot)
    return Transit(
        plain,
        StopWalks(footpaths),
        max_walk_seconds=np.inf,
        max_rides=rides,
    )


def _on_the_spot(stops: NDArray[np.int64]) -> Pairs:
    return np.arange(len(stops)), stops, np.zeros(len(stops), dtype=np.int32)


def _numbers(points: Points) -> NDArray[np.int64]:
    return np.rint(points.longitude / DEGREES_PER_STOP).astype(np.int64)
