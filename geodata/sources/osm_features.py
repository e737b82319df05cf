"""Places, addresses, buildings and social facilities of an OpenStreetMap extract (pbf)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class OsmFeatures:
    """
    Named things as tables with one row each.

    Every table has `osm_id` ("n123", "w45", "r6"), `name`, `longitude` and
    `latitude` (degrees; the centroid of an area), and one column for each tag
    that matters to its kind, "" where not tagged.
    """

    kindergartens: pd.DataFrame
    social_facilities: pd.DataFrame
    community_centres: pd.DataFrame
    places: pd.DataFrame
    addresses: pd.DataFrame
    buildings: pd.DataFrame
