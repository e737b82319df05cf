from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.crs import to_metres
from geodata.errors import MissingInputError
from geodata.isochrones import (
    Reach,
    near_ends,
    network_srid,
    reached_lines,
    street_areas,
    transit_areas,
    within,
)
from geodata.points import Points
from geodata.streets.network import build_street_network
from geodata.timetable.area_service import AreaService, Zone
from tests.geodata.exhaustive import Call
from tests.geodata.searches.test_area_rides import CAR, box
from tests.geodata.streets.test_street_search import towns
from tests.geodata.towns import town_transit
from tests.geodata.ways import at, extract

if TYPE_CHECKING:
    from geodata.streets.network import StreetNetwork
    from tests.geodata.streets.test_street_search import Town

STREET = {"highway": "residential"}
LANE = {"A": (0.0, 0.0), "B": (2000.0, 0.0), "C": (8000.0, 0.0)}
TO_AND_FRO_S = 1.0  # what points near an end of a street and rounding may be off


def _lane() -> StreetNetwork:
    return build_street_network(extract(LANE, [("AB", STREET), ("BC", STREET)]), mode="walk")


def _metric(network: StreetNetwork, area: shapely.Geometry) -> shapely.Geometry:
    srid = network_srid(network)
    return shapely.transform(area, lambda xy: np.column_stack(to_metres(*xy.T, srid=srid)))


def _covers(area: shapely.Geometry, place: Points) -> bool:
    return bool(area.intersects(shapely.Point(place.longitude[0], place.latitude[0])))


def test_ten_minutes_along_a_lane_are_seven_hundred_and_fifty_metres_each_way() -> None:
    network = _lane()
    (area,) = street_areas(network, at((1000, 0)), minutes=[10])
    circle = 3.14 * 50**2
    assert _metric(network, area).area == pytest.approx(1500 * 100 + circle, rel=0.01)
    for east, north, inside in ((1745, 0, True), (1855, 0, False), (1000, 45, True)):
        assert _covers(area, at((east, north))) is inside


def test_the_walk_to_the_street_is_taken_off_and_too_far_from_it_nothing_is_reached() -> None:
    network = _lane()
    (area,) = street_areas(network, at((1000, 75)), minutes=[10], width_m=10)
    assert _covers(area, at((1670, 0)))  # a minute of ten went to the street
    assert not _covers(area, at((1690, 0)))
    assert street_areas(network, at((1000, 75)), minutes=[0.5])[0].is_empty
    assert street_areas(network, at((1000, 900)), minutes=[60])[0].is_empty


@settings(deadline=None, max_examples=60)
@given(towns(), st.integers(0, 300), st.data())
def test_a_point_of_a_street_is_reached_if_and_only_if_its_time_is(
    town: Town, limit_s: int, data: st.DataObject
) -> None:
    network, homes, _ = town
    home = homes.take([0])
    end_s = network.travel_seconds(home, near_ends(network))[0].reshape(-1, 2)
    lines = shapely.union_all(
        reached_lines(network, Reach(end_s, home, np.zeros(1)), limit_s=limit_s)
    )
    street = data.draw(st.integers(0, len(network.streets.metres) - 1))
    share = data.draw(st.floats(0.01, 0.99))
    corners = slice(*network.streets.shape_indptr[street : street + 2])
    shape = network.streets.longitude[corners], network.streets.latitude[corners]
    spot = shapely.LineString(np.column_stack(shape)).interpolate(share, normalized=True)
    place = Points.of((spot.x, spot.y))
    seconds = np.nan_to_num(network.travel_seconds(home, place)[0, 0], nan=np.inf)
    if abs(seconds - limit_s) > TO_AND_FRO_S:
        x_m, y_m = to_metres(
            *(np.array(axis) for axis in spot.coords[0]), srid=network_srid(network)
        )
        metres = lines.distance(shapely.Point(float(x_m), float(y_m)))
        near = not lines.is_empty and metres < 0.5
        assert near == (seconds < limit_s)


