"""
The quickest way between two points of a street network, searched towards the target only.

References
----------
Hart, P. E., Nilsson, N. J. and Raphael, B. (1968): A Formal Basis for the Heuristic Determination of
Minimum Cost Paths. https://doi.org/10.1109/TSSC.1968.300136
"""

from __future__ import annotations

import heapq
from typing import TYPE_CHECKING

import numpy as np
from numba import njit

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geodata.streets.street_kernels import Graph

    FloatArray = NDArray[np.float64]


@njit(cache=True, nogil=True)
def metres_a_second(graph: Graph, x_m: FloatArray, y_m: FloatArray) -> float:
    """Return the greatest speed as the crow flies of any edge; infinite if one takes no time."""
    greatest = 0.0
    for node in range(len(graph.indptr) - 1):
        for edge in range(graph.indptr[node], graph.indptr[node + 1]):
            head = graph.heads[edge]
            metres = np.hypot(x_m[node] - x_m[head], y_m[node] - y_m[head])
            if metres > 0:
                seconds = graph.seconds[edge]
                greatest = max(greatest, metres / seconds if seconds > 0 else np.inf)
    return greatest if greatest > 0 else np.inf


@njit(cache=True, nogil=True)
def way_edges(  # noqa: PLR0913, PLR0917 - a graph with its places, and two points with two ends each
    graph: Graph,
    places: tuple[FloatArray, FloatArray, float],
    start_nodes: NDArray[np.int64],
    start_s: FloatArray,
    target_nodes: NDArray[np.int64],
    target_s: FloatArray,
) -> tuple[float, np.int64, int, NDArray[np.int64]]:
    """
    Search from one point to another.

    Parameters
    ----------
    graph
        The directed edges.
    places
        Metres east and north of each node, shape (nodes,) each, and a speed in m/s that no edge
        exceeds as the crow flies.
    start_nodes, start_s
        Where the way may begin, and what it has cost to get there, shape (2,).
    target_nodes, target_s
        Where it may end, and what it costs from there, shape (2,).

    Returns
    -------
    seconds
        Of the quickest way; infinite where there is none.
    first_node
        Where it begins.
    end
        Which of the target nodes it comes to, 0 or 1.
    edges
        In order of travel.
    """
    x_m, y_m, speed = places
    best = np.full(len(graph.indptr) - 1, np.inf)
    edge_to = np.full(len(best), -1, np.int64)
    tail_of = np.full(len(best), -1, np.int64)
    queue = [(0.0, 0.0, np.int64(0)) for _ in range(0)]
    for node, seconds in zip(start_nodes, start_s):  # noqa: B905 - numba knows no strict
        if node >= 0 and seconds < best[node]:
            best[node] = seconds
            least = seconds + _least_s(x_m, y_m, speed, node, target_nodes)
            heapq.heappush(queue, (least, seconds, node))
    total, end = np.inf, -1
    while queue:
        least, reached, node = heapq.heappop(queue)
        if least >= total:
            break
        if reached > best[node]:
            continue
        for side in range(len(target_nodes)):
            if node == target_nodes[side] and reached + target_s[side] < total:
                total, end = reached + target_s[side], side
        for edge in range(graph.indptr[node], graph.indptr[node + 1]):
            then, head = reached + graph.seconds[edge], np.int64(graph.heads[edge])
            if then < best[head]:
                best[head], edge_to[head], tail_of[head] = then, edge, node
                least = then + _least_s(x_m, y_m, speed, head, target_nodes)
                heapq.heappush(queue, (least, then, head))
    node, edges = _traced(edge_to, tail_of, target_nodes[end] if end >= 0 else np.int64(-1))
    return total, node, end, edges


@njit(cache=True, nogil=True)
def _traced(
    edge_to: NDArray[np.int64], tail_of: NDArray[np.int64], node: np.int64
) -> tuple[np.int64, NDArray[np.int64]]:
    """Return where the way to a node begins, and its edges in order of travel."""
    edges = [np.int64(0) for _ in range(0)]
    while node >= 0 and edge_to[node] >= 0:
        edges.append(edge_to[node])
        node = tail_of[node]
    return node, np.array(edges, dtype=np.int64)[::-1]


@njit(cache=True, nogil=True)
def _least_s(
    x_m: FloatArray, y_m: FloatArray, speed: float, node: np.int64, target_nodes: NDArray[np.int64]
) -> float:
    """Return seconds that the rest takes at least, as the crow flies to the nearer target node."""
    metres = np.inf
    for target in target_nodes:
        metres = min(metres, np.hypot(x_m[node] - x_m[target], y_m[node] - y_m[target]))
    return float(metres / speed * _SAFETY)


_SAFETY = 1 - 1e-9  # so that rounding never makes the least more than it is
