"""The departures of a day at its stations: when, by which vehicle, and where to."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geodata.timetable.service_day import ServiceDay
    from geodata.timetable.stations import Stations

    Indices = NDArray[np.int64]
    Flags = NDArray[np.bool_]

_BEGINS, _ONE_WAY = "begins", "one_way"


class StopDepartures(NamedTuple):
    """
    The departures of a day, by station and second, shape (departures,) each.

    Parameters
    ----------
    station, next_station
        Where a vehicle leaves, and where it calls next.
    second
        Seconds since the start of the service day.
    route_type
        Kind of vehicle as in routes.txt.
    unpaired
        Whether no departure the other way belongs to it: the trip begins here, or its line calls
        here in one direction only. Standards that halve departures must count it twice.
    """

    station: Indices
    next_station: Indices
    second: Indices
    route_type: Indices
    unpaired: Flags


def stop_departures(day: ServiceDay, stations: Stations) -> StopDepartures:
    """
    Return every departure at which passengers may board.

    A vehicle that goes on within its own station (from one pole to the next) leaves it once.
    """
    hops = day.connections
    codes, _ = pd.factorize(day.trips.lines)
    table = pd.DataFrame(
        {
            "station": stations.of_stop[hops.departure_stop],
            "next_station": stations.of_stop[hops.arrival_stop],
            "second": hops.departure_s,
            "route_type": day.trips.route_types[hops.trip],
            "line": codes[hops.trip],
            _BEGINS: _first_of_trip(hops.trip),
        }
    )
    table[_ONE_WAY] = _runs_one_way(table)
    leaves = hops.can_board & (table["station"] != table["next_station"]).to_numpy()
    kept = table[leaves].sort_values(["station", "second", "next_station"], kind="stable")
    return StopDepartures(
        kept["station"].to_numpy(dtype=np.int64),
        kept["next_station"].to_numpy(dtype=np.int64),
        kept["second"].to_numpy(dtype=np.int64),
        kept["route_type"].to_numpy(dtype=np.int64),
        (kept[_BEGINS] | kept[_ONE_WAY]).to_numpy(dtype=np.bool_),
    )


def _first_of_trip(trip: NDArray[np.int32]) -> Flags:
    """Say which hops are the first of their trip; hops stand in the order of travel."""
    first = np.zeros(len(trip), dtype=np.bool_)
    first[np.unique(trip, return_index=True)[1]] = True
    return first


def _runs_one_way(table: pd.DataFrame) -> Flags:
    """Say for each hop whether its line never comes back from any station it goes to from here."""
    there = table[["line", "station", "next_station"]].drop_duplicates()
    back = there.rename(columns={"station": "next_station", "next_station": "station"})
    both = there.merge(back, on=["line", "station", "next_station"])
    paired = pd.MultiIndex.from_frame(both[["line", "station"]])
    asked = pd.MultiIndex.from_frame(table[["line", "station"]])
    return np.asarray(~asked.isin(paired), dtype=np.bool_)
