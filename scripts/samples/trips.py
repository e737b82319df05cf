"""The trips of a route: when each vehicle is where, timed so that lines meet at nodes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from scripts.samples.departures import (
    SCHOOL_ARRIVAL_MIN,
    SCHOOL_DEPARTURES_MIN,
    SCHOOL_KINDS,
    meetings,
)
from scripts.samples.driving import ride_minutes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scripts.samples.network import Route
    from scripts.samples.raw import Stop

SCHOOL_STOPS = 5  # a shorter stretch has no school run of its own
CHANGE_MIN = 4  # a line that ends at its node arrives so long before, and leaves so long after


@dataclass(frozen=True)
class Trip:
    """One trip: its stops and, for each, arrival and departure in minutes after midnight."""

    route: Route
    service: str
    direction: int
    on_demand: bool
    stops: tuple[Stop, ...]
    times: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Way:
    """A route in one direction; `node` is the index of the stop where lines meet."""

    direction: int
    stops: tuple[Stop, ...]
    node: int

    @property
    def margin_min(self) -> int:
        """Minutes from the meeting to this vehicle's time at the node."""
        if self.node == 0:
            return CHANGE_MIN
        return -CHANGE_MIN if self.node == len(self.stops) - 1 else 0


def trips_of(route: Route) -> Iterator[Trip]:
    """Yield the trips of a route: there and back at each meeting, and the school runs."""
    ways = _ways(route)
    for service, minute, on_demand in meetings(route.line):
        for way in ways:
            yield _trip(route, service, way, minute + way.margin_min, on_demand=on_demand)
    if route.line.kind in SCHOOL_KINDS:
        for way in ways:
            yield from _school_runs(route, way)


def _ways(route: Route) -> tuple[Way, ...]:
    out = Way(0, route.stops, route.node)
    home = Way(1, route.stops[::-1], len(route.stops) - 1 - route.node)
    return (out,) if route.is_loop else (out, home)


def _school_runs(route: Route, way: Way) -> Iterator[Trip]:
    """Yield runs that end at the node before school and begin there after it."""
    if way.node + 1 >= SCHOOL_STOPS:
        inward = replace(way, stops=way.stops[: way.node + 1])
        yield _trip(route, "schultag", inward, SCHOOL_ARRIVAL_MIN)
    if len(way.stops) - way.node >= SCHOOL_STOPS:
        outward = replace(way, stops=way.stops[way.node :], node=0)
        for minute in SCHOOL_DEPARTURES_MIN:
            yield _trip(route, "schultag", outward, minute)


def _trip(route: Route, service: str, way: Way, at_node: int, *, on_demand: bool = False) -> Trip:
    """Return the trip that arrives at its last stop, or leaves the node before that, on time."""
    ride = ride_minutes(way.stops, route.line.kind)
    arrival, departure = ride[way.node]
    start = at_node - (arrival if way.node == len(way.stops) - 1 else departure)
    times = tuple((start + a, start + d) for a, d in ride)
    return Trip(route, service, way.direction, on_demand, way.stops, times)
