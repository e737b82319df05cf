from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.streets.speeds import permitted_km_h, speeds_of
from tests.geodata.ways import tags_of


@pytest.mark.parametrize(
    ("text", "km_h"),
    [
        ("50", 50.0),
        ("30 mph", 48.28),
        ("30mph", 48.28),
        ("DE:urban", 50.0),
        ("DE:rural", 100.0),
        ("CH:rural", 80.0),
        ("DE:zone:30", 30.0),
        ("DE:zone30", 30.0),
        ("walk", 7.0),
        ("none", 130.0),
        ("30;50", 30.0),
        ("50 @ (wet)", 50.0),
    ],
)
def test_a_permitted_speed_is_read_in_any_of_its_spellings(text: str, km_h: float) -> None:
    assert permitted_km_h(text) == pytest.approx(km_h, abs=0.01)


@pytest.mark.parametrize("text", ["", "signals", "variable", "?", "DE:unknown"])
def test_a_text_that_names_no_speed_is_unknown(text: str) -> None:
    assert math.isnan(permitted_km_h(text))


@given(st.text(max_size=20))
def test_any_text_is_a_speed_or_unknown(text: str) -> None:
    speed = permitted_km_h(text)
    assert math.isnan(speed) or speed >= 0


@pytest.mark.parametrize(
    ("tags", "forward", "backward"),
    [
        ({"highway": "residential"}, 30.0, 30.0),
        ({"highway": "residential", "maxspeed": "30"}, 27.0, 27.0),
        ({"highway": "secondary", "maxspeed": "100", "maxspeed:backward": "70"}, 90.0, 63.0),
        ({"highway": "secondary", "surface": "gravel"}, 30.0, 30.0),
        ({"highway": "living_street", "maxspeed": "30"}, 10.0, 10.0),
        ({"highway": "living_street", "maxspeed": "walk"}, 6.3, 6.3),
        ({"highway": "motorway", "maxspeed": "none"}, 117.0, 117.0),
        ({"highway": "pedestrian"}, 10.0, 10.0),
    ],
)
def test_a_car_drives_nine_tenths_of_what_is_permitted_or_as_its_class(
    tags: dict[str, str], forward: float, backward: float
) -> None:
    ahead, back = speeds_of(tags_of(tags), mode="car")
    assert (ahead[0], back[0]) == pytest.approx((forward, backward))


def test_no_speed_is_zero_so_that_no_way_takes_forever() -> None:
    ways = tags_of({"highway": "service", "maxspeed": "0"}, {"highway": "residential"})
    assert (speeds_of(ways, mode="car")[0] > 0).all()


@pytest.mark.parametrize(
    ("tags", "km_h"),
    [
        ({"highway": "residential"}, 15.0),
        ({"highway": "track"}, 12.0),
        ({"highway": "residential", "surface": "sett"}, 9.0),
        ({"highway": "footway", "bicycle": "dismount"}, 4.0),
    ],
)
def test_a_bicycle_is_as_fast_as_way_and_surface_let_it(tags: dict[str, str], km_h: float) -> None:
    assert speeds_of(tags_of(tags), mode="bike")[0][0] == km_h


def test_walking_is_as_fast_everywhere_as_asked_for() -> None:
    ways = tags_of({"highway": "steps"}, {"highway": "primary"})
    assert speeds_of(ways, mode="walk", walk_speed_km_h=3.6)[0].tolist() == [3.6, 3.6]
