from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.class_areas import reaches_m
from geodata.stop_quality.catalogue import read_catalogue
from geodata.stop_quality.grades import NONE
from geodata.stop_quality.places import (
    UNKNOWN,
    Ways,
    grades_at,
    shares_of_villages,
    straight_ways,
)

if TYPE_CHECKING:
    from pathlib import Path

    from geodata.stop_quality.grades import GradeTable

ROMAN = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII"]
# key of ours, of the reference; group of ours, of the reference
TABLES = [
    ("are_2011", "ARE_2011", {"node": "A1", "rail": "A2", "bus": "B", "cable": "C"}),
    (
        "oevgk18",
        "GR_OeVGK18",
        {"node": "A_Bahnknoten", "rail": "B_Bahnlinie", "bus": "C_rest_incl_Rufbus"},
    ),
    ("goat_germany", "GOAT_Germany", {"rail": "A", "tram": "B", "bus": "C"}),
]
GRADED = [s for s in read_catalogue().standards if s.table is not None]
KEYS = st.sampled_from(GRADED)


def _table(key: str) -> GradeTable:
    table = next(s.table for s in GRADED if s.key == key)
    assert table is not None
    return table


def _number(category: str | None) -> int:
    if category is None:
        return NONE
    return int(category) if category.isdigit() else ROMAN.index(category) + 1


@pytest.mark.parametrize(("key", "reference", "groups"), TABLES)
def test_the_tables_are_those_of_the_published_methods(
    shared_data: Path, key: str, reference: str, groups: dict[str, str]
) -> None:
    file = shared_data / "reference/oevgk/tables.json"
    published = json.loads(file.read_text("utf-8"))[reference]
    table = _table(key)
    for ours, theirs in groups.items():
        wanted = [_number(category) for category in published["category"][theirs]]
        assert list(table.categories[ours]) == wanted, ours
    for number, classes in enumerate(published["class"].values()):
        found = [table.names[code - 1] if code else None for code in table.grades[number]]
        assert found == classes, number


def test_the_bounds_of_the_rows_are_those_of_the_sources() -> None:
    figures = np.array([4.9, 5, 9.9, 10, 20, 40, 60, 60.1, 119.9, 120])
    are = _table("are_2011").category_of("rail", figures).tolist()
    assert are == [1, 2, 2, 3, 4, 5, 5, 0, 0, 0]
    assert _table("oevgk18").category_of("rail", figures).tolist() == [1, 1, 2, 2, 3, 4, 5, 7, 7, 7]
    goat = _table("goat_germany").category_of("rail", figures).tolist()
    assert goat == [1, 1, 1, 2, 3, 4, 5, 5, 5, 0]


def test_nothing_that_leaves_and_an_unknown_group_are_no_category() -> None:
    table = _table("oevgk18")
    assert table.category_of("bus", np.array([np.inf, np.nan])).tolist() == [NONE, NONE]
    assert table.category_of("boat", np.array([5.0])).tolist() == [NONE]


def test_limits_of_distance_are_inclusive() -> None:
    table = _table("are_2011")
    way_m = np.array([0.0, 300.0, 300.1, 1000.0, 1000.1])
    grades = table.grade_of(np.full(5, 2), way_m)
    assert [table.names[grade - 1] if grade else "" for grade in grades] == ["A", "A", "B", "D", ""]
    assert _table("oevgk18").distances_m.tolist() == pytest.approx([420, 630, 840, 1260])


@given(KEYS, st.data())
def test_a_class_never_gets_better_with_distance(standard, data: st.DataObject) -> None:  # noqa: ANN001 - a Standard
    table = standard.table
    category = data.draw(st.integers(1, len(table.grades)))
    way_m = np.sort(np.array(data.draw(st.lists(st.floats(0, 1500), min_size=2, max_size=9))))
    grades = table.grade_of(np.full(len(way_m), category), way_m)
    worth = np.where(grades == NONE, len(table.names) + 1, grades)
    assert (np.diff(worth) >= 0).all()


