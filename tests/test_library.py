"""The documented examples of geodata run, and say what the page says."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import geopandas as gpd
import pytest
from shapely import Point, box

import geodata
from geodata.errors import ShapeError

PAGE = Path(__file__).parents[1] / "docs" / "library.md"


@pytest.fixture(scope="module")
def names() -> dict[str, Any]:
    """What is defined once every example of the page has run, from top to bottom."""
    defined: dict[str, Any] = {}
    for example in re.findall(r"```python\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL):
        exec(compile(example, str(PAGE), "exec"), defined)  # noqa: S102 - our own page
    return defined


def test_the_examples_give_a_time_for_every_home(names: dict[str, Any]) -> None:
    homes = names["homes"]
    assert len(homes) > 10
    assert homes["minutes_to_nearest_kita"].between(0, 60).all()


def test_rows_are_homes_and_columns_are_kitas(names: dict[str, Any]) -> None:
    for table in ("on_foot", "by_car", "at_seven", "shortest"):
        assert list(names[table].index) == list(names["homes"].index)
        assert list(names[table].columns) == list(names["kitas"].index)


def test_no_journey_takes_longer_than_walking(names: dict[str, Any]) -> None:
    rounding = 1 / 60 + 1e-9  # walks are rounded up to whole seconds
    for table in ("at_seven", "shortest"):
        assert (names[table] <= names["on_foot"] + rounding).all(axis=None)


def test_every_public_name_exists() -> None:
    for name in geodata.PUBLIC:
        assert callable(getattr(geodata, name))
        assert name in dir(geodata)


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        _ = geodata.nonsense


@pytest.mark.parametrize(
    "frame",
    [
        gpd.GeoDataFrame(geometry=[Point(7, 50)]),
        gpd.GeoDataFrame(geometry=[box(7, 50, 8, 51)], crs=4326),
    ],
)
def test_places_that_are_no_located_points_are_refused(frame: gpd.GeoDataFrame) -> None:
    with pytest.raises(ShapeError, match="points in a frame"):
        geodata.points_of(frame)
