from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import geopandas as gpd
import shapely

from geodata.basemap import FIRST_ZOOM, build_basemap, write_tiles
from geodata.crs import Bounds
from geodata.district import Source
from geodata.sources.osm_ground import BUILDING, LAND, LINES, NAMES
from tests.small_district import small_district

if TYPE_CHECKING:
    from pathlib import Path

MAGIC = b"PMTiles\x03"  # https://github.com/protomaps/PMTiles/blob/main/spec/v3/spec.md


def test_a_district_without_streets_has_no_tiles(tmp_path: Path) -> None:
    assert not build_basemap(small_district(tmp_path), tmp_path / "basemap.pmtiles")
    assert not (tmp_path / "basemap.pmtiles").exists()


def test_tables_become_one_file_of_tiles_with_a_layer_each(tmp_path: Path) -> None:
    street = shapely.LineString([(7.4, 50.4), (7.6, 50.6)])
    tables = {
        "street": gpd.GeoDataFrame({"name": ["Kirchgasse"]}, geometry=[street], crs=4326),
        "village": gpd.GeoDataFrame(
            {"name": ["Oberau"]}, geometry=[shapely.Point(7.5, 50.5)], crs=4326
        ),
    }
    write_tiles(tables, tmp_path / "basemap.pmtiles")
    assert (tmp_path / "basemap.pmtiles").read_bytes().startswith(MAGIC)


def test_every_kind_that_is_read_has_a_zoom_from_which_it_is_drawn() -> None:
    read = {
        kind
        for table in (LAND, LINES, NAMES)
        for kinds in table.values()
        for kind in kinds.values()
    }
    assert read | {BUILDING} == set(FIRST_ZOOM)


def test_a_real_extract_becomes_tiles(shared_data: Path, tmp_path: Path) -> None:
    extract = shared_data / "liechtenstein" / "liechtenstein_20240303.osm.pbf"
    district = replace(
        small_district(tmp_path),
        bounds=Bounds(9.50, 47.13, 9.54, 47.17),
        sources={"streets": Source("streets", extract)},
    )
    assert build_basemap(district, tmp_path / "basemap.pmtiles")
    assert 50_000 < (tmp_path / "basemap.pmtiles").stat().st_size < 2_000_000
