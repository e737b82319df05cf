"""The two coordinate systems: metres inside (EPSG:25832), degrees at the edges (EPSG:4326)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
from pyproj import Geod, Transformer

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

METRIC_SRID = 25832  # ETRS89 / UTM zone 32N, the official system of Rheinland-Pfalz
GEOGRAPHIC_SRID = 4326  # WGS 84, longitude first
KM_PER_DEGREE = 111.2  # of latitude: a mean Earth radius of 6371.0 km (IUGG) × π / 180

_ELLIPSOID = Geod(ellps="GRS80")


def to_metres(
    longitude: ArrayLike, latitude: ArrayLike, *, srid: int = METRIC_SRID
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return easting and northing in metres of points in degrees, same shape as given."""
    x_m, y_m = _transformer(GEOGRAPHIC_SRID, srid).transform(
        np.asarray(longitude, dtype=np.float64), np.asarray(latitude, dtype=np.float64)
    )
    return np.asarray(x_m), np.asarray(y_m)


def to_degrees(
    x_m: ArrayLike, y_m: ArrayLike, *, srid: int = METRIC_SRID
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return longitude and latitude in degrees of points in metres, same shape as given."""
    longitude, latitude = _transformer(srid, GEOGRAPHIC_SRID).transform(
        np.asarray(x_m, dtype=np.float64), np.asarray(y_m, dtype=np.float64)
    )
    return np.asarray(longitude), np.asarray(latitude)


def geodesic_m(
    longitude_a: ArrayLike, latitude_a: ArrayLike, longitude_b: ArrayLike, latitude_b: ArrayLike
) -> NDArray[np.float64]:
    """Return the shortest distance in metres on the ellipsoid, point by point (Karney 2013)."""
    a_x, a_y, b_x, b_y = np.broadcast_arrays(longitude_a, latitude_a, longitude_b, latitude_b)
    _, _, distance_m = _ELLIPSOID.inv(a_x, a_y, b_x, b_y)
    return np.asarray(distance_m)


@cache
def _transformer(from_srid: int, to_srid: int) -> Transformer:
    return Transformer.from_crs(from_srid, to_srid, always_xy=True)


@dataclass(frozen=True)
class Bounds:
    """A box in degrees inside which every position of a district must lie."""

    west: float
    south: float
    east: float
    north: float

    def contain(self, longitude: float, latitude: float) -> bool:
        """Say whether a position lies inside; NaN and infinity never do."""
        return self.west <= longitude <= self.east and self.south <= latitude <= self.north

    def widened(self, buffer_km: float) -> Bounds:
        """Return the box with a rim of so many kilometres on each side."""
        latitude_step = buffer_km / KM_PER_DEGREE
        longitude_step = latitude_step / np.cos(np.radians((self.south + self.north) / 2))
        return Bounds(
            self.west - longitude_step,
            self.south - latitude_step,
            self.east + longitude_step,
            self.north + latitude_step,
        )
