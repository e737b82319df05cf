"""What is known along a way goes with it: under the feet, and at the stops of both ways to a Kita."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest

from directory.travelling.answers import Way
from directory.travelling.equipment import stop_keys, with_equipment
from directory.travelling.walks import with_underfoot
from geodata.journeys.legs import Journey, WalkLeg
from geodata.streets.network import StreetNetwork, build_street_network
from tests.geodata.ways import at, extract
from tests.small_ways import way_to

LIT = {"highway": "residential", "sidewalk": "both", "lit": "yes"}
DARK = {"highway": "residential", "sidewalk": "no"}


@pytest.fixture(scope="module")
def network() -> StreetNetwork:
    """400 m with pavement and lamps, then 300 m without pavement, of whose light nobody told."""
    corners = {"A": (0.0, 0.0), "B": (400.0, 0.0), "C": (700.0, 0.0)}
    return build_street_network(extract(corners, [("AB", LIT), ("BC", DARK)]), mode="walk")


def walked(network: StreetNetwork, *, mode: str = "walk", known: bool = True) -> Way:
    """Return a way of one walk over all but its first and last 100 m."""
    ends = at((100, 0)), at((600, 0))
    found = network.path(*ends)
    assert found is not None
    line, metres = found
    leg = WalkLeg("origin", "destination", 0, 400, metres, line if known else None, mode)
    shown = way_to("Beratung", 7.2, 50.3).there
    assert shown is not None
    return with_underfoot(Way(shown.legs[:1]), Journey((leg,)), network)


def test_a_walk_brings_along_what_tags_tell_of_the_streets_that_it_follows(
    network: StreetNetwork,
) -> None:
    (leg,) = walked(network).legs
    assert leg.pavement is not None
    assert leg.lit is not None
    along = (leg.pavement.yes_m, leg.pavement.no_m, leg.lit.yes_m, leg.lit.unknown_m)
    assert along == pytest.approx((300, 200, 300, 200), rel=1e-2)


def test_nothing_is_told_of_a_walk_without_a_course_or_by_other_means(
    network: StreetNetwork,
) -> None:
    for way in (walked(network, known=False), walked(network, mode="bike")):
        assert [(leg.pavement, leg.lit) for leg in way.legs] == [(None, None)]


def test_the_stop_where_one_boards_after_collecting_is_known_like_the_others() -> None:
    bringing = way_to("Kita", 7.2, 50.3)
    assert bringing.back is not None
    rides = tuple(replace(leg, from_key="E") for leg in bringing.back.rides)
    collecting = replace(bringing, there=None, back=Way(rides))
    both = replace(bringing, collecting=collecting)
    assert "E" in stop_keys(both) - stop_keys(bringing)
    known: Any = {"E": SimpleNamespace(shelter=True, bench=None, light=False)}
    told = with_equipment(both, known).collecting
    assert told is not None
    assert told.back is not None
    assert {(leg.shelter, leg.bench, leg.stop_lit) for leg in told.back.rides} == {
        (True, None, False)
    }
