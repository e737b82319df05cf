"""The bus stops and bus lines of the synthetic district."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import dijkstra
from scipy.spatial import KDTree

if TYPE_CHECKING:
    from numpy.random import Generator
    from numpy.typing import NDArray

    from scripts.benchmarks.synthetic_streets import SyntheticStreets
    from scripts.benchmarks.synthetic_villages import Villages

    FloatArray = NDArray[np.float64]

PAIRS_PER_VILLAGE = 1250 / 87  # pairs of stops wanted, shared out by the radius of a village
PAIR_APART_M = 220.0  # between neighbouring pairs of a village
KERB_M = 6.0  # from the middle of the street to either kerb, along both axes
HUBS = 8  # lines start in one of the largest places
BETWEEN_HUBS = 0.2  # share of the lines
PLACES_PER_LINE = 14
CALLS, TOWN_CALLS, TOWN_PEOPLE = 4, 7, 5_000  # most pairs of stops that a line calls at


class Lines(NamedTuple):
    """
    Positions of the stops in metres, shape (stops, 2), and the pairs each line calls at.

    Stops 2k and 2k + 1 are the two kerbs of pair k; a line runs there along the even ones and
    back along the odd ones.
    """

    stops: FloatArray
    pairs: list[list[int]]


def plan_lines(
    random: Generator, villages: Villages, streets: SyntheticStreets, *, lines: int
) -> Lines:
    """Return stops in every village and lines along the shortest roads from hubs to villages."""
    share = villages.radius_m / villages.radius_m.sum()
    wanted = np.maximum(2, np.round(PAIRS_PER_VILLAGE * len(share) * share)).astype(int)
    nodes, of_village = list[int](), list[list[int]]()
    for crossings, count in zip(streets.crossings, wanted, strict=True):
        chosen = _spread(streets.nodes, crossings, count)
        of_village.append([*range(len(nodes), len(nodes) + len(chosen))])
        nodes += chosen
    middle = streets.nodes[nodes]
    used = np.zeros(len(nodes), dtype=np.int64)
    routes = _routes(random, villages, streets, lines)
    pairs = [_calls(route, villages, of_village, middle, used) for route in routes]
    stops = np.repeat(middle, 2, axis=0) + np.tile([[-KERB_M], [KERB_M]], (len(nodes), 2))
    return Lines(stops, pairs)


def _spread(nodes: FloatArray, crossings: NDArray[np.int64], count: int) -> list[int]:
    """Return crossings of a village, each as far from the ones before as it can be."""
    chosen = [int(crossings[0])]
    while len(chosen) < min(count, len(crossings)):
        apart = np.asarray(KDTree(nodes[chosen]).query(nodes[crossings])[0])
        chosen.append(int(crossings[apart.argmax()]))
        if apart.max() < PAIR_APART_M:
            break
    return chosen


def _routes(
    random: Generator, villages: Villages, streets: SyntheticStreets, lines: int
) -> list[list[int]]:
    """Return the villages along each line."""
    count = len(villages.people)
    first, last = np.array(streets.roads).T
    length = np.linalg.norm(villages.centres[first] - villages.centres[last], axis=1)
    roads = coo_array((length, (first, last)), shape=(count, count))
    before = dijkstra(roads, directed=False, return_predecessors=True)[1]
    hubs, routes = min(HUBS, count - 1), list[list[int]]()
    while len(routes) < lines:
        start, other = int(random.integers(hubs)), int(random.integers(hubs))
        end = other if random.random() < BETWEEN_HUBS else int(random.integers(hubs, count))
        if start != end:
            routes.append(_way_to(before[start], end)[:PLACES_PER_LINE])
    return routes


def _way_to(before: NDArray[np.int32], end: int) -> list[int]:
    route = [end]
    while before[route[-1]] >= 0:
        route.append(int(before[route[-1]]))
    return route[::-1]


def _calls(
    route: list[int],
    villages: Villages,
    of_village: list[list[int]],
    middle: FloatArray,
    used: NDArray[np.int64],
) -> list[int]:
    """Call in each village at the pairs least used so far, in the direction of travel."""
    calls = list[int]()
    for place, village in enumerate(route):
        most = TOWN_CALLS if villages.people[village] >= TOWN_PEOPLE else CALLS
        chosen = sorted(of_village[village], key=lambda pair: int(used[pair]))[:most]
        ahead, behind = route[min(place + 1, len(route) - 1)], route[max(place - 1, 0)]
        heading = villages.centres[ahead] - villages.centres[behind]
        calls += sorted(chosen, key=lambda pair: float(middle[pair] @ heading))
        used[chosen] += 1
    return calls
