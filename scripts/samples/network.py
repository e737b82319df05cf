"""The routes of the sample network: named lines, loops through towns, and no stop left out."""

from __future__ import annotations

from dataclasses import dataclass
from math import atan2, pi
from typing import TYPE_CHECKING

from geodata.errors import MissingInputError
from scripts.samples.courses import detour_m, gazetteer, stops_of
from scripts.samples.lines import Line, read_lines
from scripts.samples.ordering import gap_m, position, shortest_order

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scripts.samples.courses import Gazetteer
    from scripts.samples.lines import Town
    from scripts.samples.raw import Raw, Stop

TOWN_M = 2500.0  # loops serve the stops this near to their hub
DETOUR_M = 3000.0  # the longest detour of a local line for one more stop
REGIO_DETOUR_M = 1000.0  # the same for a RegioBus, where no local line passes

SPECIAL_KINDS = {"leisure", "night"}  # they run at weekends only

Courses = dict[Line, list["Stop"]]


@dataclass(frozen=True)
class Route:
    """A line and its stops in order; the stop at index `node` is where it meets other lines."""

    line: Line
    stops: tuple[Stop, ...]
    node: int

    @property
    def is_loop(self) -> bool:
        """Say whether it ends where it began, and is driven in one direction only."""
        return self.stops[0] == self.stops[-1]


def build_network(raw: Raw) -> tuple[Route, ...]:
    """
    Return every route; together they serve each bus stop of the district.

    Raises
    ------
    MissingInputError
        If a stop lies so far from every line that lines.toml needs one more.
    """
    lines, towns = read_lines()
    places = gazetteer(raw, lines)
    courses = {line: stops_of(line, places) for line in lines}
    for town in towns:
        courses |= _loops(town, _unserved(raw, courses), raw, places)
    for stop in _unserved(raw, courses):
        _absorb(courses, stop)
    return tuple(
        Route(line, tuple(stops), stops.index(places.single[line.node]))
        for line, stops in courses.items()
    )


def _unserved(raw: Raw, courses: Courses) -> list[Stop]:
    """Return the bus stops of the district that no line serves on ordinary days."""
    daily = (stops for line, stops in courses.items() if line.kind not in SPECIAL_KINDS)
    served = {stop.key for stops in daily for stop in stops}
    inside = {m.ags for m in raw.district}
    return [s for s in raw.stops.values() if s.ags in inside and s.has_bus and s.key not in served]


def _loops(town: Town, unserved: Sequence[Stop], raw: Raw, places: Gazetteer) -> Courses:
    """Return loops from a hub through a town's remaining stops, one a sector around the hub."""
    hub = places.single[town.hub]
    centre = position(hub)
    near = [
        s
        for s in unserved
        if raw.municipalities[s.ags].name == town.municipality
        and gap_m(position(s), centre) <= TOWN_M
        and not s.on_demand_only
        and s != hub
    ]
    around = _by_direction(near, centre)
    size = -(-len(around) // town.loops)
    loops: Courses = {}
    for index in range(town.loops):
        sector = around[index * size : (index + 1) * size]
        stops = [hub, *shortest_order(sector, start=centre, end=centre), hub]
        number = f"{town.number}{index + 1}"
        course = tuple(dict.fromkeys((town.hub, f"{town.municipality}: Ortsnetz", town.hub)))
        loops[Line(number, "town", "invented", course, town.hub, 0)] = stops
    return loops


def _by_direction(stops: Sequence[Stop], centre: tuple[float, float]) -> list[Stop]:
    """Return stops by their direction from a centre, beginning after the widest empty sector."""
    angles = sorted((atan2(s.y_m - centre[1], s.x_m - centre[0]), s.key, s) for s in stops)
    gaps = [(a[0] - angles[i - 1][0]) % (2 * pi) for i, a in enumerate(angles)]
    first = gaps.index(max(gaps))
    return [s for _, _, s in (*angles[first:], *angles[:first])]


def _absorb(courses: Courses, stop: Stop) -> None:
    """Put a stop into the line of its municipality for which it is the least detour."""
    local = _cheapest(courses, stop, kinds={"local", "feeder", "main", "alf"})
    if local is None or local[0] > DETOUR_M:
        local = _cheapest(courses, stop, kinds={"regio"})
        if local is None or local[0] > REGIO_DETOUR_M:
            message = f"No line passes near {stop.name} ({stop.key}); add one to lines.toml."
            raise MissingInputError(message)
    _, line, index = local
    courses[line].insert(index, stop)


def _cheapest(courses: Courses, stop: Stop, *, kinds: set[str]) -> tuple[float, Line, int] | None:
    options = [
        (detour_m(stops, index, stop), line, index)
        for line, stops in courses.items()
        if line.kind in kinds and any(s.ags == stop.ags for s in stops)
        for index in range(len(stops) + 1)
    ]
    return min(options, key=lambda option: option[0], default=None)
