"""
What can be reached from a place within a time: areas, and how many points lie in reach.

An area is made from streets, not from points: the time to both ends of every street is searched
exactly, each street counts as far as one comes along it within the time, and the streets reached
are widened by `WIDTH_M` on each side and joined. So the area follows the streets; who lives
farther than that from a street, or across a river, is not in it, even if the walk across a field
would be short. The walk from the street to a door beside it is not counted; whether a given door
is in reach is told by its own time (`within`), never by whether it lies in an area. By public
transport the last street of a walk counts to its end although the walk then takes up to a street
longer than the longest walk. Rides of on-demand areas count (`reached_minutes`); where one sets
down, the street counts as far as one comes along it on foot in the time that is left.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import shapely
from shapely.ops import substring

from geodata.crs import to_degrees, to_metres
from geodata.errors import MissingInputError
from geodata.parallel import silent
from geodata.points import Points
from geodata.searches.area_reach import reached_minutes
from geodata.streets.graph import M_S_PER_KM_H
from geodata.streets.network import StreetNetwork

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike, NDArray

    from geodata.parallel import Progress
    from geodata.searches.transit import Transit

    FloatArray = NDArray[np.float64]
    Lines = NDArray[np.object_]

Part = tuple[int, float, float]  # street, share of it where the part begins and ends
WIDTH_M = 50.0  # a plot beside the street: half of the 100 m cells in which people are counted
S_PER_MINUTE = 60
_NEAR = 1e-3  # share of a street: at its very end a point could lie on another one as well
_CORNERS = 4  # of a quarter of a circle: at most 1 m off at this width


def street_areas(
    network: StreetNetwork,
    origin: Points,
    *,
    minutes: Sequence[float],
    width_m: float = WIDTH_M,
    progress: Progress = silent,
) -> list[shapely.Geometry]:
    """
    Return the area that one point reaches on the streets, one for each limit, in degrees.

    Parameters
    ----------
    network
        The streets of a mode.
    origin
        One point. The walk to the street counts; where no street is near, the areas are empty.
    minutes
        Limits, inclusive. A longer one's area covers those of the shorter ones.
    width_m
        How far an area goes beyond its streets.
    progress
        Told after the search and after each area how many parts are done, and of how many.
    """
    end_s = network.travel_seconds(origin, near_ends(network))[0].reshape(-1, 2)
    reach = Reach(end_s, origin, np.zeros(len(origin)))
    return _areas(network, reach, minutes, width_m, progress)


def transit_areas(  # noqa: PLR0913 - the question
    transit: Transit,
    origin: Points,
    *,
    depart_s: int,
    minutes: Sequence[float],
    width_m: float = WIDTH_M,
    progress: Progress = silent,
) -> list[shapely.Geometry]:
    """
    Return the area that one point reaches by public transport, as `street_areas`.

    Minutes count from `depart_s` on, waiting included.

    Raises
    ------
    MissingInputError
        If walks are straight lines: there is no street to reach.
    """
    network = transit.leg_streets(first=False, last=True)
    if not isinstance(network, StreetNetwork):
        message = "The area in reach is made from streets. Give an OpenStreetMap extract."
        raise MissingInputError(message)
    places = (near_ends(network), transit.day.stop_points)
    end_s, stop_s = (
        reached_minutes(
            transit, origin, place, depart_s=depart_s, max_minutes=max(minutes, default=0)
        )[0]
        * S_PER_MINUTE
        for place in places
    )
    begins = Points(
        np.append(places[1].longitude, origin.longitude),
        np.append(places[1].latitude, origin.latitude),
    )
    walked = 0.0 if network is transit.walking else np.nan
    reach = Reach(end_s.reshape(-1, 2), begins, np.append(stop_s, walked))
    return _areas(network, reach, minutes, width_m, progress)


def within(times_minutes: FloatArray, limits: ArrayLike) -> NDArray[np.int64]:
    """
    Return how many points each origin reaches, shape (origins, limits).

    Parameters
    ----------
    times_minutes
        Minutes from origins to points, shape (origins, points); NaN where there is no way.
    limits
        Minutes, inclusive, shape (limits,).
    """
    reached = times_minutes[:, :, None] <= np.asarray(limits, dtype=np.float64)
    return np.asarray(reached.sum(axis=1), dtype=np.int64)


class Reach(NamedTuple):
    """
    When the streets are reached, in seconds; NaN where never.

    `end_s` (streets, 2) tells it for `near_ends`, `begin_s` (points,) for the points `begins`: the
    origin and stops, which may lie on a street far from both of its ends.
    """

    end_s: FloatArray
    begins: Points
    begin_s: FloatArray


def reached_lines(network: StreetNetwork, reach: Reach, *, limit_s: float) -> Lines:
    """Return the streets or parts of them reached in time, in metres (`network_srid`)."""
    streets = network.streets
    left_s = limit_s - np.where(np.isnan(reach.end_s), np.inf, reach.end_s)
    with np.errstate(invalid="ignore", divide="ignore"):
        shares = np.where(left_s >= 0, left_s / streets.seconds, 0.0)  # nan where 0 s are left of 0
    shares = np.nan_to_num(np.clip(shares, 0, 1), nan=1.0)
    whole = (left_s >= 0).any(axis=1) & (shares.sum(axis=1) >= 1)
    parts = [
        (int(street), float(begin), float(end))
        for street in np.flatnonzero(~whole & (shares > 0).any(axis=1))
        for begin, end in ((0.0, shares[street, 0]), (1 - shares[street, 1], 1.0))
        if begin < end
    ]
    parts += _around(network, reach, limit_s)
    lines = _lines(network)
    pieces = [substring(lines[street], begin, end, normalized=True) for street, begin, end in parts]
    return np.array([*lines[whole], *pieces], dtype=object)


def near_ends(network: StreetNetwork) -> Points:
    """Return a point just inside each end of each street, first and last by turns."""
    spots = shapely.line_interpolate_point(
        _lines(network)[:, None], np.array([_NEAR, 1 - _NEAR]), normalized=True
    )
    x_m, y_m = shapely.get_coordinates(spots).T
    return Points(*to_degrees(x_m, y_m, srid=network_srid(network)))


def network_srid(network: StreetNetwork) -> int:
    """Return the EPSG number of the metric system in which the streets are measured."""
    return int(network.prepared.snapping.srid[0])


def _around(network: StreetNetwork, reach: Reach, limit_s: float) -> list[Part]:
    """Return the parts of their own streets that are reached from points between the ends."""
    snapped = network.prepared.snapping.snap(reach.begins, max_m=network.max_snap_m)
    aside_s = snapped.aside_m / (network.walk_speed_km_h * M_S_PER_KM_H)
    left_s = limit_s - reach.begin_s - aside_s
    parts: list[Part] = []
    for point in np.flatnonzero((snapped.street >= 0) & (left_s >= 0)):
        street, along = int(snapped.street[point]), float(snapped.along[point])
        whole_s = network.streets.seconds[street]
        ahead, back = (float(left_s[point] / s) if s > 0 else 1.0 for s in whole_s)
        part = street, max(along - back, 0.0), min(along + ahead, 1.0)
        parts += [part] if part[1] < part[2] else []  # nobody moves on a street that is closed
    return parts


def _areas(
    network: StreetNetwork,
    reach: Reach,
    minutes: Sequence[float],
    width_m: float,
    progress: Progress,
) -> list[shapely.Geometry]:
    areas: list[shapely.Geometry] = []
    progress(1, 1 + len(minutes))
    for limit in minutes:
        lines = reached_lines(network, reach, limit_s=S_PER_MINUTE * limit)
        areas.append(_area(network, lines, width_m))
        progress(1 + len(areas), 1 + len(minutes))
    return areas


def _area(network: StreetNetwork, lines: Lines, width_m: float) -> shapely.Geometry:
    """Return the lines widened and joined, in degrees."""
    wide = shapely.buffer(lines, width_m, quad_segs=_CORNERS)
    area = shapely.union_all(wide)
    srid = network_srid(network)
    return shapely.transform(area, lambda xy: np.column_stack(to_degrees(*xy.T, srid=srid)))


def _lines(network: StreetNetwork) -> Lines:
    """Return the streets in metres."""
    streets = network.streets
    metric = to_metres(streets.longitude, streets.latitude, srid=network_srid(network))
    street = np.repeat(np.arange(len(streets.metres)), np.diff(streets.shape_indptr))
    return np.asarray(shapely.linestrings(np.column_stack(metric), indices=street), dtype=object)
