"""The documented examples of geodata run, and say what the page says."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import geopandas as gpd
import pytest
from shapely import Point, box

import geodata
from geodata.errors import BookingError, ShapeError

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


def test_what_can_be_booked_makes_no_way_longer_and_some_shorter(names: dict[str, Any]) -> None:
    booked, plain = names["with_on_demand"], names["without"]
    assert (booked <= plain).all(axis=None)
    assert (booked < plain).any(axis=None)


def test_a_ride_booked_too_late_is_not_taken(names: dict[str, Any]) -> None:
    homes, kitas, path = (names[name] for name in ("homes", "kitas", "district"))
    table = {
        "on_demand_table": path.sources["on_demand"].path,
        "on_demand_areas": path.sources["boundaries"].path,
    }
    in_time, at_the_last, too_late = (
        geodata.shortest_times(
            homes,
            kitas,
            geodata.read_transit(
                [path.sources["timetable"].path], names["date"](2026, 9, 8), on_demand=on, **table
            ),
            arrive_between=names["late_morning"],
        )
        for on in ("2026-09-01T08:00", "09:50", "23:59")
    )
    assert in_time.equals(names["with_on_demand"])
    assert (in_time <= at_the_last).all(axis=None)
    assert too_late.equals(names["without"])


def test_a_time_of_booking_that_is_none_is_refused_in_a_sentence(names: dict[str, Any]) -> None:
    path = names["district"].sources["timetable"].path
    with pytest.raises(BookingError, match="'soon' is neither off nor on nor a time of booking"):
        geodata.read_transit([path], names["date"](2026, 9, 8), on_demand="soon")


def test_nobody_is_sooner_there_with_a_wheelchair(names: dict[str, Any]) -> None:
    slower = names["at_seven_by_wheelchair"]
    assert (slower >= names["at_seven"]).all(axis=None)


def test_the_surroundings_of_a_district_hold_all_that_its_people_need(
    names: dict[str, Any],
) -> None:
    assert names["shortest_nearby"].equals(names["shortest"])


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
