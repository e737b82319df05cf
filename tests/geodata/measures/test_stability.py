from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.errors import ShapeError
from geodata.measures.stability import Label, label_of, same_status

STATUSES = ("served", "partly", "underserved", "insufficient_data")


@given(st.lists(st.lists(st.sampled_from(STATUSES), min_size=3, max_size=3), min_size=1))
def test_a_share_counts_the_runs_with_the_same_status(drawn: list[list[str]]) -> None:
    base, runs = np.array(drawn[0]), np.array(drawn)
    for village, share in enumerate(same_status(base, runs)):
        same = sum(run[village] == drawn[0][village] for run in drawn)
        assert share == pytest.approx(same / len(drawn))


def test_three_of_four_runs_by_hand() -> None:
    runs = np.array([["served"], ["partly"], ["served"], ["served"]])
    assert same_status(np.array(["served"]), runs).tolist() == [0.75]


@pytest.mark.parametrize(
    ("share", "label"),
    [
        (1.0, Label.ROBUST),
        (0.9, Label.ROBUST),
        (0.89, Label.UNCERTAIN),
        (0.5, Label.UNCERTAIN),
        (0.49, Label.UNSTABLE),
        (0.0, Label.UNSTABLE),
        (float("nan"), None),
        (None, None),
    ],
)
def test_the_limits_of_a_label_are_those_of_the_method(
    share: float | None, label: Label | None
) -> None:
    assert label_of(share) is label


def test_without_runs_nothing_is_said_and_runs_of_other_villages_are_refused() -> None:
    assert np.isnan(same_status(np.array(["served"]), np.empty((0, 1), dtype=np.str_))).all()
    with pytest.raises(ShapeError, match="do not fit statuses"):
        same_status(np.array(["served"]), np.array([["served", "partly"]]))
