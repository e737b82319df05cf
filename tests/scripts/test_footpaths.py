"""The footpaths shared with other engines: no chain of them beats the walk of its own pair."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.walking import rows_of
from scripts.benchmarks.footpaths import KERB_S, closed_footpaths
from scripts.benchmarks.nigiri_stops import minute_footpaths
from tests.geodata.ways import at

if TYPE_CHECKING:
    from collections.abc import Callable

    from geodata.walking import WalkingTable

STEP_M = 20
CORNERS = st.lists(st.tuples(*[st.integers(0, 12)] * 2), min_size=1, max_size=8)


def _walks(table: WalkingTable) -> dict[tuple[int, int], int]:
    pairs = zip(rows_of(table).tolist(), table.targets.tolist(), strict=True)
    return dict(zip(pairs, table.seconds.tolist(), strict=True))


def _table(corners: list[tuple[int, int]]) -> WalkingTable:
    return closed_footpaths(at(*((STEP_M * x, STEP_M * y) for x, y in corners)))


@pytest.mark.parametrize("made", [_table, lambda corners: minute_footpaths(_table(corners))])
@given(corners=CORNERS)
def test_every_chain_of_two_footpaths_is_a_footpath_that_takes_no_longer(
    corners: list[tuple[int, int]], made: Callable[[list[tuple[int, int]]], WalkingTable]
) -> None:
    walks = _walks(made(corners))
    for here, between in walks:
        for there in range(len(corners)):
            if (between, there) in walks:
                chain_s = walks[here, between] + walks[between, there]
                assert walks[here, there] <= chain_s


def test_stops_too_far_for_one_footpath_are_joined_by_those_between() -> None:
    walks = _walks(_table([(0, 0), (4, 0), (8, 0)]))
    assert walks[0, 1] <= KERB_S < walks[0, 2]
    assert walks[0, 2] == walks[0, 1] + walks[1, 2]
    assert (0, 1) not in _walks(_table([(0, 0), (100, 0)]))
