"""Streets of an OpenStreetMap extract (pbf) as arrays: nodes, ways and their tags."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import osmium
import pandas as pd

from geodata.sources.extracts import open_extract
from geodata.sources.osm_features import OsmFeatures, read_features

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from numpy.typing import NDArray

    from geodata.crs import Bounds

__all__ = ["BARRIER_TAGS", "WAY_TAGS", "OsmFeatures", "OsmWays", "read_features", "read_ways"]

WAY_TAGS = (
    "highway",
    "name",
    "oneway",
    "oneway:bicycle",
    "oneway:foot",
    "junction",
    "access",
    "foot",
    "bicycle",
    "vehicle",
    "motor_vehicle",
    "motorcar",
    "motorroad",
    "maxspeed",
    "maxspeed:forward",
    "maxspeed:backward",
    "surface",
    "tracktype",
    "smoothness",
    "sidewalk",
    "sidewalk:left",
    "sidewalk:right",
    "sidewalk:both",
    "cycleway",
    "cycleway:left",
    "cycleway:right",
    "cycleway:both",
    "lit",
    "service",
    "wheelchair",
    "stroller",
    "ramp:wheelchair",
    "ramp:stroller",
    "incline",
    "width",
    "area",
    "toll",
    "route",
    "duration",
    "bridge",
    "tunnel",
    "construction",
)
BARRIER_TAGS = (
    "barrier",
    "access",
    "foot",
    "bicycle",
    "vehicle",
    "motor_vehicle",
    "motorcar",
    "wheelchair",
    "stroller",
    "kerb",
    "kerb:height",
    "locked",
)


PRECISION = 1e-7  # degrees; osmium counts positions in these steps
FERRY = "ferry"


@dataclass(frozen=True)
class OsmWays:
    """
    Every way with a highway tag, and ferry routes; nothing is judged.

    Parameters
    ----------
    node_id, longitude, latitude
        The nodes of these ways, shape (nodes,); degrees.
    way_id
        OSM number of each way, shape (ways,).
    way_offsets
        Shape (ways + 1,): the nodes of way w are
        `way_nodes[way_offsets[w] : way_offsets[w + 1]]`.
    way_nodes
        Indices into the node arrays, in the order of the ways.
    tags
        One row per way, one column per name in WAY_TAGS; "" where not tagged.
    barriers
        Nodes with a barrier or a kerb (then `barrier` is "kerb"): column `node` (index into the node arrays) and
        the columns of BARRIER_TAGS; "" where not tagged.
    missing_nodes
        References to nodes that the extract does not contain; the way is read
        without them, cut in two where they lie inside it.
    outside
        Ways left out because none of their nodes lies within the bounds.
    """

    node_id: NDArray[np.int64]
    longitude: NDArray[np.float64]
    latitude: NDArray[np.float64]
    way_id: NDArray[np.int64]
    way_offsets: NDArray[np.int64]
    way_nodes: NDArray[np.int64]
    tags: pd.DataFrame
    barriers: pd.DataFrame
    missing_nodes: int
    outside: int = 0


def read_ways(path: Path, *, bounds: Bounds | None = None) -> OsmWays:
    """
    Read all streets, paths and ferry routes of an extract.

    Parameters
    ----------
    path
        The extract.
    bounds
        Keep only ways with at least one node within, these whole; everything where None.

    Raises
    ------
    SourceError
        If the file is no pbf or is damaged.
    """
    lists = _Lists(bounds)
    keys = osmium.filter.KeyFilter("highway", "route", "barrier", "kerb")
    with open_extract(path) as extract:
        for entity in osmium.FileProcessor(extract).with_locations().with_filter(keys):
            if isinstance(entity, osmium.osm.Way):
                lists.add_way(entity)
            elif isinstance(entity, osmium.osm.Node):
                lists.add_node(entity)
    return lists.to_arrays()


@dataclass
class _Lists:
    """Ways as they come from the file, before they are arrays."""

    bounds: Bounds | None = None
    way_ids: list[int] = field(default_factory=list)
    lengths: list[int] = field(default_factory=list)
    tags: list[dict[str, str]] = field(default_factory=list)
    nodes: list[tuple[int, int, int]] = field(default_factory=list)
    barriers: dict[int, dict[str, str]] = field(default_factory=dict)
    missing_nodes: int = 0
    outside: int = 0

    def add_way(self, way: osmium.osm.Way) -> None:
        """Add a way with a highway tag or a ferry route, cut where the extract lacks its nodes."""
        tags = dict(way.tags)
        if "highway" not in tags and tags.get("route") != FERRY:
            return
        nodes = [
            (node.ref, node.x, node.y) if node.location.valid() else None for node in way.nodes
        ]
        if self.bounds is not None and not _touches(nodes, self.bounds):
            self.outside += 1
            return
        self.missing_nodes += nodes.count(None)
        for piece in _pieces(nodes):
            self.way_ids.append(way.id)
            self.lengths.append(len(piece))
            self.tags.append(tags)
            self.nodes.extend(piece)

    def add_node(self, node: osmium.osm.Node) -> None:
        """Add a node with a barrier; a kerb is one, tagged so or not."""
        tags = dict(node.tags)
        if "barrier" in tags or "kerb" in tags:
            self.barriers[node.id] = {"barrier": "kerb", **tags}

    def to_arrays(self) -> OsmWays:
        """Return everything as arrays, with each node once."""
        nodes = np.array(self.nodes, dtype=np.int64).reshape(-1, 3)
        node_id, first, way_nodes = np.unique(nodes[:, 0], return_index=True, return_inverse=True)
        return OsmWays(
            node_id=node_id,
            longitude=nodes[first, 1] * PRECISION,
            latitude=nodes[first, 2] * PRECISION,
            way_id=np.array(self.way_ids, dtype=np.int64),
            way_offsets=np.concatenate([[0], np.cumsum(self.lengths, dtype=np.int64)]),
            way_nodes=way_nodes.astype(np.int64),
            tags=_tag_table(self.tags, WAY_TAGS),
            barriers=_barrier_table(self.barriers, node_id),
            missing_nodes=self.missing_nodes,
            outside=self.outside,
        )


def _touches(nodes: list[tuple[int, int, int] | None], bounds: Bounds) -> bool:
    """Say whether at least one node lies within the bounds."""
    known = (node for node in nodes if node is not None)
    return any(bounds.contain(x * PRECISION, y * PRECISION) for _, x, y in known)


def _pieces(
    nodes: list[tuple[int, int, int] | None],
) -> Iterable[list[tuple[int, int, int]]]:
    """Yield the runs of at least two nodes between those that are missing."""
    piece: list[tuple[int, int, int]] = []
    for node in [*nodes, None]:
        if node is not None:
            piece.append(node)
        elif len(piece) > 1:
            yield piece
            piece = []
        else:
            piece = []


def _tag_table(tags: list[dict[str, str]], columns: tuple[str, ...]) -> pd.DataFrame:
    return pd.DataFrame({name: [tag.get(name, "") for tag in tags] for name in columns}, dtype=str)


def _barrier_table(barriers: dict[int, dict[str, str]], node_id: NDArray[np.int64]) -> pd.DataFrame:
    """Return the barriers that stand on a way."""
    numbers = np.array(sorted(barriers), dtype=np.int64)
    on_way = numbers[np.isin(numbers, node_id)]
    table = _tag_table([barriers[number] for number in on_way.tolist()], BARRIER_TAGS)
    table.insert(0, "node", np.searchsorted(node_id, on_way))
    return table
