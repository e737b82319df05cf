from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from inequality.gini import Gini
from inequality.theil import TheilD

from geodata.errors import ShapeError
from geodata.measures.inequality import (
    concentration,
    fgt,
    gini,
    lorenz,
    minutes_over,
    opportunities_under,
    palma,
    theil,
)

if TYPE_CHECKING:
    from pathlib import Path

NAN = float("nan")
Spread = tuple[np.ndarray, np.ndarray, np.ndarray]  # values, people, groups


@st.composite
def spreads(draw: st.DrawFn) -> Spread:
    size = draw(st.integers(1, 12))

    def array(values: st.SearchStrategy[int]) -> np.ndarray:
        return np.array(draw(st.lists(values, min_size=size, max_size=size)))

    values = array(st.integers(0, 50)).astype(float)
    values[0] += 1.0  # somebody has something
    people = array(st.integers(1, 30)).astype(float)
    return values, people, array(st.integers(0, 3))


@given(spreads())
def test_gini_and_theil_are_those_of_pysal_with_every_person_alone(spread: Spread) -> None:
    values, people, groups = spread
    everyone, of = (np.repeat(array, people.astype(int)) for array in (values, groups))
    assert gini(values, people) == pytest.approx(Gini(everyone).g, abs=1e-9)
    found, peer = theil(values, people, groups), TheilD(everyone, of)
    assert found.total == pytest.approx(float(peer.T), abs=1e-9)
    assert found.between == pytest.approx(float(peer.bg[0]), abs=1e-9)
    assert found.within == pytest.approx(float(peer.wg[0]), abs=1e-9)


@given(spreads(), st.integers(2, 4))
def test_cutting_every_cell_in_parts_changes_nothing(spread: Spread, parts: int) -> None:
    values, people, groups = spread
    cut = tuple(np.repeat(array, parts) for array in (values, people / parts, groups))
    for measure in (gini, palma, lambda *a: concentration(*a, a[0])):
        whole, again = measure(values, people), measure(*cut[:2])
        assert whole == pytest.approx(again, nan_ok=True, abs=1e-9)
    assert theil(*cut).between == pytest.approx(theil(*spread).between, abs=1e-9)


@given(spreads(), st.floats(0.1, 10))
def test_the_unit_of_what_is_spread_does_not_matter(spread: Spread, factor: float) -> None:
    values, people, groups = spread
    assert gini(values * factor, people) == pytest.approx(gini(values, people), abs=1e-9)
    scaled = theil(values * factor, people, groups)
    assert scaled.total == pytest.approx(theil(*spread).total, abs=1e-9)


@given(spreads())
def test_equality_is_zero_and_nothing_leaves_its_range(spread: Spread) -> None:
    values, people, groups = spread
    same = np.full_like(values, 7.0)
    assert gini(same, people) == pytest.approx(0, abs=1e-9)
    assert theil(same, people, groups).total == pytest.approx(0, abs=1e-9)
    assert palma(same, people) == pytest.approx(1)
    assert concentration(same, people, values) == pytest.approx(0, abs=1e-9)
    assert -1e-9 <= gini(values, people) < 1
    parts = theil(*spread)
    assert parts.between >= -1e-9
    assert parts.within >= -1e-9


@given(spreads())
def test_ranked_by_itself_the_concentration_index_is_gini(spread: Spread) -> None:
    values, people, _ = spread
    found = concentration(values, people, values)
    assert found == pytest.approx(gini(values, people), abs=1e-9)
    assert concentration(values, people, -values) == pytest.approx(-found, abs=1e-9)


@given(spreads(), st.floats(1, 60), st.floats(0, 30))
def test_a_tighter_limit_never_lessens_a_shortfall(
    spread: Spread, limit: float, less: float
) -> None:
    minutes, people, _ = spread
    tight = max(limit - less, 0.5)
    for power in (0, 1, 2):
        wide = fgt(minutes_over(minutes, limit=limit), people, power=power)
        assert fgt(minutes_over(minutes, limit=tight), people, power=power) >= wide - 1e-12


