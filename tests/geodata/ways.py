"""Small hand-made extracts: named corners on a grid of metres, and ways between them."""

from __future__ import annotations

import numpy as np
import pandas as pd

from geodata.crs import to_degrees
from geodata.points import Points
from geodata.sources.osm import BARRIER_TAGS, WAY_TAGS, OsmWays

EAST_M, NORTH_M = 380_000.0, 5_580_000.0  # somewhere in the district, EPSG:25832


def at(*corners: tuple[float, float]) -> Points:
    """Return points at metres east and north of the origin."""
    east, north = np.array(corners, dtype=np.float64).reshape(-1, 2).T
    return Points(*to_degrees(EAST_M + east, NORTH_M + north))


def tags_of(*ways: dict[str, str]) -> pd.DataFrame:
    """Return the tags of ways as the reader does."""
    columns = (*WAY_TAGS, "motorroad") if "motorroad" not in WAY_TAGS else WAY_TAGS
    return pd.DataFrame({n: [w.get(n, "") for w in ways] for n in columns}, dtype=str)


def barriers_of(*nodes: dict[str, str], number: list[int] | None = None) -> pd.DataFrame:
    """Return barriers as the reader does; `number` are the nodes."""
    table = pd.DataFrame({n: [b.get(n, "") for b in nodes] for n in BARRIER_TAGS}, dtype=str)
    table.insert(0, "node", number if number is not None else list(range(len(nodes))))
    return table


def extract(
    corners: dict[str, tuple[float, float]],
    ways: list[tuple[str, dict[str, str]]],
    barriers: dict[str, dict[str, str]] | None = None,
) -> OsmWays:
    """Return an extract of ways such as ("ABC", {"highway": "residential"})."""
    names, points = list(corners), at(*corners.values())
    nodes = [[names.index(name) for name in path] for path, _ in ways]
    barriers = barriers or {}
    return OsmWays(
        node_id=np.arange(len(names)),
        longitude=points.longitude,
        latitude=points.latitude,
        way_id=np.arange(len(ways)),
        way_offsets=np.append(0, np.cumsum([len(path) for path in nodes])).astype(np.int64),
        way_nodes=np.array([n for path in nodes for n in path], dtype=np.int64),
        tags=tags_of(*(tags for _, tags in ways)),
        barriers=barriers_of(*barriers.values(), number=[names.index(name) for name in barriers]),
        missing_nodes=0,
    )
