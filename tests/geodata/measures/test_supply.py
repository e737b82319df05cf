from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest
from access.fca import two_stage_fca
from hypothesis import given
from hypothesis import strategies as st

from geodata.errors import ShapeError
from geodata.measures.supply import (
    Region,
    balanced,
    levels_of_service,
    stepped,
    two_step,
    within,
)

if TYPE_CHECKING:
    from pathlib import Path

NAN = float("nan")
SCENARIOS = ("0", "1", "2", "3")


@st.composite
def regions(draw: st.DrawFn) -> Region:
    origins, facilities = draw(st.integers(1, 8)), draw(st.integers(1, 5))
    way = st.floats(0, 90) | st.just(NAN)
    row = st.lists(way, min_size=facilities, max_size=facilities)
    minutes = np.array(draw(st.lists(row, min_size=origins, max_size=origins)))
    people = st.lists(st.integers(0, 900), min_size=origins, max_size=origins)
    places = st.lists(st.integers(0, 200), min_size=facilities, max_size=facilities)
    weigh = draw(st.sampled_from([lambda m: within(m, max_minutes=30), stepped]))
    return Region(weigh(minutes), np.array(draw(people), float), np.array(draw(places), float))


def given_away(region: Region) -> float:
    return float(region.supply[region.wanted].sum())


@given(regions())
def test_every_place_with_demand_in_reach_is_given_away_exactly_once(region: Region) -> None:
    assert region.demand @ two_step(region) == pytest.approx(given_away(region))


@given(regions())
def test_balanced_catchments_count_nobody_twice(region: Region) -> None:
    levels = levels_of_service(region)
    rows = region.weights.sum(axis=1, keepdims=True)
    shares = np.divide(region.weights, rows, out=np.zeros_like(region.weights), where=rows > 0)
    expected = region.demand @ shares  # who is expected where
    assert expected.sum() == pytest.approx(region.demand[rows[:, 0] > 0].sum())
    assert levels @ expected == pytest.approx(given_away(region))


@given(regions())
def test_the_levels_of_service_are_divided_among_origins_or_people(region: Region) -> None:
    levels = levels_of_service(region)
    assert balanced(region).sum() == pytest.approx(levels.sum())
    assert region.demand @ balanced(region, per_person=True) == pytest.approx(levels.sum())


@given(regions(), st.integers(2, 4))
def test_cutting_every_origin_in_parts_changes_nothing_for_a_person(
    region: Region, parts: int
) -> None:
    demand = np.repeat(region.demand, parts) / parts
    cut = Region(np.repeat(region.weights, parts, axis=0), demand, region.supply)
    np.testing.assert_allclose(two_step(cut)[::parts], two_step(region))
    np.testing.assert_allclose(
        balanced(cut, per_person=True)[::parts], balanced(region, per_person=True)
    )


@given(regions(), st.integers(1, 200))
def test_more_places_never_harm(region: Region, more: int) -> None:
    richer = Region(region.weights, region.demand, region.supply + more)
    for measure in (two_step, balanced):
        assert (measure(richer) >= measure(region) - 1e-12).all()


def test_two_villages_share_one_kita_by_hand() -> None:
    minutes = np.array([[10.0], [30.0], [NAN]])
    region = Region(within(minutes, max_minutes=30), np.array([30.0, 10.0, 5.0]), np.array([20.0]))
    assert two_step(region).tolist() == [0.5, 0.5, 0.0]
    assert balanced(region).tolist() == [0.25, 0.25, 0.0]  # the level 0.5 between two villages
    assert balanced(region, per_person=True).tolist() == [0.0125, 0.0125, 0.0]  # 40 children
    assert levels_of_service(region).tolist() == [0.5]


def test_a_child_between_two_kitas_is_expected_half_in_each_by_hand() -> None:
    region = Region(np.array([[1.0, 1.0], [0.0, 1.0]]), np.array([40.0, 20.0]), np.full(2, 20.0))
    assert levels_of_service(region).tolist() == [1.0, 0.5]  # 20 of 20, 20 of 40
    assert balanced(region).tolist() == [1.25, 0.25]
    assert two_step(region).tolist() == pytest.approx([0.5 + 1 / 3, 1 / 3])


def test_steps_are_inclusive_and_end_with_nothing() -> None:
    minutes = np.array([[0.0, 20.0, 20.01, 40.0, 60.0, 60.01, NAN]])
    assert stepped(minutes).tolist() == [[1.0, 1.0, 0.68, 0.68, 0.22, 0.0, 0.0]]


def test_steps_that_do_not_rise_and_arrays_that_do_not_fit_are_refused() -> None:
    with pytest.raises(ShapeError, match="do not rise"):
        stepped(np.zeros((1, 1)), steps=((20, 1.0), (20, 0.5)))
    with pytest.raises(ShapeError, match="a row for each origin"):
        Region(np.zeros((2, 3)), np.zeros(3), np.zeros(2))


def hospitals(shared_data: Path) -> dict:
    path = shared_data / "reference" / "pysal_access" / "expected_hospital_example.json"
    return json.loads(path.read_text("utf-8"))


def minutes_of(example: dict, scenario: str) -> np.ndarray:
    minutes = np.full((3, 3), NAN)
    for origin, destination, cost in example["costs"][scenario]:
        minutes[origin - 1, destination - 1] = cost
    return minutes


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_finds_what_pysal_access_finds_for_three_tracts(shared_data: Path, scenario: str) -> None:
    example = hospitals(shared_data)
    people = np.array([*example["population"].values()], float)
    doctors = np.array([*example["doctors"].values()], float)
    minutes = minutes_of(example, scenario)
    for name, weights in (
        ("2sfca_bin60_doc", within(minutes, max_minutes=60)),
        ("e2sfca_20_40_60_doc", stepped(minutes)),
    ):
        found = two_step(Region(weights, people, doctors))
        assert found.tolist() == pytest.approx([*example["expected"][scenario][name].values()])


@given(regions())
def test_finds_what_pysal_access_computes(region: Region) -> None:
    origins, facilities = np.nonzero(region.weights)
    region.demand[:] = region.demand + 1  # access divides by zero where nobody wants
    costs = pd.DataFrame({"origin": origins, "dest": facilities})
    costs["cost"] = region.weights[origins, facilities]
    found = two_stage_fca(
        pd.DataFrame({"demand": region.demand}).rename_axis("geoid"),
        pd.DataFrame({"supply": region.supply}).rename_axis("geoid"),
        costs,
        demand_index=True,
        weight_fn=lambda weight: weight,
    )
    np.testing.assert_allclose(
        two_step(region), found.reindex(range(region.demand.size)).fillna(0.0).to_numpy()
    )


def test_finds_what_ipea_publishes_for_five_cells(shared_data: Path) -> None:
    folder = shared_data / "reference" / "ipea"
    expected = json.loads((folder / "expected.json").read_text("utf-8"))["reproduced_here"]
    land = pd.read_csv(folder / "land_use_data.csv", index_col="id")
    ways = pd.read_csv(folder / "travel_matrix_ids5.csv")
    minutes = ways.pivot_table(index="from_id", columns="to_id", values="travel_time")
    region = Region(
        within(minutes.to_numpy(), max_minutes=45),
        land.loc[minutes.index, "population"].to_numpy(float),
        land.loc[minutes.columns, "jobs"].to_numpy(float),
    )
    for name, found in (("2sfca_bin45", two_step(region)), ("bfca_bin45", balanced(region))):
        assert dict(zip(minutes.index, found.round(4), strict=True)) == expected[name]
