from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.crs import geodesic_m
from geodata.errors import MissingInputError
from geodata.points import Points
from geodata.streets.network import StreetNetwork, build_street_network, load_street_network
from geodata.walking import rows_of, whole_seconds
from tests.geodata.ways import at, extract

if TYPE_CHECKING:
    from pathlib import Path

    from geodata.streets.access import Mode

STREET, STEPS = {"highway": "residential"}, {"highway": "steps"}
WALK_M_S = 1.25
# A square of 1 km with a street on three sides, steps on the fourth, and a lane to the east.
SQUARE = {"A": (0, 0), "B": (1000, 0), "C": (1000, 1000), "D": (0, 1000), "E": (2000, 0)}
ROADS = [("ABCD", STREET), ("DA", STEPS), ("BE", STREET)]


def _network(mode: Mode = "walk", **changes: object) -> StreetNetwork:
    ways = {"corners": SQUARE, "ways": ROADS, **changes}
    return build_street_network(extract(**ways), mode=mode)  # type: ignore[arg-type]


def _minutes(network: StreetNetwork, start: tuple[float, float], end: tuple[float, float]) -> float:
    return float(network.travel_seconds(at(start), at(end))[0, 0] / 60)


def test_a_walk_goes_along_the_streets_and_aside_to_the_points() -> None:
    # 60 m to the street, 500 m to B, 300 m up BC, 40 m aside
    expected = (60 + 500 + 300 + 40) / WALK_M_S / 60
    assert _minutes(_network(), (500, -60), (1040, 300)) == pytest.approx(expected, rel=1e-3)


def test_two_points_on_one_street_do_not_go_by_its_ends() -> None:
    assert _minutes(_network(), (200, 0), (300, 0)) == pytest.approx(80 / 60, rel=1e-3)
    assert _minutes(_network(), (300, 0), (200, 0)) == pytest.approx(80 / 60, rel=1e-3)


def test_a_place_is_no_way_from_itself() -> None:
    assert _minutes(_network(), (500, -60), (500, -60)) == 0


def test_the_way_to_the_street_is_walked_by_every_mode() -> None:
    car = _network("car")
    on_foot = 100 / WALK_M_S
    driving = 1000 / (30 / 3.6)
    assert _minutes(car, (0, 100), (1000, 0)) * 60 == pytest.approx(on_foot + driving, rel=1e-3)


def test_a_point_five_hundred_metres_off_counts_and_one_farther_does_not() -> None:
    network = _network()
    assert np.isfinite(_minutes(network, (500, -499), (500, 0)))
    assert np.isnan(_minutes(network, (500, -501), (500, 0)))
    points = at((500, -499), (500, -501))
    nowhere = Points(np.append(points.longitude, np.nan), np.append(points.latitude, 50.0))
    assert network.unsnapped(nowhere).tolist() == [False, True, True]


def test_cars_take_no_steps_and_go_round() -> None:
    car = _network("car")
    assert _minutes(car, (0, 0), (0, 1000)) * 60 == pytest.approx(3000 / (30 / 3.6), rel=1e-3)


def test_a_one_way_street_is_left_out_against_its_direction() -> None:
    ring = [("ABCDA", {**STREET, "oneway": "yes"})]
    car = _network("car", ways=ring)
    assert _minutes(car, (250, 0), (750, 0)) * 60 == pytest.approx(500 / (30 / 3.6), rel=1e-3)
    assert _minutes(car, (750, 0), (250, 0)) * 60 == pytest.approx(3500 / (30 / 3.6), rel=1e-3)
    assert _minutes(_network("walk", ways=ring), (750, 0), (250, 0)) * 60 == pytest.approx(
        500 / WALK_M_S, rel=1e-3
    )


def test_nobody_drives_through_a_bollard_but_up_to_it_from_both_sides() -> None:
    corners = {**SQUARE, "X": (500, 0)}
    roads = [("AXBCDA", STREET)]
    car = _network("car", corners=corners, ways=roads, barriers={"X": {"barrier": "bollard"}})
    metres_s = 30 / 3.6
    assert _minutes(car, (450, 0), (550, 0)) * 60 == pytest.approx(3900 / metres_s, rel=1e-3)
    assert _minutes(car, (450, 0), (100, 0)) * 60 == pytest.approx(350 / metres_s, rel=1e-3)


def test_streets_for_residents_are_no_short_cut_but_lead_to_their_doors() -> None:
    door = {**STREET, "motor_vehicle": "destination"}
    car = _network("car", ways=[("ABCD", STREET), ("DA", door)])
    metres_s = 30 / 3.6
    assert _minutes(car, (50, 0), (50, 1000)) * 60 == pytest.approx(2900 / metres_s, rel=1e-3)
    assert _minutes(car, (1000, 0), (0, 500)) * 60 == pytest.approx(1500 / metres_s, rel=1e-3)
    assert _minutes(car, (0, 500), (1000, 1000)) * 60 == pytest.approx(1500 / metres_s, rel=1e-3)
    assert _minutes(car, (0, 200), (0, 700)) * 60 == pytest.approx(500 / metres_s, rel=1e-3)


def test_a_free_lane_behind_a_street_for_residents_is_reached() -> None:
    door = {**STREET, "motor_vehicle": "destination"}
    corners = {**SQUARE, "F": (-500, 0), "G": (-500, 400)}
    car = _network("car", corners=corners, ways=[("ABCDA", STREET), ("AF", door), ("FG", STREET)])
    metres_s = 30 / 3.6
    assert _minutes(car, (-500, 300), (1000, 0)) * 60 == pytest.approx(1800 / metres_s, rel=1e-3)
    assert _minutes(car, (1000, 0), (-500, 300)) * 60 == pytest.approx(1800 / metres_s, rel=1e-3)


