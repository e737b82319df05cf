from __future__ import annotations

from itertools import combinations, product
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from directory.planning.publishing.figures import Figure, derivable, figures_of, without_leaks


def village(
    ags: str, target: float | None, people: float | None, joined: dict[str, Any] | None = None
) -> dict[str, Any]:
    share = None if people is None or not target else people / target
    gap = {"share_failing": share, "people_failing": people, "joined": joined, "withheld": False}
    return {"ags": ags, "name": ags.upper(), "target": {"kita": target}, "kinds": {"kita": gap}}


def together(*members: tuple[str, float, float]) -> dict[str, Any]:
    target = sum(m[1] for m in members)
    return {
        "ags": [m[0] for m in members],
        "names": [m[0].upper() for m in members],
        "target": target,
        "share_failing": sum(m[2] for m in members) / target,
    }


def test_enough_people_stand_by_themselves() -> None:
    assert figures_of([village("a", 80.0, 40.0)], "kita")["a"] == Figure(80.0, 0.5, 40.0)


def test_nobody_is_no_secret() -> None:
    assert figures_of([village("a", 80.0, 0.0)], "kita")["a"] == Figure(80.0, 0.0, 0.0)


def test_fewer_than_five_are_withheld_and_so_is_what_would_tell_of_them() -> None:
    for people in (0.3, 3.0, 4.9, 76.0, 79.9):
        figure = figures_of([village("a", 80.0, people)], "kita")["a"]
        assert figure == Figure(80.0, withheld=True)


def test_a_target_of_fewer_than_five_is_not_told() -> None:
    assert figures_of([village("a", 4.0, 4.0)], "kita")["a"] == Figure(None, withheld=True)


def test_unknown_is_not_withheld() -> None:
    assert figures_of([village("a", 80.0, None)], "kita")["a"] == Figure(80.0)


def test_two_small_villages_share_one_figure() -> None:
    joined = together(("a", 20.0, 10.0), ("b", 22.0, 11.0))
    found = figures_of([village("a", 20.0, 10.0, joined), village("b", 22.0, 11.0, joined)], "kita")
    assert found["a"].share == found["b"].share == 0.5
    assert found["a"].people is None
    assert found["a"].together_with == ("A", "B")


def test_a_large_neighbour_does_not_give_a_small_village_away() -> None:
    joined = together(("a", 20.0, 10.0), ("b", 60.0, 30.0))
    found = figures_of([village("a", 20.0, 10.0, joined), village("b", 60.0, 30.0)], "kita")
    assert found["b"].share == 0.5
    assert found["a"].share is None  # else: that of both, less that of b
    assert found["a"].withheld


def test_a_share_of_neighbours_that_tells_of_few_is_withheld_too() -> None:
    joined = together(("a", 20.0, 1.0), ("b", 22.0, 2.0))
    found = figures_of([village("a", 20.0, 1.0, joined), village("b", 22.0, 2.0, joined)], "kita")
    assert found["a"].share is None


def test_three_sums_over_pairs_tell_every_single_one() -> None:
    pairs = {"a": ("a", "b"), "b": ("b", "c"), "c": ("a", "c")}
    assert derivable("abc", set(), pairs.values()) == {"a", "b", "c"}
    assert without_leaks("abc", set(), pairs) == {}
    assert derivable("abc", set(), [("a", "b"), ("b", "c")]) == set()


NAMES = "abcde"
GROUPS = [group for size in (2, 3) for group in combinations(NAMES, size)]


@settings(deadline=None, max_examples=60)
@given(st.sets(st.sampled_from(NAMES)), st.lists(st.sampled_from(GROUPS), max_size=4, unique=True))
def test_what_is_told_always_fits_other_numbers_of_a_hidden_village(
    told: set[str], groups: list[tuple[str, ...]]
) -> None:
    """Try every way in which small numbers could differ and still give the same sums."""
    given_groups = {group[0]: group for group in groups}
    kept = without_leaks(NAMES, told, given_groups)
    rows = [(name,) for name in told] + list(kept.values())
    changes = [
        dict(zip(NAMES, change, strict=True))
        for change in product((-2, -1, 0, 1, 2), repeat=len(NAMES))
    ]
    silent = [c for c in changes if all(sum(c[name] for name in row) == 0 for row in rows)]
    hidden = {name for group in kept.values() for name in group} - told
    assert all(any(change[name] for change in silent) for name in hidden)
