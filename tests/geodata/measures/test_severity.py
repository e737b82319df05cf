from __future__ import annotations

import numpy as np
import pytest

from geodata.measures.coverage import Residents
from geodata.measures.severity import Priority, severity

TWO = Residents(np.array([30.0, 10.0, 5.0]), np.array([0, 0, 1]), villages=3)


def test_the_excess_over_the_limit_is_weighted_by_people() -> None:
    found = severity(np.array([30.0, 45.0, np.nan]), TWO, limit=30)
    assert found[:2] == pytest.approx([10 / 40 * 0.5, 1.0])
    assert np.isnan(found[2])


def test_whoever_needs_more_than_twice_the_limit_counts_once() -> None:
    assert severity(np.array([500.0, 60.0, 29.0]), TWO, limit=30)[:2].tolist() == [1.0, 0.0]


def test_the_priority_is_severity_times_children_times_need_and_unknown_where_a_part_is() -> None:
    assert Priority(0.25, 40.0, 1.5).value == 15.0
    assert Priority(None, 40.0, 1.5).value is None
    assert Priority(0.25, None, 1.5).value is None
