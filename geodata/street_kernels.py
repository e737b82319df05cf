"""
Shortest ways in a street network from many points to many points.

References
----------
Dijkstra, E. W. (1959): A note on two problems in connexion with graphs.
https://doi.org/10.1007/BF01386390
"""

from __future__ import annotations

import heapq
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numba import njit

if TYPE_CHECKING:
    from numpy.typing import NDArray

    FloatArray = NDArray[np.float64]
    Indices = NDArray[np.int32]


class Graph(NamedTuple):
    """
    Directed edges, row by row of the node where they begin (compressed sparse rows).

    `indptr` (nodes + 1,), `heads` (edges,) the node where each edge ends, `seconds` (edges,) and
    `streets` (edges,) the street of which the edge is one direction, -1 for none.
    """

    indptr: NDArray[np.int64]
    heads: Indices
    seconds: FloatArray
    streets: Indices


class Ends(NamedTuple):
    """
    Points on streets: how to get from each to the two ends of its street, or the other way.

    Parameters
    ----------
    nodes
        The two nodes, shape (points, 2); -1 where the point lies on no street.
    seconds
        Time between the point and each node, the walk between point and street included, shape
        (points, 2); infinite against a one-way street.
    streets
        The street, shape (points,); -1 where none.
    along
        Share of the street between its first node and the point, 0 … 1, shape (points,).
    aside
        Seconds between the point and the street, shape (points,).
    """

    nodes: NDArray[np.int64]
    seconds: FloatArray
    streets: Indices
    along: FloatArray
    aside: FloatArray


def taken(ends: Ends, chosen: slice) -> Ends:
    """Return some of the points, in their order."""
    return Ends(
        ends.nodes[chosen],
        ends.seconds[chosen],
        ends.streets[chosen],
        ends.along[chosen],
        ends.aside[chosen],
    )


@njit(cache=True, nogil=True)
def search(
    graph: Graph, nodes: NDArray[np.int64], seconds: FloatArray, limit: float
) -> tuple[FloatArray, NDArray[np.int64]]:
    """
    Search from one point; return seconds to each node and the edge by which it was reached.

    Parameters
    ----------
    graph
        The directed edges.
    nodes, seconds
        Where the search begins and what it has cost to get there, shape (starts,) each.
    limit
        Nodes farther than this are not searched; they keep infinite seconds or a time beyond it.
    """
    best = np.full(len(graph.indptr) - 1, np.inf)
    edge_to = np.full(len(best), -1, np.int64)
    queue = [(0.0, np.int64(0)) for _ in range(0)]
    for start in range(len(nodes)):
        if nodes[start] >= 0 and seconds[start] < best[nodes[start]]:
            best[nodes[start]] = seconds[start]
            heapq.heappush(queue, (seconds[start], nodes[start]))
    while queue:
        reached, node = heapq.heappop(queue)
        if reached > best[node]:
            continue
        if reached > limit:
            break
        for edge in range(graph.indptr[node], graph.indptr[node + 1]):
            then, head = reached + graph.seconds[edge], np.int64(graph.heads[edge])
            if then < best[head]:
                best[head] = then
                edge_to[head] = edge
                heapq.heappush(queue, (then, head))
    return best, edge_to


@njit(cache=True, nogil=True)
def seconds_between(
    graph: Graph,
    along_s: FloatArray,
    starts: Ends,
    targets: Ends,
    limit: float,
) -> FloatArray:
    """
    Return seconds from each start to each target, shape (starts, targets); NaN beyond the limit.

    `along_s` (streets, 2) is the time along each whole street and against it, infinite where that
    is forbidden: two points on one street need not go by its ends.
    """
    result = np.full((len(starts.streets), len(targets.streets)), np.nan)
    for start in range(len(starts.streets)):
        if starts.streets[start] < 0:
            continue
        best, _ = search(graph, starts.nodes[start], starts.seconds[start], limit)
        for target in range(len(targets.streets)):
            if targets.streets[target] < 0:
                continue
            seconds = on_one_street(along_s, starts, start, targets, target)
            for end in range(2):
                node = targets.nodes[target, end]
                seconds = min(seconds, best[node] + targets.seconds[target, end])
            if seconds <= limit and seconds < np.inf:
                result[start, target] = seconds
    return result


@njit(cache=True)
def on_one_street(
    along_s: FloatArray, starts: Ends, start: int, targets: Ends, target: int
) -> float:
    """Return the time between two points of one street without its ends, infinite if they are not."""
    street = starts.streets[start]
    if street != targets.streets[target]:
        return np.inf
    share = targets.along[target] - starts.along[start]
    if share == 0 and starts.aside[start] == targets.aside[target]:
        return 0.0  # one and the same place
    ride = share * along_s[street, 0] if share > 0 else -share * along_s[street, 1]
    if share == 0:
        ride = 0.0
    return float(starts.aside[start] + ride + targets.aside[target])
