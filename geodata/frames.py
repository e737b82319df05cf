"""The engine for notebooks: files and GeoDataFrames in, tables of travel times out."""

from __future__ import annotations

from datetime import time
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geodata.crs import GEOGRAPHIC_SRID
from geodata.errors import ShapeError
from geodata.networks import TravelOptions
from geodata.points import Points
from geodata.searches.one_way import shortest_durations
from geodata.searches.transit import Transit
from geodata.searches.wheelchairs import day_for
from geodata.sources.gtfs import read_feed
from geodata.sources.osm import read_ways
from geodata.streets.network import build_street_network
from geodata.streets.speeds import WALK_SPEED_KM_H
from geodata.streets.straight_line import straight_line
from geodata.timetable.service_calendar import seconds_since_start
from geodata.timetable.service_day import service_day

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    import geopandas as gpd
    from numpy.typing import NDArray

    from geodata.streets.access import Mode
    from geodata.walking import Streets

    FloatArray = NDArray[np.float64]

SECONDS_PER_MINUTE = 60


def read_streets(
    extract: Path | None, *, mode: Mode, walk_speed_km_h: float = WALK_SPEED_KM_H
) -> Streets:
    """
    Return the streets of an OpenStreetMap extract for one mode.

    Parameters
    ----------
    extract
        An `.osm.pbf` file; None for straight lines × detour factor.
    mode
        "walk", "bike", "car", "pushchair" or "wheelchair".
    walk_speed_km_h
        Walking speed; it counts for the way to the nearest street in every mode.
    """
    if extract is None:
        return straight_line(mode, walk_speed_km_h=walk_speed_km_h)
    return build_street_network(read_ways(extract), mode=mode, walk_speed_km_h=walk_speed_km_h)


def read_transit(
    timetables: Sequence[Path],
    day: date,
    *,
    walking: Streets | None = None,
    options: TravelOptions | None = None,
) -> Transit:
    """
    Return public transport on one service day.

    Parameters
    ----------
    timetables
        GTFS zips; all of them together are one network.
    day
        Date of the service day.
    walking
        Streets on foot, or for a pushchair or wheelchair; straight lines on foot where none are
        given. With those for a wheelchair no stop or trip is used that the timetable marks as
        not possible, and with their `known_only` none that it does not mark as possible.
    options
        Speeds and limits; see TravelOptions for what holds without.
    """
    options = options or TravelOptions()
    walking = walking or straight_line("walk", walk_speed_km_h=options.walk_speed_km_h)
    return Transit(
        day_for(service_day([read_feed(path) for path in timetables], day), walking),
        walking,
        max_walk_seconds=options.max_walk_minutes * SECONDS_PER_MINUTE,
        change_seconds=round(options.change_minutes * SECONDS_PER_MINUTE),
        max_rides=options.max_rides,
    )


def points_of(places: gpd.GeoDataFrame) -> Points:
    """
    Return the positions of a frame of points, in any system of coordinates.

    Raises
    ------
    ShapeError
        If a geometry is no point, or the frame does not say its system of coordinates.
    """
    if places.crs is None or not (places.geom_type == "Point").all():
        message = "Places must be points in a frame that names its system of coordinates (crs)."
        raise ShapeError(message)
    degrees = places.geometry.to_crs(GEOGRAPHIC_SRID)
    return Points(np.asarray(degrees.x, np.float64), np.asarray(degrees.y, np.float64))


def street_times(
    origins: gpd.GeoDataFrame, destinations: gpd.GeoDataFrame, streets: Streets
) -> pd.DataFrame:
    """Return minutes by street: a row an origin, a column a destination; NaN where no way."""
    seconds = streets.travel_seconds(points_of(origins), points_of(destinations))
    return _table(seconds / SECONDS_PER_MINUTE, origins, destinations)


def transit_times(
    origins: gpd.GeoDataFrame,
    destinations: gpd.GeoDataFrame,
    transit: Transit,
    *,
    depart: str,
) -> pd.DataFrame:
    """
    Return minutes from a time of departure to the earliest arrival by public transport.

    Parameters
    ----------
    origins, destinations
        Points; their index names rows and columns of the result.
    transit
        Public transport of a day.
    depart
        Local time such as "07:30".
    """
    second = seconds_since_start(transit.day.date, time.fromisoformat(depart), transit.day.timezone)
    minutes = transit.depart_matrix(points_of(origins), points_of(destinations), depart_s=second)
    return _table(minutes, origins, destinations)


def shortest_times(
    origins: gpd.GeoDataFrame,
    destinations: gpd.GeoDataFrame,
    transit: Transit,
    *,
    arrive_between: tuple[str, str],
) -> pd.DataFrame:
    """Return the minutes of the shortest journey of the day that arrives between two times."""
    earliest, latest = (
        seconds_since_start(transit.day.date, time.fromisoformat(text), transit.day.timezone)
        for text in arrive_between
    )
    minutes = shortest_durations(
        transit,
        points_of(origins),
        points_of(destinations),
        earliest_arrival_s=earliest,
        latest_arrival_s=latest,
    )
    return _table(minutes, origins, destinations)


def _table(
    minutes: FloatArray, origins: gpd.GeoDataFrame, destinations: gpd.GeoDataFrame
) -> pd.DataFrame:
    return pd.DataFrame(minutes, index=origins.index, columns=destinations.index)
