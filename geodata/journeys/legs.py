"""A journey in legs that a person can read: walks and rides with names, times and metres."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from shapely import LineString

VEHICLES = frozenset({"bike", "car"})
HOME, DOOR = "origin", "destination"
S_PER_MINUTE = 60


@dataclass(frozen=True)
class WalkLeg:
    """
    A walk, or a way by bicycle or car to the first stop or from the last.

    `from_name` and `to_name` are stops, "origin" or "destination"; `metres` and `geometry`
    (degrees) are None where the way is not known; `mode` is that of the streets.
    """

    from_name: str
    to_name: str
    departs_s: int
    arrives_s: int
    metres: float | None
    geometry: LineString | None
    mode: str = "walk"


@dataclass(frozen=True)
class Pass:
    """A stop between boarding and alighting, and when the vehicle leaves it."""

    name: str
    departs_s: int


@dataclass(frozen=True)
class RideLeg:
    """
    A ride.

    Parameters
    ----------
    line, headsign, route_type
        As on the vehicle; the type as in routes.txt (3 bus).
    from_name, to_name, departs_s, arrives_s
        Where and when one boards and alights.
    on_demand
        Whether any stop of the trip must be asked for beforehand.
    booking
        How to ask for it, where the timetable tells.
    wait_s
        Seconds at the stop before the ride, after the walk or ride before it.
    passes
        The stops between.
    book_by_s
        Last second of the service day (negative: before it) at which this ride can still be
        booked; None where it needs no booking or the timetable tells no lead time.
    phone
        Number to book at; "" where it needs none or none is known.
    from_key
        The timetable's key of the stop where one boards.
    """

    line: str
    headsign: str
    route_type: int
    from_name: str
    to_name: str
    departs_s: int
    arrives_s: int
    on_demand: bool
    booking: str
    wait_s: int = 0
    passes: tuple[Pass, ...] = ()
    book_by_s: int | None = None
    phone: str = ""
    from_key: str = ""

    @property
    def lead_minutes(self) -> float | None:
        """How long before boarding one must have booked; None as `book_by_s`."""
        return None if self.book_by_s is None else (self.departs_s - self.book_by_s) / S_PER_MINUTE


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
    def ride_legs(self) -> tuple[RideLeg, ...]:
        """The legs in vehicles."""
        return tuple(leg for leg in self.legs if isinstance(leg, RideLeg))

    @property
    def rides(self) -> int:
        """How many vehicles are boarded."""
        return len(self.ride_legs)

    @property
    def changes(self) -> int:
        """How often one changes between vehicles."""
        return max(self.rides - 1, 0)

    @property
    def waiting_s(self) -> int:
        """How long one waits at stops, all together."""
        return sum(leg.wait_s for leg in self.ride_legs)

    @property
    def walking_metres(self) -> float:
        """How far one walks, as far as it is known."""
        walks = (leg for leg in self.legs if isinstance(leg, WalkLeg) and leg.mode not in VEHICLES)
        return sum(leg.metres or 0.0 for leg in walks)

    @property
    def book_by_s(self) -> int | None:
        """Until when everything on the way must be booked; None where nothing must."""
        seconds = [leg.book_by_s for leg in self.ride_legs if leg.book_by_s is not None]
        return min(seconds, default=None)
