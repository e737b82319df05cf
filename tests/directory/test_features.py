from __future__ import annotations

import json
from uuid import UUID

import shapely
from shapely import MultiPolygon, box

from directory.features import Pin, outlines_as_geojson, pins_as_geojson, simplified
from directory.records.queries import Outline


def test_neighbours_keep_their_common_line_when_they_are_simplified() -> None:
    wavy = [(4_000.0, 10.0 * (i % 2) + 400.0 * i) for i in range(11)]
    west = shapely.Polygon([(0, 0), *wavy, (0, 4_000)])
    east = shapely.Polygon([(8_000, 0), *wavy, (8_000, 4_000)])
    shapes = [MultiPolygon([west]), MultiPolygon([east])]
    left, right = simplified([Outline(UUID(int=i), str(i), "", s) for i, s in enumerate(shapes)])
    assert left.intersection(right).area == 0.0
    assert left.intersection(right).length > 3_900.0


def test_no_areas_and_no_doors_give_empty_maps() -> None:
    assert outlines_as_geojson([], {})["features"] == []
    assert pins_as_geojson([])["features"] == []


def test_a_door_is_a_point_in_degrees() -> None:
    pin = Pin(UUID(int=1), "Kita", "kita", "Oberau", 372_000.0, 5_577_000.0)
    (feature,) = json.loads(json.dumps(pins_as_geojson([pin])))["features"]
    longitude, latitude = feature["geometry"]["coordinates"]
    assert 7.1 < longitude < 7.3
    assert 50.2 < latitude < 50.5
    assert feature["properties"]["name"] == "Kita"


def test_an_area_carries_its_name_its_people_and_a_place_for_its_label() -> None:
    square = box(370_000.0, 5_575_000.0, 374_000.0, 5_579_000.0)
    area = Outline(UUID(int=1), "1", "Oberau", MultiPolygon([square]))
    (feature,) = outlines_as_geojson([area], {area.area_id: 12.0})["features"]  # type: ignore[misc]
    assert feature["properties"]["people"] == 12.0
    label = shapely.Point(feature["properties"]["label"])
    assert shapely.geometry.shape(feature["geometry"]).contains(label)