@given(KEYS, st.data())
def test_a_better_figure_never_gives_a_worse_class(standard, data: st.DataObject) -> None:  # noqa: ANN001 - a Standard
    table, low_is_good = standard.table, standard.value in {"interval", "quadratic"}
    group = data.draw(st.sampled_from(sorted(table.categories)))
    figures = np.sort(np.array(data.draw(st.lists(st.floats(0.1, 500), min_size=2, max_size=9))))
    if not low_is_good:
        figures = figures[::-1]
    way_m = data.draw(st.floats(0, 1300))
    grades = table.grade_of(table.category_of(group, figures), np.full(len(figures), way_m))
    worth = np.where(grades == NONE, len(table.names) + 1, grades)
    if group != "node":  # a node that hardly anything leaves counts as a line instead
        assert (np.diff(worth) >= 0).all()


@given(KEYS, st.data())
def test_an_area_reaches_just_as_far_as_the_class_does(standard, data: st.DataObject) -> None:  # noqa: ANN001 - a Standard
    table = standard.table
    category = data.draw(st.integers(0, len(table.grades)))
    reach = reaches_m(table, np.array([[category]]))[:, 0]
    way_m = data.draw(st.floats(0, 1500))
    grade = int(table.grade_of(np.array([category]), np.array([way_m]))[0])
    for number, reach_m in enumerate(reach, start=1):
        inside = reach_m > 0 and way_m <= reach_m
        assert inside == (NONE < grade <= number)


def test_the_best_of_several_stops_and_groups_counts() -> None:
    # ARE: 280 m from a bus stop of category III (B), 700 m from a railway station of I (B at 750)
    ways = Ways(np.array([0, 0, 1]), np.array([0, 1, 1]), np.array([280.0, 700.0, 900.0]))
    categories = np.array([[0, 1], [3, 0]])
    known = np.array([True, True, True, False])
    grades = grades_at(_table("are_2011"), categories, ways, known=known)
    assert grades.tolist() == [2, 3, NONE, UNKNOWN]


def test_frequent_buses_do_not_hide_a_train_that_reaches_farther() -> None:
    # Poelman: many buses (high within 5 minutes), trains now and then (medium within 10)
    table = _table("eu_poelman")
    ways = Ways(np.array([0]), np.array([0]), np.array([800.0]))
    grades = grades_at(table, np.array([[3], [2]]), ways, known=np.array([True]))
    assert table.names[grades[0] - 1] == "mittel"


def test_shares_add_up_and_a_village_without_people_has_none() -> None:
    shares = shares_of_villages(
        np.array([1, 2, NONE, UNKNOWN]),
        np.array([30.0, 10.0, 50.0, 10.0]),
        np.array([0, 0, 0, 2]),
        villages=3,
        classes=2,
    )
    assert shares[0].tolist() == pytest.approx([1 / 3, 1 / 9, 5 / 9, 0])
    assert np.isnan(shares[1]).all()
    assert shares[2].tolist() == [0, 0, 0, 1]


@given(st.integers(0, 6), st.integers(0, 6), st.data())
def test_straight_ways_are_those_that_trying_all_pairs_finds(
    places: int, stops: int, data: st.DataObject
) -> None:
    def positions(size: int) -> np.ndarray:
        numbers = data.draw(st.lists(st.integers(0, 9), min_size=2 * size, max_size=2 * size))
        return np.array(numbers, dtype=float).reshape(-1, 2)

    here, there = positions(places), positions(stops)
    ways = straight_ways(here, there, max_m=5.0)
    wanted = {
        (p, s)
        for p in range(places)
        for s in range(stops)
        if np.hypot(*(here[p] - there[s])) <= 5.0
    }
    assert set(zip(ways.place.tolist(), ways.stop.tolist(), strict=True)) == wanted
