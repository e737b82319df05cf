from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.crs import to_metres
from geodata.errors import MissingInputError
from geodata.points import Points
from geodata.sources.osm import read_ways
from geodata.streets.hierarchy_kernels import narrowed
from geodata.streets.network import build_street_network
from geodata.streets.street_kernels import on_one_street, search
from geodata.walking import rows_of, whole_seconds
from tests.geodata.ways import at, extract

if TYPE_CHECKING:
    from pathlib import Path

    from geodata.streets.network import StreetNetwork

    Town = tuple[StreetNetwork, Points, Points]

CLOSE_S = 1e-6


@st.composite
def towns(draw: st.DrawFn) -> Town:
    """Sixteen corners, random streets, one-way and for residents too, and points about them."""
    names = "ABCDEFGHIJKLMNOP"
    corners = {name: (draw(st.integers(0, 900)), draw(st.integers(0, 900))) for name in names}
    pairs = st.sampled_from([*itertools.combinations(names, 2)])
    kinds = {"oneway": st.sampled_from(["", "", "yes", "-1"])}
    kinds["motor_vehicle"] = st.sampled_from(["", "", "", "destination"])
    tags = st.fixed_dictionaries({"highway": st.just("residential"), **kinds})
    chosen = draw(st.lists(st.tuples(pairs, tags), min_size=8, max_size=30))
    ways = [("".join(pair), tag) for pair, tag in chosen]
    place = st.tuples(st.integers(-700, 1600), st.integers(-100, 1000))
    homes, doors = (draw(st.lists(place, min_size=1, max_size=7)) for _ in range(2))
    try:
        network = build_street_network(extract(corners, ways), mode="car")
    except MissingInputError:  # no two corners reach each other both ways
        ring = [("ABCDEFGHIJKLMNOPA", {"highway": "residential"})]
        network = build_street_network(extract(corners, ring), mode="car")
    return network, at(*homes), at(*doors)


def seconds_by_dijkstra(network: StreetNetwork, homes: Points, doors: Points) -> np.ndarray:
    """Return the times, each searched alone with a queue over the whole graph."""
    starts, targets = network._pair_of_ends(homes, doors)
    seconds = np.full((len(homes), len(doors)), np.inf)
    for home in np.flatnonzero(starts.streets >= 0):
        graph = network.prepared.layered.graph
        best, _ = search(graph, starts.nodes[home], starts.seconds[home], np.inf)
        for door in np.flatnonzero(targets.streets >= 0):
            by_ends = best[targets.nodes[door]] + targets.seconds[door]
            direct = on_one_street(network.streets.seconds, starts, home, targets, door)
            seconds[home, door] = min(direct, *by_ends)
    return np.where(np.isfinite(seconds), seconds, np.nan)


@settings(deadline=None, max_examples=80)
@given(towns())
def test_the_sweep_finds_the_times_that_a_queue_finds(town: Town) -> None:
    network, homes, doors = town
    for here, there in ((homes, doors), (doors, homes)):
        expected = seconds_by_dijkstra(network, here, there)
        found = network.travel_seconds(here, there)
        np.testing.assert_allclose(found, expected, rtol=0, atol=CLOSE_S)


@settings(deadline=None, max_examples=40)
@given(towns(), st.integers(0, 400))
def test_pairs_within_are_those_of_the_matrix_by_both_searches(town: Town, limit: int) -> None:
    network, homes, doors = town
    for here, there in ((homes, doors), (doors, homes)):
        table = network.pairs_within(here, there, max_seconds=limit)
        seconds = whole_seconds(network.travel_seconds(here, there))
        expected = {(a, b): seconds[a, b] for a, b in np.argwhere(seconds <= limit).tolist()}
        pairs = zip(rows_of(table).tolist(), table.targets.tolist(), strict=True)
        assert dict(zip(pairs, table.seconds.tolist(), strict=True)) == expected


@settings(deadline=None, max_examples=40)
@given(towns())
def test_what_stands_above_a_junction_lies_on_one_line(town: Town) -> None:
    whole = town[0].prepared.hierarchy
    for hierarchy in (whole, narrowed(whole, np.array([-1, 0, 3 % len(whole.place)]))):
        for start, end in itertools.pairwise(hierarchy.indptr.tolist()):
            row = hierarchy.above[start:end].tolist()
            assert row == sorted({*row})
            if row:  # the last of the row is the next on the way up: it stands below all others
                last = slice(hierarchy.indptr[row[-1]], hierarchy.indptr[row[-1] + 1])
                assert {*row[:-1]} <= {*hierarchy.above[last].tolist()}


@settings(deadline=None, max_examples=60)
@given(towns())
def test_the_nearest_street_is_the_nearest_of_all(town: Town) -> None:
    network, homes, _ = town
    index = network.prepared.snapping
    snapped = index.snap(homes, max_m=500)
    begin, end = index.grid.begin, index.grid.end
    pieces = shapely.linestrings(np.stack([begin, end], axis=1))
    x_m, y_m = to_metres(homes.longitude, homes.latitude, srid=int(index.srid[0]))
    distance = shapely.distance(shapely.points(x_m, y_m)[:, None], pieces[None, :])
    nearest = distance.min(axis=1)
    expected = np.where(nearest <= 500, nearest, np.nan)
    np.testing.assert_allclose(snapped.aside_m, expected, rtol=0, atol=1e-6)
    assert ((snapped.street >= 0) == (nearest <= 500)).all()
    for point in np.flatnonzero(snapped.street >= 0):
        mine = np.flatnonzero(index.street == snapped.street[point])
        line = shapely.LineString([begin[mine[0]], *end[mine]])
        position = shapely.Point(x_m[point], y_m[point])
        there = line.interpolate(snapped.along[point], normalized=True)
        assert there.distance(position) == pytest.approx(nearest[point], abs=1e-5)


@pytest.mark.parametrize("mode", ["walk", "car"])
def test_real_streets_give_the_times_that_a_queue_finds(mode: str, shared_data: Path) -> None:
    ways = read_ways(shared_data / "liechtenstein/liechtenstein_20240303.osm.pbf")
    network = build_street_network(ways, mode=mode)  # type: ignore[arg-type]
    drawn = np.random.default_rng(5).choice(len(ways.node_id), 90, replace=False)
    points = Points(ways.longitude[drawn] + 1e-4, ways.latitude[drawn] - 1e-4)
    homes, doors = points.take(range(70)), points.take(range(70, 90))
    for here, there in ((homes, doors), (doors, homes)):
        expected = seconds_by_dijkstra(network, here, there)
        found = network.travel_seconds(here, there)
        np.testing.assert_allclose(found, expected, rtol=0, atol=CLOSE_S)
