"""Areas of classes around stops: circles, or what is reached along the streets."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely

from geodata.crs import to_degrees, to_metres
from geodata.isochrones import WIDTH_M, Reach, near_ends, network_srid, reached_lines
from geodata.streets.graph import M_S_PER_KM_H
from geodata.walking import rows_of

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    from geodata.points import Points
    from geodata.stop_quality.grades import GradeTable
    from geodata.streets.network import StreetNetwork

    FloatArray = NDArray[np.float64]
    Codes = NDArray[np.int64]

_CORNERS = 8  # of a quarter of a circle: at most 5 m off at 1000 m
_STREET_CORNERS = 2  # of the ends of a widened street


def reaches_m(table: GradeTable, categories: Codes) -> FloatArray:
    """
    Return how far each stop gives each class or a better one, shape (classes, stops); 0 for never.

    Parameters
    ----------
    categories
        Category of each stop by group of vehicles, shape (groups, stops).
    """
    by_class = [np.append(0.0, table.reach_m(grade + 1)) for grade in range(len(table.names))]
    return np.stack([reach[categories].max(axis=0) for reach in by_class])


def circles(stops: Points, reach_m: FloatArray, *, srid: int) -> list[BaseGeometry]:
    """
    Return where each class or a better one holds within a circle, one area a class, in degrees.

    Parameters
    ----------
    reach_m
        See `reaches_m`; stops without a position give nothing.
    srid
        The metric system in which circles are drawn.
    """
    x_m, y_m = to_metres(stops.longitude, stops.latitude, srid=srid)
    places = np.isfinite(x_m)
    areas = []
    for radius in reach_m:
        drawn = places & (radius > 0)
        points = shapely.points(x_m[drawn], y_m[drawn])
        areas.append(shapely.union_all(shapely.buffer(points, radius[drawn], quad_segs=_CORNERS)))
    return [_in_degrees(area, srid) for area in areas]


def street_reaches(
    network: StreetNetwork, stops: Points, reach_m: FloatArray
) -> list[BaseGeometry]:
    """
    Return where each class or a better one holds along the streets, one area a class, in degrees.

    All stops are searched at once: one that reaches less far than the farthest starts later, so
    that a street is reached in time if it is by any of them. See `geodata.isochrones` for what an
    area made of streets is.
    """
    speed_m_s, srid = network.walk_speed_km_h * M_S_PER_KM_H, network_srid(network)
    farthest_s = float(reach_m.max(initial=0.0)) / speed_m_s
    if not farthest_s:
        return [shapely.MultiPolygon()] * len(reach_m)
    ends = near_ends(network)
    table = network.pairs_within(stops, ends, max_seconds=farthest_s)
    stop = rows_of(table)
    areas: list[BaseGeometry] = []
    for radius in reach_m:
        start_s = np.where(radius > 0, farthest_s - radius / speed_m_s, np.inf)
        end_s = np.full(len(ends), np.inf)
        np.minimum.at(end_s, table.targets, table.seconds + start_s[stop])
        begin_s = np.where(np.isfinite(start_s), start_s, np.nan)
        end_s[np.isinf(end_s)] = np.nan
        reach = Reach(end_s.reshape(-1, 2), stops, begin_s)
        lines = reached_lines(network, reach, limit_s=farthest_s)
        wide = shapely.buffer(lines, WIDTH_M, quad_segs=_STREET_CORNERS)
        areas.append(_in_degrees(shapely.union_all(wide), srid))
    return areas


def rings(areas: list[BaseGeometry]) -> list[BaseGeometry]:
    """Return each area without those before it: where its class is the best one."""
    before: BaseGeometry = shapely.MultiPolygon()
    parts = []
    for area in areas:
        parts.append(shapely.difference(area, before))
        before = shapely.union(before, area)
    return parts


def _in_degrees(area: BaseGeometry, srid: int) -> BaseGeometry:
    return shapely.transform(area, lambda xy: np.column_stack(to_degrees(*xy.T, srid=srid)))