@given(spreads(), st.floats(1, 60))
def test_heads_are_at_least_depth_and_depth_at_least_severity(spread: Spread, line: float) -> None:
    opportunities, people, _ = spread
    short = opportunities_under(opportunities, line=line)
    heads, depth, severity = (fgt(short, people, power=power) for power in (0, 1, 2))
    assert 1 >= heads >= depth >= severity >= 0


def test_shortfalls_by_hand() -> None:
    over = minutes_over(np.array([30.0, 45.0, 75.0, NAN]), limit=30)
    assert over.tolist() == [0.0, 0.5, 1.0, 1.0]  # inclusive; capped; no way at all is 1
    people = np.array([4.0, 2.0, 1.0, 1.0])
    assert [fgt(over, people, power=power) for power in (0, 1, 2)] == [0.5, 0.375, 0.3125]
    assert opportunities_under(np.array([0.0, 1.0, 5.0]), line=2).tolist() == [1.0, 0.5, 0.0]


def test_a_spread_by_hand() -> None:
    values, people = np.array([0.0, 1.0, 3.0, NAN, 9.0]), np.array([1.0, 2.0, 1.0, 50.0, 0.0])
    counted, owned = lorenz(values, people)  # the unknown and the empty cell do not count
    assert counted.tolist() == [0.0, 0.25, 0.75, 1.0]
    assert owned.tolist() == [0.0, 0.0, 0.4, 1.0]
    assert gini(values, people) == pytest.approx(0.45)
    assert palma(np.array([1.0, 2.0, 6.0]), np.array([4.0, 5.0, 1.0])) == 6.0
    border = palma(np.array([1.0, 2.0, 6.0]), np.array([40.0, 52.0, 8.0]))
    assert border == pytest.approx((2 * 52 + 6 * 8) / 60)  # 92 % and 100 % both end behind 90 %
    parts = theil(np.array([1.0, 3.0]), np.ones(2), np.array(["a", "b"]))
    assert parts.total == parts.between == pytest.approx(0.25 * np.log(0.5) + 0.75 * np.log(1.5))


def test_where_nobody_has_anything_nothing_is_said() -> None:
    nothing, people = np.zeros(2), np.ones(2)
    assert np.isnan(gini(nothing, people))
    assert np.isnan(theil(nothing, people, people).total)
    assert np.isnan(palma(nothing, people))
    assert np.isnan(concentration(nothing, people, people))
    assert np.isnan(fgt(nothing, nothing, power=1))
    assert np.isnan(palma(nothing, nothing))
    assert lorenz(nothing, people)[0].size == 0


def test_arrays_of_different_length_are_refused() -> None:
    with pytest.raises(ShapeError, match="differ in length"):
        gini(np.zeros(2), np.zeros(3))


def test_finds_what_ipea_publishes_for_the_jobs_in_reach_of_its_cells(shared_data: Path) -> None:
    folder = shared_data / "reference" / "ipea"
    expected = json.loads((folder / "expected.json").read_text("utf-8"))
    published = expected["published_in_testthat"]
    land = pd.read_csv(folder / "land_use_data.csv", index_col="id")
    ways = pd.read_csv(folder / "travel_matrix_from6_all.csv").query("travel_time <= 30")
    jobs = land["jobs"].loc[ways["to_id"]].groupby(ways["from_id"].to_numpy()).sum().astype(float)
    six = land.loc[jobs.index].assign(jobs=jobs)
    five = six.loc[[*expected["reproduced_here"]["jobs_30min_from_5_ids"]]]
    values, people = five["jobs"].to_numpy(), five["population"].to_numpy(float)
    income, decile = (five[name].to_numpy() for name in ("income_per_capita", "income_decile"))
    short = opportunities_under(values, line=100_000)
    six_people, six_decile = six["population"].to_numpy(float), six["income_decile"].to_numpy()
    found = {
        "gini": gini(values, people),
        "fgt1": fgt(short, people, power=1),
        "fgt2": fgt(short, people, power=2),
        "theil": theil(six["jobs"].to_numpy(), six_people, six_decile).total,  # six of them here
        "palma": palma(values, people, decile),
        "ci_std": concentration(values, people, income),
    }
    assert {name: round(value, 4) for name, value in found.items()} == {
        name: published[name] for name in found
    }
    assert fgt(short, people, power=0) == expected["reproduced_here"]["fgt"]["0"]
