"""Squares of 250 m near stops and place points, among which the official total is shared."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from shapely import contains_xy, distance
from shapely import points as points_at
from shapely.geometry import MultiPoint, Point

from scripts.samples.population import people
from scripts.samples.sharing import share_out
from scripts.samples.writing import write_table

if TYPE_CHECKING:
    from pathlib import Path

    from scripts.samples.raw import Municipality, Raw

CELL_M = 250
REACH_M = 400.0  # how far from a stop or place point people are assumed to live
PARTS = 100  # people are shared in hundredths, so that the sum is exact
COLUMNS = ("ags", "x_m", "y_m", "cell_m", "people")


def write_cells(raw: Raw, out: Path) -> None:
    """Write population_cells.csv: cell centres in EPSG:25832 and the people of each, estimated."""
    rows = []
    for municipality in raw.district:
        centres = cell_centres(raw, municipality)
        shares = share_out(people(raw, municipality.ags) * PARTS, [1.0] * len(centres))
        rows += [
            dict(zip(COLUMNS, (municipality.ags, x, y, CELL_M, f"{n / PARTS:.2f}"), strict=True))
            for (x, y), n in zip(centres, shares, strict=True)
        ]
    write_table(out / "population_cells.csv", COLUMNS, rows)


def cell_centres(raw: Raw, municipality: Municipality) -> list[tuple[int, int]]:
    """
    Return the centres of a municipality's cells in whole metres, from south to north.

    A cell counts if its centre lies in the municipality and within REACH_M of one of
    its stops or place points; where there is none, a representative point stands alone.
    """
    own = [s for s in raw.stops.values() if s.ags == municipality.ags]
    points = [Point(s.x_m, s.y_m) for s in own] + _place_points(raw, municipality)
    if not points:
        return [_representative(municipality)]
    west, south, east, north = (np.floor(np.array(municipality.shape.bounds) / CELL_M)).astype(int)
    x, y = np.meshgrid(np.arange(west, east + 1), np.arange(south, north + 1))
    x_m, y_m = x.ravel() * CELL_M + CELL_M // 2, y.ravel() * CELL_M + CELL_M // 2
    near = distance(points_at(x_m, y_m), MultiPoint(points)) <= REACH_M
    inside = near & contains_xy(municipality.shape, x_m, y_m)
    centres = [(int(a), int(b)) for a, b in zip(x_m[inside], y_m[inside], strict=True)]
    return centres or [_representative(municipality)]


def _place_points(raw: Raw, municipality: Municipality) -> list[Point]:
    own = (Point(p.x_m, p.y_m) for p in raw.places if p.ags == municipality.ags)
    return [p for p in own if municipality.shape.covers(p)]


def _representative(municipality: Municipality) -> tuple[int, int]:
    point = municipality.shape.representative_point()
    return round(point.x), round(point.y)
