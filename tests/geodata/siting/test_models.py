from __future__ import annotations

import json
from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.errors import ShapeError
from geodata.siting.models import (
    maximal_covering,
    one_after_the_other,
    p_center,
    p_median,
    set_covering,
)
from geodata.siting.places import Places, outcome

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

NAN = float("nan")
LIMIT, NO_WAY = 30.0, 60.0


@st.composite
def drawn_places(draw: st.DrawFn) -> Places:
    homes, sites = draw(st.integers(1, 6)), draw(st.integers(1, 4))
    way = st.integers(0, 70).map(float) | st.just(NAN)
    row = st.lists(way, min_size=sites, max_size=sites)
    people = st.lists(st.integers(0, 50), min_size=homes, max_size=homes)
    return Places(
        np.array(draw(st.lists(row, min_size=homes, max_size=homes))),
        np.array(draw(people), float),
        np.array(draw(st.lists(way, min_size=homes, max_size=homes))),
    )


def tries(places: Places, most: int) -> Iterator[tuple[int, ...]]:
    for number in range(most + 1):
        yield from combinations(range(places.minutes.shape[1]), number)


def within(places: Places, sites: tuple[int, ...], limit: float = LIMIT) -> float:
    return sum(
        people
        for people, now, ways in zip(places.people, places.now, places.minutes, strict=True)
        if any(way <= limit for way in (now, *ways[list(sites)]))
    )


def summed(places: Places, sites: tuple[int, ...]) -> float:
    rows = zip(places.people, places.now, places.minutes, strict=True)
    return sum(
        people * min([NO_WAY] + [way for way in (now, *ways[list(sites)]) if way < NO_WAY])
        for people, now, ways in rows
    )


def longest(places: Places, sites: tuple[int, ...]) -> float:
    """Of the homes that anything can reach; infinite where these sites leave one of them out."""
    found = 0.0
    for people, now, ways in zip(places.people, places.now, places.minutes, strict=True):
        if people and not np.isnan([now, *ways]).all():
            found = max(found, min([w for w in (now, *ways[list(sites)]) if w >= 0] + [np.inf]))
    return found


@settings(max_examples=25, deadline=None)  # spopt loads in three seconds
@given(drawn_places(), st.integers(1, 3))
def test_the_models_find_what_trying_every_choice_finds(places: Places, sites: int) -> None:
    choices = [*tries(places, sites)]
    covering = maximal_covering(places, max_minutes=LIMIT).best(sites)
    assert within(places, covering) == max(within(places, choice) for choice in choices)
    median = p_median(places, no_way_minutes=NO_WAY).best(sites)
    assert summed(places, median) == min(summed(places, choice) for choice in choices)
    center = p_center(places, sites=sites)
    assert longest(places, center) == min(longest(places, choice) for choice in choices)
    assert max(map(len, (covering, median))) <= sites


@settings(max_examples=25, deadline=None)  # spopt loads in three seconds
@given(drawn_places())
def test_the_fewest_sites_for_everyone_are_what_trying_finds(places: Places) -> None:
    everything = [*tries(places, places.minutes.shape[1])]
    most = within(places, everything[-1])
    fewest = min(len(choice) for choice in everything if within(places, choice) == most)
    found = set_covering(places, max_minutes=LIMIT)
    assert (len(found), within(places, found)) == (fewest, most)


@settings(max_examples=25, deadline=None)  # spopt loads in three seconds
@given(drawn_places(), st.integers(0, 3))
def test_step_by_step_never_beats_the_optimum_and_one_step_is_the_optimum(
    places: Places, sites: int
) -> None:
    def gain(chosen: tuple[int, ...]) -> float:
        return outcome(places, chosen, max_minutes=LIMIT).people_within

    steps = one_after_the_other(places, sites=sites, max_minutes=LIMIT)
    best = maximal_covering(places, max_minutes=LIMIT).best(sites)
    assert gain(()) <= gain(steps) <= gain(best)
    if sites == 1:
        assert gain(steps) == gain(best)


@given(drawn_places())
def test_a_further_site_never_harms_anybody(places: Places) -> None:
    before, after = places.with_sites(()), places.with_sites((0,))
    assert ((after <= before) | np.isnan(before)).all()


def test_an_outcome_by_hand() -> None:
    places = Places(
        np.array([[10.0], [NAN], [30.0], [5.0]]),
        np.array([100.0, 20.0, 30.0, 0.0]),
        np.array([31.0, NAN, NAN, NAN]),
    )
    today = outcome(places, (), max_minutes=LIMIT)
    assert (today.people_within, today.mean_minutes, today.people_without) == (0.0, 31.0, 50.0)
    then = outcome(places, (0,), max_minutes=LIMIT)  # inclusive; empty homes do not count
    assert (then.people_within, then.share_within) == (130.0, 130 / 150)
    assert (then.longest_minutes, then.people_without) == (30.0, 20.0)
    assert then.mean_minutes == pytest.approx((100 * 10 + 30 * 30) / 130)
    counted = outcome(places, (0,), max_minutes=LIMIT, no_way_minutes=25.0)
    assert counted.mean_minutes == pytest.approx((100 * 10 + 20 * 25 + 30 * 25) / 150)


