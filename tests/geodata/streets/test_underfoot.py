"""Pavement and light along a walk: three states, and nothing is guessed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.sources.osm import read_ways
from geodata.streets.network import StreetNetwork, build_street_network, load_street_network
from geodata.streets.underfoot import NO, TO_THE_DOOR_M, UNKNOWN, YES, along, lights, pavements
from tests.geodata.ways import at, extract, tags_of

if TYPE_CHECKING:
    from pathlib import Path

STREET = {"highway": "residential"}
# 400 m with a pavement and lamps, 300 m of which nobody told, 200 m known to have neither
LINE = {"A": (0, 0), "B": (400, 0), "C": (700, 0), "D": (900, 0)}
WAYS = [
    ("AB", {**STREET, "sidewalk": "both", "lit": "yes"}),
    ("BC", STREET),
    ("CD", {**STREET, "sidewalk": "no", "lit": "no"}),
]


@pytest.fixture(scope="module")
def network() -> StreetNetwork:
    return build_street_network(extract(LINE, WAYS), mode="walk")


@pytest.mark.parametrize(
    ("tags", "state"),
    [
        ({}, UNKNOWN),
        ({"sidewalk": "both"}, YES),
        ({"sidewalk": "separate"}, YES),
        ({"sidewalk": "no"}, NO),
        ({"sidewalk": "?"}, UNKNOWN),
        ({"sidewalk:left": "no"}, UNKNOWN),  # the other side may have one
        ({"sidewalk:left": "no", "sidewalk:right": "no"}, NO),
        ({"sidewalk:left": "no", "sidewalk:right": "yes"}, YES),
        ({"sidewalk:both": "no"}, NO),
        ({"highway": "footway"}, YES),
        ({"highway": "path"}, UNKNOWN),
        ({"highway": "path", "foot": "designated"}, YES),
        ({"highway": "track"}, UNKNOWN),
        ({"highway": "living_street"}, UNKNOWN),
    ],
)
def test_a_pavement_is_there_or_not_only_where_tags_say_so(
    tags: dict[str, str], state: int
) -> None:
    assert pavements(tags_of({**STREET, **tags})).tolist() == [state]


@pytest.mark.parametrize(
    ("value", "state"),
    [("", UNKNOWN), ("yes", YES), ("24/7", YES), ("no", NO), ("limited", UNKNOWN), ("x", UNKNOWN)],
)
def test_a_street_is_lit_or_not_only_where_its_tag_says_so(value: str, state: int) -> None:
    assert lights(tags_of({**STREET, "lit": value})).tolist() == [state]


def test_the_metres_of_a_walk_are_those_of_its_pieces(network: StreetNetwork) -> None:
    found = network.underfoot(at((100, 0)), at((850, 0)))
    assert found is not None
    for fact in found:
        assert (fact.yes_m, fact.unknown_m, fact.no_m) == pytest.approx((300, 300, 150), rel=1e-3)
        assert fact.state is None


def test_a_walk_is_with_or_without_only_where_all_of_it_is(network: StreetNetwork) -> None:
    ends = [((100, 0), (300, 0)), ((450, 0), (600, 0)), ((750, 0), (850, 0))]
    found = [network.underfoot(at(first), at(last)) for first, last in ends]
    assert [(one.pavement.state, one.lit.state) for one in found if one] == [
        (True, True),
        (None, None),
        (False, False),
    ]


def test_the_step_from_a_door_to_its_street_is_not_counted_and_a_long_one_is_unknown(
    network: StreetNetwork,
) -> None:
    found = network.underfoot(at((100, 20)), at((300, -130)))
    assert found is not None
    assert found.lit.yes_m == pytest.approx(200, rel=1e-3)
    assert found.lit.unknown_m == pytest.approx(130 - TO_THE_DOOR_M, rel=1e-2)
    assert network.underfoot(at((100, 900)), at((300, 0))) is None


@given(st.lists(st.tuples(st.integers(0, 5), st.floats(0, 900)), max_size=12))
def test_every_metre_walked_is_counted_once(pieces: list[tuple[int, float]]) -> None:
    states = np.array([YES, NO, UNKNOWN, UNKNOWN, NO, YES], dtype=np.int8)
    found = along(states, pieces)
    assert found.metres == pytest.approx(sum(metres for _, metres in pieces))
    assert found.known_m == pytest.approx(sum(m for s, m in pieces if states[s] != UNKNOWN))


def test_a_saved_network_still_knows_and_an_older_one_knows_nothing(
    network: StreetNetwork, tmp_path: Path
) -> None:
    network.save(tmp_path / "new")
    ends = at((100, 0)), at((300, 0))
    assert load_street_network(tmp_path / "new").underfoot(*ends) == network.underfoot(*ends)
    older = network.streets._replace(pavement=None, lit=None)
    StreetNetwork(network.mode, older, network.prepared).save(tmp_path / "old")
    found = load_street_network(tmp_path / "old").underfoot(*ends)
    assert found is not None
    assert found.lit.known_m == 0
    assert found.lit.unknown_m == pytest.approx(200, rel=1e-3)


def test_of_real_streets_some_metres_are_known_and_most_are_not(shared_data: Path) -> None:
    ways = read_ways(shared_data / "heidelberg/heidelberg.test.osm.pbf")
    network = build_street_network(ways, mode="walk")
    share = (network.streets.pavement != UNKNOWN) @ network.streets.metres
    assert 0.1 < share / network.streets.metres.sum() < 0.5  # tracks are streets, too
    assert set(np.unique(network.streets.lit)) == {NO, YES, UNKNOWN}
