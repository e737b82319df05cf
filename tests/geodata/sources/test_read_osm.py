from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from osmium.osm.mutable import Relation, Way

from geodata.errors import SourceError
from geodata.sources.osm import read_features, read_ways
from tests.geodata.sources.extracts import SQUARE, extract, node, way

if TYPE_CHECKING:
    from pathlib import Path


def test_ways_share_their_nodes_and_keep_their_order(tmp_path: Path) -> None:
    path = extract(
        tmp_path / "a.osm.pbf",
        *SQUARE,
        way(10, [3, 1, 2], highway="residential", maxspeed="30"),
        way(11, [2, 4], highway="footway"),
        way(12, [1, 4], waterway="river"),
        way(13, [1, 4], route="ferry"),
    )
    ways = read_ways(path)
    assert ways.way_id.tolist() == [10, 11, 13]
    assert ways.way_offsets.tolist() == [0, 3, 5, 7]
    assert ways.node_id[ways.way_nodes].tolist() == [3, 1, 2, 2, 4, 1, 4]
    np.testing.assert_allclose(ways.longitude[ways.way_nodes[:3]], [7.2, 7.0, 7.2])
    np.testing.assert_allclose(ways.latitude[ways.way_nodes[:3]], [50.2, 50.0, 50.0])
    assert ways.tags["maxspeed"].tolist() == ["30", "", ""]
    assert ways.tags["highway"].tolist() == ["residential", "footway", ""]


def test_only_barriers_on_a_way_are_kept(tmp_path: Path) -> None:
    path = extract(
        tmp_path / "a.osm.pbf",
        *SQUARE[:2],
        node(5, 7.1, 50.0, barrier="bollard", bicycle="yes"),
        node(6, 7.1, 50.1, barrier="gate"),
        way(10, [1, 5, 2], highway="service"),
    )
    ways = read_ways(path)
    assert ways.barriers["barrier"].tolist() == ["bollard"]
    assert ways.node_id[ways.barriers["node"]].tolist() == [5]


def test_a_way_is_cut_where_the_extract_lacks_anode(tmp_path: Path) -> None:
    path = extract(
        tmp_path / "a.osm.pbf", *SQUARE, way(10, [1, 2, 99, 3, 4, 98, 1], highway="path")
    )
    ways = read_ways(path)
    assert ways.way_id.tolist() == [10, 10]
    assert ways.node_id[ways.way_nodes].tolist() == [1, 2, 3, 4]
    assert ways.missing_nodes == 2


def test_an_extract_without_streets_gives_empty_arrays(tmp_path: Path) -> None:
    ways = read_ways(extract(tmp_path / "a.osm.pbf", *SQUARE))
    assert (len(ways.node_id), ways.way_offsets.tolist(), len(ways.tags)) == (0, [0], 0)


def test_features_are_found_as_points_outlines_and_relations(tmp_path: Path) -> None:
    ring: dict[str, Any] = {"nodes": [1, 2, 3, 4, 1]}
    path = extract(
        tmp_path / "a.osm.pbf",
        *SQUARE,
        node(7, 7.1, 50.3, amenity="kindergarten", name="Arche", **{"contact:phone": "0261 1"}),
        node(8, 7.1, 50.4, place="village", name="Acht", population="83"),
        Way(id=10, tags={"building": "yes", "addr:housenumber": "3"}, **ring),
        Way(id=11, **ring),
        Relation(
            id=20,
            members=[("w", 11, "outer")],
            tags={"type": "multipolygon", "amenity": "community_centre"},
        ),
        Relation(
            id=21, members=[("w", 99, "outer")], tags={"type": "multipolygon", "building": "yes"}
        ),
    )
    found = read_features(path)
    assert found.kindergartens[["osm_id", "name", "phone"]].to_numpy().tolist() == [
        ["n7", "Arche", "0261 1"]
    ]
    assert found.places[["name", "place", "population"]].to_numpy().tolist() == [
        ["Acht", "village", "83"]
    ]
    assert found.addresses["osm_id"].tolist() == found.buildings["osm_id"].tolist() == ["w10"]
    np.testing.assert_allclose(found.buildings[["longitude", "latitude"]], [[7.1, 50.1]])
    np.testing.assert_allclose(found.community_centres[["longitude", "latitude"]], [[7.1, 50.1]])
    assert found.community_centres["osm_id"].tolist() == ["r20"]
    assert found.unplaced == ("r21",)


SHELTERS = [
    {"amenity": "social_facility", "social_facility": "shelter", "social_facility:for": "woman"},
    {"amenity": "social_facility", "social_facility:for": "child", "name": "Frauenhaus Koblenz"},
    {"building": "yes", "name": "Frauen-Schutzhaus"},
]


@pytest.mark.parametrize("tags", SHELTERS)
def test_a_shelter_is_withheld_from_every_table(tags: dict[str, str], tmp_path: Path) -> None:
    found = read_features(
        extract(tmp_path / "a.osm.pbf", node(7, 7.1, 50.3, **tags, **{"addr:housenumber": "1"}))
    )
    assert found.withheld == 1
    assert found.social_facilities.empty
    assert found.buildings.empty
    assert found.addresses.empty
    assert found.unplaced == ()


@pytest.mark.parametrize(
    "content", [b"", b"<osm/>", b"no extract", b"\x00\x00\x00\x0eOSMHeader cut"]
)
def test_what_is_no_extract_is_refused(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a.osm.pbf"
    path.write_bytes(content)
    for read in (read_ways, read_features):
        with pytest.raises(SourceError, match=r"a\.osm\.pbf: "):
            read(path)


def test_the_extract_of_heidelberg_is_read_whole(shared_data: Path) -> None:
    path = shared_data / "heidelberg" / "heidelberg.test.osm.pbf"
    ways, found = read_ways(path), read_features(path)
    assert (ways.tags["highway"] != "").sum() == 25_359
    assert (ways.tags["route"] == "ferry").sum() == 6
    assert (len(found.kindergartens), len(found.addresses), found.withheld) == (25, 625, 0)


def test_the_extract_of_liechtenstein_is_read_whole(shared_data: Path) -> None:
    path = shared_data / "liechtenstein" / "liechtenstein_20240303.osm.pbf"
    ways, found = read_ways(path), read_features(path)
    assert len(ways.way_id) == 8_271
    assert (found.kindergartens["amenity"] == "kindergarten").sum() == 20
    assert len(found.buildings) == 17_726
    assert {"Vaduz", "Schaan"} <= set(found.places["name"])
