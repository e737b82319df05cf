"""One more trip on a service day: the same arrays with some hops more, nothing else moved."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from geodata.day_network import Connections
from geodata.scenarios.overlays import CopiedTrip
from geodata.scenarios.trip_stops import stops_called

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from geodata.scenarios.overlays import NewTrip, Trip
    from geodata.scenarios.trip_stops import StopFacts
    from geodata.timetable.on_demand import Bookings
    from geodata.timetable.service_day import ServiceDay
    from geodata.timetable.trips import Trips

    Indices = NDArray[np.int64]

BUS = 3  # route_type of routes.txt
S_PER_MINUTE = 60


class Run(NamedTuple):
    """The hops of one run, and the row of `trips` that it is told by."""

    hops: Connections
    like: int


def with_trip(day: ServiceDay, trip: Trip, stops: Mapping[str, StopFacts]) -> ServiceDay:
    """
    Return the day with one more trip; the very same day where it does not run.

    The answer of any search is that of a timetable with the trip in its files: a copy is a
    vehicle of its own, on which nobody stays seated from or to another trip.

    Parameters
    ----------
    day
        The day, which stays as it is.
    trip
        A copy runs whenever the trip runs that it copies, a new one on its days of the week.
    stops
        Facts of every stop of the timetable, for one that nothing else calls at on this day.
        For such a stop the walk alone decides on changes, no rule of transfers.txt.
    """
    if isinstance(trip, CopiedTrip):
        run = hops_of(day, trip.trip)
        if run is None:
            return day
        shift_s = np.int32(trip.shift_minutes * S_PER_MINUTE)
        hops = run.hops._replace(
            departure_s=run.hops.departure_s + shift_s, arrival_s=run.hops.arrival_s + shift_s
        )
        sign = f"{trip.trip} {trip.shift_minutes:+d} min"
        return _added(day, hops, _one_more(day.trips, run.like, id_=sign))
    if day.date.weekday() not in trip.days:
        return day
    whole = stops_called(day, [call.stop for call in trip.calls], stops)
    return _added(whole, _new_hops(whole, trip), _new_row(whole, trip, stops))


def hops_of(day: ServiceDay, trip_id: str) -> Run | None:
    """Return the first run of a trip of the day itself; None where it does not run."""
    begins: dict[int, int] = {}
    for row in np.flatnonzero(day.trips.ids == trip_id).tolist():
        hops = _hops_of_run(day, row)
        if len(hops) and day.connections.departure_s[hops[0]] >= 0:
            begins[row] = int(day.connections.departure_s[hops[0]])
    if not begins:
        return None
    first = min(begins, key=begins.__getitem__)
    rows = _hops_of_run(day, first)
    return Run(hops_at(day.connections, rows), first)


def hops_at(hops: Connections, places: Indices) -> Connections:
    """Return the hops at these places, in this order."""
    return Connections(
        departure_stop=hops.departure_stop[places],
        arrival_stop=hops.arrival_stop[places],
        departure_s=hops.departure_s[places],
        arrival_s=hops.arrival_s[places],
        trip=hops.trip[places],
        can_board=hops.can_board[places],
        can_alight=hops.can_alight[places],
    )


def _hops_of_run(day: ServiceDay, run: int) -> Indices:
    """Return the places of a run's hops in order of travel; a vehicle may be several runs."""
    if not len(day.vehicles.first):
        return np.flatnonzero(day.connections.trip == run)
    hops = np.flatnonzero(day.connections.trip == day.vehicles.first[run])
    return np.array([hop for hop in hops.tolist() if day.row_of(hop) == run], dtype=np.int64)


def _new_hops(day: ServiceDay, trip: NewTrip) -> Connections:
    ids = day.stops.ids.tolist()
    stop = np.array([ids.index(call.stop) for call in trip.calls], dtype=np.int32)
    second = np.array([call.second for call in trip.calls], dtype=np.int32)
    every = np.ones(len(stop) - 1, dtype=np.bool_)
    number = np.zeros(len(stop) - 1, dtype=np.int32)
    return Connections(stop[:-1], stop[1:], second[:-1], second[1:], number, every, every)


def _new_row(day: ServiceDay, trip: NewTrip, stops: Mapping[str, StopFacts]) -> Trips:
    of_line = np.flatnonzero(day.trips.lines == trip.line)
    kind = int(day.trips.route_types[of_line[0]]) if len(of_line) else BUS
    row = {
        "ids": f"{trip.line} neu",
        "lines": trip.line,
        "headsigns": stops[trip.calls[-1].stop].name,
        "route_types": kind,
        "on_demand": False,
        "booking": "",
        "wheelchair_accessible": 0,
        "exact_times": True,
    }
    return _appended(day.trips, row)


def _one_more(trips: Trips, like: int, *, id_: str) -> Trips:
    asked = {name: column[like] for name, column in trips._asdict().items() if len(column)}
    return _appended(trips, {**asked, "ids": id_})


def _appended(trips: Trips, row: Mapping[str, object]) -> Trips:
    """Return the trips with a row more; columns that nobody asked for stay empty."""
    runs = len(trips.ids)
    columns = {}
    for name, column in trips._asdict().items():
        if len(column) == runs:
            more = np.array([row[name]])
            wide = np.str_ if column.dtype.kind == "U" else column.dtype
            columns[name] = np.concatenate([column, more.astype(wide)])
    return trips._replace(**columns)


def _added(day: ServiceDay, hops: Connections, trips: Trips) -> ServiceDay:
    """Return the day with the hops of a run that is the last row of `trips`."""
    number = np.int32(len(trips.ids) - 1)
    hops = hops._replace(trip=np.full(len(hops.trip), number, dtype=np.int32))
    both = [
        np.concatenate([old, new.astype(old.dtype)])
        for old, new in zip(day.connections, hops, strict=True)
    ]
    joined = Connections._make(both)
    order = np.argsort(joined.departure_s, kind="stable")
    place = np.empty_like(order)
    place[order] = np.arange(len(order))
    vehicles = day.vehicles
    if len(vehicles.first):
        start_s = hops.departure_s[0]
        last = (number, 0, start_s)
        vehicles = type(vehicles)(
            *(np.append(c, v).astype(c.dtype) for c, v in zip(vehicles, last, strict=True))
        )
    return replace(
        day,
        connections=hops_at(joined, order),
        trips=trips,
        vehicles=vehicles,
        bookings=_moved(day.bookings, place),
    )


def _moved(bookings: Bookings, place: Indices) -> Bookings:
    """Return the bookings, whose hops have moved; a copy of a hop needs asking like the hop."""
    return bookings._replace(hops=place[bookings.hops].astype(bookings.hops.dtype))
