from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.errors import ShapeError
from geodata.measures.coverage import (
    Residents,
    Status,
    failing_bounds,
    share_of_people,
    status_between,
    status_of_share,
    weighted_percentile,
)

NAN = float("nan")


@st.composite
def regions(draw: st.DrawFn) -> dict[str, np.ndarray]:
    cells = draw(st.integers(1, 30))
    minutes = st.floats(0, 120) | st.just(NAN)
    return {
        "known": np.array(draw(st.lists(minutes, min_size=cells, max_size=cells))),
        "possible": np.array(draw(st.lists(minutes, min_size=cells, max_size=cells))),
        "people": np.array(
            draw(st.lists(st.integers(0, 500), min_size=cells, max_size=cells)), float
        ),
        "village": np.array(draw(st.lists(st.integers(0, 3), min_size=cells, max_size=cells))),
    }


def residents_of(region: dict[str, np.ndarray]) -> Residents:
    return Residents(people=region["people"], village=region["village"], villages=4)


def bounds(region: dict[str, np.ndarray], limit: float) -> tuple[np.ndarray, np.ndarray]:
    found = failing_bounds(
        region["known"],
        region["possible"],
        residents_of(region),
        max_minutes=limit,
    )
    return found.lowest, found.highest


@given(regions(), st.floats(0, 120), st.floats(0, 60))
def test_a_tighter_limit_never_improves_a_share(
    region: dict[str, np.ndarray], limit: float, less: float
) -> None:
    for wide, tight in zip(bounds(region, limit), bounds(region, limit - less), strict=True):
        assert ((tight >= wide) | np.isnan(wide)).all()


@given(regions(), st.floats(0, 120))
def test_what_is_unknown_lies_between_the_bounds(
    region: dict[str, np.ndarray], limit: float
) -> None:
    lowest, highest = bounds(region, limit)
    assert ((lowest <= highest) | np.isnan(lowest)).all()


@given(regions(), st.floats(0, 120), st.integers(2, 5))
def test_splitting_cells_changes_no_share(
    region: dict[str, np.ndarray], limit: float, parts: int
) -> None:
    split = {name: np.repeat(values, parts) for name, values in region.items()}
    split["people"] = split["people"] / parts
    np.testing.assert_allclose(bounds(split, limit), bounds(region, limit), atol=1e-8)


def test_three_cells_by_hand() -> None:
    lowest, highest = bounds(
        {
            "known": np.array([30.0, 30.01, NAN]),
            "possible": np.array([NAN, 12.0, NAN]),
            "people": np.array([50.0, 30.0, 20.0]),
            "village": np.array([1, 1, 1]),
        },
        30,
    )
    assert (lowest[1], highest[1]) == (0.2, 0.5)  # the last fails for sure, the second may
    assert np.isnan(lowest[0])  # nobody lives there


@pytest.mark.parametrize(
    ("share", "status"),
    [
        (0.0, Status.SERVED),
        (0.1999, Status.SERVED),
        (0.2, Status.PARTLY),
        (0.5, Status.PARTLY),
        (0.5001, Status.UNDERSERVED),
        (NAN, Status.INSUFFICIENT_DATA),
    ],
)
def test_the_limits_of_a_status_are_those_of_the_method(share: float, status: Status) -> None:
    assert status_of_share(share) is status


def test_a_share_of_exactly_a_fifth_survives_adding_up() -> None:
    share = share_of_people(
        np.arange(10) < 2,
        Residents(people=np.full(10, 0.1), village=np.zeros(10, np.int64), villages=1),
    )
    assert status_of_share(share[0]) is Status.PARTLY


def test_a_status_that_hangs_on_the_unknown_is_insufficient_data() -> None:
    assert status_between(0.1, 0.6) is Status.INSUFFICIENT_DATA
    assert status_between(0.6, 0.9) is Status.UNDERSERVED


@given(regions(), st.sampled_from([10.0, 50.0, 90.0]))
def test_so_many_per_cent_arrive_within_the_percentile_and_fewer_before(
    region: dict[str, np.ndarray], percent: float
) -> None:
    residents = residents_of(region)
    found = weighted_percentile(region["known"], residents, percent=percent)
    within = share_of_people(region["known"] <= found[region["village"]], residents)
    before = share_of_people(region["known"] < found[region["village"]], residents)
    fine = np.isnan(found) | ((within >= percent / 100 - 1e-9) & (before < percent / 100))
    assert fine.all()


def test_the_median_of_a_village_is_the_time_of_a_real_cell() -> None:
    people = Residents(np.array([1.0, 1.0, 8.0]), np.zeros(3, np.int64), villages=1)
    minutes = np.array([10.0, 50.0, 20.0])
    assert weighted_percentile(minutes, people, percent=50) == [20.0]
    assert weighted_percentile(minutes, people, percent=90) == [20.0]
    assert weighted_percentile(minutes, people, percent=91) == [50.0]


def test_arrays_that_do_not_belong_together_are_refused() -> None:
    two = Residents(people=np.zeros(2), village=np.zeros(2, np.int64), villages=1)
    with pytest.raises(ShapeError, match="differ in length"):
        failing_bounds(np.zeros(3), np.zeros(3), two, max_minutes=1)
    with pytest.raises(ShapeError, match="differ in length"):
        Residents(people=np.zeros(2), village=np.zeros(3, np.int64), villages=1)
