from __future__ import annotations

from typing import TYPE_CHECKING

import osmium
import pytest
from hypothesis import given
from hypothesis import strategies as st
from osmium.osm.mutable import Node, Way

from geodata.crs import Bounds
from geodata.errors import SourceError
from geodata.sources import osm_ground
from geodata.sources.osm_ground import LAND, LINES, NAMES, OsmGround, _kind, read_ground

if TYPE_CHECKING:
    from pathlib import Path

BOUNDS = Bounds(7.0, 50.0, 8.0, 51.0)
CORNERS = ((7.4, 50.4), (7.6, 50.4), (7.6, 50.6), (7.4, 50.6))


def ground_of(path: Path, *things: Node | Way) -> OsmGround:
    with osmium.SimpleWriter(str(path / "ground.osm.pbf")) as writer:
        for number, corner in enumerate(CORNERS, start=1):
            writer.add_node(Node(id=number, location=corner))
        for thing in things:
            writer.add_node(thing) if isinstance(thing, Node) else writer.add_way(thing)
    return read_ground(path / "ground.osm.pbf", BOUNDS)


def test_land_lines_buildings_and_names_each_become_a_table(tmp_path: Path) -> None:
    ground = ground_of(
        tmp_path,
        Node(id=9, location=(7.5, 50.5), tags={"place": "village", "name": "Oberau"}),
        Way(id=1, nodes=[1, 2, 3, 1], tags={"landuse": "forest", "name": "Stadtwald"}),
        Way(id=2, nodes=[1, 3], tags={"highway": "residential", "name": "Kirchgasse"}),
        Way(id=3, nodes=[1, 2, 3, 1], tags={"building": "yes", "name": "Haus Sonne"}),
        Way(id=4, nodes=[1, 2], tags={"power": "line"}),
    )
    assert {kind: len(table) for kind, table in ground.kinds.items()} == {
        "building": 1,
        "street": 1,
        "village": 1,
        "wood": 1,
    }
    assert ground.kinds["street"]["name"].tolist() == ["Kirchgasse"]
    assert ground.kinds["wood"].geometry.geom_type.tolist() == ["MultiPolygon"]


def test_no_building_bears_a_name_for_a_shelter_might_be_one(tmp_path: Path) -> None:
    building = Way(id=3, nodes=[1, 2, 3, 1], tags={"building": "yes", "name": "Frauenhaus"})
    assert ground_of(tmp_path, building).kinds["building"]["name"].tolist() == [""]


def test_what_lies_outside_is_left_out_and_what_reaches_out_is_cut(tmp_path: Path) -> None:
    ground = ground_of(
        tmp_path,
        Node(id=10, location=(9.0, 50.5)),
        Node(id=11, location=(9.2, 50.5)),
        Way(id=1, nodes=[10, 11], tags={"highway": "primary"}),
        Way(id=2, nodes=[1, 10], tags={"highway": "motorway_link"}),
    )
    assert list(ground.kinds) == ["motorway"]
    assert ground.kinds["motorway"].total_bounds[2] == pytest.approx(BOUNDS.east)


def test_a_way_whose_nodes_are_missing_is_counted(tmp_path: Path) -> None:
    lost = Way(id=1, nodes=[77, 78], tags={"highway": "primary"})
    ground = ground_of(tmp_path, lost)
    assert ground.kinds == {}
    assert ground.incomplete == 1


def test_shapes_that_are_cut_a_few_at_a_time_are_all_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(osm_ground, "AT_ONCE", 2)
    ways = [Way(id=n, nodes=[1, 3], tags={"highway": "path", "name": str(n)}) for n in range(1, 6)]
    paths = ground_of(tmp_path, *ways).kinds["path"]
    assert paths["name"].tolist() == ["1", "2", "3", "4", "5"]
    assert paths.crs.to_epsg() == 4326
    assert paths.index.tolist() == [0, 1, 2, 3, 4]


def test_a_file_that_is_no_extract_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "streets.osm.pbf"
    path.write_bytes(b"<osm/>")
    with pytest.raises(SourceError, match="not an OpenStreetMap extract"):
        read_ground(path, BOUNDS)


@given(st.dictionaries(st.sampled_from(["highway", "landuse", "natural", "x"]), st.text()))
def test_any_tags_have_a_kind_that_is_drawn_or_none(tags: dict[str, str]) -> None:
    for table in (LAND, LINES, NAMES):
        drawn = {kind for kinds in table.values() for kind in kinds.values()}
        assert _kind(tags, table) in {"", *drawn}
