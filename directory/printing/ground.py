"""What lies under a printed map: boundaries, streets and the names of places, in metres."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import shapely

from geodata.crs import to_degrees, to_metres

if TYPE_CHECKING:
    from collections.abc import Sequence

    from directory.records.queries import Outline
    from geodata.points import Points
    from geodata.streets.graph import StreetTable

    Box = tuple[float, float, float, float]  # west, south, east, north


class Name(NamedTuple):
    """A place of the gazetteer with its position in metres (EPSG:25832)."""

    name: str
    kind: str  # "stop", or one of the settlements
    x_m: float
    y_m: float


@dataclass(frozen=True)
class Ground:
    """
    What is drawn under the marks, cut to the map.

    Parameters
    ----------
    outlines
        Boundaries of municipalities.
    streets
        Streets, or None where no street network is loaded.
    names
        Settlements and stops.
    """

    outlines: tuple[shapely.Geometry, ...] = ()
    streets: shapely.Geometry | None = None
    names: tuple[Name, ...] = ()


def box_around(points: Points, *, margin: float, least_m: float, ratio: float) -> Box:
    """
    Return the box of a map in metres.

    Parameters
    ----------
    points
        What must be on it; those without a position are left out.
    margin
        Room around them, as a share of the width.
    least_m
        Smallest width.
    ratio
        Height divided by width.
    """
    x_m, y_m = to_metres(points.longitude, points.latitude)
    west, east = float(np.nanmin(x_m)), float(np.nanmax(x_m))
    south, north = float(np.nanmin(y_m)), float(np.nanmax(y_m))
    width = max(east - west, (north - south) / ratio) * (1 + 2 * margin)
    width = max(width, least_m)
    middle_x, middle_y = (west + east) / 2, (south + north) / 2
    half_x, half_y = width / 2, width * ratio / 2
    return middle_x - half_x, middle_y - half_y, middle_x + half_x, middle_y + half_y


def outlines_in(box: Box, outlines: Sequence[Outline]) -> tuple[shapely.Geometry, ...]:
    """Return the boundary lines inside a box, thinned to what paper can show."""
    west, _south, east, _north = box
    frame = shapely.box(*box)
    lines = [outline.boundary.boundary for outline in outlines]
    near = [shapely.intersection(line, frame) for line in lines if shapely.intersects(line, frame)]
    return tuple(shapely.simplify(line, (east - west) / 1000) for line in near)


def streets_in(box: Box, streets: StreetTable) -> shapely.Geometry:
    """Return the streets that have a corner inside a box, as lines in metres."""
    west, south, east, north = box
    corners = np.array([[west, south], [west, north], [east, south], [east, north]])
    longitude, latitude = to_degrees(corners[:, 0], corners[:, 1])
    inside = (
        (streets.longitude >= longitude.min())
        & (streets.longitude <= longitude.max())
        & (streets.latitude >= latitude.min())
        & (streets.latitude <= latitude.max())
    )
    street_of = np.repeat(np.arange(len(streets.metres)), np.diff(streets.shape_indptr))
    wanted = np.isin(street_of, np.unique(street_of[inside]))
    x_m, y_m = to_metres(streets.longitude[wanted], streets.latitude[wanted])
    _, line = np.unique(street_of[wanted], return_inverse=True)
    corner_of = np.column_stack([x_m, y_m])
    starts = np.flatnonzero(np.diff(line)) + 1
    lines = [shapely.LineString(part) for part in np.split(corner_of, starts) if len(part) > 1]
    return shapely.intersection(shapely.MultiLineString(lines), shapely.box(*box))
