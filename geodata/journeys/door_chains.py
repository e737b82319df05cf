"""
The ends of all journeys worth choosing between two doors, one after another from any second on.

For each number of rides these journeys form a chain: who arrives later also left later. A chain is
followed by turns: the earliest arrival after a second, then the latest departure that still arrives
by then. What the chain of one ride fewer offers too is left out, and what is no quicker than the walk
all the way: where that takes w seconds, a journey that is quicker than w and arrives at a or later
leaves after a - w, so that the turns go on there. In the mirrored day the same turns follow the
chains the other way; departures and arrivals then are those of the mirror.
"""

from __future__ import annotations

import heapq
from typing import TYPE_CHECKING, NamedTuple

from geodata.walking import NEVER

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from geodata.journeys.door_search import Search
    from geodata.journeys.rides import Ride

    Walk = Callable[[int], int]


class Answer(NamedTuple):
    """The search that found a journey: from which second, with how many rides."""

    search: Search
    second: int
    number: int

    def rides(self) -> list[Ride]:
        """Return the rides in order of travel, in real seconds."""
        return self.search.rides(self.second, self.number)


class End(NamedTuple):
    """When a journey leaves one door and is at the other; `found` is None for the walk."""

    departs_s: int
    arrives_s: int
    found: Answer | None


def nobody_walks(_within_s: int) -> int:
    """Say that there is no walk all the way, however long it may take."""
    return NEVER


def ends_after(
    there: Search, back: Search, second: int, *, on_foot_s: Walk = nobody_walks
) -> Iterator[End]:
    """
    Yield the journeys that leave at or after a second, the first to arrive first.

    `on_foot_s` answers how long the walk all the way takes, NEVER if longer than it is given.
    """
    queue: list[tuple[int, int, int]] = []
    levels = range(1, len(there.at(second).arrival))
    for rides in levels:
        _push_after(queue, there, back, (second, rides))
    while queue:
        arrives_s, negative, rides = heapq.heappop(queue)
        walk_s = on_foot_s(arrives_s + negative)
        if walk_s < NEVER:
            _push_after(queue, there, back, (max(1 - negative, arrives_s - walk_s + 1), rides))
            continue
        if int(back.at(-arrives_s).arrival[rides - 1]) > negative:  # fewer rides leave earlier
            yield End(-negative, arrives_s, Answer(back, -arrives_s, rides))
        _push_after(queue, there, back, (1 - negative, rides))


def _push_after(
    queue: list[tuple[int, int, int]], there: Search, back: Search, state: tuple[int, int]
) -> None:
    second, rides = state
    arrives_s = int(there.at(second).arrival[rides])
    if arrives_s < NEVER:
        heapq.heappush(queue, (arrives_s, int(back.at(-arrives_s).arrival[rides]), rides))


def ends_before(
    there: Search, back: Search, second: int, *, on_foot_s: Walk = nobody_walks
) -> Iterator[End]:
    """Yield the journeys that leave before a second, the last to leave first; see `ends_after`."""
    queue: list[tuple[int, int, int]] = []
    first = there.at(second).arrival
    for rides in range(1, len(first)):
        _push_before(queue, there, back, (int(first[rides]), rides))
    while queue:
        negative, arrives_s, rides = heapq.heappop(queue)
        walk_s = on_foot_s(arrives_s + negative)
        if walk_s < NEVER:
            _push_before(queue, there, back, (min(arrives_s, walk_s - negative), rides))
            continue
        if int(there.at(-negative).arrival[rides - 1]) > arrives_s:  # fewer rides arrive later
            yield End(-negative, arrives_s, Answer(there, -negative, rides))
        _push_before(queue, there, back, (arrives_s, rides))


def _push_before(
    queue: list[tuple[int, int, int]], there: Search, back: Search, state: tuple[int, int]
) -> None:
    """Add the last journey of a chain that arrives before a second."""
    before_s, rides = state
    negative = int(back.at(1 - before_s).arrival[rides])
    if negative < NEVER:
        heapq.heappush(queue, (negative, int(there.at(-negative).arrival[rides]), rides))
