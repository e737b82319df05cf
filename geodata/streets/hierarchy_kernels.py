"""
Shortest ways in a street network from many points to many points, without a queue.

Junctions are taken out of the network one by one, the one with fewest neighbours first; its
neighbours are joined by the ways that led through it. What is left to each junction are its edges
to those taken out later, which stand above it. A search climbs from its start to the top, then
one sweep from the top down gives the time to every junction, for many searches (lanes) at once.

References
----------
Dibbelt, J., Strasser, B. and Wagner, D. (2016): Customizable Contraction Hierarchies.
https://doi.org/10.1145/2886843
Delling, D., Goldberg, A. V., Nowatzyk, A. and Werneck, R. F. (2013): PHAST: Hardware-accelerated
shortest path trees. https://doi.org/10.1016/j.jpdc.2012.02.007
"""

from __future__ import annotations

import heapq
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numba import njit

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geodata.streets.street_kernels import Ends

    FloatArray = NDArray[np.float64]
    Indices = NDArray[np.int32]

OTHER, THERE_S, BACK_S = 0, 1, 2  # columns of a pair of neighbours


class Hierarchy(NamedTuple):
    """
    The junctions from the top down, each with its edges to junctions above.

    Parameters
    ----------
    place
        Where each node of the graph stands, shape (nodes,); 0 is the top; -1 if left out.
    indptr
        Where the edges of each place begin, shape (places + 1,).
    above
        The place at the upper end of each edge, shape (edges,); it rises within a row. All that
        stand above a place lie on one line: the last of a row is the next one on the way up.
    ascend_s, descend_s
        Seconds up and down each edge, shape (edges,); infinite where there is no such way.
    """

    place: Indices
    indptr: NDArray[np.int64]
    above: Indices
    ascend_s: FloatArray
    descend_s: FloatArray


@njit(cache=True)
def eliminated(
    indptr: NDArray[np.int64], pairs: FloatArray
) -> tuple[NDArray[np.int64], NDArray[np.int64], FloatArray]:
    """
    Take out all nodes; return their order, and how many and which neighbours each had by then.

    Parameters
    ----------
    indptr
        Where the neighbours of each node begin, shape (nodes + 1,).
    pairs
        Neighbour, seconds to it and seconds back, shape (pairs, 3), every pair in both rows; the
        seconds are infinite where there is no such way.
    """
    size = np.diff(indptr)
    rows = [pairs[indptr[node] : indptr[node + 1]].copy() for node in range(len(size))]
    order, taken = np.empty(len(size), np.int64), 0
    is_out = np.zeros(len(size), np.bool_)
    slot = np.full(len(size), -1, np.int64)
    queue = [(size[node], node) for node in range(len(size))]
    heapq.heapify(queue)
    while queue:
        number, node = heapq.heappop(queue)
        if is_out[node] or number != size[node]:
            continue
        order[taken], is_out[node] = node, True
        taken += 1
        row = rows[node][: size[node]]
        for index in range(len(row)):
            other = int(row[index, OTHER])
            rows[other] = _with_room(rows[other], size[other], len(row))
            size[other] = _joined(rows[other], size[other], row, index, node, slot)
            heapq.heappush(queue, (size[other], other))
    return order, size, _together(rows, size)


@njit(cache=True)
def _with_room(row: FloatArray, size: int, more: int) -> FloatArray:
    """Return the row with room for more neighbours, twice as long where it has to grow."""
    if size + more <= len(row):
        return row
    longer = np.empty((2 * (size + more), 3))
    longer[:size] = row[:size]
    return longer


@njit(cache=True)
def _joined(  # noqa: PLR0913, PLR0917 - the row, its neighbours and a slate
    mine: FloatArray,
    size: int,
    row: FloatArray,
    index: int,
    node: int,
    slot: NDArray[np.int64],
) -> int:
    """Take `node` out of the row of its neighbour `index`, join this to the others; return its size."""
    for at in range(size):
        slot[int(mine[at, OTHER])] = at
    size -= 1
    mine[slot[node]] = mine[size]
    slot[int(mine[size, OTHER])] = slot[node]
    slot[node] = -1
    for other in range(len(row)):
        if other == index:
            continue
        there_s = row[index, BACK_S] + row[other, THERE_S]
        back_s = row[other, BACK_S] + row[index, THERE_S]
        at = slot[int(row[other, OTHER])]
        if at < 0:
            mine[size, OTHER], mine[size, THERE_S], mine[size, BACK_S] = (
                row[other, OTHER],
                there_s,
                back_s,
            )
            size += 1
        else:
            mine[at, THERE_S] = min(mine[at, THERE_S], there_s)
            mine[at, BACK_S] = min(mine[at, BACK_S], back_s)
    for at in range(size):
        slot[int(mine[at, OTHER])] = -1
    return size


@njit(cache=True)
def _together(rows: list[FloatArray], size: NDArray[np.int64]) -> FloatArray:
    result, end = np.empty((size.sum(), 3)), 0
    for node in range(len(size)):
        result[end : end + size[node]] = rows[node][: size[node]]
        end += size[node]
    return result


