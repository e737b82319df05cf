"""A journey in legs that a person can read: walks and rides with names, times and metres."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from geodata.connections import NEVER
from geodata.walking import whole_seconds

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shapely import LineString

    from geodata.journey_rides import Ride
    from geodata.journeys import Transit
    from geodata.points import Points
    from geodata.timetable import ServiceDay

HOME, DOOR = "origin", "destination"


@dataclass(frozen=True)
class WalkLeg:
    """
    A walk.

    `from_name` and `to_name` are stops, "origin" or "destination"; `metres` and `geometry`
    (degrees) are None where the way is not known.
    """

    from_name: str
    to_name: str
    departs_s: int
    arrives_s: int
    metres: float | None
    geometry: LineString | None


@dataclass(frozen=True)
class RideLeg:
    """A ride; `booking` tells how to ask for it beforehand, where `on_demand`."""

    line: str
    headsign: str
    route_type: int
    from_name: str
    to_name: str
    departs_s: int
    arrives_s: int
    on_demand: bool
    booking: str


Leg = WalkLeg | RideLeg


@dataclass(frozen=True)
class Journey:
    """The legs from door to door; seconds count from the start of the service day."""

    legs: tuple[Leg, ...]

    @property
    def departs_s(self) -> int:
        """When to leave home."""
        return self.legs[0].departs_s

    @property
    def arrives_s(self) -> int:
        """When one is at the door."""
        return self.legs[-1].arrives_s

    @property
    def rides(self) -> int:
        """How many vehicles are boarded."""
        return sum(isinstance(leg, RideLeg) for leg in self.legs)

    @property
    def walking_metres(self) -> float:
        """How far one walks, as far as it is known."""
        return sum(leg.metres or 0.0 for leg in self.legs if isinstance(leg, WalkLeg))


def journey_on_foot(
    transit: Transit, origin: Points, destination: Points, times: tuple[int, int]
) -> Journey:
    """Return the walk all the way, between two seconds."""
    return Journey((_walk(transit, (origin, HOME), (destination, DOOR), times),))


def journey_with_rides(
    transit: Transit, origin: Points, destination: Points, rides: Sequence[Ride]
) -> Journey:
    """Return the rides with the walks before, between and after them."""
    first, last = rides[0], rides[-1]
    to_stop = _seconds(transit, origin, _stop_point(transit, first.from_stop))
    from_stop = _seconds(transit, _stop_point(transit, last.to_stop), destination)
    legs: list[Leg] = [
        _walk(
            transit,
            (origin, HOME),
            _stop(transit, first.from_stop),
            (first.departs_s - to_stop, first.departs_s),
        ),
        _ride_leg(transit.day, first),
    ]
    for ride, following in pairwise(rides):
        if ride.to_stop != following.from_stop:
            legs.append(_change(transit, ride, following))
        legs.append(_ride_leg(transit.day, following))
    end = (last.arrives_s, last.arrives_s + from_stop)
    legs.append(_walk(transit, _stop(transit, last.to_stop), (destination, DOOR), end))
    return Journey(tuple(legs))


def _change(transit: Transit, ride: Ride, following: Ride) -> WalkLeg:
    """Return the walk between two rides; at once after the first, and never beyond the second."""
    here, there = _stop(transit, ride.to_stop), _stop(transit, following.from_stop)
    seconds = _seconds(transit, here[0], there[0])
    until = min(ride.arrives_s + seconds, following.departs_s)
    return _walk(transit, here, there, (ride.arrives_s, until))


def _walk(
    transit: Transit, here: tuple[Points, str], there: tuple[Points, str], times: tuple[int, int]
) -> WalkLeg:
    found = transit.walking.path(here[0], there[0])
    line, metres = (None, None) if found is None else found
    return WalkLeg(here[1], there[1], *times, metres, line)


def _ride_leg(day: ServiceDay, ride: Ride) -> RideLeg:
    trips, names = day.trips, day.stops.names
    return RideLeg(
        line=str(trips.lines[ride.trip]),
        headsign=str(trips.headsigns[ride.trip]),
        route_type=int(trips.route_types[ride.trip]),
        from_name=str(names[ride.from_stop]),
        to_name=str(names[ride.to_stop]),
        departs_s=ride.departs_s,
        arrives_s=ride.arrives_s,
        on_demand=bool(trips.on_demand[ride.trip]),
        booking=str(trips.booking[ride.trip]),
    )


def _stop(transit: Transit, number: int) -> tuple[Points, str]:
    return _stop_point(transit, number), str(transit.day.stops.names[number])


def _stop_point(transit: Transit, number: int) -> Points:
    return transit.day.stop_points.take([number])


def _seconds(transit: Transit, here: Points, there: Points) -> int:
    """Return the walk in whole seconds; 0 where only the timetable knows that one can change."""
    seconds = int(whole_seconds(transit.walking.travel_seconds(here, there))[0, 0])
    return 0 if seconds >= NEVER else seconds
