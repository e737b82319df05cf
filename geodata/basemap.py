"""The district's own map tiles: one PMTiles file of vector tiles, made from OpenStreetMap."""

from __future__ import annotations

from typing import TYPE_CHECKING

import freestiler

from geodata.sources.osm_ground import BUILDING, read_ground

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import geopandas as gpd

    from geodata.district import District

BASEMAP = "basemap.pmtiles"
STREETS = "streets"  # the source of district.toml that is an OpenStreetMap extract
WIDEST_ZOOM, FINEST_ZOOM = 7, 14  # beyond the finest, a map draws its tiles larger
# From which zoom of the tiles a kind is drawn; a map shows tiles of one zoom less than its own.
FIRST_ZOOM = {
    "water": 7,
    "wood": 8,
    "motorway": 7,
    "main_road": 8,
    "river": 8,
    "town": 7,
    "railway": 9,
    "settled": 9,
    "village": 9,
    "middle_road": 10,
    "green": 11,
    "hamlet": 11,
    "street": 11,
    "stream": 12,
    "path": 13,
    BUILDING: 14,
}


def build_basemap(district: District, path: Path) -> bool:
    """
    Write the tiles of a district that names an OpenStreetMap extract, and say whether it does.

    Without one, maps show the boundaries of the municipalities instead.

    Raises
    ------
    SourceError
        If the extract is no pbf or is damaged.
    """
    source = district.sources.get(STREETS)
    if source is None:
        return False
    ground = read_ground(source.path, district.bounds)
    if ground.kinds:
        write_tiles(ground.kinds, path)
    return bool(ground.kinds)


def write_tiles(kinds: Mapping[str, gpd.GeoDataFrame], path: Path) -> None:
    """Write a PMTiles file with one layer for each kind, which has the column `name`."""
    layers: dict[str, gpd.GeoDataFrame | freestiler.FreestileLayer] = {
        kind: freestiler.freestile_layer(table, min_zoom=FIRST_ZOOM[kind], max_zoom=FINEST_ZOOM)
        for kind, table in kinds.items()
    }
    freestiler.freestile(
        layers,
        path,
        min_zoom=WIDEST_ZOOM,
        max_zoom=FINEST_ZOOM,
        generate_ids=False,
        quiet=True,
    )