@njit(cache=True)
def places_of(
    order: NDArray[np.int64], indptr: NDArray[np.int64], neighbours: NDArray[np.int64]
) -> Indices:
    """
    Return where each node stands: below all its neighbours, and each branch in one piece.

    Branches in one piece keep what a sweep reads close to what it has just written.
    """
    rank = np.empty(len(order), np.int64)
    rank[order] = np.arange(len(order))
    next_up = np.full(len(order), -1, np.int64)
    branch = np.ones(len(order), np.int64)
    for node in order:
        for at in range(indptr[node], indptr[node + 1]):
            if next_up[node] < 0 or rank[neighbours[at]] < rank[next_up[node]]:
                next_up[node] = neighbours[at]
        if next_up[node] >= 0:
            branch[next_up[node]] += branch[node]
    place, free, top = np.empty(len(order), np.int32), np.empty(len(order), np.int64), 0
    for node in order[::-1]:
        if next_up[node] >= 0:
            place[node] = free[next_up[node]]
            free[next_up[node]] += branch[node]
        else:
            place[node] = top
            top += branch[node]
        free[node] = place[node] + 1
    return place


@njit(cache=True, nogil=True)
def narrowed(hierarchy: Hierarchy, nodes: NDArray[np.int64]) -> Hierarchy:
    """Return only the places of some nodes and what stands above them; -1 among them is no node."""
    number = np.full(len(hierarchy.indptr) - 1, -1, np.int32)
    for node in nodes:
        at = np.int64(hierarchy.place[node]) if node >= 0 else np.int64(-1)
        while at >= 0 and number[at] < 0:
            number[at] = 0
            last = hierarchy.indptr[at + 1] - 1
            at = np.int64(hierarchy.above[last]) if last >= hierarchy.indptr[at] else np.int64(-1)
    kept = np.flatnonzero(number == 0)
    indptr = np.zeros(len(kept) + 1, np.int64)
    for index, at in enumerate(kept):
        number[at] = index
        indptr[index + 1] = indptr[index] + hierarchy.indptr[at + 1] - hierarchy.indptr[at]
    above = np.empty(indptr[-1], np.int32)
    ascend_s, descend_s = np.empty(indptr[-1]), np.empty(indptr[-1])
    for index, at in enumerate(kept):
        mine = slice(indptr[index], indptr[index + 1])
        row = slice(hierarchy.indptr[at], hierarchy.indptr[at + 1])
        above[mine] = number[hierarchy.above[row]]
        ascend_s[mine], descend_s[mine] = hierarchy.ascend_s[row], hierarchy.descend_s[row]
    place = np.full(len(hierarchy.place), -1, np.int32)
    for node in nodes:
        if node >= 0:
            place[node] = number[hierarchy.place[node]]
    return Hierarchy(place, indptr, above, ascend_s, descend_s)


@njit(cache=True, nogil=True)
def sweep(hierarchy: Hierarchy, starts: Ends) -> FloatArray:
    """Return seconds from each start to each place, shape (places, starts); infinite if none."""
    best = np.full((len(hierarchy.indptr) - 1, len(starts.streets)), np.inf)
    for lane in range(len(starts.streets)):
        for end in range(2):
            if starts.nodes[lane, end] >= 0:
                at = int(hierarchy.place[starts.nodes[lane, end]])
                _climb(hierarchy, best, lane, at, starts.seconds[lane, end])
    for at in range(len(best)):
        here = best[at]
        for edge in range(hierarchy.indptr[at], hierarchy.indptr[at + 1]):
            there, seconds = best[hierarchy.above[edge]], hierarchy.descend_s[edge]
            for lane in range(len(here)):
                here[lane] = min(here[lane], there[lane] + seconds)
    return best


@njit(cache=True, nogil=True)
def _climb(hierarchy: Hierarchy, best: FloatArray, lane: int, at: int, seconds: float) -> None:
    """Write the time to everything above a place; it is `seconds` from the start of the lane."""
    best[at, lane] = min(best[at, lane], seconds)
    while hierarchy.indptr[at] < hierarchy.indptr[at + 1]:
        for edge in range(hierarchy.indptr[at], hierarchy.indptr[at + 1]):
            there = hierarchy.above[edge]
            best[there, lane] = min(best[there, lane], best[at, lane] + hierarchy.ascend_s[edge])
        at = hierarchy.above[hierarchy.indptr[at + 1] - 1]


@njit(cache=True, nogil=True)
def read_targets(
    hierarchy: Hierarchy, best: FloatArray, targets: Ends, limit: float, seconds: FloatArray
) -> None:
    """Write the times of a sweep to the targets, shape (targets, starts); NaN beyond the limit."""
    for target in range(len(targets.streets)):
        if targets.streets[target] < 0:
            seconds[target] = np.nan
            continue
        first = best[hierarchy.place[targets.nodes[target, 0]]]
        second = best[hierarchy.place[targets.nodes[target, 1]]]
        for lane in range(len(first)):
            one = first[lane] + targets.seconds[target, 0]
            other = second[lane] + targets.seconds[target, 1]
            least = min(one, other)
            seconds[target, lane] = least if least <= limit and least < np.inf else np.nan
