"""The engine for notebooks: files and GeoDataFrames in, tables of travel times out."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime, time
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geodata.booked_days import read_overlay
from geodata.crs import GEOGRAPHIC_SRID
from geodata.errors import BookingError, ShapeError
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

    from geodata.crs import Bounds
    from geodata.streets.access import Mode
    from geodata.walking import Streets

    FloatArray = NDArray[np.float64]

SECONDS_PER_MINUTE = 60
OFF, ON = "off", "on"


def read_streets(
    extract: Path | None,
    *,
    mode: Mode,
    walk_speed_km_h: float = WALK_SPEED_KM_H,
    bounds: Bounds | None = None,
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
    bounds
        Take only ways with a node within; all where None.
    """
    if extract is None:
        return straight_line(mode, walk_speed_km_h=walk_speed_km_h)
    ways = read_ways(extract, bounds=bounds)
    return build_street_network(ways, mode=mode, walk_speed_km_h=walk_speed_km_h)


def read_transit(  # noqa: PLR0913 - files and date, the rest by name only
    timetables: Sequence[Path],
    day: date,
    *,
    walking: Streets | None = None,
    options: TravelOptions | None = None,
    on_demand: str = OFF,
    on_demand_table: Path | None = None,
    on_demand_areas: Path | None = None,
    driving: Streets | None = None,
    bounds: Bounds | None = None,
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
    on_demand
        What must be booked: "off" leaves it out, "on" takes it as booked in time, and a time such
        as "06:30" (of the day) or "2026-09-07T18:00" takes what can still be booked then.
    on_demand_table
        A table of one's own of lines and areas that run on demand, see `read_on_demand`; its
        lines are booked also where the timetable does not say so.
    on_demand_areas
        Outlines of the areas of that table, with id and name, see `read_boundaries`.
    driving
        Streets by car, on which on-demand areas are served; straight lines where None.
    bounds
        Take only trips with a call within, these whole; all where None.

    Raises
    ------
    BookingError
        If `on_demand` is neither "off" nor "on" nor a time.
    MissingInputError
        If a timetable does not cover the day.
    SourceError
        If a file cannot be used, or a row of the own table.
    """
    options = options or TravelOptions()
    speed = options.walk_speed_km_h
    walking = walking or straight_line("walk", walk_speed_km_h=speed)
    running = service_day(
        [read_feed(path, bounds=bounds) for path in timetables],
        day,
        on_demand="off" if on_demand == OFF else "on",
        booked_at=_moment(on_demand, day),
        overlay=[] if on_demand_table is None else read_overlay(on_demand_table, on_demand_areas),
    )
    return Transit(
        day_for(running, walking),
        walking,
        max_walk_seconds=options.max_walk_minutes * SECONDS_PER_MINUTE,
        change_seconds=round(options.change_minutes * SECONDS_PER_MINUTE),
        max_rides=options.max_rides,
        ride_by=driving or straight_line("car", walk_speed_km_h=speed),
    )


def _moment(on_demand: str, day: date) -> datetime | None:
    """Return when one books; None where it is in time, or never."""
    if on_demand in {OFF, ON}:
        return None
    with suppress(ValueError):
        return datetime.combine(day, time.fromisoformat(on_demand))
    with suppress(ValueError):
        return datetime.fromisoformat(on_demand)
    message = (
        f"{on_demand!r} is neither off nor on nor a time of booking. Write it as 06:30, or with its"
        " date as 2026-09-07T18:00."
    )
    raise BookingError(message)


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
