"""From the ways of OpenStreetMap to the streets and the directed graph of one mode."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from geodata.crs import geodesic_m
from geodata.streets.access import access_of, blocked_nodes, unknown_nodes
from geodata.streets.speeds import speeds_of
from geodata.streets.street_kernels import Graph
from geodata.streets.underfoot import lights, pavements

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geodata.sources.osm import OsmWays
    from geodata.streets.access import Mode

    FloatArray = NDArray[np.float64]
    Flags = NDArray[np.bool_]

M_S_PER_KM_H = 1 / 3.6


class StreetTable(NamedTuple):
    """
    Streets: pieces of ways between junctions, all of one connected part.

    Parameters
    ----------
    ends
        First and last node, shape (streets, 2).
    seconds
        Time along the whole street and against it, shape (streets, 2); infinite if forbidden.
    metres
        Length on the ellipsoid, shape (streets,).
    to_the_door
        Whether only journeys that begin or end there may use it, shape (streets,).
    known
        Whether the tags tell that the mode can use it, shape (streets,); False: it may or may not.
    pavement, lit
        1 yes, 0 no, -1 where the tags do not tell, shape (streets,); see `underfoot`.
    shape_indptr
        Where the shape of each street begins, shape (streets + 1,).
    longitude, latitude
        The shapes, in degrees, shape (points,).
    """

    ends: NDArray[np.int64]
    seconds: FloatArray
    metres: FloatArray
    to_the_door: Flags
    known: Flags
    pavement: NDArray[np.int8]
    lit: NDArray[np.int8]
    shape_indptr: NDArray[np.int64]
    longitude: FloatArray
    latitude: FloatArray


def street_table(ways: OsmWays, *, mode: Mode, walk_speed_km_h: float) -> StreetTable:
    """Return the streets that a mode may use, cut to the largest part in which all is reachable."""
    access = access_of(ways.tags, mode=mode)
    speeds = speeds_of(ways.tags, mode=mode, walk_speed_km_h=walk_speed_km_h)
    used = np.flatnonzero(access.forward | access.backward)
    unclear = unknown_nodes(ways.barriers, mode=mode)
    pieces = _pieces(ways, used, blocked_nodes(ways.barriers, mode=mode), unclear)
    way = pieces.way
    seconds = np.stack(
        [
            np.where(is_open[way], pieces.metres / (speed[way] * M_S_PER_KM_H), np.inf)
            for is_open, speed in zip((access.forward, access.backward), speeds, strict=True)
        ],
        axis=1,
    )
    table = StreetTable(
        pieces.ends,
        seconds,
        pieces.metres,
        access.to_the_door[way],
        access.known[way] & ~np.isin(pieces.ends, unclear).any(axis=1),
        pavements(ways.tags)[way],
        lights(ways.tags)[way],
        pieces.shape_indptr,
        pieces.longitude,
        pieces.latitude,
    )
    return _enclosed_marked(_renumbered(_kept(table, _in_largest_part(table))))


class _Pieces(NamedTuple):
    """Ways cut at junctions, not yet judged."""

    way: NDArray[np.int64]
    ends: NDArray[np.int64]
    metres: FloatArray
    shape_indptr: NDArray[np.int64]
    longitude: FloatArray
    latitude: FloatArray


def _pieces(
    ways: OsmWays,
    used: NDArray[np.int64],
    blocked: NDArray[np.int64],
    unclear: NDArray[np.int64],
) -> _Pieces:
    """Cut the used ways wherever they meet, begin, end, are blocked or may be so."""
    lengths = np.diff(ways.way_offsets)[used]
    node = ways.way_nodes[_ranges(ways.way_offsets[:-1][used], lengths)]
    way = np.repeat(used, lengths)
    is_blocked = np.zeros(len(ways.node_id), dtype=bool)
    is_blocked[blocked] = True
    last = np.cumsum(lengths) - 1
    cut = (np.bincount(node, minlength=len(is_blocked)) > 1)[node] | is_blocked[node]
    cut |= np.isin(node, unclear)
    cut[last] = True
    cut[last - lengths + 1] = True
    starts_hop = np.ones(len(node), dtype=bool)
    starts_hop[last] = False
    begin = np.flatnonzero(cut & starts_hop)
    end = np.flatnonzero(cut & np.append(False, starts_hop[:-1]))
    longitude, latitude = ways.longitude[node], ways.latitude[node]
    ends = _apart_at_barriers(np.stack([node[begin], node[end]], axis=1), is_blocked)
    return _Pieces(
        way[begin],
        ends,
        _lengths_m(longitude, latitude, begin, end),
        np.append(0, np.cumsum(end - begin + 1)),
        longitude[_ranges(begin, end - begin + 1)],
        latitude[_ranges(begin, end - begin + 1)],
    )


def _ranges(starts: NDArray[np.int64], lengths: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return start, start + 1, … of each range, one after another."""
    before = np.cumsum(lengths) - lengths
    return np.repeat(starts - before, lengths) + np.arange(lengths.sum())


def _lengths_m(
    longitude: FloatArray, latitude: FloatArray, begin: NDArray[np.int64], end: NDArray[np.int64]
) -> FloatArray:
    hops = geodesic_m(longitude[:-1], latitude[:-1], longitude[1:], latitude[1:])
    along = np.append(0.0, np.cumsum(hops))  # hops between two ways cancel out
    return np.asarray(along[end] - along[begin])


