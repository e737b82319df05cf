"""
Several journeys from door to door: what is worth choosing before and after a time of day.

A journey is worth choosing if no other leaves no earlier, arrives no later and has no more rides,
better in one of the three (Pareto). The walk all the way is a journey without rides that may begin
at any second, so rides are worth choosing only if they are quicker than that walk.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain, islice, takewhile
from typing import TYPE_CHECKING

import numpy as np

from geodata.journeys.building import LegBuilder
from geodata.journeys.door_chains import End, ends_after, ends_before
from geodata.journeys.door_search import DoorToDoor
from geodata.journeys.legs import DOOR, HOME
from geodata.parallel import silent
from geodata.walking import NEVER

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geodata.journeys.door_search import Search
    from geodata.journeys.legs import Journey
    from geodata.parallel import Progress
    from geodata.points import Points
    from geodata.searches.transit import Transit

HORIZON_S = 6 * 3600
_DAY_BEGINS_S = 0


@dataclass(frozen=True)
class Alternatives:
    """
    Journeys around a time of day.

    Parameters
    ----------
    fitting
        Those that leave at or after the time of departure, the first to arrive first; or those
        that arrive by the time of arrival, the last to leave first. Empty where there is none.
    missed
        Those that leave before the time of departure, the last to leave first; or those that
        arrive after the time of arrival, the first to arrive first.
    """

    fitting: tuple[Journey, ...]
    missed: tuple[Journey, ...]

    @property
    def in_order(self) -> list[Journey]:
        """All of them in order of departure."""
        journeys = [*self.fitting, *self.missed]
        return sorted(journeys, key=lambda journey: (journey.departs_s, journey.arrives_s))


def alternatives(  # noqa: PLR0913 - a question, and how many answers to it
    transit: Transit,
    origin: Points,
    destination: Points,
    *,
    depart_s: int | None = None,
    arrive_s: int | None = None,
    fitting: int = 3,
    missed: int = 0,
    horizon_s: int = HORIZON_S,
) -> Alternatives:
    """
    Return the journeys worth choosing around a time of departure or of arrival.

    Parameters
    ----------
    transit
        Public transport on a day.
    origin, destination
        One point each.
    depart_s, arrive_s
        Second of the service day; exactly one of the two.
    fitting, missed
        How many of each at most, see Alternatives.
    horizon_s
        How far from the time asked for journeys may arrive (or leave); the first one with
        rides is found however late it is, for who cannot walk far must hear when a bus comes.

    Notes
    -----
    The walk all the way is among the fitting ones where it is one of the best; it begins (or
    ends) at the second asked for.
    """
    door = DoorToDoor(transit, origin, destination)
    if depart_s is not None:
        return _around(door, depart_s, (fitting, missed), horizon_s)
    return _around(door, -(arrive_s or 0), (fitting, missed), horizon_s, backward=True)


def _around(
    door: DoorToDoor,
    second: int,
    many: tuple[int, int],
    horizon_s: int,
    *,
    backward: bool = False,
) -> Alternatives:
    there, back = door.forward, door.backward
    if backward:
        there, back = back, there
    legs, walk, (fitting, missed) = LegBuilder(door), door.on_foot_s, many
    ahead = _ahead(door, (there, back), second, horizon_s)
    hits = _with_the_walk(door, ahead, second, horizon_s)
    misses = _within(ends_before(there, back, second, on_foot_s=walk), second, horizon_s)
    return Alternatives(
        tuple(_journey(legs, end, backward=backward) for end in islice(hits, fitting)),
        tuple(_journey(legs, end, backward=backward) for end in islice(misses, missed)),
    )


def way_back(  # noqa: PLR0913 - a question, and how many answers to it
    transit: Transit,
    origin: Points,
    destination: Points,
    *,
    after_s: int,
    count: int = 1,
    horizon_s: int = HORIZON_S,
) -> tuple[Journey, ...]:
    """
    Return the first journeys from the destination home to the origin that leave after a time.

    The legs call the doors as on the way there: one leaves "destination" and comes to "origin".
    """
    door = DoorToDoor(transit.way_back, destination, origin, names=(DOOR, HOME))
    return _around(door, after_s, (count, 0), horizon_s).fitting


def journeys_of_the_day(
    transit: Transit, origin: Points, destination: Points, *, progress: Progress = silent
) -> tuple[tuple[Journey, ...], int | None]:
    """
    Return every journey worth choosing that leaves on the day, and the walk all the way.

    The journeys stand in order of departure, from the first second of the service day on, past
    midnight as far as its trips go; the walk is in seconds, None where there is none. `progress` is
    told after each up to which second of the day departures are found, and which is the last.
    """
    last_s = int(transit.day.connections.departure_s.max(initial=0))
    door = DoorToDoor(transit, origin, destination)
    legs = LegBuilder(door)
    ends = ends_after(door.forward, door.backward, _DAY_BEGINS_S, on_foot_s=door.on_foot_s)
    journeys: list[Journey] = []
    reached_s = 0
    for end in ends:
        journeys.append(_journey(legs, end, backward=False))
        reached_s = max(reached_s, min(end.departs_s, last_s))  # ends come by arrival
        progress(reached_s, last_s)
    walk = door.on_foot_s(np.inf)
    in_order = sorted(journeys, key=lambda journey: (journey.departs_s, journey.arrives_s))
    return tuple(in_order), None if walk >= NEVER else walk


def _ahead(
    door: DoorToDoor, searches: tuple[Search, Search], second: int, horizon_s: int
) -> Iterator[End]:
    """
    Yield the ends after a second; beyond the horizon only where there is none within it.

    Searches that need not look farther than the horizon, nor back behind the second, end sooner.
    """
    walk, back = door.on_foot_s, searches[1].until(1 - second)
    near = ends_after(searches[0].until(second + horizon_s + 1), back, second, on_foot_s=walk)
    first = next(near, None)
    if first is None:
        return ends_after(searches[0], back, second, on_foot_s=walk)
    return chain([first], near)


def _with_the_walk(
    door: DoorToDoor, ends: Iterator[End], second: int, horizon_s: int
) -> Iterator[End]:
    """Yield ends by arrival, the walk from the second asked for in its place."""
    ridden, walked = False, False
    for end in ends:
        if ridden and end.arrives_s - second > horizon_s:
            break
        walk_s = NEVER if walked else door.on_foot_s(end.arrives_s - second)
        if walk_s < NEVER:
            walked = True
            yield End(second, second + walk_s, None)
        ridden = True
        yield end
    walk_s = NEVER if walked else door.on_foot_s(horizon_s if ridden else np.inf)
    if walk_s < NEVER:
        yield End(second, second + walk_s, None)


def _within(ends: Iterator[End], second: int, horizon_s: int) -> Iterator[End]:
    """Yield ends, the last to leave first, as long as they leave within the horizon."""
    return takewhile(lambda end: second - end.departs_s <= horizon_s, ends)


def _journey(legs: LegBuilder, end: End, *, backward: bool) -> Journey:
    """Return the legs; of the mirrored day with its seconds turned."""
    if end.found is not None:
        return legs.with_rides(end.found.rides())
    times = (-end.arrives_s, -end.departs_s) if backward else (end.departs_s, end.arrives_s)
    return legs.on_foot(times)