@settings(deadline=None, max_examples=30)
@given(towns(), st.lists(st.integers(1, 6), min_size=2, max_size=3))
def test_a_longer_time_covers_the_area_of_a_shorter_one(town: Town, minutes: list[int]) -> None:
    network, homes, _ = town
    minutes.sort()
    areas = street_areas(network, homes.take([0]), minutes=minutes)
    for smaller, larger in pairwise(areas):
        left = _metric(network, smaller).difference(_metric(network, larger).buffer(0.01))
        assert left.area < 1


def test_by_bus_the_streets_around_the_stops_are_reached_too() -> None:
    bus = ((Call(0, 600, 600), Call(1, 900, 900)),)
    transit = replace(town_transit([(0, 0), (7000, 0)], bus), walking=_lane())
    early, late = transit_areas(transit, at((100, 0)), depart_s=480, minutes=[6.9, 8])
    assert _covers(early, at((600, 0)))
    assert not _covers(early, at((7000, 0)))  # one is there after seven minutes
    assert _covers(late, at((6930, 0)))
    assert _covers(late, at((7070, 0)))
    assert not _covers(late, at((7140, 0)))
    assert not _covers(late, at((4000, 0)))


def test_where_a_ride_of_an_area_sets_down_is_in_reach_and_beyond_the_area_is_not() -> None:
    stops = [(0, 0), (7000, 0)]
    bus = ((Call(0, 6000, 6000), Call(1, 6600, 6600)),)
    transit = replace(town_transit(stops, bus), walking=_lane())
    zone = Zone(box(stops, (0, 0, 0), 3500))
    area = AreaService("Rufbus", zone, zone, (600, 5000), (600, 5000), factor=1.0, offset_s=60)
    served = replace(transit, day=replace(transit.day, areas=(area,)), ride_by=CAR)
    home = at((100, 0))
    [plain] = transit_areas(transit, home, depart_s=600, minutes=[12])
    early, late = transit_areas(served, home, depart_s=600, minutes=[3, 12])
    assert not _covers(plain, at((2000, 0)))
    # five metres a second and a minute: 1,900 m take 440 s
    assert not _covers(early, at((2000, 0)))
    assert _covers(late, at((2000, 0)))
    assert not _covers(late, at((6900, 0)))
    [night] = transit_areas(served, home, depart_s=5001, minutes=[12])
    assert not _covers(night, at((2000, 0)))


def test_how_far_the_drawing_has_come_is_told_after_the_search_and_after_each_area() -> None:
    told: list[tuple[int, int]] = []
    street_areas(_lane(), at((1000, 0)), minutes=[5, 10], progress=lambda *t: told.append(t))
    assert told == [(1, 3), (2, 3), (3, 3)]


def test_without_streets_there_is_no_area() -> None:
    transit = town_transit([(0, 0), (7000, 0)], ((Call(0, 600, 600), Call(1, 900, 900)),))
    with pytest.raises(MissingInputError, match="OpenStreetMap"):
        transit_areas(transit, at((0, 0)), depart_s=0, minutes=[10])


def test_points_within_a_time_are_counted_the_limit_included() -> None:
    times = np.array([[5.0, 15.0, np.nan], [15.01, np.nan, np.nan]])
    assert within(times, [4, 15, 30]).tolist() == [[0, 2, 2], [0, 0, 1]]


def test_a_street_reached_from_both_ends_stays_open_in_the_middle() -> None:
    corners = {"A": (0, 0), "B": (0, 100), "C": (1000, 100), "D": (1000, 0)}
    ring = extract(corners, [("AB", STREET), ("BC", STREET), ("CD", STREET), ("DA", STREET)])
    network = build_street_network(ring, mode="walk")
    # 900 m from (500, 0): 600 m to B and to C, 300 m of the 1,000 m between them from each side
    (area,) = street_areas(network, at((500, 0)), minutes=[12], width_m=10)
    for east, inside in ((290, True), (320, False), (680, False), (710, True)):
        assert _covers(area, at((east, 100))) is inside