def _apart_at_barriers(ends: NDArray[np.int64], is_blocked: Flags) -> NDArray[np.int64]:
    """Give each street its own end at a barrier, so that none goes on to another there."""
    flat = ends.ravel().copy()
    at_barrier = np.flatnonzero(is_blocked[flat])
    flat[at_barrier] = len(is_blocked) + np.arange(len(at_barrier))
    return flat.reshape(-1, 2)


def _in_largest_part(table: StreetTable, usable: Flags | None = None) -> Flags:
    """Return which streets lie in the largest part where every node reaches every other."""
    chosen = np.ones(len(table.metres), dtype=bool) if usable is None else usable
    tails, heads = _directed(table, chosen)[:2]
    nodes, both = np.unique(np.concatenate([tails, heads]), return_inverse=True)
    if not len(nodes):
        return chosen & False
    tail, head = both.reshape(2, -1)
    matrix = csr_array((np.ones(len(tail)), (tail, head)), shape=(len(nodes), len(nodes)))
    part = connected_components(matrix, directed=True, connection="strong")[1]
    inside = np.zeros(table.ends.max() + 1, dtype=bool)
    inside[nodes] = part == np.bincount(part).argmax()
    return np.asarray(chosen & inside[table.ends].all(axis=1))


def _directed(
    table: StreetTable, chosen: Flags
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Return tail, head and number (2 × street, + 1 against it) of each permitted direction."""
    permitted = np.isfinite(table.seconds) & chosen[:, None]
    number = np.flatnonzero(permitted.ravel())
    street, against = number // 2, number % 2
    return table.ends[street, against], table.ends[street, 1 - against], number


def _kept(table: StreetTable, keep: Flags) -> StreetTable:
    lengths = np.diff(table.shape_indptr)
    points = np.repeat(keep, lengths)
    return StreetTable(
        table.ends[keep],
        table.seconds[keep],
        table.metres[keep],
        table.to_the_door[keep],
        table.known[keep],
        table.pavement[keep],
        table.lit[keep],
        np.append(0, np.cumsum(lengths[keep])),
        table.longitude[points],
        table.latitude[points],
    )


def _renumbered(table: StreetTable) -> StreetTable:
    numbers = np.unique(table.ends, return_inverse=True)[1]
    return table._replace(ends=numbers.reshape(-1, 2).astype(np.int64))


def _enclosed_marked(table: StreetTable) -> StreetTable:
    """
    Mark what lies behind streets for residents as being for residents, too.

    A free lane that can be reached only through such a street would else be out of reach.
    """
    if not table.to_the_door.any():
        return table
    free = ~table.to_the_door
    through = _in_largest_part(table, free)
    return table._replace(to_the_door=~through)


class LayeredGraph(NamedTuple):
    """
    A graph in which streets for residents are used at the beginning or end of a journey only.

    Each node of such a street stands three times: before the free streets, among them and after
    them, joined by edges of no length in this order. `start_nodes` and `target_nodes` (streets, 2)
    say at which nodes a journey from or to a point of a street begins or ends.
    """

    graph: Graph
    start_nodes: NDArray[np.int64]
    target_nodes: NDArray[np.int64]


def layered_graph(table: StreetTable) -> LayeredGraph:
    """Return the directed graph of the streets."""
    nodes = int(table.ends.max()) + 1 if len(table.ends) else 0
    behind = np.unique(table.ends[table.to_the_door])
    early, late = np.arange(nodes), np.arange(nodes)
    early[behind] = nodes + np.arange(len(behind))
    late[behind] = nodes + len(behind) + np.arange(len(behind))
    free, zone = _directed(table, ~table.to_the_door), _directed(table, table.to_the_door)
    none = np.full(len(behind), -1, dtype=np.int64)
    tails = [free[0], early[zone[0]], late[zone[0]], early[behind], behind]
    heads = [free[1], early[zone[1]], late[zone[1]], behind, late[behind]]
    numbers = [free[2], zone[2], zone[2], none, none]
    graph = _graph(
        table,
        np.concatenate(tails),
        np.concatenate(heads),
        np.concatenate(numbers),
        nodes + 2 * len(behind),
    )
    door = table.to_the_door[:, None]
    return LayeredGraph(
        graph,
        np.where(door, early[table.ends], table.ends),
        np.where(door, late[table.ends], table.ends),
    )


def _graph(
    table: StreetTable,
    tails: NDArray[np.int64],
    heads: NDArray[np.int64],
    numbers: NDArray[np.int64],
    nodes: int,
) -> Graph:
    seconds = np.where(numbers >= 0, table.seconds.ravel()[numbers], 0.0)
    order = np.lexsort((numbers, heads, tails))
    indptr = np.searchsorted(tails[order], np.arange(nodes + 1)).astype(np.int64)
    streets = numbers[order].astype(np.int32)
    return Graph(indptr, heads[order].astype(np.int32), seconds[order], streets)


def reversed_graph(graph: Graph) -> Graph:
    """Return the graph with every edge turned round."""
    nodes = len(graph.indptr) - 1
    tails = np.repeat(np.arange(nodes, dtype=np.int64), np.diff(graph.indptr))
    order = np.argsort(graph.heads, kind="stable")
    indptr = np.searchsorted(graph.heads[order], np.arange(nodes + 1)).astype(np.int64)
    return Graph(indptr, tails[order].astype(np.int32), graph.seconds[order], graph.streets[order])
