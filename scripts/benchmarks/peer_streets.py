"""scipy and RoutingKit on the streets of a workload: walking times from node to node."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra
from scipy.spatial import KDTree

from geodata.crs import to_metres
from scripts.benchmarks.ours import walking_streets

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from geodata.points import Points
    from geodata.streets.graph import StreetTable
    from scripts.benchmarks.stopwatch import Stopwatch
    from scripts.benchmarks.workload import Workload

    FloatArray = NDArray[np.float64]
    Search = Callable[[NDArray[np.int64], NDArray[np.int64]], FloatArray]

UNITS_PER_S = 1000  # RoutingKit counts in whole numbers: milliseconds


class NodeGraph(NamedTuple):
    """
    The junctions of our street network and the directed streets between them.

    `tails`, `heads` and `seconds` (edges,), `longitude` and `latitude` (nodes,).
    """

    tails: NDArray[np.int64]
    heads: NDArray[np.int64]
    seconds: FloatArray
    longitude: FloatArray
    latitude: FloatArray


def node_graph(streets: StreetTable) -> NodeGraph:
    """Return the graph of a street network; of two streets between two nodes the quicker."""
    nodes, numbered = np.unique(streets.ends, return_inverse=True)
    ends = numbered.reshape(streets.ends.shape)
    tails = np.concatenate([ends[:, 0], ends[:, 1]])
    heads = np.concatenate([ends[:, 1], ends[:, 0]])
    seconds = streets.seconds.T.ravel()
    order = np.lexsort((seconds, heads, tails))
    tails, heads, seconds = tails[order], heads[order], seconds[order]
    first = np.ones(len(order), dtype=bool)
    first[1:] = (np.diff(tails) != 0) | (np.diff(heads) != 0)
    first &= np.isfinite(seconds) & (tails != heads)
    position = np.zeros((len(nodes), 2))
    last = streets.shape_indptr[1:] - 1
    for end, corner in ((0, streets.shape_indptr[:-1]), (1, last)):
        position[ends[:, end]] = np.column_stack(
            [streets.longitude[corner], streets.latitude[corner]]
        )
    return NodeGraph(tails[first], heads[first], seconds[first], *position.T.copy())


def scipy_search(graph: NodeGraph) -> Search:
    """Return the search of scipy, from the fewer points against the streets."""
    size = len(graph.longitude)
    turned = csr_array((graph.seconds, (graph.heads, graph.tails)), shape=(size, size))

    def search(origins: NDArray[np.int64], targets: NDArray[np.int64]) -> FloatArray:
        found: FloatArray = dijkstra(turned, indices=targets)
        return found[:, origins].T

    return search


def routingkit_search(graph: NodeGraph) -> Search:
    """Return the search of RoutingKit: customizable contraction hierarchies."""
    hierarchy = import_module("pyroutingkit").CCH()
    tails, heads = graph.tails.astype(np.uint32), graph.heads.astype(np.uint32)
    latitude, longitude = graph.latitude.astype(np.float32), graph.longitude.astype(np.float32)
    hierarchy.build_topology(tails, heads, latitude, longitude, len(latitude))
    hierarchy.customize_weights(np.rint(graph.seconds * UNITS_PER_S).astype(np.uint32))

    def search(origins: NDArray[np.int64], targets: NDArray[np.int64]) -> FloatArray:
        found = hierarchy.distances_many_to_many(
            origins.astype(np.uint32), targets.astype(np.uint32)
        )
        return np.asarray(found, dtype=np.float64) / UNITS_PER_S

    return search


SEARCHES = {"scipy": scipy_search, "pyroutingkit": routingkit_search}


def run_streets(workload: Workload, watch: Stopwatch, peer: str) -> FloatArray:
    """W4: read the streets and answer twice; points are snapped to nodes before, as we keep ours."""
    with watch.stage("read"):
        graph = node_graph(walking_streets(workload).streets)
        search = SEARCHES[peer](graph)
        tree = KDTree(np.column_stack(to_metres(graph.longitude, graph.latitude)))

    with watch.stage("access"):
        ends = _nearest(tree, workload.cells), _nearest(tree, workload.services)
    with watch.stage("first"):
        search(*ends)
    watch.answered()
    with watch.stage("warm"):
        return search(*ends)


def _nearest(tree: KDTree, points: Points) -> NDArray[np.int64]:
    metres = np.column_stack(to_metres(points.longitude, points.latitude))
    return np.asarray(tree.query(metres)[1], dtype=np.int64)
