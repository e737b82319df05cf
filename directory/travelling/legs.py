"""A way in legs as a person reads it: local times, names, what to book, and where one walks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import shapely

from directory.travelling.answers import Booking, Way, WayLeg
from geodata.journeys.legs import DOOR, HOME, WalkLeg
from geodata.timetable.service_calendar import local_time

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date, datetime

    from shapely import LineString

    from geodata.journeys.legs import Journey, RideLeg

    Degrees = tuple[tuple[float, float], ...]

# route_type of GTFS, the basic and the extended ones in their hundreds
TRAM, UNDERGROUND, RAIL, BUS, FERRY, TROLLEYBUS = 0, 1, 2, 3, 4, 11
BASIC = {TRAM: "tram", UNDERGROUND: "train", RAIL: "train", BUS: "bus", TROLLEYBUS: "bus"}
HUNDREDS = {1: "train", 2: "bus", 4: "train", 7: "bus", 8: "bus", 9: "tram", 10: "ferry"}


def clock_of(day: date, timezone: str) -> Callable[[int], datetime]:
    """Return what turns seconds of a service day into local times."""
    return lambda second: local_time(day, second, timezone)


def vehicle(route_type: int) -> str:
    """Return the kind of vehicle: bus, train, tram, ferry or other."""
    if route_type == FERRY:
        return "ferry"
    return BASIC.get(route_type) or HUNDREDS.get(route_type // 100, "other")


def way_of(
    journey: Journey,
    at: Callable[[int], datetime],
    *,
    door: str,
    show_home: bool = False,
    booked: bool = False,
) -> Way:
    """
    Return a journey as a person reads it.

    Parameters
    ----------
    journey
        The legs, in seconds of the service day.
    at
        What turns these into local times, see `clock_of`.
    door
        What the door is called.
    show_home
        Whether the course of walks that touch the home may be told: only if it is public.
    booked
        Whether it was searched for with what must be booked; else nothing on it must.
    """
    names = {HOME: "", DOOR: door}

    def leg_of(leg: WalkLeg | RideLeg) -> WayLeg:
        first, last = (names.get(name, name) for name in (leg.from_name, leg.to_name))
        times = (at(leg.departs_s), at(leg.arrives_s))
        if isinstance(leg, WalkLeg):
            shown = show_home or HOME not in {leg.from_name, leg.to_name}
            course = degrees_of(leg.geometry) if shown else ()
            return WayLeg(leg.mode, first, last, *times, metres=leg.metres, line_degrees=course)
        return WayLeg(
            vehicle(leg.route_type),
            first,
            last,
            *times,
            line=leg.line,
            headsign=leg.headsign,
            stops_between=len(leg.passes),
            booking=booking_of(leg, at) if booked else None,
            from_key=leg.from_key,
        )

    return Way(tuple(map(leg_of, journey.legs)))


def booking_of(leg: RideLeg, at: Callable[[int], datetime]) -> Booking | None:
    """Return what must be booked for a ride, None where nothing must."""
    if not leg.on_demand:
        return None
    until = None if leg.book_by_s is None else at(leg.book_by_s)
    return Booking(until, leg.phone, leg.booking)


def first_booking(*ways: Way) -> Booking | None:
    """Return what must be booked first on some ways, None where nothing must."""
    return first_of([leg.booking for way in ways for leg in way.rides if leg.booking is not None])


def first_of(found: Sequence[Booking]) -> Booking | None:
    """Return the booking that ends first, one of no known end where there is no other."""
    known = [booking for booking in found if booking.book_by is not None]
    return min(known, key=_deadline, default=found[0] if found else None)


def degrees_of(line: LineString | None) -> Degrees:
    """Return the corners of a way as (longitude, latitude), to the metre."""
    if line is None:
        return ()
    return tuple((round(x, 5), round(y, 5)) for x, y in shapely.get_coordinates(line).tolist())


def _deadline(booking: Booking) -> float:
    return 0.0 if booking.book_by is None else booking.book_by.timestamp()
