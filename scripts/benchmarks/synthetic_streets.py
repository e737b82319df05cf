"""The streets of the synthetic district: a bent grid in each village, roads, field tracks."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import minimum_spanning_tree
from scipy.spatial import KDTree

from scripts.benchmarks.synthetic_villages import side_m

if TYPE_CHECKING:
    from numpy.random import Generator
    from numpy.typing import NDArray

    from scripts.benchmarks.synthetic_villages import Villages

    FloatArray = NDArray[np.float64]
    Road = tuple[int, int]

BLOCK_M, BENT_M = 75.0, 11.0  # between crossings in a village, and how far they are off
STREET_SHARE = 0.82  # of the grid's edges off the two main streets
CORNER_M = 110.0  # between the corners of a road
SWING = 0.05  # how far a road swings out, as a share of its length
NEIGHBOURS, ROAD_SHARE = 4, 0.75  # nearest villages a village may have a road to
TRACK_M, TRACK_BENT_M, TRACK_SHARE = 450.0, 60.0, 0.7  # the lattice of field tracks
JOIN_M, JOIN_SHARE = 400.0, 0.5  # tracks that meet the nearest street
MAIN_ROAD_PEOPLE = 12_000  # a road between villages with more people together is a main road


class Way(NamedTuple):
    """The nodes of a street in order, and its kind as in OpenStreetMap."""

    nodes: tuple[int, ...]
    highway: str


class SyntheticStreets(NamedTuple):
    """
    Positions in metres, shape (nodes, 2), and the ways between them.

    `crossings` are the nodes of each village, its centre first; `roads` the pairs of villages
    that a road joins.
    """

    nodes: FloatArray
    ways: list[Way]
    crossings: list[NDArray[np.int64]]
    roads: list[Road]


class _Plan(NamedTuple):
    """What is laid so far."""

    nodes: list[FloatArray]
    ways: list[Way]
    crossings: list[NDArray[np.int64]]


def lay_streets(random: Generator, villages: Villages) -> SyntheticStreets:
    """Return the streets of all villages, the roads between them and the tracks around."""
    plan = _Plan([], [], [])
    for centre, radius in zip(villages.centres, villages.radius_m, strict=True):
        plan.crossings.append(_village(random, centre, float(radius), plan))
    roads = _roads(random, villages)
    for road in roads:
        _lay_road(random, villages, road, plan)
    _lay_tracks(random, side_m(len(villages.people)), plan)
    return SyntheticStreets(np.array(plan.nodes), plan.ways, plan.crossings, roads)


def _village(
    random: Generator, centre: FloatArray, radius: float, plan: _Plan
) -> NDArray[np.int64]:
    """Lay a turned, bent grid inside a circle; the two axes are its main streets."""
    turn, half = random.uniform(0, math.pi / 2), int(radius / BLOCK_M) + 1
    turned = np.array([[math.cos(turn), math.sin(turn)], [-math.sin(turn), math.cos(turn)]])
    steps = [(i, j) for i in range(-half, half + 1) for j in range(-half, half + 1)]
    inside = [at for at in steps if math.hypot(*at) * BLOCK_M <= radius + BLOCK_M * 0.6]
    inside.sort(key=lambda at: at != (0, 0))
    number = {at: len(plan.nodes) + k for k, at in enumerate(inside)}
    bent = np.array(inside) * BLOCK_M + random.normal(0, BENT_M, (len(inside), 2))
    plan.nodes.extend(centre + bent @ turned)
    for (i, j), node in number.items():
        for there, axis in (((i + 1, j), j), ((i, j + 1), i)):
            if there in number and (axis == 0 or random.random() < STREET_SHARE):
                plan.ways.append(Way((node, number[there]), "residential" if axis else "secondary"))
    return np.array(list(number.values()))


def _roads(random: Generator, villages: Villages) -> list[Road]:
    """Return the spanning tree of all villages and most roads to the nearest ones, sorted."""
    centres = villages.centres
    apart = np.linalg.norm(centres[:, None] - centres[None], axis=2)
    tree = minimum_spanning_tree(coo_array(apart)).tocoo()
    roads = {_sorted_pair(int(a), int(b)) for a, b in zip(*tree.coords, strict=True)}
    near = apart.argsort(axis=1)[:, 1 : NEIGHBOURS + 1]
    for village, others in enumerate(near):
        chosen = others[random.random(len(others)) < ROAD_SHARE]
        roads |= {_sorted_pair(village, int(other)) for other in chosen}
    return sorted(roads)


def _sorted_pair(a: int, b: int) -> Road:
    return (min(a, b), max(a, b))


def _lay_road(random: Generator, villages: Villages, road: Road, plan: _Plan) -> None:
    """Swing a road from edge to edge of two villages."""
    nodes, crossings = plan.nodes, plan.crossings
    a, b = (villages.centres[village] for village in road)
    along = (b - a) / np.linalg.norm(b - a)
    first = _edge(crossings[road[0]], nodes, along)
    last = _edge(crossings[road[1]], nodes, -along)
    length = float(np.linalg.norm(b - a))
    share = np.arange(1, max(2, int(length / CORNER_M))) / max(2, int(length / CORNER_M))
    waves = np.sin(math.pi * share[:, None] * [1, 2, 4]) * [1, 0.5, 0.3]
    aside = length * SWING * (waves @ random.normal(0, 1, 3))
    start, end = nodes[first], nodes[last]
    corners = start + share[:, None] * (end - start) + aside[:, None] * [-along[1], along[0]]
    numbers = range(len(nodes), len(nodes) + len(corners))
    nodes.extend(corners)
    busy = villages.people[list(road)].sum() > MAIN_ROAD_PEOPLE
    plan.ways.append(Way((first, *numbers, last), "secondary" if busy else "tertiary"))


def _edge(crossings: NDArray[np.int64], nodes: list[FloatArray], along: FloatArray) -> int:
    """Return the crossing that lies farthest in a direction, and not far beside it."""
    offset = np.array([nodes[node] for node in crossings]) - nodes[crossings[0]]
    beside = np.abs(offset @ np.array([-along[1], along[0]]))
    return int(crossings[(offset @ along - 0.3 * beside).argmax()])


def _lay_tracks(random: Generator, side: float, plan: _Plan) -> None:
    """Lay a lattice of field tracks; half of its nodes near a street are joined to it."""
    streets, across = KDTree(np.array(plan.nodes)), int(side / TRACK_M)
    at = np.array([(i, j) for i in range(across) for j in range(across)])
    lattice = (at + 0.5) * TRACK_M + random.normal(0, TRACK_BENT_M, (len(at), 2))
    first, (distance, neighbour) = len(plan.nodes), streets.query(lattice)
    apart, nearest = np.asarray(distance), np.asarray(neighbour)
    plan.nodes.extend(lattice)
    kept, joined = random.random((len(at), 2)) < TRACK_SHARE, random.random(len(at)) < JOIN_SHARE
    for number, (i, j) in enumerate(at):
        if i + 1 < across and kept[number, 0]:
            plan.ways.append(Way((first + number, first + number + across), "track"))
        if j + 1 < across and kept[number, 1]:
            plan.ways.append(Way((first + number, first + number + 1), "track"))
        if joined[number] and apart[number] < JOIN_M:
            plan.ways.append(Way((first + number, int(nearest[number])), "track"))
