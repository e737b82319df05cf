"""Make the legs of a journey from its rides: walks on the streets, names, waiting, booking."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from geodata.journeys.legs import Journey, Pass, RideLeg, WalkLeg
from geodata.timetable.stops import MADE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from shapely import LineString

    from geodata.journeys.door_search import DoorToDoor
    from geodata.journeys.legs import Leg
    from geodata.journeys.rides import Ride
    from geodata.points import Points
    from geodata.timetable.service_day import ServiceDay
    from geodata.walking import Streets, WalkingTable

_WAYS = 64  # ways remembered for one pair of doors: alternatives share their stops


class LegBuilder:
    """The legs of journeys between two doors; the ways to and from a stop are found once."""

    def __init__(self, door: DoorToDoor) -> None:
        self._transit, self._access, self._egress = door.transit, door.access, door.egress
        self._home, self._door = door.names
        self._ends = {self._home: door.origin, self._door: door.destination}
        self._way = lru_cache(maxsize=_WAYS)(self._find_way)

    def on_foot(self, times: tuple[int, int]) -> Journey:
        """Return the walk all the way, between two seconds."""
        return Journey((self._walk(self._home, self._door, times),))

    def with_rides(self, rides: Sequence[Ride]) -> Journey:
        """Return the rides with the walks before, between and after them."""
        first, last = rides[0], rides[-1]
        leaves_s = first.departs_s - _walk_s(self._access, first.from_stop)
        legs: list[Leg] = [
            *self._steps(self._home, first.from_stop, (leaves_s, first.departs_s)),
            self._ride(first, wait_s=0),
        ]
        for ride, following in pairwise(rides):
            ready_s = ride.arrives_s
            if not self._on_the_spot(ride, following):
                ready_s = self._there_s(ride, following)
                times = (ride.arrives_s, ready_s)
                legs.extend(self._steps(ride.to_stop, following.from_stop, times))
            legs.append(self._ride(following, wait_s=following.departs_s - ready_s))
        arrives_s = last.arrives_s + _walk_s(self._egress, last.to_stop)
        legs.extend(self._steps(last.to_stop, self._door, (last.arrives_s, arrives_s)))
        return Journey(tuple(legs))

    def _on_the_spot(self, ride: Ride, following: Ride) -> bool:
        stops = ride.to_stop, following.from_stop
        return stops[0] == stops[1] or self._transit.day.same_stops.hold(*stops)

    def _there_s(self, ride: Ride, following: Ride) -> int:
        """Return when one comes to the next stop: at once after the ride, never after the next."""
        walk_s = _walk_s(self._transit.stop_walks, following.from_stop, row=ride.to_stop)
        return min(ride.arrives_s + walk_s, following.departs_s)

    def _steps(self, here: str | int, there: str | int, times: tuple[int, int]) -> list[WalkLeg]:
        """Return the walk; none to a stop made beside another or at a door, see `with_areas`."""
        feed = self._transit.day.stops.feed
        made = any(not isinstance(place, str) and feed[place] == MADE for place in (here, there))
        return [] if made else [self._walk(here, there, times)]

    def _walk(self, here: str | int, there: str | int, times: tuple[int, int]) -> WalkLeg:
        found = self._way(here, there)
        line, metres = (None, None) if found is None else found
        mode = self._streets(here, there).mode
        return WalkLeg(self._name(here), self._name(there), *times, metres, line, mode)

    def _find_way(self, here: str | int, there: str | int) -> tuple[LineString, float] | None:
        return self._streets(here, there).path(self._point(here), self._point(there))

    def _streets(self, here: str | int, there: str | int) -> Streets:
        return self._transit.leg_streets(first=isinstance(here, str), last=isinstance(there, str))

    def _point(self, place: str | int) -> Points:
        if isinstance(place, str):
            return self._ends[place]
        return self._transit.day.stop_points.take([place])

    def _name(self, place: str | int) -> str:
        return place if isinstance(place, str) else str(self._transit.day.stops.names[place])

    def _ride(self, ride: Ride, *, wait_s: int) -> RideLeg:
        day = self._transit.day
        trips, names, hops = day.trips, day.stops.names, _hops_of(day, ride)
        book_by_s, phone = day.bookings.deadline_of(int(hops[0]), int(hops[-1]))
        row = day.row_of(int(hops[0]))
        return RideLeg(
            line=str(trips.lines[row]),
            headsign=str(trips.headsigns[row]),
            route_type=int(trips.route_types[row]),
            from_name=str(names[ride.from_stop]),
            to_name=str(names[ride.to_stop]),
            departs_s=ride.departs_s,
            arrives_s=ride.arrives_s,
            on_demand=bool(trips.on_demand[row]),
            booking=str(trips.booking[row]),
            wait_s=wait_s,
            passes=_passes(day, hops),
            book_by_s=book_by_s,
            phone=phone,
            from_key=str(day.stops.ids[ride.from_stop]),
        )


def _hops_of(day: ServiceDay, ride: Ride) -> NDArray[np.int64]:
    """Return the hops of a ride in order of travel."""
    hops = day.connections
    of_trip = np.flatnonzero(hops.trip == ride.trip)
    boards = hops.departure_stop[of_trip] == ride.from_stop
    boards &= (hops.departure_s[of_trip] == ride.departs_s) & hops.can_board[of_trip]
    onward = of_trip[int(np.argmax(boards)) :]
    alights = hops.arrival_stop[onward] == ride.to_stop
    alights &= (hops.arrival_s[onward] == ride.arrives_s) & hops.can_alight[onward]
    return onward[: int(np.argmax(alights)) + 1]


def _passes(day: ServiceDay, hops: NDArray[np.int64]) -> tuple[Pass, ...]:
    """Return the stops between the first hop's start and the last one's end."""
    stops, seconds = day.connections.departure_stop[hops[1:]], day.connections.departure_s[hops[1:]]
    names = day.stops.names[stops].tolist()
    return tuple(map(Pass, names, seconds.tolist()))


def _walk_s(walks: WalkingTable, stop: int, *, row: int = 0) -> int:
    """Return the walk to a stop; 0 where only the timetable knows that one can change there."""
    begin, end = walks.indptr[row], walks.indptr[row + 1]
    place = begin + np.searchsorted(walks.targets[begin:end], stop)
    found = place < end and walks.targets[place] == stop
    return int(walks.seconds[place]) if found else 0
