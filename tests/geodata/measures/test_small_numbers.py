from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from geodata.measures.small_numbers import ENOUGH, is_small, joined_with, withheld

CENTRES = np.array([[0.0, 0.0], [1000.0, 0.0], [0.0, 2000.0], [100.0, 0.0]])
GROUPS = ["Maifeld", "Maifeld", "Maifeld", "Pellenz"]


def test_the_nearest_villages_of_the_same_association_are_joined_until_thirty_are_reached() -> None:
    assert joined_with(0, np.array([10.0, 15.0, 80.0, 99.0]), GROUPS, CENTRES) == [0, 1, 2]
    assert joined_with(0, np.array([10.0, 20.0, 80.0, 99.0]), GROUPS, CENTRES) == [0, 1]


def test_who_has_enough_or_has_no_neighbours_or_is_unknown_is_joined_with_nobody() -> None:
    target = np.array([30.0, 15.0, np.nan, 12.0])
    assert [joined_with(village, target, GROUPS, CENTRES) for village in (0, 2, 3)] == [None] * 3
    assert joined_with(0, np.array([4.0, 5.0, 6.0, 99.0]), GROUPS, CENTRES) is None
    assert joined_with(0, np.array([4.0]), [None], CENTRES[:1]) is None


def test_a_number_that_could_be_reckoned_from_the_total_is_withheld_too() -> None:
    target = np.array([40.0, 60.0, 90.0, 50.0])
    failing = np.array([3.0, 30.0, 30.0, 20.0])
    assert withheld(target, failing, GROUPS).tolist() == [True, True, False, False]


def test_two_small_ones_of_an_association_hide_each_other() -> None:
    target = np.array([40.0, 60.0, 90.0, 4.0])
    failing = np.array([3.0, 58.0, 30.0, np.nan])
    assert withheld(target, failing, GROUPS).tolist() == [True, True, False, True]


numbers = st.lists(st.floats(0, 60) | st.just(float("nan")), min_size=4, max_size=4)


@given(numbers, numbers)
def test_no_small_number_is_ever_shown_and_none_stands_alone(
    target: list[float], shares: list[float]
) -> None:
    people = np.array(target)
    failing = people * np.clip(np.array(shares) / 60, 0, 1)
    hidden = withheld(people, failing, GROUPS)
    for number in (people, failing, people - failing):
        assert not (is_small(number) & ~hidden).any()
    members = hidden[:3]
    others = (people[:3] > 0) & ~members
    assert members.sum() != 1 or not others.any()


@given(numbers)
def test_joined_villages_have_enough_people_and_one_less_would_not_do(target: list[float]) -> None:
    people = np.array(target)
    joined = joined_with(0, people, GROUPS, CENTRES)
    if joined is not None:
        assert people[joined].sum() >= ENOUGH > people[joined[:-1]].sum()
