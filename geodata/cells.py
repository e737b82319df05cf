"""Squares where people live, where no statistics by square exist: an estimate, and said so."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd

from geodata.crs import METRIC_SRID, to_metres

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geodata.sources.osm import OsmWays

    FloatArray = NDArray[np.float64]

RESIDENTIAL = ("residential", "living_street")
SAMPLES_PER_CELL = 4  # a street is followed in steps of a quarter of a square


def cells_along_streets(
    ways: OsmWays, areas: gpd.GeoDataFrame, *, cell_m: float = 100.0, srid: int = METRIC_SRID
) -> pd.DataFrame:
    """
    Share out each area's people over the squares that its residential streets touch.

    Parameters
    ----------
    ways
        The streets.
    areas
        Polygons with the columns `ags` and `people`, in any system of coordinates.
    cell_m
        Side of a square in metres.
    srid
        Metric system whose full multiples of `cell_m` bound the squares.

    Returns
    -------
    cells
        Columns ags, x_m, y_m (centres), cell_m and people, sorted. The people of an area are
        shared out equally, so that they sum up to its total; an area without such a street is
        one square around a point inside it.
    """
    metric = areas.to_crs(srid)
    return share_out(_centres_on_streets(ways, cell_m=cell_m, srid=srid), metric, cell_m=cell_m)


def share_out(centres: FloatArray, areas: gpd.GeoDataFrame, *, cell_m: float) -> pd.DataFrame:
    """
    Share out each area's people equally over the squares whose centres lie inside it.

    Parameters
    ----------
    centres
        Centres of squares in metres, shape (squares, 2).
    areas
        Polygons with the columns `ags` and `people`, in the same system of coordinates.
    cell_m
        Side of a square in metres.
    """
    points = gpd.GeoDataFrame(geometry=gpd.points_from_xy(*centres.T), crs=areas.crs)
    inside = gpd.sjoin(points, areas[["ags", "geometry"]], predicate="within")
    found = pd.DataFrame({"ags": inside["ags"], "x_m": inside.geometry.x, "y_m": inside.geometry.y})
    empty = areas[~areas["ags"].isin(found["ags"])]
    within = empty.geometry.representative_point()
    alone = pd.DataFrame({"ags": empty["ags"], "x_m": within.x.round(1), "y_m": within.y.round(1)})
    cells = pd.concat([found, alone]).drop_duplicates().sort_values(["ags", "x_m", "y_m"])
    cells["cell_m"] = cell_m
    squares = cells.groupby("ags")["ags"].transform("size")
    cells["people"] = cells["ags"].map(areas.set_index("ags")["people"]) / squares
    return cells.reset_index(drop=True)


def _centres_on_streets(ways: OsmWays, *, cell_m: float, srid: int) -> FloatArray:
    """Return the centres of all squares that a residential street touches, shape (squares, 2)."""
    x_m, y_m = to_metres(ways.longitude, ways.latitude, srid=srid)
    start, end = _segments(ways)
    length_m = np.hypot(x_m[end] - x_m[start], y_m[end] - y_m[start])
    steps = np.maximum(1, np.ceil(length_m / cell_m * SAMPLES_PER_CELL)).astype(np.int64)
    segment = np.repeat(np.arange(steps.size), steps + 1)
    nth = np.arange(segment.size) - np.repeat(np.cumsum(steps + 1) - (steps + 1), steps + 1)
    part = nth / steps[segment]
    along = [v[start[segment]] * (1 - part) + v[end[segment]] * part for v in (x_m, y_m)]
    squares = np.unique(np.floor(np.column_stack(along) / cell_m), axis=0)
    return np.asarray((squares + 0.5) * cell_m)


def _segments(ways: OsmWays) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the first and last node of every straight piece of a residential street."""
    way_of = np.repeat(np.arange(ways.way_id.size), np.diff(ways.way_offsets))
    same_way = way_of[:-1] == way_of[1:]
    residential = ways.tags["highway"].isin(RESIDENTIAL).to_numpy()[way_of[:-1]]
    first = np.flatnonzero(same_way & residential)
    return ways.way_nodes[first].astype(np.int64), ways.way_nodes[first + 1].astype(np.int64)
