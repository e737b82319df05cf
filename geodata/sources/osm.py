"""Streets of an OpenStreetMap extract (pbf) as arrays: nodes, ways and their tags."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geodata.sources.osm_features import OsmFeatures

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

__all__ = ["OsmFeatures", "OsmWays"]

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
    "incline",
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
    "locked",
)


@dataclass(frozen=True)
class OsmWays:
    """
    Every way with a highway tag, and ferry routes; nothing is judged or left out.

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
        Nodes with a barrier tag: column `node` (index into the node arrays) and
        the columns of BARRIER_TAGS; "" where not tagged.
    missing_nodes
        References to nodes that the extract does not contain; the way is read
        without them, cut in two where they lie inside it.
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
