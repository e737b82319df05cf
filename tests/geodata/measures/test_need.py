"""The index of need, its stability and the factors: laws, and cases by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from geodata.errors import ShapeError, WeightError
from geodata.measures.need_factors import need_factors
from geodata.measures.need_index import need_index, percentiles, ranks, selection_stability

NAN = np.nan
NUMBERS = st.integers(0, 6).map(float)  # few values, so that equals are common


@st.composite
def kitas(draw: st.DrawFn, *, unknown: bool = True) -> tuple[np.ndarray, np.ndarray]:
    """Values of up to eight Kitas and weights of up to four numbers."""
    shape = (draw(st.integers(2, 8)), draw(st.integers(1, 4)))
    values = draw(
        arrays(np.float64, shape, elements=NUMBERS | st.just(NAN) if unknown else NUMBERS)
    )
    weights = draw(arrays(np.float64, shape[1], elements=st.sampled_from([0.0, 0.5, 1.0, 3.0])))
    weights[draw(st.integers(0, shape[1] - 1))] = 1.0
    return values, weights


def by_hand(values: np.ndarray, weights: np.ndarray) -> list[float]:
    """Return the index as a person would count it, Kita by Kita."""
    found = []
    rows, columns = values.shape
    for kita in range(rows):
        total = heavy = 0.0
        for column in range(columns):
            known = [values[k, column] for k in range(rows) if not np.isnan(values[k, column])]
            if weights[column] == 0 or len(set(known)) < 2:
                continue
            own = values[kita, column]
            below = sum(1.0 for other in known if other < own)
            equal = sum(1.0 for other in known if other == own) - 1
            total += (
                weights[column] * (NAN if np.isnan(own) else below + equal / 2) / (len(known) - 1)
            )
            heavy += weights[column]
        found.append(total / heavy if heavy else 0.5)
    return found


def test_three_kitas_on_paper() -> None:
    values = np.array([[10.0, 1.0], [20.0, 3.0], [20.0, 2.0]])
    need = need_index(values, np.array([2.0, 1.0]))
    assert need.percentiles.tolist() == [[0.0, 0.0], [0.75, 1.0], [0.75, 0.5]]
    assert need.index == pytest.approx([0.0, 2.5 / 3, 2.0 / 3])
    assert need.rank.tolist() == [3, 1, 2]


@given(kitas())
def test_the_index_is_what_a_person_counts(drawn: tuple[np.ndarray, np.ndarray]) -> None:
    values, weights = drawn
    assert need_index(values, weights).index == pytest.approx(by_hand(values, weights), nan_ok=True)


@given(kitas(), st.randoms(use_true_random=False))
def test_the_order_of_the_kitas_changes_nothing(
    drawn: tuple[np.ndarray, np.ndarray], chance: object
) -> None:
    values, weights = drawn
    order = list(range(len(values)))
    chance.shuffle(order)  # type: ignore[attr-defined] # hypothesis' Random
    need, other = need_index(values, weights), need_index(values[order], weights)
    assert other.rank.tolist() == need.rank[order].tolist()
    np.testing.assert_array_equal(other.index, need.index[order])
    shares = selection_stability(need, weights, 2, runs=20)
    np.testing.assert_array_equal(selection_stability(other, weights, 2, runs=20), shares[order])


@given(kitas(unknown=False), st.data())
def test_a_kita_whose_number_rises_rises_and_is_overtaken_by_none(
    drawn: tuple[np.ndarray, np.ndarray], data: st.DataObject
) -> None:
    values, weights = drawn
    kita = data.draw(st.integers(0, len(values) - 1))
    column = data.draw(st.integers(0, values.shape[1] - 1))
    raised = values.copy()
    raised[kita, column] += data.draw(st.integers(1, 7))
    before, after = need_index(values, weights), need_index(raised, weights)
    assert after.index[kita] >= before.index[kita] or not before.counts.any()
    ahead = before.index[kita] >= before.index
    assert (after.index[kita] >= after.index)[ahead].all()


@given(kitas(), NUMBERS, st.sampled_from([0.5, 1.0, 9.0]))
def test_a_number_that_is_the_same_everywhere_changes_nothing(
    drawn: tuple[np.ndarray, np.ndarray], same: float, weight: float
) -> None:
    values, weights = drawn
    wider = np.column_stack((values, np.full(len(values), same)))
    need, other = need_index(values, weights), need_index(wider, np.append(weights, weight))
    np.testing.assert_array_equal(other.index, need.index)
    assert other.rank.tolist() == need.rank.tolist()


@given(kitas())
def test_a_number_that_lowers_need_counts_the_other_way_round(
    drawn: tuple[np.ndarray, np.ndarray],
) -> None:
    values, weights = drawn
    lowers = np.ones(values.shape[1], dtype=bool)
    turned = need_index(values, weights, lowers=lowers).index
    assert turned == pytest.approx(1 - need_index(values, weights).index, nan_ok=True)


@given(kitas(), st.sampled_from([0.1, 7.0]))
def test_only_the_proportions_of_the_weights_matter(
    drawn: tuple[np.ndarray, np.ndarray], factor: float
) -> None:
    values, weights = drawn
    need, other = need_index(values, weights), need_index(values, weights * factor)
    assert other.index == pytest.approx(need.index, nan_ok=True)


def test_a_kita_with_an_unknown_number_has_no_rank_and_is_no_zero() -> None:
    need = need_index(np.array([[NAN, 1.0], [5.0, 2.0], [3.0, 3.0]]), np.array([1.0, 1.0]))
    assert np.isnan(need.index).tolist() == [True, False, False]
    assert need.rank[0] == 0
    assert np.isnan(selection_stability(need, np.array([1.0, 1.0]), 3, runs=5)[0])


def test_an_unknown_number_without_weight_does_no_harm() -> None:
    need = need_index(np.array([[NAN, 1.0], [5.0, 2.0]]), np.array([0.0, 1.0]))
    assert need.index.tolist() == [0.0, 1.0]


def test_a_kita_that_leads_in_every_number_is_chosen_in_every_run() -> None:
    values = np.array([[9.0, 9.0, 9.0], [5.0, 1.0, 3.0], [1.0, 5.0, 3.0]])
    weights = np.array([1.0, 1.0, 1.0])
    shares = selection_stability(need_index(values, weights), weights, 1, runs=50)
    assert shares.tolist() == [1.0, 0.0, 0.0]


def test_two_kitas_that_the_weights_decide_between_share_the_runs() -> None:
    values = np.array([[2.0, 0.0], [0.0, 2.0], [0.0, 0.0]])
    weights = np.array([1.0, 1.0])
    shares = selection_stability(need_index(values, weights), weights, 1, runs=400)
    assert shares[0] + shares[1] == pytest.approx(1.0)
    assert 0.4 < shares[0] < 0.6
    assert shares[2] == 0.0


@given(kitas(), st.integers(1, 8))
def test_more_places_never_make_a_kita_less_often_chosen(
    drawn: tuple[np.ndarray, np.ndarray], chosen: int
) -> None:
    values, weights = drawn
    need = need_index(values, weights)
    few = selection_stability(need, weights, chosen, runs=10)
    many = selection_stability(need, weights, chosen + 1, runs=10)
    known = ~np.isnan(few)
    assert (many[known] >= few[known]).all()


@pytest.mark.parametrize("weights", [[-1.0, 2.0], [0.0, 0.0], [NAN, 1.0], [np.inf, 1.0]])
def test_weights_of_nonsense_are_refused(weights: list[float]) -> None:
    with pytest.raises(WeightError):
        need_index(np.ones((3, 2)), np.array(weights))


def test_arrays_that_do_not_belong_together_are_refused() -> None:
    with pytest.raises(ShapeError):
        need_index(np.ones((3, 2)), np.ones(3))
    with pytest.raises(ShapeError):
        need_factors(np.ones(3), np.ones(2))


def test_alone_a_kita_stands_in_the_middle() -> None:
    assert percentiles(np.array([[4.0], [NAN]]))[:, 0] == pytest.approx([0.5, NAN], nan_ok=True)
    assert ranks(np.array([0.2, NAN, 0.2, 0.7])).tolist() == [2, 0, 2, 1]


def test_two_villages_and_their_factors_on_paper() -> None:
    factors = need_factors(np.array([70.0, 30.0, NAN]), np.array([20.0, 0.0, 3.0]))
    # together 20 of 100, p = 0.2: (20 + 6) / 100 / 0.2 and (0 + 6) / 60 / 0.2
    assert factors == pytest.approx([1.3, 0.5, NAN], nan_ok=True)


@given(st.lists(st.tuples(st.integers(1, 500), st.floats(0.05, 1.0)), min_size=1, max_size=6))
def test_a_village_with_the_share_of_all_has_the_factor_one(
    places: list[tuple[int, float]],
) -> None:
    children = np.array([float(n) for n, _ in places])
    assert need_factors(children, children * 0.25) == pytest.approx(np.ones(len(places)))
    in_need = children * np.array([share for _, share in places])
    factors = need_factors(children, in_need)
    above = in_need / children > in_need.sum() / children.sum()
    assert (factors[above] > 1 - 1e-9).all()
    assert (factors[~above] < 1 + 1e-9).all()


def test_where_nobody_is_in_need_there_is_no_factor() -> None:
    assert np.isnan(need_factors(np.array([10.0, 20.0]), np.zeros(2))).all()