def test_where_nobody_lives_or_nothing_helps_no_site_is_proposed() -> None:
    places = Places(np.full((2, 2), NAN), np.ones(2), np.full(2, NAN))
    assert maximal_covering(places, max_minutes=LIMIT).best(2) == ()
    assert set_covering(places, max_minutes=LIMIT) == ()
    assert p_median(places, no_way_minutes=NO_WAY).best(2) == ()
    assert p_center(places, sites=2) == ()
    assert np.isnan(outcome(places, (), max_minutes=LIMIT).mean_minutes)
    nobody = replace(places, people=np.zeros(2))
    assert np.isnan(outcome(nobody, (), max_minutes=LIMIT).share_within)


def test_a_site_that_helps_nobody_more_is_not_proposed_by_hand() -> None:
    places = Places(np.array([[10.0, 20.0], [99.0, 25.0]]), np.array([5.0, 7.0]), np.full(2, NAN))
    assert maximal_covering(places, max_minutes=LIMIT).best(2) == (1,)
    assert p_median(places, no_way_minutes=NO_WAY).best(2) == (0, 1)
    assert p_center(places, sites=1) == (1,)


@settings(max_examples=10, deadline=None)
@given(drawn_places())
def test_one_model_answers_for_every_number_of_sites_in_any_order(places: Places) -> None:
    model = maximal_covering(places, max_minutes=LIMIT)
    asked = [(number, model.best(number)) for number in (3, 1, 2, 3, 0)]
    for number, found in asked:
        alone = maximal_covering(places, max_minutes=LIMIT).best(number)
        assert within(places, found) == within(places, alone)
        assert len(found) <= number


def test_arrays_of_other_homes_are_refused() -> None:
    with pytest.raises(ShapeError, match="differ in their homes"):
        Places(np.zeros((2, 1)), np.zeros(3), np.zeros(2))


@pytest.fixture(scope="module")
def stores(shared_data: Path) -> tuple[Places, list[str], dict]:
    folder = shared_data / "reference" / "spopt_sf"
    expected = json.loads((folder / "expected.json").read_text("utf-8"))
    table = pd.read_csv(folder / "SF_network_distance_candidateStore_16_censusTract_205_new.csv")
    ways = table.pivot_table(index="DestinationName", columns="name", values="distance")
    people = table.groupby("DestinationName")["demand"].first().to_numpy(float)
    places = Places(ways.to_numpy(), people, np.full(len(ways), NAN))
    return places, [*ways.columns], expected


def test_the_largest_covering_counts_people_and_not_tracts(
    stores: tuple[Places, list[str], dict],
) -> None:
    places, names, expected = stores
    chosen = maximal_covering(places, max_minutes=5000).best(4)
    assert [names[site] for site in chosen] == expected["mclp"]["sites"]
    found = outcome(places, chosen, max_minutes=5000)
    assert found.people_within == expected["mclp"]["objective"]
    assert found.share_within * 100 == pytest.approx(expected["mclp"]["pct_population"])
    assert found.share_within * 100 != pytest.approx(expected["mclp"]["pct_tracts"], abs=1)


def test_steps_find_the_greedy_plan_of_spopt(stores: tuple[Places, list[str], dict]) -> None:
    places, names, expected = stores
    chosen = one_after_the_other(places, sites=4, max_minutes=5000)
    assert [names[site] for site in chosen] == expected["mclp_greedy"]["sites"]
    found = outcome(places, chosen, max_minutes=5000)
    assert found.people_within == expected["mclp_greedy"]["objective"]


def test_the_median_is_that_of_spopt_with_and_without_a_fixed_store(
    stores: tuple[Places, list[str], dict],
) -> None:
    places, names, expected = stores
    longest_m = float(places.minutes.max())
    chosen = p_median(places, no_way_minutes=longest_m).best(4)
    assert [names[site] for site in chosen] == expected["pmedian"]["sites"]
    mean_m = outcome(places, chosen, max_minutes=5000).mean_minutes
    assert mean_m == pytest.approx(expected["pmedian"]["mean_weighted_distance"])
    assert mean_m * places.people.sum() == pytest.approx(expected["pmedian"]["objective"])
    fixed = replace(places, now=places.minutes[:, names.index("Store_1")])
    further = p_median(fixed, no_way_minutes=longest_m).best(3)
    of_fixed = expected["pmedian_fixed_Store_1"]
    assert ["Store_1", *(names[site] for site in further)] == of_fixed["sites"]
    found = outcome(fixed, further, max_minutes=5000).mean_minutes * places.people.sum()
    assert found == pytest.approx(of_fixed["objective"])


@pytest.mark.parametrize("model", [p_center])
def test_the_center_is_that_of_spopt(
    stores: tuple[Places, list[str], dict], model: Callable[..., tuple[int, ...]]
) -> None:
    places, _, expected = stores
    chosen = model(places, sites=4)
    found = outcome(places, chosen, max_minutes=5000).longest_minutes
    assert found == pytest.approx(expected["pcenter"]["objective"])


def test_as_few_stores_as_spopt_finds_cover_everyone(
    stores: tuple[Places, list[str], dict],
) -> None:
    places, _, expected = stores
    chosen = set_covering(places, max_minutes=expected["lscp"]["radius"])
    assert len(chosen) == expected["lscp"]["min_facilities"]
