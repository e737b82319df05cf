from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.errors import ShapeError
from geodata.points import Points
from geodata.streets.straight_line import straight_line
from geodata.walking import NEVER, rows_of, stacked, transposed, whole_seconds
from tests.geodata.networks import table_of
from tests.geodata.ways import at

corners = st.lists(st.tuples(st.integers(0, 3000), st.integers(0, 3000)), min_size=1, max_size=8)


def test_a_kilometre_on_foot_is_132_hundredths_of_it_at_four_and_a_half_km_h() -> None:
    seconds = straight_line("walk").travel_seconds(at((0, 0)), at((1000, 0)))
    assert seconds[0, 0] == pytest.approx(1000 * 1.32 / 1.25, rel=1e-3)


def test_the_path_is_drawn_straight_and_measured_with_its_detour() -> None:
    line, metres = straight_line("car").path(at((0, 0)), at((1000, 0)))
    assert len(line.coords) == 2
    assert metres == pytest.approx(1320, rel=1e-3)
    assert straight_line("car").path(at((0, 0)), Points.of((np.nan, 50.0))) is None


@settings(deadline=None)
@given(corners, corners, st.integers(1, 2000))
def test_pairs_within_are_the_short_ones_of_the_matrix(
    here: list[tuple[int, int]], there: list[tuple[int, int]], limit: int
) -> None:
    walk = straight_line("walk")
    seconds = whole_seconds(walk.travel_seconds(at(*here), at(*there)))
    table = walk.pairs_within(at(*here), at(*there), max_seconds=limit)
    pairs = zip(rows_of(table).tolist(), table.targets.tolist(), strict=True)
    found = dict(zip(pairs, table.seconds.tolist(), strict=True))
    assert found == {(a, b): seconds[a, b] for a, b in np.argwhere(seconds <= limit).tolist()}


def test_an_unknown_position_is_near_nothing() -> None:
    points = Points(np.array([np.nan, 7.3]), np.array([50.3, 50.3]))
    walk = straight_line("walk")
    assert walk.unsnapped(points).tolist() == [True, False]
    assert walk.pairs_within(points, points, max_seconds=99).targets.tolist() == [1]


def test_walks_are_rounded_up_and_noise_is_not() -> None:
    seconds = np.array([0.0, 0.2, 60.0, 60.0000000001, 60.1, np.nan, np.inf])
    assert whole_seconds(seconds).tolist() == [0, 1, 60, 60, 61, NEVER, NEVER]


def test_stacked_tables_keep_their_rows() -> None:
    first, second = table_of({(0, 2): 7, (1, 0): 3}, size=2), table_of({(0, 1): 5}, size=1)
    both = stacked([first, second])
    assert both.indptr.tolist() == [0, 1, 2, 3]
    assert transposed(both, size=3).targets.tolist() == [1, 2, 0]


def test_points_are_pairs() -> None:
    with pytest.raises(ShapeError):
        Points(np.zeros(2), np.zeros(3))
