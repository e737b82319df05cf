"""The rules for agencies, stops, routes and trips of a timetable."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import pandas as pd

    from geodata.sources.feed_rules import Tables

POSITIONED = (0, 1, 2)  # stop, station, entrance; the other types of location may go without
POSITION = ["stop_lon", "stop_lat"]
NULL_ISLAND = 0.01  # degrees; a position of 0, 0 is one that was not filled in


def check_stops(tables: Tables) -> set[str]:
    """
    Keep stops with a position, or with a station that has one.

    Returns
    -------
    dropped
        The ids of the stops that were dropped.
    """
    tables.keep_first("stops", "stop_id")
    stops = tables["stops"]
    known = stops["parent_station"].isin(stops["stop_id"]) | (stops["parent_station"] == "")
    tables.put("stops", ~known, "unknown_parent", "parent_station", "")
    _blank_impossible(stops)
    _put_at_station(tables)
    stops = tables["stops"]
    lost = stops["stop_lon"].isna() & stops["location_type"].isin(POSITIONED)
    dropped = set(stops.loc[lost, "stop_id"])
    tables.drop("stops", lost, "stop_without_position", "stop_id")
    orphans = tables["stops"]["parent_station"].isin(dropped)
    tables.put("stops", orphans, "unknown_parent", "parent_station", "")
    return dropped


def _blank_impossible(stops: pd.DataFrame) -> None:
    longitude, latitude = stops["stop_lon"].abs(), stops["stop_lat"].abs()
    nowhere = (longitude < NULL_ISLAND) & (latitude < NULL_ISLAND)
    possible = (longitude <= 180) & (latitude <= 90) & ~nowhere  # noqa: PLR2004 - degrees
    stops.loc[~possible, POSITION] = np.nan


def _put_at_station(tables: Tables) -> None:
    stops = tables["stops"]
    station = stops[["parent_station"]].merge(
        stops[["stop_id", *POSITION]], "left", left_on="parent_station", right_on="stop_id"
    )
    found = stops["stop_lon"].isna() & station["stop_lon"].notna()
    tables.count("stops", found, "position_of_station", "stop_id")
    stops.loc[found, POSITION] = station.loc[found, POSITION]


def check_routes(tables: Tables) -> None:
    """Keep routes with an id; an agency that is not listed is blanked."""
    tables.keep_first("routes", "route_id")
    routes, agencies = tables["routes"], tables["agency"]
    known = routes["agency_id"].isin(agencies["agency_id"]) | (routes["agency_id"] == "")
    tables.put("routes", ~known, "unknown_agency", "agency_id", "")


def check_trips(tables: Tables) -> set[str]:
    """
    Keep trips with a route and with a calendar.

    Returns
    -------
    dropped
        The ids of the trips that were dropped, but for those that another row
        with the same id stands in for.
    """
    tables.keep_first("trips", "trip_id")
    listed = set(tables["trips"]["trip_id"])
    known = tables["trips"]["route_id"].isin(tables["routes"]["route_id"])
    tables.drop("trips", ~known, "unknown_route", "route_id")
    services = set(tables["calendar"]["service_id"]) | set(tables["calendar_dates"]["service_id"])
    known = tables["trips"]["service_id"].isin(services)
    tables.drop("trips", ~known, "unknown_service", "service_id")
    return listed - set(tables["trips"]["trip_id"])
