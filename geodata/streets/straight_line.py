"""Travel times by straight line × detour factor, where no street network is loaded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely
from scipy.spatial import cKDTree

from geodata.crs import geodesic_m
from geodata.streets.speeds import WALK_SPEED_KM_H
from geodata.walking import WalkingTable, table_from_pairs, whole_seconds

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geodata.points import Points
    from geodata.streets.access import Mode

    FloatArray = NDArray[np.float64]

# Ballou, R. H., Rahardja, H. and Sakai, N. (2002): Selected country circuity factors for road
# travel distance estimation, table 1, Germany. https://doi.org/10.1016/S0965-8564(01)00044-1
DETOUR_FACTOR = 1.32
# Medians of straight line × 1.32 ÷ time on the street networks of Heidelberg and Liechtenstein
# (OSM 2024/25, speeds of street_speeds.py, 250 random street nodes each, pairs 10 to 30 km apart):
# bike 12.6 and 12.7, car 35 and 49 km/h.
BIKE_SPEED_KM_H = 12.5
CAR_SPEED_KM_H = 40.0
M_S_PER_KM_H = 1 / 3.6
_EARTH_RADIUS_M = 6_371_008.8  # mean radius, IUGG
_SAFETY = 1.01  # a sphere is up to 0.6 % off the ellipsoid; what it lets in is measured exactly


@dataclass(frozen=True)
class StraightLine:
    """
    The same answers as a street network, estimated.

    Parameters
    ----------
    mode
        "walk", "bike" or "car".
    speed_km_h
        Speed along the estimated way.
    detour_factor
        Length of the way divided by the straight line.
    """

    mode: str
    speed_km_h: float
    detour_factor: float = DETOUR_FACTOR

    def travel_seconds(
        self, origins: Points, destinations: Points, *, max_seconds: float = np.inf
    ) -> FloatArray:
        """Return seconds, shape (origins, destinations); NaN beyond the limit or unplaced."""
        shape = (len(origins), len(destinations))
        pairs = np.repeat(np.arange(shape[0]), shape[1]), np.tile(np.arange(shape[1]), shape[0])
        seconds = self._seconds(origins, destinations, *pairs).reshape(shape)
        return np.where(seconds <= max_seconds, seconds, np.nan)

    def pairs_within(
        self, origins: Points, destinations: Points, *, max_seconds: float
    ) -> WalkingTable:
        """Return the pairs within the limit, inclusive, in whole seconds; never a full matrix."""
        radius_m = max_seconds / self._seconds_per_m * _SAFETY
        here, there = _on_sphere(origins), _on_sphere(destinations)
        near = cKDTree(here[1]).sparse_distance_matrix(
            cKDTree(there[1]), radius_m, output_type="ndarray"
        )
        origin, target = here[0][near["i"]], there[0][near["j"]]
        seconds = whole_seconds(self._seconds(origins, destinations, origin, target))
        inside = seconds <= max_seconds
        return table_from_pairs(origin[inside], target[inside], seconds[inside], size=len(origins))

    def path(self, origin: Points, destination: Points) -> tuple[shapely.LineString, float] | None:
        """Return the straight line in degrees and the estimated metres of the way."""
        first = np.zeros(1, dtype=np.int64)
        metres = self._metres(origin, destination, first, first)[0]
        if not np.isfinite(metres):
            return None
        ends = [(float(p.longitude[0]), float(p.latitude[0])) for p in (origin, destination)]
        return shapely.LineString(ends), float(metres)

    @staticmethod
    def unsnapped(points: Points) -> NDArray[np.bool_]:
        """Say which points have no position; every other can be reached."""
        return np.isnan(points.longitude) | np.isnan(points.latitude)

    @property
    def _seconds_per_m(self) -> float:
        return self.detour_factor / (self.speed_km_h * M_S_PER_KM_H)

    def _seconds(
        self,
        origins: Points,
        destinations: Points,
        origin: NDArray[np.int64],
        target: NDArray[np.int64],
    ) -> FloatArray:
        metres = self._metres(origins, destinations, origin, target)
        return metres / (self.speed_km_h * M_S_PER_KM_H)

    def _metres(
        self,
        origins: Points,
        destinations: Points,
        origin: NDArray[np.int64],
        target: NDArray[np.int64],
    ) -> FloatArray:
        here, there = origins.take(origin), destinations.take(target)
        straight = geodesic_m(here.longitude, here.latitude, there.longitude, there.latitude)
        return straight * self.detour_factor


def straight_line(mode: Mode, *, walk_speed_km_h: float = WALK_SPEED_KM_H) -> StraightLine:
    """Return the estimate for a mode at its usual speed."""
    speeds = {"bike": BIKE_SPEED_KM_H, "car": CAR_SPEED_KM_H}
    return StraightLine(mode, speeds.get(mode, walk_speed_km_h))


def _on_sphere(points: Points) -> tuple[NDArray[np.int64], FloatArray]:
    """Return the indices of the placed points and their positions in space in metres."""
    placed = np.flatnonzero(np.isfinite(points.longitude) & np.isfinite(points.latitude))
    longitude, latitude = np.radians(points.longitude[placed]), np.radians(points.latitude[placed])
    flat = np.cos(latitude)
    axes = (flat * np.cos(longitude), flat * np.sin(longitude), np.sin(latitude))
    return placed, np.stack(axes, axis=1) * _EARTH_RADIUS_M
