from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.points import Points
from geodata.streets.paced import Paced, paced
from geodata.streets.straight_line import straight_line
from geodata.walking import rows_of

FAST, SLOW = 4.5, 3.6


@st.composite
def somewhere(draw: st.DrawFn) -> Points:
    size = draw(st.integers(1, 5))
    near = st.lists(st.integers(0, 30), min_size=size, max_size=size)
    return Points(7.4 + np.array(draw(near)) / 1000, 50.3 + np.array(draw(near)) / 1000)


@given(somewhere(), somewhere(), st.sampled_from([300.0, 600.0, 1200.0]))
def test_streets_at_another_pace_are_streets_made_for_it(
    here: Points, there: Points, limit: float
) -> None:
    made = straight_line("walk", walk_speed_km_h=SLOW)
    slowed = Paced(straight_line("walk", walk_speed_km_h=FAST), FAST / SLOW)
    asked = slowed.travel_seconds(here, there), made.travel_seconds(here, there)
    np.testing.assert_allclose(*asked)
    found = slowed.pairs_within(here, there, max_seconds=limit)
    for origin, target, seconds in zip(rows_of(found), found.targets, found.seconds, strict=True):
        assert abs(asked[1][origin, target] - seconds) < 2  # rounded up twice
        assert seconds <= limit
    surely = (asked[1] < limit - 2).sum()
    assert surely <= len(found.targets) <= (asked[1] <= limit).sum()


def test_a_walk_by_hand_takes_a_quarter_longer_at_four_fifths_of_the_speed() -> None:
    here, there = Points.of((7.4, 50.3)), Points.of((7.41, 50.3))
    fast = straight_line("walk", walk_speed_km_h=FAST)
    slow = Paced(fast, FAST / SLOW)
    seconds = fast.travel_seconds(here, there)[0, 0]
    assert slow.travel_seconds(here, there)[0, 0] == pytest.approx(seconds * 1.25)
    assert np.isnan(slow.travel_seconds(here, there, max_seconds=seconds * 1.2)[0, 0])
    assert slow.mode == "walk"
    assert slow.path(here, there) == fast.path(here, there)
    assert not slow.unsnapped(here)[0]


def test_the_same_pace_keeps_the_streets_and_straight_lines_are_made_anew() -> None:
    fast = straight_line("walk", walk_speed_km_h=FAST)
    assert paced(fast, from_km_h=FAST, to_km_h=FAST) is fast
    assert paced(fast, from_km_h=FAST, to_km_h=SLOW) == straight_line("walk", walk_speed_km_h=SLOW)
    wrapped = paced(Paced(fast, 2.0), from_km_h=FAST, to_km_h=SLOW)
    assert isinstance(wrapped, Paced)
