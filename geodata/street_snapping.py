"""Snap points to the nearest point of the nearest street."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import shapely

from geodata.crs import to_metres

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geodata.points import Points
    from geodata.street_graph import StreetTable

    FloatArray = NDArray[np.float64]

_UTM_NORTH, _ZONE_DEGREES, _FIRST_ZONE_WEST = 32600, 6, -180  # EPSG numbers of WGS 84 / UTM


class Snapped(NamedTuple):
    """
    Where points meet the streets, shape (points,) each.

    `street` is -1 where no street is near enough; `along` is the share of the street before the
    point, 0 … 1; `aside_m` the metres between point and street.
    """

    street: NDArray[np.int32]
    along: FloatArray
    aside_m: FloatArray


class StreetIndex:
    """The straight pieces of all streets in a metric system, to find the nearest one."""

    def __init__(self, streets: StreetTable) -> None:
        self._srid = _utm_zone(streets)
        x_m, y_m = to_metres(streets.longitude, streets.latitude, srid=self._srid)
        corners = np.stack([x_m, y_m], axis=1)
        first = np.ones(len(corners), dtype=bool)
        first[streets.shape_indptr[1:] - 1] = False  # no piece between two streets
        begin = np.flatnonzero(first)
        pieces = np.stack([corners[begin], corners[begin + 1]], axis=1)
        self._pieces = np.asarray(shapely.linestrings(pieces), dtype=object)
        self._tree = shapely.STRtree(self._pieces)
        self._street = np.searchsorted(streets.shape_indptr, begin, side="right") - 1
        lengths = shapely.length(self._pieces)
        total = np.append(0.0, np.cumsum(lengths))
        pieces_before = streets.shape_indptr - np.arange(len(streets.shape_indptr))
        self._before = total[:-1] - total[pieces_before[self._street]]
        self._length = np.diff(total[pieces_before])[self._street]

    def snap(self, points: Points, *, max_m: float) -> Snapped:
        """Return where the points meet the streets, at most `max_m` away, inclusive."""
        x_m, y_m = to_metres(points.longitude, points.latitude, srid=self._srid)
        known = np.flatnonzero(np.isfinite(x_m) & np.isfinite(y_m))
        positions = np.asarray(shapely.points(x_m[known], y_m[known]), dtype=object)
        street = np.full(len(points), -1, dtype=np.int32)
        along, aside_m = np.zeros(len(points)), np.full(len(points), np.nan)
        (found, piece), distance = self._tree.query_nearest(
            positions, max_distance=max_m, return_distance=True, all_matches=False
        )
        on_piece = shapely.line_locate_point(self._pieces[piece], positions[found])
        at = known[found]
        street[at], aside_m[at] = self._street[piece], distance
        length = self._length[piece]
        share = np.divide(
            self._before[piece] + on_piece, length, out=np.zeros_like(length), where=length > 0
        )
        along[at] = np.clip(share, 0, 1)
        return Snapped(street, along, aside_m)


def _utm_zone(streets: StreetTable) -> int:
    """Return the EPSG number of the UTM zone in which the streets lie: true to scale within 0.1 %."""
    middle = float(np.mean(streets.longitude)) if len(streets.longitude) else 0.0
    zone = int((middle - _FIRST_ZONE_WEST) // _ZONE_DEGREES) + 1
    south = len(streets.latitude) > 0 and float(np.mean(streets.latitude)) < 0
    return _UTM_NORTH + zone + (100 if south else 0)
