"""Travel times between many points of a street network, all of them or the short ones only."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from geodata.parallel import blocks, run_parallel
from geodata.streets.hierarchy_kernels import narrowed, read_targets, sweep
from geodata.streets.street_kernels import OnStreets, pairs_from, shorten_on_one_street, taken
from geodata.walking import WalkingTable, stacked, table_from_pairs, whole_seconds

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geodata.streets.hierarchy_kernels import Hierarchy
    from geodata.streets.street_kernels import Ends, Graph

    FloatArray = NDArray[np.float64]

_LANES = 40  # searches in one sweep: five cache lines a junction
_BLOCK = 64  # points around which one thread searches before it hands over
_NOISE_S = 1e-6  # see `whole_seconds`


def times_between(
    hierarchy: Hierarchy, along_s: FloatArray, starts: Ends, targets: Ends, *, limit: float
) -> FloatArray:
    """
    Return seconds from each start to each target, shape (targets, starts); NaN beyond the limit.

    `along_s` (streets, 2) is the time along each whole street and against it, infinite where that
    is forbidden: two points on one street need not go by its ends.
    """
    nodes = np.concatenate([starts.nodes.ravel(), targets.nodes.ravel()])
    narrow = narrowed(hierarchy, nodes)
    on_streets = _on_streets(targets, len(along_s))
    seconds = np.empty((len(targets.streets), len(starts.streets)))

    def block(chosen: slice) -> None:
        part, written = taken(starts, chosen), seconds[:, chosen]
        read_targets(narrow, sweep(narrow, part), targets, limit, written)
        shorten_on_one_street(along_s, part, targets, on_streets, limit, written)

    run_parallel(block, blocks(len(starts.streets), size=_LANES))
    return seconds


def near_pairs(
    graph: Graph, along_s: FloatArray, starts: Ends, targets: Ends, *, limit: float
) -> WalkingTable:
    """Return the pairs within the limit, inclusive, in whole seconds, rows by start."""
    on_streets = _on_streets(targets, len(along_s))
    at_nodes = _at_nodes(targets, len(graph.indptr) - 1)

    def block(chosen: slice) -> WalkingTable:
        part = taken(starts, chosen)
        origin, target, seconds = pairs_from(
            graph, along_s, part, targets, on_streets, at_nodes, limit + _NOISE_S
        )
        whole = whole_seconds(seconds)
        return table_from_pairs(origin, target, whole, size=len(part.streets))

    return stacked(run_parallel(block, blocks(len(starts.streets), size=_BLOCK)))


def _on_streets(points: Ends, streets: int) -> OnStreets:
    """Return the points by street."""
    order = np.argsort(points.streets, kind="stable")
    return OnStreets(_begins(points.streets, streets), order)


def _at_nodes(points: Ends, nodes: int) -> OnStreets:
    """Return the points by node: 2 × the point, + 1 for its second end."""
    flat = points.nodes.ravel()
    order = np.argsort(flat, kind="stable")
    return OnStreets(_begins(flat, nodes), order)


def _begins(numbers: NDArray[np.integer[Any]], size: int) -> NDArray[np.int64]:
    """Return where each of `size` numbers begins among the sorted ones, those of -1 before all."""
    return np.cumsum(np.bincount(numbers + 1, minlength=size + 1)).astype(np.int64)
