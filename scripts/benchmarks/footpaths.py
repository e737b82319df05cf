"""Footpaths that several engines can share: transitively closed short walks between stops."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse.csgraph import floyd_warshall

from geodata.streets.straight_line import straight_line
from geodata.walking import WalkingTable, table_from_matrix, whole_seconds

if TYPE_CHECKING:
    from geodata.points import Points

KERB_S = 90  # stops so near belong together; their walks are closed by the shortest way


def closed_footpaths(stops: Points) -> WalkingTable:
    """Return walks of up to 90 s and all chains of them, so that no chain beats its own pair."""
    seconds = whole_seconds(straight_line("walk").travel_seconds(stops, stops)).astype(np.float64)
    seconds[seconds > KERB_S] = np.inf
    np.fill_diagonal(seconds, 0)
    return table_from_matrix(floyd_warshall(seconds), max_seconds=np.inf)
