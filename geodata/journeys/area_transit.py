"""
Rides of on-demand areas between two doors as rides of the timetable, for journeys with legs.

For one pair of doors only few seconds matter: one is fetched just in time for a departure at the
stop, at the last stop as soon as a bus has come, and all the way when one asks. Each of these is a
trip of its own between stops made for the question, so that every search finds it as any other.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from geodata.day_network import Connections, DayNetwork
from geodata.journeys.legs import DOOR, HOME
from geodata.searches.transit import Transit
from geodata.timetable.on_demand import NO_BOOKING, Bookings
from geodata.timetable.stops import MADE
from geodata.walking import WalkingTable, rows_of, table_from_pairs

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from geodata.points import Points
    from geodata.searches.area_pairs import AreaPairs, AreaRides
    from geodata.timetable.service_day import ServiceDay

    Numbers = NDArray[np.int64]

_ON_DEMAND_BUS = 715  # route_type
_HOME, _DOOR = 0, 1  # the first two stops made; those beside real stops follow


class _Trips(NamedTuple):
    """Trips of one hop: between which stops, when, and of which service; shape (trips,) each."""

    from_stop: Numbers
    to_stop: Numbers
    departs_s: Numbers
    arrives_s: Numbers
    service: Numbers


@dataclass(frozen=True)
class AreaTransit(Transit):
    """Public transport with stops made for one pair of doors; `plain` is that without them."""

    plain: Transit | None = None

    @cached_property
    def way_back(self) -> Transit:
        """Itself: the doors are those for which it was made."""
        return self

    def access(self, origins: Points) -> WalkingTable:
        """Return the walks to the stops, and that one may be fetched at the door itself."""
        table = _of(self.plain).access(origins)
        home = len(_of(self.plain).day.stops.ids) + _HOME
        return WalkingTable(
            table.indptr + np.array([0, 1], dtype=np.int64),
            np.append(table.targets, home).astype(np.int32),
            np.append(table.seconds, 0).astype(np.int32),
        )

    def egress(self, destinations: Points) -> WalkingTable:
        """Return the walks from the stops, and that one may be set down at the door itself."""
        table = _of(self.plain).egress(destinations)
        door = len(_of(self.plain).day.stops.ids) + _DOOR
        return _with_pairs(table, (np.array([door]), np.array([0])), 0, len(self.day.stops.ids))


def with_areas(  # noqa: PLR0913 - a pair of doors, and when one asks
    transit: Transit,
    origin: Points,
    destination: Points,
    *,
    depart_s: Iterable[int] = (),
    arrive_s: Iterable[int] = (),
    names: tuple[str, str] = (HOME, DOOR),
) -> Transit:
    """
    Return public transport in which the on-demand areas between two doors are trips.

    Parameters
    ----------
    transit
        Public transport of a day; itself where no area is served.
    origin, destination
        One point each; the result holds for these only.
    depart_s, arrive_s
        For rides all the way: one is fetched as early as possible after each of the first, and set
        down as late as possible before each of the second.
    names
        What legs call the doors.
    """
    areas = transit.areas(origin, destination)
    if areas is None or transit.max_rides < 1:
        return transit
    first, last = np.unique(areas.access.target), np.unique(areas.egress.origin)
    real = len(transit.day.stops.ids)
    beside = real + _DOOR + 1 + np.arange(len(first) + len(last))
    beside_first, beside_last = beside[: len(first)], beside[len(first) :]
    trips = _joined(
        _fetched(transit, areas, real + _HOME, (first, beside_first)),
        _set_down(transit, areas, real + _DOOR, (last, beside_last)),
        _all_the_way(areas.direct, [*depart_s], [*arrive_s], real),
    )
    places = (origin, destination, transit.day.stop_points.take([*first, *last]))
    day = _day(transit.day, trips, places, [*names, *transit.day.stops.names[[*first, *last]]])
    pairs = np.concatenate([beside_first, last]), np.concatenate([first, beside_last])
    known = {name: getattr(transit, name) for name in transit.__dataclass_fields__}
    made = AreaTransit(**{**known, "day": day}, plain=transit)
    size, change_s = len(day.stops.ids), transit.change_seconds
    transfers = _with_pairs(transit.network.transfers, pairs, change_s, size)
    made.__dict__.update(
        stop_walks=_with_pairs(transit.stop_walks, pairs, 0, size),
        network=DayNetwork(day.connections, transfers, len(day.trips.ids)),
    )
    return made


def _fetched(
    transit: Transit, areas: AreaRides, home: int, stops: tuple[Numbers, Numbers]
) -> _Trips:
    """Be fetched at home just in time for each departure at the stop where one is set down."""
    found, events = [_none()], transit.events
    for ride, stop in enumerate(areas.access.target):
        departure_s = events.departure_s[slice(*events.indptr[stop : stop + 2])].astype(np.int64)
        lead_s = areas.access.seconds[ride] + transit.change_seconds
        begins_s = np.minimum(areas.access.last_s[ride], departure_s - lead_s)
        beside = stops[1][np.searchsorted(stops[0], stop)]
        timely = begins_s[begins_s >= areas.access.first_s[ride]]
        found.append(_trips(areas.access, ride, (home, beside), timely))
    return _joined(*found)


def _set_down(
    transit: Transit, areas: AreaRides, door: int, stops: tuple[Numbers, Numbers]
) -> _Trips:
    """Be fetched at the last stop as soon as each bus has come."""
    found, hops = [_none()], transit.day.connections
    for ride, stop in enumerate(areas.egress.origin):
        arrival_s = hops.arrival_s[(hops.arrival_stop == stop) & hops.can_alight].astype(np.int64)
        begins_s = np.maximum(areas.egress.first_s[ride], arrival_s + transit.change_seconds)
        beside = stops[1][np.searchsorted(stops[0], stop)]
        timely = begins_s[begins_s <= areas.egress.last_s[ride]]
        found.append(_trips(areas.egress, ride, (beside, door), timely))
    return _joined(*found)


def _all_the_way(pairs: AreaPairs, depart_s: list[int], arrive_s: list[int], real: int) -> _Trips:
    found = [_none()]
    for ride, seconds in enumerate(pairs.seconds):
        first, last = pairs.first_s[ride], pairs.last_s[ride]
        begins_s = [max(first, second) for second in depart_s]
        begins_s += [min(last, second - seconds) for second in arrive_s]
        timely = np.array([s for s in begins_s if first <= s <= last], dtype=np.int64)
        found.append(_trips(pairs, ride, (real + _HOME, real + _DOOR), timely))
    return _joined(*found)


def _trips(pairs: AreaPairs, ride: int, stops: tuple[int, int], begins_s: Numbers) -> _Trips:
    begins_s = np.unique(begins_s)
    columns = (*stops, 0, 0, pairs.service[ride])
    trips = _Trips(*(np.full(len(begins_s), value, dtype=np.int64) for value in columns))
    return trips._replace(departs_s=begins_s, arrives_s=begins_s + pairs.seconds[ride])


def _none() -> _Trips:
    return _Trips(*(np.zeros(0, dtype=np.int64) for _ in _Trips._fields))


def _joined(*parts: _Trips) -> _Trips:
    return _Trips(*(np.concatenate(columns) for columns in zip(*parts, strict=True)))


def _day(
    day: ServiceDay, trips: _Trips, places: tuple[Points, ...], names: list[str]
) -> ServiceDay:
    """Return the day with the trips and the stops made for them."""
    connections, order = _connections(day, trips)
    return replace(
        day,
        stops=_with(
            day.stops,
            len(names),
            ids=names,
            names=names,
            longitude=np.concatenate([place.longitude for place in places]),
            latitude=np.concatenate([place.latitude for place in places]),
            feed=MADE,
        ),
        connections=connections,
        trips=_with(
            day.trips,
            len(trips.service),
            lines=[day.areas[number].name for number in trips.service],
            route_types=_ON_DEMAND_BUS,
            on_demand=True,
            booking=[day.areas[number].booking for number in trips.service],
            exact_times=True,
        ),
        bookings=_bookings(day, trips, order),
        vehicles=_with(
            day.vehicles,
            len(trips.service),
            first=len(day.trips.ids) + np.arange(len(trips.service)),
            start_s=trips.departs_s,
        ),
    )


def _with(columns: Any, many: int, **values: Any) -> Any:  # noqa: ANN401 - any table of arrays
    """Return a table with so many rows more; "" or 0 where no value is given, none where empty."""
    rows = {}
    for name, column in columns._asdict().items():
        blank = "" if column.dtype.kind == "U" else 0
        more = np.broadcast_to(np.asarray(values.get(name, blank)), (many,))
        kind = np.result_type(column, more) if column.dtype.kind == "U" else column.dtype
        rows[name] = np.concatenate([column, more]).astype(kind)
    asked = [name for name, column in columns._asdict().items() if len(column)]
    return columns._replace(**{name: rows[name] for name in asked})


def _connections(day: ServiceDay, trips: _Trips) -> tuple[Connections, Numbers]:
    """Return all hops by departure, and where each of them now stands."""
    hops, many = day.connections, len(trips.service)
    columns = (
        *(trips.from_stop, trips.to_stop, trips.departs_s, trips.arrives_s),
        len(day.trips.ids) + np.arange(many),
        *(np.ones(many, dtype=np.bool_),) * 2,
    )
    joined = [
        np.concatenate([ours, more.astype(ours.dtype)])
        for ours, more in zip(hops, columns, strict=True)
    ]
    by_departure = np.argsort(joined[2], kind="stable")
    place = np.empty_like(by_departure)
    place[by_departure] = np.arange(len(by_departure))
    return Connections(*(column[by_departure] for column in joined)), place


def _bookings(day: ServiceDay, trips: _Trips, place: Numbers) -> Bookings:
    """Return until when each hop is booked, those of the areas among them."""
    known = day.bookings
    services = [day.areas[number] for number in trips.service]
    begins_s = trips.departs_s.tolist()
    until = [service.deadline(s) for service, s in zip(services, begins_s, strict=True)]
    hops = np.append(known.hops, len(day.connections.trip) + np.arange(len(until)))
    order = np.argsort(place[hops])
    board = np.append(known.board_by_s, until).astype(np.int32)
    alight = np.append(known.alight_by_s, np.full(len(until), NO_BOOKING)).astype(np.int32)
    phones = np.append(known.phones, [service.phone for service in services])
    return Bookings(place[hops][order], board[order], alight[order], phones[order].astype(np.str_))


def _with_pairs(
    table: WalkingTable, pairs: tuple[Numbers, Numbers], seconds: int, size: int
) -> WalkingTable:
    """Return a table of so many rows with pairs added."""
    return table_from_pairs(
        np.append(rows_of(table), pairs[0]),
        np.append(table.targets, pairs[1]).astype(np.int64),
        np.append(table.seconds, np.full(len(pairs[0]), seconds)).astype(np.int32),
        size=size,
    )


def _of(transit: Transit | None) -> Transit:
    if transit is None:
        message = "AreaTransit needs the transit without the stops made."
        raise ValueError(message)
    return transit
