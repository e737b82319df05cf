from __future__ import annotations

from itertools import pairwise
from string import ascii_letters
from typing import TYPE_CHECKING

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.class_areas import circles, rings, street_reaches
from geodata.crs import METRIC_SRID, to_degrees, to_metres
from geodata.points import Points
from geodata.streets.graph import M_S_PER_KM_H
from geodata.streets.network import build_street_network
from tests.geodata.streets.test_street_search import towns
from tests.geodata.ways import EAST_M, NORTH_M, at, extract

if TYPE_CHECKING:
    from tests.geodata.streets.test_street_search import Town

STREET = {"highway": "residential"}


def _metric(area: shapely.Geometry) -> shapely.Geometry:
    return shapely.transform(area, lambda xy: np.column_stack(to_metres(*xy.T)))


def test_circles_have_the_reach_of_their_class_and_rings_leave_out_the_better_ones() -> None:
    reach_m = np.array([[300.0, 0.0], [500.0, 0.0]])
    best, second = rings(circles(at((0, 0), (5000, 0)), reach_m, srid=METRIC_SRID))
    assert _metric(best).area == pytest.approx(np.pi * 300**2, rel=0.01)
    assert _metric(second).area == pytest.approx(np.pi * (500**2 - 300**2), rel=0.01)


def test_a_stop_without_a_position_gives_no_circle() -> None:
    nowhere = Points(np.array([np.nan]), np.array([np.nan]))
    assert circles(nowhere, np.array([[300.0]]), srid=METRIC_SRID)[0].is_empty


def test_along_a_lane_each_stop_reaches_as_far_as_its_own_category_does() -> None:
    corners = {name: (200.0 * n, 0.0) for n, name in enumerate(ascii_letters[:41])}
    streets = [(f"{a}{b}", STREET) for a, b in pairwise(corners)]
    network = build_street_network(extract(corners, streets), mode="walk")
    stops = at((1000, 0), (6000, 0), (7000, 0))
    (area,) = street_reaches(network, stops, np.array([[300.0, 900.0, 0.0]]))
    wide = 2 * (300 + 900) * 100 + 2 * np.pi * 50**2
    assert _metric(area).area == pytest.approx(wide, rel=0.02)
    for east, inside in ((1340, True), (1360, False), (5110, True), (6945, True), (6960, False)):
        place = shapely.Point(*to_degrees(EAST_M + east, NORTH_M))
        assert area.intersects(place) is inside, east


def test_where_no_class_reaches_anywhere_nothing_is_searched() -> None:
    network = build_street_network(
        extract({"A": (0, 0), "B": (4000, 0)}, [("AB", STREET)]), mode="walk"
    )
    assert street_reaches(network, at((100, 0)), np.zeros((2, 1)))[1].is_empty


@settings(deadline=None, max_examples=25)
@given(towns(), st.lists(st.integers(0, 600), min_size=2, max_size=2))
def test_what_the_stops_reach_together_is_what_each_one_reaches(
    town: Town, reach: list[int]
) -> None:
    network, homes, _ = town
    stops = homes.take([0, len(homes) - 1])
    reach_m = np.array([reach], dtype=np.float64)
    (together,) = street_reaches(network, stops, reach_m)
    alone = [
        street_reaches(network, stops.take([number]), reach_m[:, [number]])[0]
        for number in range(2)
    ]
    apart = shapely.symmetric_difference(together, shapely.union_all(alone))
    # whole seconds are rounded up, and streets are searched from just inside their ends
    least = 3 * network.walk_speed_km_h * M_S_PER_KM_H
    assert _metric(apart).buffer(-least).is_empty