def test_an_island_is_not_snapped_to() -> None:
    corners = {**SQUARE, "X": (500, -100), "Y": (600, -100)}
    network = _network(corners=corners, ways=[*ROADS, ("XY", STREET)])
    assert _minutes(network, (550, -100), (550, 0)) * 60 == pytest.approx(80, rel=1e-3)


def test_ferries_are_left_out() -> None:
    corners = {**SQUARE, "X": (3000, 0)}
    network = _network(corners=corners, ways=[*ROADS, ("EX", {"route": "ferry"})])
    assert np.isnan(_minutes(network, (3000, 0), (0, 0)))


def test_an_extract_without_a_street_for_the_mode_is_refused() -> None:
    with pytest.raises(MissingInputError, match="no street for the mode car"):
        build_street_network(extract(SQUARE, [("AB", STEPS)]), mode="car")


def test_a_saved_network_is_the_same_network(tmp_path: Path) -> None:
    network = _network("bike")
    network.save(tmp_path / "bike")
    again = load_street_network(tmp_path / "bike")
    points = at((0, 0), (700, 30), (1000, 600))
    assert (again.mode, again.walk_speed_km_h) == ("bike", 4.5)
    first, second = (n.travel_seconds(points, points) for n in (network, again))
    assert np.array_equal(first, second)


def test_the_path_has_the_length_that_the_time_tells() -> None:
    network, home, door = _network(), at((500, -60)), at((1040, 300))
    line, metres = network.path(home, door)
    assert metres == pytest.approx(900, rel=1e-3)
    assert metres / WALK_M_S == pytest.approx(network.travel_seconds(home, door)[0, 0])
    x, y = np.array(line.coords).T
    assert geodesic_m(x[:-1], y[:-1], x[1:], y[1:]).sum() == pytest.approx(metres, rel=1e-3)
    assert line.coords[0] == (home.longitude[0], home.latitude[0])


def test_there_is_no_path_to_a_place_far_from_every_street() -> None:
    assert _network().path(at((0, 0)), at((5000, 5000))) is None


@st.composite
def towns(draw: st.DrawFn) -> tuple[list[tuple[str, dict[str, str]]], np.ndarray]:
    """A grid of nine corners with random streets, some one-way, and random points on corners."""
    names = "ABCDEFGHI"
    pairs = [
        (a, b)
        for a, b in itertools.combinations(range(9), 2)
        if abs(a // 3 - b // 3) + abs(a % 3 - b % 3) == 1
    ]
    chosen = draw(st.lists(st.sampled_from(pairs), min_size=4, unique=True))
    one_way = st.sampled_from(["", "", "yes", "-1"])
    ways = [(names[a] + names[b], {**STREET, "oneway": draw(one_way)}) for a, b in chosen]
    return ways, np.array(chosen)


@settings(deadline=None, max_examples=60)
@given(towns())
def test_driving_times_are_those_of_trying_every_way(
    town: tuple[list[tuple[str, dict[str, str]]], np.ndarray],
) -> None:
    ways, pairs = town
    corners = {name: (200.0 * (k % 3), 300.0 * (k // 3)) for k, name in enumerate("ABCDEFGHI")}
    try:
        car = build_street_network(extract(corners, ways), mode="car")
    except MissingInputError:
        return  # no two corners reach each other both ways
    hops = np.full((9, 9), np.inf)
    np.fill_diagonal(hops, 0)
    places = at(*corners.values())
    for (a, b), (_, tags) in zip(pairs, ways, strict=True):
        ends = geodesic_m(
            *(axis[i] for i in (a, b) for axis in (places.longitude, places.latitude))
        )
        if tags["oneway"] != "-1":
            hops[a, b] = ends / (30 / 3.6)
        if tags["oneway"] != "yes":
            hops[b, a] = ends / (30 / 3.6)
    for k in range(9):
        hops = np.minimum(hops, hops[:, [k]] + hops[[k], :])
    kept = set(zip(car.streets.longitude, car.streets.latitude, strict=True))
    corner = zip(places.longitude, places.latitude, strict=True)
    inside = [k for k, position in enumerate(corner) if position in kept]
    found = car.travel_seconds(places.take(inside), places.take(inside))
    assert found == pytest.approx(hops[np.ix_(inside, inside)], abs=0.05)
    again = car.travel_seconds(places.take(inside), places.take(inside[:2]))
    assert again == pytest.approx(found[:, :2])


@settings(deadline=None, max_examples=30)
@given(
    st.lists(st.tuples(st.integers(-300, 1300), st.integers(-300, 1300)), min_size=1, max_size=6)
)
def test_pairs_within_are_the_short_ones_of_the_matrix_in_both_directions(
    corners: list[tuple[int, int]],
) -> None:
    network, points, stops = _network(), at(*corners), at((0, 0), (1000, 500), (500, 0))
    for here, there in ((points, stops), (stops, points)):
        table = network.pairs_within(here, there, max_seconds=700)
        seconds = whole_seconds(network.travel_seconds(here, there))
        expected = {(a, b): seconds[a, b] for a, b in np.argwhere(seconds <= 700).tolist()}
        pairs = zip(rows_of(table).tolist(), table.targets.tolist(), strict=True)
        assert dict(zip(pairs, table.seconds.tolist(), strict=True)) == expected
