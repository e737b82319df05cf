"""The map of a sheet on real streets: Heidelberg's, with the walk from the stop to the door."""

from __future__ import annotations

from base64 import b64decode
from typing import TYPE_CHECKING
from uuid import uuid4
from xml.etree import ElementTree as ET

import pytest
import shapely
from geoalchemy2.shape import from_shape

from directory.printing.sheets import Entry
from directory.printing.small_map import HEIGHT_MM, WIDTH_MM, MapMaker, small_map
from directory.records.tables import Location, LocationPosition, Service, ServiceAtLocation
from directory.sessions import current_session
from directory.travelling.answers import NearStop
from geodata.crs import METRIC_SRID, to_metres
from geodata.points import Points
from geodata.sources.osm import read_ways
from geodata.streets.network import build_street_network

if TYPE_CHECKING:
    from pathlib import Path

    from flask import Flask

    from geodata.streets.network import StreetNetwork

STOP, DOOR = (8.6755, 49.4035), (8.6690, 49.4020)  # in the Weststadt
SVG = "http://www.w3.org/2000/svg"
STREETS, WALK = "#9a9a9a.55", "#0001"  # colour and width of the strokes


@pytest.fixture(scope="module")
def network(shared_data: Path) -> StreetNetwork:
    ways = read_ways(shared_data / "heidelberg/heidelberg.test.osm.pbf")
    return build_street_network(ways, mode="walk")


@pytest.fixture
def entry(network: StreetNetwork) -> Entry:
    found = network.path(Points.of(STOP), Points.of(DOOR))
    assert found is not None
    line, metres = found
    course = tuple((float(x), float(y)) for x, y in line.coords)
    stop = NearStop("Heidelberg, Hauptbahnhof", 9, metres, ("5",), course)
    x_m, y_m = to_metres(*DOOR)
    point = from_shape(shapely.Point(float(x_m), float(y_m)), METRIC_SRID)
    place = Location(located=LocationPosition(position=point))
    service = Service(id=uuid4(), name="Beratung", undisclosed=False)
    service.locations_here = [ServiceAtLocation(location=place)]
    return Entry(service, neutral=False, freshness="confirmed", stops=(stop,))


def test_a_sheet_draws_the_streets_around_and_the_walk_along_them(
    app: Flask, network: StreetNetwork, entry: Entry
) -> None:
    with app.test_request_context():
        drawn = small_map(entry, MapMaker(current_session(), (), network.streets))
    assert drawn is not None
    assert "Luftlinie" not in drawn.text
    paths = ET.fromstring(b64decode(drawn.source.partition(",")[2])).iter(f"{{{SVG}}}path")  # noqa: S314 - our own
    drawings = {path.get("stroke", "") + path.get("stroke-width", ""): path for path in paths}
    streets, walk = (_lines(drawings[key]) for key in (STREETS, WALK))
    assert len(streets.geoms) > 200
    assert drawings[WALK].get("stroke-dasharray") is None
    assert len(walk.geoms[0].coords) > 5  # it turns
    along = walk.intersection(streets.buffer(0.3)).length
    assert along > 0.85 * walk.length  # from the stop and to the door it goes aside
    paper = shapely.box(-0.1, -0.1, WIDTH_MM + 0.1, HEIGHT_MM + 0.1)
    assert paper.contains(streets)
    assert paper.contains(walk)


def _lines(path: ET.Element) -> shapely.MultiLineString:
    pieces = [piece.split("L") for piece in path.get("d", "").split("M") if piece]
    corners = [[tuple(map(float, corner.split())) for corner in piece] for piece in pieces]
    return shapely.MultiLineString(corners)
