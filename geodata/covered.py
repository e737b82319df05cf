"""Which places the timetable and the streets of a district cover, and which stops they leave out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely

from geodata.crs import to_metres
from geodata.streets.network import StreetNetwork

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    from geodata.points import Points
    from geodata.walking import Streets


def in_hull(places: Points, stops: Points, *, max_m: float) -> NDArray[np.bool_]:
    """Say which places lie at most so far from the convex hull of stops, shape (places,)."""
    return beside(hull_of(stops), places, max_m=max_m)


def hull_of(stops: Points) -> BaseGeometry:
    """Return the convex hull of stops in metres."""
    return shapely.MultiPoint(_metric(stops)).convex_hull


def beside(hull: BaseGeometry, places: Points, *, max_m: float) -> NDArray[np.bool_]:
    """Say which places lie in a hull or at most so far from it, shape (places,)."""
    return np.asarray(shapely.distance(hull, shapely.points(_metric(places))) <= max_m)


def _metric(places: Points) -> NDArray[np.float64]:
    """Return the known positions in metres, shape (places, 2)."""
    known = np.isfinite(places.longitude)
    return np.column_stack(to_metres(places.longitude[known], places.latitude[known]))


def lost_stops(stops: Points, walk: Streets) -> tuple[str, ...]:
    """Return a sentence if vehicles call at stops that nobody can walk to; else nothing."""
    lost = walk.unsnapped(stops)
    if not lost.any():
        return ()
    sentence = (
        f"{int(lost.sum())} of {len(stops)} stops lie too far from every street to be walked to"
    )
    if isinstance(walk, StreetNetwork):
        beyond = int((lost & beyond_streets(stops, walk)).sum())
        sentence += f"; {beyond} of them lie outside the extract of the streets"
    return (f"{sentence}.",)


def beyond_streets(places: Points, network: StreetNetwork) -> NDArray[np.bool_]:
    """Say which places lie outside the convex hull of all streets, shape (places,)."""
    corners = np.column_stack([network.streets.longitude, network.streets.latitude])
    hull = shapely.LineString(corners).convex_hull
    shapely.prepare(hull)
    return np.asarray(~shapely.intersects_xy(hull, places.longitude, places.latitude))
