"""One day as the standards look at it: its stations, its departures, and ways from homes to them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import shapely

from geodata.crs import to_metres
from geodata.points import Points
from geodata.stop_quality.places import Ways, straight_ways
from geodata.timetable.stations import stations_of
from geodata.timetable.stop_departures import stop_departures
from geodata.walking import rows_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from numpy.typing import NDArray

    from directory.planning.measuring.question import Question
    from directory.records.queries import Outline
    from geodata.stop_quality.catalogue import Standard
    from geodata.timetable.service_day import ServiceDay
    from geodata.timetable.stations import Stations
    from geodata.timetable.stop_departures import StopDepartures

    FloatArray = NDArray[np.float64]
    Codes = NDArray[np.int64]

LONGEST_M = 1300.0  # no standard looks farther than 1260 m (900 s at 1.4 m/s)
BESIDE_M = 500.0  # a stop so near to where people of a village live is its own, wherever it stands
M_S_PER_KM_H = 1 / 3.6


@dataclass(frozen=True)
class DayFacts:
    """
    What the standards ask of one typical day.

    Parameters
    ----------
    kind, date
        Which of the typical days.
    question
        Homes, villages and networks.
    outlines
        The villages' boundaries in metres.
    """

    kind: str
    date: date
    question: Question
    outlines: Sequence[Outline]

    @cached_property
    def service(self) -> ServiceDay:
        """What runs; without what must be booked."""
        networks = self.question.networks
        return networks.days.get(self.date) or networks.all_days[self.date]

    @cached_property
    def stations(self) -> Stations:
        """The stations of the day."""
        return stations_of(self.service)

    @cached_property
    def departures(self) -> StopDepartures:
        """All departures of the day."""
        return stop_departures(self.service, self.stations)

    @property
    def station_points(self) -> Points:
        """Where the stations are."""
        return Points(self.stations.longitude, self.stations.latitude)

    def ways(self, standard: Standard) -> Ways:
        """Return the ways from homes to points of stops, as the standard measures them."""
        return self._straight if standard.way == "line" else self._on_foot

    def at_points(self, standard: Standard, categories: Codes) -> Codes:
        """Return categories of stations (groups, stations) as those of the points ways lead to."""
        return categories if standard.way == "line" else categories[:, self.stations.of_stop]

    @cached_property
    def _straight(self) -> Ways:
        homes, stations = _metric(self.question.homes), _metric(self.station_points)
        return straight_ways(homes, stations, max_m=LONGEST_M)

    @cached_property
    def _on_foot(self) -> Ways:
        """Ways on foot from homes to each single stop, in metres along streets."""
        networks = self.question.networks
        speed_m_s = networks.options.walk_speed_km_h * M_S_PER_KM_H
        table = networks.walk.pairs_within(
            self.question.homes, self.service.stop_points, max_seconds=LONGEST_M / speed_m_s
        )
        metres = table.seconds.astype(np.float64) * speed_m_s
        return Ways(rows_of(table), table.targets.astype(np.int64), metres)

    @cached_property
    def own_stations(self) -> tuple[Codes, Codes]:
        """Pairs of a village and a station within its boundary or beside its homes."""
        index = {area.ags: number for number, area in enumerate(self.question.villages)}
        bounded = [outline for outline in self.outlines if outline.ags in index]
        points = shapely.points(_metric(self.station_points))
        tree = shapely.STRtree([outline.boundary for outline in bounded])
        station, outline = tree.query(points, predicate="intersects")
        inside = np.array([index[bounded[o].ags] for o in outline], dtype=np.int64)
        near = self._straight.metres <= BESIDE_M
        beside = self.question.residents.village[self._straight.place[near]]
        village = np.concatenate([inside, beside])
        stations = np.concatenate([station, self._straight.stop[near]]).astype(np.int64)
        pairs = np.unique(np.stack([village, stations]), axis=1)
        return pairs[0], pairs[1]


def _metric(points: Points) -> FloatArray:
    """Return positions in metres, shape (points, 2); NaN where they are not known."""
    known = np.isfinite(points.longitude) & np.isfinite(points.latitude)
    found = np.full((len(points), 2), np.nan)
    found[known] = np.column_stack(to_metres(points.longitude[known], points.latitude[known]))
    return found
