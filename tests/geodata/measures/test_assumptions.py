from __future__ import annotations

from collections import Counter

from geodata.measures.assumptions import Levels, drawn

LEVELS = Levels.beside(walk_km_h=4.5, change_minutes=2.0)


def test_the_district_s_own_values_stand_beside_those_of_the_method() -> None:
    assert LEVELS.walks_km_h == (3.6, 4.5, 4.8)
    assert LEVELS.changes_minutes == (2.0, 5.0)
    assert LEVELS.limits_minutes == (-10, -5, 0, 5, 10)


def test_a_hundred_draws_are_always_the_same_and_take_every_level_equally_often() -> None:
    draws = drawn(LEVELS)
    assert len(draws) == 100
    assert draws == drawn(LEVELS)
    for axis, levels in (
        ("limit_minutes", LEVELS.limits_minutes),
        ("walk_km_h", LEVELS.walks_km_h),
        ("change_minutes", LEVELS.changes_minutes),
        ("cell_m", LEVELS.cells_m),
        ("rank", LEVELS.ranks),
    ):
        counted = Counter(getattr(draw, axis) for draw in draws)
        assert {*counted} == {*levels}
        assert max(counted.values()) - min(counted.values()) <= 2


def test_the_draws_are_no_grid_but_mix_all_axes() -> None:
    assert len({*drawn(LEVELS)}) > 60  # of 180 possible ones


def test_no_runs_are_no_draws() -> None:
    assert drawn(LEVELS, runs=0) == []
