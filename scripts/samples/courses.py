"""The stops that a line serves, in order along its course of places."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

from shapely.geometry import LineString, Point

from geodata.errors import MissingInputError
from scripts.samples.ordering import gap_m, position, shortest_order

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from scripts.samples.lines import Line
    from scripts.samples.raw import Raw, Stop

FAST_KINDS = {"regio", "express", "leisure", "night", "rail", "fast_rail"}  # they pass through
CORRIDOR_M = 250.0  # a line that passes through serves the stops this near to its way
TOWN_STOPS = 10  # a place with more stops is a town: no line serves all of them
VILLAGE_M = 1200.0  # stops farther from the middle of their village are farms and mills


@dataclass(frozen=True)
class Gazetteer:
    """The stops of each place that a course may name."""

    villages: dict[str, tuple[Stop, ...]]
    parts: dict[str, tuple[Stop, ...]]
    single: dict[str, Stop]

    def of(self, place: str) -> tuple[Stop, ...]:
        """Return the stops of "Municipality", "Municipality/Part" or "Municipality: Stop"."""
        found = (self.single[place],) if place in self.single else self.parts.get(place, ())
        found = found or self.villages.get(place, ())
        if not found:
            message = f"lines.toml names {place!r}, where no stop is known; correct the name there."
            raise MissingInputError(message)
        return found


def gazetteer(raw: Raw, lines: Iterable[Line]) -> Gazetteer:
    """Return the stops of every place; stops of a named part do not count to the main village."""
    names = _unambiguous_names(raw)
    parts = {p for line in lines for p in line.course if "/" in p.partition(": ")[0]}
    in_part: dict[str, list[Stop]] = defaultdict(list)
    in_village: dict[str, list[Stop]] = defaultdict(list)
    single: dict[str, Stop] = {}
    for stop in sorted(raw.stops.values(), key=lambda s: (not s.has_bus, s.key)):
        municipality = names.get(stop.ags, "")
        single.setdefault(f"{municipality}: {_own_name(stop)}", stop)
        if not stop.has_bus or stop.on_demand_only:
            continue
        part = next((p for p in sorted(parts) if _is_in_part(stop, municipality, p)), None)
        (in_part[part] if part else in_village[municipality]).append(stop)
    return Gazetteer(_frozen(in_village), _frozen(in_part), single)


def _unambiguous_names(raw: Raw) -> dict[str, str]:
    """Return municipality names by AGS; the district's own come first where two are the same."""
    taken: dict[str, str] = {}
    for m in sorted(raw.municipalities.values(), key=lambda m: (not m.inside, m.ags)):
        taken.setdefault(m.name, m.ags)
    return {ags: name for name, ags in taken.items()}


def _own_name(stop: Stop) -> str:
    """Return the part of a stop's name before the name of its municipality."""
    return stop.name.rsplit(", ", maxsplit=1)[0]


def _is_in_part(stop: Stop, municipality: str, part: str) -> bool:
    owner, _, name = part.partition("/")
    return (
        owner == municipality
        and name in stop.name.replace(",", " ").split(" (")[0]
        and (stop.name.startswith(name) or stop.name.endswith(f", {name} bei Koblenz"))
    )


def _frozen(groups: dict[str, list[Stop]]) -> dict[str, tuple[Stop, ...]]:
    return {name: tuple(stops) for name, stops in groups.items()}


def middle(stops: Sequence[Stop]) -> tuple[float, float]:
    """Return the median position of stops in metres."""
    return median(s.x_m for s in stops), median(s.y_m for s in stops)


def stops_of(line: Line, places: Gazetteer) -> list[Stop]:
    """Return the stops of a line in order; none twice, but a loop may end where it began."""
    groups = [places.of(place) for place in line.course]
    middles = [middle(group) for group in groups]
    order: list[Stop] = []
    for index, group in enumerate(groups):
        start = position(order[-1]) if order else None
        end = middles[index + 1] if index + 1 < len(groups) else None
        chosen = [s for s in _served(line, group, start, middles[index], end) if s not in order]
        order += shortest_order(chosen, start=start, end=end)
        if len(group) == 1 and group[0] == order[0] and index == len(groups) - 1:
            order.append(group[0])
    return _with_node(order, places.single[line.node])


def _with_node(order: list[Stop], node: Stop) -> list[Stop]:
    if node in order:
        return order
    place = min(range(1, len(order) + 1), key=lambda i: detour_m(order, i, node))
    return [*order[:place], node, *order[place:]]


def detour_m(order: Sequence[Stop], index: int, stop: Stop) -> float:
    """Return how many metres longer an order becomes with a stop put in before an index."""
    here = position(stop)
    before = [position(order[index - 1])] if index > 0 else []
    after = [position(order[index])] if index < len(order) else []
    saved = gap_m(before[0], after[0]) if before and after else 0.0
    return sum(gap_m(p, here) for p in (*before, *after)) - saved


def _served(
    line: Line,
    group: Sequence[Stop],
    start: tuple[float, float] | None,
    centre: tuple[float, float],
    end: tuple[float, float] | None,
) -> list[Stop]:
    if line.kind not in FAST_KINDS and len(group) <= TOWN_STOPS:
        near = [s for s in group if gap_m(position(s), centre) <= VILLAGE_M]
        return near or list(group)
    nearest = min(group, key=lambda s: gap_m(position(s), centre))
    way = LineString([p for p in (start, position(nearest), end) if p] * (1 if start or end else 2))
    return [s for s in group if way.distance(Point(position(s))) <= CORRIDOR_M]
