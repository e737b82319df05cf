"""The order in which a vehicle passes stops without going to and fro."""

from __future__ import annotations

from itertools import pairwise
from math import hypot
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scripts.samples.raw import Stop

EXACT_UP_TO = 9  # stops; 2^9 subsets × 9 ends are searched in full
GAIN_M = 1e-6  # a change counts as shorter from here on, so that the search ends


def position(stop: Stop) -> tuple[float, float]:
    """Return where a stop lies, in metres."""
    return stop.x_m, stop.y_m


def gap_m(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Return the straight distance of two points in metres."""
    return hypot(a[0] - b[0], a[1] - b[1])


def length_m(points: Sequence[tuple[float, float]]) -> float:
    """Return the length of a path in metres."""
    return sum(gap_m(a, b) for a, b in pairwise(points))


def shortest_order(
    stops: Sequence[Stop],
    *,
    start: tuple[float, float] | None = None,
    end: tuple[float, float] | None = None,
) -> list[Stop]:
    """
    Return the stops in the order of a shortest path between two fixed points.

    Exact (Held and Karp 1962) for up to EXACT_UP_TO stops; for more, cheapest insertion
    improved by reversing stretches (2-opt, Croes 1958) until no reversal helps.

    Parameters
    ----------
    stops
        In any order.
    start, end
        Where the vehicle comes from and goes to, in metres; free where None.
    """
    if len(stops) <= EXACT_UP_TO:
        return _exact(list(stops), start, end)
    order: list[Stop] = []
    for stop in stops:
        tries = [[*order[:i], stop, *order[i:]] for i in range(len(order) + 1)]
        order = min(tries, key=lambda o: _total(o, start, end))
    return _without_crossings(order, start, end)


def _total(
    order: Sequence[Stop], start: tuple[float, float] | None, end: tuple[float, float] | None
) -> float:
    ends = ([start] if start else [], [end] if end else [])
    return length_m([*ends[0], *map(position, order), *ends[1]])


def _exact(
    stops: list[Stop], start: tuple[float, float] | None, end: tuple[float, float] | None
) -> list[Stop]:
    """Return the best of all orders, by the best way to visit each subset and end at each stop."""
    points = [position(s) for s in stops]
    best: dict[tuple[int, int], tuple[float, tuple[int, ...]]] = {
        (1 << i, i): (gap_m(start, p) if start else 0.0, (i,)) for i, p in enumerate(points)
    }
    for subset in range(1, 1 << len(points)):
        for last in (i for i in range(len(points)) if (subset, i) in best):
            length, path = best[subset, last]
            for following in (i for i in range(len(points)) if not subset >> i & 1):
                key = (subset | 1 << following, following)
                found = (length + gap_m(points[last], points[following]), (*path, following))
                best[key] = min(best.get(key, found), found)
    full = (1 << len(points)) - 1
    finals = [best[full, i] for i in range(len(points))]
    closing = [f[0] + (gap_m(points[f[1][-1]], end) if end else 0.0) for f in finals]
    return [stops[i] for i in finals[closing.index(min(closing))][1]] if stops else []


def _without_crossings(
    order: list[Stop], start: tuple[float, float] | None, end: tuple[float, float] | None
) -> list[Stop]:
    best, improved = _total(order, start, end), True
    while improved:
        improved = False
        for i in range(len(order) - 1):
            for j in range(i + 2, len(order) + 1):
                turned = [*order[:i], *reversed(order[i:j]), *order[j:]]
                if (length := _total(turned, start, end)) < best - GAIN_M:
                    order, best, improved = turned, length, True
    return order
