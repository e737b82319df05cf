"""The way itself between two points of a street network, to be drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely
from shapely.ops import substring

from geodata.street_kernels import on_one_street, search

if TYPE_CHECKING:
    from geodata.street_graph import StreetTable
    from geodata.street_kernels import Ends, Graph

Piece = tuple[int, float, float]  # street, share of it where the way begins and ends
_LIMITS_S = (600.0, 2400.0, 9600.0, np.inf)  # most ways are short: search no farther than needed


def pieces_between(
    graph: Graph, streets: StreetTable, start: Ends, target: Ends
) -> list[Piece] | None:
    """Return the streets of the quickest way in order of travel; None where there is none."""
    direct = on_one_street(streets.seconds, start, 0, target, 0)
    for limit_s in _LIMITS_S:
        best, edge_to = search(graph, start.nodes[0], start.seconds[0], limit_s)
        totals = best[target.nodes[0]] + target.seconds[0]
        if min(direct, totals.min()) <= limit_s:
            break  # whatever is beyond the limit is longer
    if not np.isfinite(min(direct, totals.min())):
        return None
    first, last = int(start.streets[0]), int(target.streets[0])
    if direct <= totals.min():
        return [(first, float(start.along[0]), float(target.along[0]))]
    end = int(totals.argmin())
    node, pieces = int(target.nodes[0][end]), [(last, float(end), float(target.along[0]))]
    while edge_to[node] >= 0:
        edge = int(edge_to[node])
        if graph.streets[edge] >= 0:
            street, against = divmod(int(graph.streets[edge]), 2)
            pieces.append((street, float(against), float(1 - against)))
        node = int(np.searchsorted(graph.indptr, edge, side="right")) - 1
    ends = [n for n in (0, 1) if start.nodes[0][n] == node and np.isfinite(start.seconds[0][n])]
    end = min(ends, key=lambda n: float(start.seconds[0][n]))
    return [(first, float(start.along[0]), float(end)), *reversed(pieces)]


def line_along(
    streets: StreetTable, pieces: list[Piece]
) -> tuple[list[tuple[float, float]], float]:
    """Return the corners of the pieces in degrees, and their metres together."""
    corners: list[tuple[float, float]] = []
    metres = 0.0
    for street, begin, end in pieces:
        corners += _corners(streets, street, begin, end)
        metres += abs(end - begin) * float(streets.metres[street])
    return corners, metres


def _corners(
    streets: StreetTable, street: int, begin: float, end: float
) -> list[tuple[float, float]]:
    points = slice(streets.shape_indptr[street], streets.shape_indptr[street + 1])
    longitude, latitude = streets.longitude[points], streets.latitude[points]
    if {begin, end} == {0.0, 1.0}:  # the whole street, as most are
        step = 1 if begin < end else -1
        return list(zip(longitude[::step].tolist(), latitude[::step].tolist(), strict=True))
    narrow = float(np.cos(np.radians(latitude[0])))  # a degree of longitude is shorter
    shape = shapely.LineString(np.stack([longitude * narrow, latitude], axis=1))
    part = substring(shape, begin, end, normalized=True)
    return [(x / narrow, y) for x, y, *_ in part.coords]
