from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings

from geodata.points import Points
from geodata.sources.osm import read_ways
from geodata.streets.network import build_street_network
from geodata.streets.paths import pieces_between
from tests.geodata.streets.test_street_search import towns

if TYPE_CHECKING:
    from pathlib import Path

    from geodata.streets.network import StreetNetwork


def _seconds_along(network: StreetNetwork, home: Points, door: Points) -> float:
    """Return what the pieces of the way take; infinite where there is none."""
    start, target = network._pair_of_ends(home, door)
    if min(start.streets[0], target.streets[0]) < 0:
        return np.inf
    pieces = pieces_between(network._ways, network.streets, start, target)
    if pieces is None:
        return np.inf
    seconds = start.aside[0] + target.aside[0]
    for street, begin, end in pieces:
        if begin != end:
            against = int(begin > end)
            seconds += abs(end - begin) * network.streets.seconds[street, against]
    return float(seconds)


def _expected(network: StreetNetwork, home: Points, door: Points) -> float:
    seconds = float(network.travel_seconds(home, door)[0, 0])
    return np.inf if np.isnan(seconds) else seconds


@settings(deadline=None, max_examples=100)
@given(towns())
def test_the_streets_of_a_way_take_as_long_as_the_way(
    town: tuple[StreetNetwork, Points, Points],
) -> None:
    network, homes, doors = town
    home, door = homes.take([0]), doors.take([0])
    expected = _expected(network, home, door)
    if expected == 0:  # one and the same place: no way aside and back
        return
    assert _seconds_along(network, home, door) == pytest.approx(expected)


def test_on_real_streets_the_way_towards_the_target_is_the_quickest(shared_data: Path) -> None:
    ways = read_ways(shared_data / "heidelberg/heidelberg.test.osm.pbf")
    network = build_street_network(ways, mode="walk")
    chosen = np.random.default_rng(3).integers(0, len(network.streets.longitude), 80)
    corners = Points(network.streets.longitude[chosen], network.streets.latitude[chosen])
    for number in range(0, 80, 2):
        home, door = corners.take([number]), corners.take([number + 1])
        expected = _expected(network, home, door)
        assert _seconds_along(network, home, door) == pytest.approx(expected)
