"""What a map shows under its marks, of an OpenStreetMap extract (pbf): land, water, ways, names."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import geopandas as gpd
import osmium
import pandas as pd
import shapely

from geodata.crs import GEOGRAPHIC_SRID
from geodata.sources.extracts import open_extract

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from geodata.crs import Bounds

KEYS = ("highway", "railway", "waterway", "natural", "landuse", "leisure", "building", "place")
LAND = {
    "natural": {"wood": "wood", "water": "water", "scrub": "green", "heath": "green"},
    "landuse": {
        "forest": "wood",
        "reservoir": "water",
        "basin": "water",
        "residential": "settled",
        "commercial": "settled",
        "industrial": "settled",
        "retail": "settled",
        "farmyard": "settled",
        "meadow": "green",
        "grass": "green",
        "orchard": "green",
        "vineyard": "green",
        "cemetery": "green",
        "allotments": "green",
        "village_green": "green",
        "recreation_ground": "green",
    },
    "leisure": {"park": "green", "pitch": "green", "playground": "green", "garden": "green"},
    "waterway": {"riverbank": "water"},
}
LINES = {
    "highway": {
        "motorway": "motorway",
        "trunk": "motorway",
        "primary": "main_road",
        "secondary": "main_road",
        "tertiary": "middle_road",
        "residential": "street",
        "unclassified": "street",
        "living_street": "street",
        "pedestrian": "street",
        "road": "street",
        "service": "street",
        "track": "path",
        "path": "path",
        "footway": "path",
        "cycleway": "path",
        "bridleway": "path",
        "steps": "path",
    },
    "railway": {"rail": "railway", "light_rail": "railway", "narrow_gauge": "railway"},
    "waterway": {"river": "river", "canal": "river", "stream": "stream"},
}
NAMES = {
    "place": {
        "city": "town",
        "town": "town",
        "village": "village",
        "suburb": "hamlet",
        "quarter": "hamlet",
        "hamlet": "hamlet",
    }
}
BUILDING = "building"
AT_ONCE = 50_000  # shapes held before they are cut: a whole state fits into memory
LINK = "_link"  # the slip road of a motorway counts as the motorway


@dataclass(frozen=True)
class OsmGround:
    """
    The ground of a map.

    Parameters
    ----------
    kinds
        One table for each kind of land, line, building or name that occurs (`wood`, `street`,
        `town` …), in degrees, with the column `name`, "" where there is none.
    incomplete
        How many things were left out because the extract does not hold all their nodes.
    """

    kinds: Mapping[str, gpd.GeoDataFrame]
    incomplete: int


def read_ground(path: Path, bounds: Bounds) -> OsmGround:
    """
    Read what lies within the bounds; areas and lines are cut at their edge.

    Raises
    ------
    SourceError
        If the file is no pbf or is damaged.
    """
    found = _Found(shapely.box(bounds.west, bounds.south, bounds.east, bounds.north))
    keys = osmium.filter.KeyFilter(*KEYS)
    with open_extract(path) as extract:
        for entity in osmium.FileProcessor(extract).with_areas(keys).with_filter(keys):
            found.add(entity)
    return OsmGround(found.tables(), found.incomplete)


@dataclass
class _Found:
    """Shapes as they come from the file, by kind."""

    frame: shapely.Polygon
    shapes: dict[str, list[bytes]] = field(default_factory=dict)
    names: dict[str, list[str]] = field(default_factory=dict)
    inside: dict[str, list[gpd.GeoDataFrame]] = field(default_factory=dict)
    incomplete: int = 0
    factory: osmium.geom.WKBFactory = field(default_factory=osmium.geom.WKBFactory)

    def add(self, entity: object) -> None:
        """Take in a node, way or area of a kind that is drawn."""
        if isinstance(entity, osmium.osm.Area):
            tags = dict(entity.tags)
            kind = BUILDING if BUILDING in tags else _kind(tags, LAND)
            self._keep(kind, tags, lambda: self.factory.create_multipolygon(entity))
        elif isinstance(entity, osmium.osm.Way):
            tags = dict(entity.tags)
            self._keep(_kind(tags, LINES), tags, lambda: self.factory.create_linestring(entity))
        elif isinstance(entity, osmium.osm.Node):
            tags = dict(entity.tags)
            self._keep(_kind(tags, NAMES), tags, lambda: self.factory.create_point(entity))

    def _keep(self, kind: str, tags: dict[str, str], shape: Callable[[], str]) -> None:
        if not kind:
            return
        try:
            drawn = bytes.fromhex(shape())
        except RuntimeError:  # osmium: a node lies outside the extract, or the ring is not closed
            self.incomplete += 1
            return
        self.shapes.setdefault(kind, []).append(drawn)
        self.names.setdefault(kind, []).append("" if kind == BUILDING else tags.get("name", ""))
        if len(self.shapes[kind]) >= AT_ONCE:
            self._cut(kind)

    def _cut(self, kind: str) -> None:
        """Keep of the shapes held what lies inside the frame."""
        table = self._table(kind)
        self.shapes[kind], self.names[kind] = [], []
        if len(table):
            self.inside.setdefault(kind, []).append(table)

    def tables(self) -> dict[str, gpd.GeoDataFrame]:
        """Return one table for each kind, cut at the frame, without what lies outside."""
        for kind in self.shapes:
            self._cut(kind)
        return {
            kind: gpd.GeoDataFrame(pd.concat(parts, ignore_index=True))
            for kind, parts in sorted(self.inside.items())
        }

    def _table(self, kind: str) -> gpd.GeoDataFrame:
        shapes = shapely.from_wkb(self.shapes[kind])
        table = gpd.GeoDataFrame({"name": self.names[kind]}, geometry=shapes, crs=GEOGRAPHIC_SRID)
        inside = table[table.intersects(self.frame)]
        reaching_out = ~inside.within(self.frame)
        cut = shapely.intersection(shapely.make_valid(inside.geometry.to_numpy()), self.frame)
        return inside.assign(geometry=inside.geometry.where(~reaching_out, cut)).reset_index(
            drop=True
        )


def _kind(tags: dict[str, str], table: Mapping[str, Mapping[str, str]]) -> str:
    """Return the first kind that the tags have in a table, or "" where they have none."""
    for key, kinds in table.items():
        value = tags.get(key, "").removesuffix(LINK)
        if value in kinds:
            return kinds[value]
    return ""
