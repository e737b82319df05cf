"""The way itself between two points of a street network, to be drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import shapely
from shapely.ops import substring

from geodata.streets.street_kernels import on_one_street
from geodata.streets.way_kernels import metres_a_second, way_edges

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geodata.streets.graph import LayeredGraph, StreetTable
    from geodata.streets.street_kernels import Ends, Graph

    FloatArray = NDArray[np.float64]

Piece = tuple[int, float, float]  # street, share of it where the way begins and ends
_M_PER_DEGREE = 111_195.0  # of latitude on a sphere; any plane would do, see `metres_a_second`


class Ways(NamedTuple):
    """
    What the search for a single way runs on.

    `graph` is the layered graph; `places` are metres east and north of each of its nodes, and a
    speed in m/s that no edge exceeds as the crow flies on that plane.
    """

    graph: Graph
    places: tuple[FloatArray, FloatArray, float]


def ways_of(streets: StreetTable, layered: LayeredGraph) -> Ways:
    """Return the graph with the places of its nodes."""
    nodes = len(layered.graph.indptr) - 1
    x_m, y_m = np.zeros(nodes), np.zeros(nodes)
    first, last = streets.shape_indptr[:-1], streets.shape_indptr[1:] - 1
    narrow = float(np.cos(np.radians(streets.latitude.mean()))) if len(first) else 1.0
    for numbers in (streets.ends, layered.start_nodes, layered.target_nodes):
        for side, point in enumerate((first, last)):
            x_m[numbers[:, side]] = streets.longitude[point] * narrow * _M_PER_DEGREE
            y_m[numbers[:, side]] = streets.latitude[point] * _M_PER_DEGREE
    return Ways(layered.graph, (x_m, y_m, metres_a_second(layered.graph, x_m, y_m)))


def pieces_between(
    ways: Ways, streets: StreetTable, start: Ends, target: Ends
) -> list[Piece] | None:
    """Return the streets of the quickest way in order of travel; None where there is none."""
    direct = on_one_street(streets.seconds, start, 0, target, 0)
    ends = (start.nodes[0], start.seconds[0], target.nodes[0], target.seconds[0])
    seconds, node, end, edges = way_edges(ways.graph, ways.places, *ends)
    if not np.isfinite(min(direct, seconds)):
        return None
    first, last = int(start.streets[0]), int(target.streets[0])
    if direct <= seconds:
        return [(first, float(start.along[0]), float(target.along[0]))]
    numbers = ways.graph.streets[edges]
    between = [divmod(int(number), 2) for number in numbers[numbers >= 0]]
    begins = [n for n in (0, 1) if start.nodes[0][n] == node and np.isfinite(start.seconds[0][n])]
    begin = min(begins, key=lambda n: float(start.seconds[0][n]))
    return [
        (first, float(start.along[0]), float(begin)),
        *((street, float(against), float(1 - against)) for street, against in between),
        (last, float(end), float(target.along[0])),
    ]


def line_along(streets: StreetTable, pieces: list[Piece]) -> tuple[FloatArray, float]:
    """Return the corners of the pieces in degrees, shape (corners, 2), and their metres together."""
    corners = [_corners(streets, *piece) for piece in pieces]
    metres = sum(abs(end - begin) * streets.metres[street] for street, begin, end in pieces)
    return np.concatenate(corners), float(metres)


def _corners(streets: StreetTable, street: int, begin: float, end: float) -> FloatArray:
    points = slice(streets.shape_indptr[street], streets.shape_indptr[street + 1])
    shape = np.empty((points.stop - points.start, 2))
    shape[:, 0], shape[:, 1] = streets.longitude[points], streets.latitude[points]
    if {begin, end} == {0.0, 1.0}:  # the whole street, as most are
        return shape if begin < end else shape[::-1]
    shape[:, 0] *= (narrow := float(np.cos(np.radians(shape[0, 1]))))  # a degree is shorter there
    part = substring(shapely.LineString(shape), begin, end, normalized=True)
    corners = shapely.get_coordinates(part)
    corners[:, 0] /= narrow
    return corners
