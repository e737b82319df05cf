"""The hierarchy of a street network: made once, then searched from many points at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from geodata.streets.hierarchy_kernels import (
    BACK_S,
    OTHER,
    THERE_S,
    Hierarchy,
    eliminated,
    places_of,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geodata.streets.street_kernels import Graph

    FloatArray = NDArray[np.float64]


def street_hierarchy(graph: Graph) -> Hierarchy:
    """Return the hierarchy of a directed graph; parallel edges count as the quickest of them."""
    indptr, pairs = _neighbours(graph)
    order, sizes, rows = eliminated(indptr, pairs)
    ends = np.append(0, np.cumsum(sizes))
    place = places_of(order, ends, rows[:, OTHER].astype(np.int64))
    at, above = np.repeat(place, sizes), place[rows[:, OTHER].astype(np.int64)]
    sorted_ = np.lexsort((above, at))
    return Hierarchy(
        place,
        np.searchsorted(at[sorted_], np.arange(len(place) + 1)).astype(np.int64),
        above[sorted_],
        rows[sorted_, THERE_S],
        rows[sorted_, BACK_S],
    )


def turned(hierarchy: Hierarchy) -> Hierarchy:
    """Return the hierarchy of the same streets with every direction turned round."""
    return hierarchy._replace(ascend_s=hierarchy.descend_s, descend_s=hierarchy.ascend_s)


def _neighbours(graph: Graph) -> tuple[NDArray[np.int64], FloatArray]:
    """Return the pairs of neighbours as `eliminated` wants them."""
    nodes = len(graph.indptr) - 1
    tails, heads = np.repeat(np.arange(nodes), np.diff(graph.indptr)), graph.heads.astype(np.int64)
    apart = tails != heads
    tails, heads, seconds = tails[apart], heads[apart], graph.seconds[apart]
    never = np.full(len(seconds), np.inf)
    both = np.concatenate([tails, heads]) * nodes + np.concatenate([heads, tails])
    order = np.argsort(both, kind="stable")
    codes, first = np.unique(both[order], return_index=True)
    there_s = np.concatenate([seconds, never])[order]
    back_s = np.concatenate([never, seconds])[order]
    if len(first):
        there_s, back_s = np.minimum.reduceat(there_s, first), np.minimum.reduceat(back_s, first)
    node, other = np.divmod(codes, max(nodes, 1))
    pairs = np.column_stack([other.astype(np.float64), there_s, back_s])
    return np.searchsorted(node, np.arange(nodes + 1)).astype(np.int64), pairs
