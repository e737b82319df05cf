"""Stops that people call one: the poles, platforms and parts of a station."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components
from scipy.spatial import cKDTree

from geodata.crs import to_metres

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geodata.timetable.service_day import ServiceDay
    from geodata.timetable.stops import Stops

    Indices = NDArray[np.int64]

SAME_NAME_M = 300.0  # poles of one name farther apart are two places, such as two "Kirche"
# Country, district and station of an IFOPT id (CEN/TS 28701), as in de:07137:1234:0:1
STATION_ID = re.compile(r"([a-z]{2}:\d+:[^:]+)")


class Stations(NamedTuple):
    """
    The stations of a day.

    Parameters
    ----------
    of_stop
        Station of each stop, shape (stops,).
    names
        Shape (stations,); that of its first stop.
    longitude, latitude
        The mean of its stops in degrees, shape (stations,); NaN where none has a position.
    stops
        Number of stops, shape (stations,).
    """

    of_stop: Indices
    names: NDArray[np.str_]
    longitude: NDArray[np.float64]
    latitude: NDArray[np.float64]
    stops: Indices


def stations_of(day: ServiceDay) -> Stations:
    """
    Return the stations of the stops of a day.

    Stops are one station if their ids are parts of one (IFOPT), if they bear one name and lie no
    farther than SAME_NAME_M apart, or if the timetables say that they are the same.
    """
    stops = day.stops
    by_id, by_name = _same_id(stops), _same_name(stops)
    same = np.stack([day.same_stops.from_stop, day.same_stops.to_stop], axis=1)
    pairs = np.concatenate([by_id, by_name, same.astype(np.int64)])
    size = len(stops.ids)
    links = coo_array((np.ones(len(pairs)), (pairs[:, 0], pairs[:, 1])), shape=(size, size))
    _, of_stop = connected_components(links, directed=False)
    groups = pd.DataFrame(
        {"name": stops.names, "x": stops.longitude, "y": stops.latitude, "n": 1}
    ).groupby(of_stop)
    return Stations(
        of_stop.astype(np.int64),
        groups["name"].first().to_numpy(dtype=np.str_),
        groups["x"].mean().to_numpy(dtype=np.float64),
        groups["y"].mean().to_numpy(dtype=np.float64),
        groups["n"].sum().to_numpy(dtype=np.int64),
    )


def _same_id(stops: Stops) -> Indices:
    """Return each stop with an IFOPT id beside the first one of its station, shape (stops, 2)."""
    parts = pd.Series([_station_id(stop) for stop in stops.ids.tolist()], dtype=object)
    known = np.flatnonzero(parts.notna())
    codes, _ = pd.factorize(parts.iloc[known])
    _, first = np.unique(codes, return_index=True)
    return np.stack([known, known[first[codes]]], axis=1).astype(np.int64)


def _station_id(stop_id: str) -> str | None:
    found = STATION_ID.match(stop_id)
    return found.group(1) if found else None


def _same_name(stops: Stops) -> Indices:
    """Return the pairs of near stops with one name, shape (pairs, 2)."""
    placed = np.flatnonzero(np.isfinite(stops.longitude) & np.isfinite(stops.latitude))
    if not len(placed):
        return np.zeros((0, 2), dtype=np.int64)
    x_m, y_m = to_metres(stops.longitude[placed], stops.latitude[placed])
    tree = cKDTree(np.column_stack([x_m, y_m]))
    near = placed[tree.query_pairs(SAME_NAME_M, output_type="ndarray")]
    same = stops.names[near[:, 0]] == stops.names[near[:, 1]]
    return np.asarray(near[same], dtype=np.int64)
