"""
Shortest ways in a street network around a point, and between points of one street.

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


class OnStreets(NamedTuple):
    """Points by the street, or by the node, where they are found: `points[indptr[s] : indptr[s + 1]]`."""

    indptr: NDArray[np.int64]
    points: NDArray[np.int64]


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
def shorten_on_one_street(  # noqa: PLR0913, PLR0917 - plain arrays
    along_s: FloatArray,
    starts: Ends,
    targets: Ends,
    on_streets: OnStreets,
    limit: float,
    seconds: FloatArray,
) -> None:
    """Write the times, shape (targets, starts), of pairs that are quicker without a street's ends."""
    for start in range(len(starts.streets)):
        street = starts.streets[start]
        if street < 0:
            continue
        for entry in range(on_streets.indptr[street], on_streets.indptr[street + 1]):
            target = on_streets.points[entry]
            direct = on_one_street(along_s, starts, start, targets, target)
            if direct <= limit and direct < np.inf and not seconds[target, start] <= direct:
                seconds[target, start] = direct


@njit(cache=True, nogil=True)
def pairs_from(  # noqa: PLR0913, PLR0917 - plain arrays
    graph: Graph,
    along_s: FloatArray,
    starts: Ends,
    targets: Ends,
    on_streets: OnStreets,
    at_nodes: OnStreets,
    limit: float,
) -> tuple[NDArray[np.int64], NDArray[np.int64], FloatArray]:
    """
    Return start, target and seconds of all pairs within the limit, inclusive.

    Only what lies within the limit is looked at: `on_streets` and `at_nodes` (2 × target + end)
    name the targets there. A pair may come several times; the least counts.
    """
    origin, target = [np.int64(0) for _ in range(0)], [np.int64(0) for _ in range(0)]
    seconds = [0.0 for _ in range(0)]
    best = np.full(len(graph.indptr) - 1, np.inf)
    for start in range(len(starts.streets)):
        street = starts.streets[start]
        if street < 0:
            continue
        for entry in range(on_streets.indptr[street], on_streets.indptr[street + 1]):
            there = on_streets.points[entry]
            direct = on_one_street(along_s, starts, start, targets, there)
            if direct <= limit and direct < np.inf:
                origin.append(np.int64(start))
                target.append(there)
                seconds.append(direct)
        reached = _spread(graph, starts.nodes[start], starts.seconds[start], limit, best)
        for node in reached:
            for entry in range(at_nodes.indptr[node], at_nodes.indptr[node + 1]):
                there, end = divmod(at_nodes.points[entry], 2)
                total = best[node] + targets.seconds[there, end]
                if total <= limit and total < np.inf:
                    origin.append(np.int64(start))
                    target.append(there)
                    seconds.append(total)
            best[node] = np.inf
    return np.array(origin), np.array(target), np.array(seconds)


@njit(cache=True, nogil=True)
def _spread(
    graph: Graph, nodes: NDArray[np.int64], seconds: FloatArray, limit: float, best: FloatArray
) -> list[np.int64]:
    """Search from one point; write seconds into `best` and return each node written, once."""
    reached, queue = [np.int64(0) for _ in range(0)], [(0.0, np.int64(0)) for _ in range(0)]
    for start in range(len(nodes)):
        node = nodes[start]
        if node >= 0 and seconds[start] <= limit and seconds[start] < best[node]:
            if best[node] == np.inf:
                reached.append(node)
            best[node] = seconds[start]
            heapq.heappush(queue, (seconds[start], node))
    while queue:
        now, node = heapq.heappop(queue)
        if now > best[node]:
            continue
        for edge in range(graph.indptr[node], graph.indptr[node + 1]):
            then, head = now + graph.seconds[edge], np.int64(graph.heads[edge])
            if then <= limit and then < best[head]:
                if best[head] == np.inf:
                    reached.append(head)
                best[head] = then
                heapq.heappush(queue, (then, head))
    return reached


@njit(cache=True, nogil=True)
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
