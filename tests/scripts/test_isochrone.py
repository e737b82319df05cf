from __future__ import annotations

import json
from typing import TYPE_CHECKING

import osmium
import pytest
import shapely
from click.testing import CliRunner, Result

from scripts.cli import main
from tests.geodata.sources.feeds import write_feed

if TYPE_CHECKING:
    from pathlib import Path

NODES = {1: (7.0, 50.37), 2: (7.07, 50.37), 3: (7.14, 50.37), 4: (7.14, 50.15), 5: (7.17, 50.15)}
WAYS = {1: [1, 2, 3, 4, 5]}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_feed(tmp_path)
    with osmium.SimpleWriter(tmp_path / "streets.osm.pbf") as writer:
        for number, place in NODES.items():
            writer.add_node(osmium.osm.mutable.Node(id=number, location=place, version=1))
        for number, nodes in WAYS.items():
            tags = {"highway": "residential"}
            writer.add_way(osmium.osm.mutable.Way(id=number, nodes=nodes, tags=tags, version=1))
    (tmp_path / "points.csv").write_text(
        "id,lon,lat\nnear,7.072,50.37\nfar,7.17,50.15\n", encoding="utf-8"
    )
    return tmp_path


def _isochrone(folder: Path, *options: str, start: str = "7.07,50.37") -> Result:
    streets = ["--osm", str(folder / "streets.osm.pbf"), "--out", str(folder / "out.geojson")]
    return CliRunner().invoke(main, ["isochrone", *streets, "--from", start, *options])


def _features(folder: Path) -> list[dict[str, object]]:
    return list(json.loads((folder / "out.geojson").read_text(encoding="utf-8"))["features"])


def test_the_areas_come_largest_first_with_the_points_in_reach(folder: Path) -> None:
    counting = ["--points", str(folder / "points.csv")]
    result = _isochrone(folder, "--mode", "walk", "--minutes", "15,1,500", *counting)
    assert result.exit_code == 0, result.output
    facts = [feature["properties"] for feature in _features(folder)]
    assert [(f["minutes"], f["points"]) for f in facts] == [(500, 2), (15, 1), (1, 0)]
    assert facts[1]["km2"] == pytest.approx(2.25 * 0.1 + 0.008, abs=0.003)
    shapes = [shapely.from_geojson(json.dumps(f["geometry"])) for f in _features(folder)]
    assert shapes[1].covers(shapely.Point(7.07, 50.37))
    assert shapely.area(shapes).tolist() == sorted(shapely.area(shapes), reverse=True)


def test_by_bus_one_comes_to_the_streets_about_the_stops(folder: Path) -> None:
    feed = ["--gtfs", str(folder / "feed.zip"), "--date", "2026-03-09", "--depart", "07:50"]
    counting = ["--points", str(folder / "points.csv")]
    result = _isochrone(folder, "--mode", "transit", "--minutes", "39,45", *feed, *counting)
    assert result.exit_code == 0, result.output
    late, early = _features(folder)
    assert (early["properties"]["points"], late["properties"]["points"]) == (1, 2)
    door = shapely.Point(7.17, 50.15)
    assert shapely.from_geojson(json.dumps(late["geometry"])).covers(door)
    assert not shapely.from_geojson(json.dumps(early["geometry"])).covers(door)


def test_what_is_not_known_to_be_fit_is_left_out_on_request(folder: Path) -> None:
    for options, empty in ((["--known-only"], True), ([], False)):
        result = _isochrone(folder, "--mode", "wheelchair", "--minutes", "15", *options)
        assert result.exit_code == 0, result.output
        assert (_features(folder)[0]["properties"]["km2"] == 0) is empty


@pytest.mark.parametrize(
    ("start", "swapped"),
    [("50.37,7.07", True), ("7.07,50.37", False), ("7.2,50.6", False), ("13.4,52.5", False)],
)
def test_who_swaps_longitude_and_latitude_is_asked(
    folder: Path,
    start: str,
    swapped: bool,  # noqa: FBT001 - a table
) -> None:
    result = _isochrone(folder, "--mode", "walk", "--minutes", "15", start=start)
    assert result.exit_code == 0, result.output
    assert ("Longitude and latitude swapped?" in result.stderr) is swapped
    assert ("cannot be reached" in result.stderr) is (start != "7.07,50.37")


@pytest.mark.parametrize("minutes", ["", "x", "0", "15,-3", "nan", "1441"])
def test_what_is_no_list_of_minutes_is_refused(folder: Path, minutes: str) -> None:
    result = _isochrone(folder, "--mode", "walk", "--minutes", minutes)
    assert result.exit_code == 2
    assert "15,30,45" in result.output


def test_public_transport_needs_a_time_and_every_area_streets(folder: Path) -> None:
    result = _isochrone(folder, "--mode", "transit", "--minutes", "15")
    assert result.exit_code == 2
    assert "--depart" in result.output
    without = ["isochrone", "--mode", "walk", "--from", "7,50", "--minutes", "5", "--out", "x.json"]
    result = CliRunner().invoke(main, without)
    assert result.exit_code == 2
    assert "--osm" in result.output


@pytest.mark.parametrize(("out", "reason"), [("a.csv", ".geojson"), ("no/a.json", "not exist")])
def test_where_no_area_can_be_written_is_said_before_the_search(out: str, reason: str) -> None:
    asked = ["isochrone", "--mode", "walk", "--from", "7,50", "--minutes", "5", "--out", out]
    result = CliRunner().invoke(main, asked)
    assert result.exit_code == 2
    assert reason in result.output
