"""The trips of a timetable that call within bounds, whole; all others are left out and counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import shapely

from geodata.sources.feed_stop_times import drop_trips

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray
    from shapely import MultiPolygon

    from geodata.crs import Bounds
    from geodata.sources.feed_rules import Tables

OUTSIDE = "outside_bounds"
GROUP = "location_group_id"


def keep_within(tables: Tables, bounds: Bounds, zones: Mapping[str, MultiPolygon]) -> set[str]:
    """
    Keep trips with a call within the bounds, with all their calls, and the stops they need.

    A call is within if its stop is, or a stop of its group, or a part of its zone. Stops stay if
    they lie within or a kept trip calls there, and then the whole station with them.

    Returns
    -------
    dropped
        The ids of the stops that were dropped.
    """
    stops = tables["stops"]
    inside = stops["stop_lon"].between(bounds.west, bounds.east)
    inside &= stops["stop_lat"].between(bounds.south, bounds.north)
    near = _trips_at(tables, set(stops.loc[inside, "stop_id"]), _zones_within(zones, bounds))
    drop_trips(tables, set(tables["trips"]["trip_id"]) - near, OUTSIDE)
    station = _stations(stops)
    needed = set(station[inside | stops["stop_id"].isin(_called(tables))])
    far = pd.Series([name not in needed for name in station], index=stops.index, dtype=bool)
    dropped = set(stops.loc[far, "stop_id"])
    tables.drop("stops", far, OUTSIDE, "stop_id")
    lost = tables["location_groups"]["stop_id"].isin(dropped)
    tables.drop("location_groups", lost, "row_of_dropped_stop", "stop_id")
    return dropped


def _zones_within(zones: Mapping[str, MultiPolygon], bounds: Bounds) -> set[str]:
    frame = shapely.box(bounds.west, bounds.south, bounds.east, bounds.north)
    return {key for key, outline in zones.items() if outline.intersects(frame)}


def _trips_at(tables: Tables, stops: set[str], zones: set[str]) -> set[str]:
    """Return the trips that call at one of these stops, at a group with one, or in a zone."""
    calls, groups = tables["stop_times"], tables["location_groups"]
    near_groups = set(groups.loc[groups["stop_id"].isin(stops), GROUP]) - {""}
    near = calls["stop_id"].isin(stops) | calls["location_id"].isin(zones)
    return set(calls.loc[near | calls[GROUP].isin(near_groups), "trip_id"])


def _called(tables: Tables) -> set[str]:
    """Return the stops at which a trip calls, by itself or with its group."""
    calls, groups = tables["stop_times"], tables["location_groups"]
    members = groups.loc[groups[GROUP].isin(set(calls[GROUP])), "stop_id"]
    return set(calls["stop_id"]) | set(members)


def _stations(stops: pd.DataFrame) -> NDArray[np.object_]:
    """Return the id of the station of each stop, its own where it has none."""
    own, parent = stops["stop_id"].to_numpy(), stops["parent_station"].to_numpy()
    above = dict(zip(own, np.where(parent == "", own, parent), strict=True))
    # twice: a boarding area belongs to a platform, and that to a station
    return np.array([above[above[name]] for name in own], dtype=object)
