from __future__ import annotations

import math
from typing import Any

from directory.planning.measuring.transport import carried_by_area
from directory.records.planning.tables import KitaTransport
from geodata.measures.thresholds import Threshold

LIMITS = Threshold(30, 20, 10, (25_200, 30_600), "under_6", "test")


def run(**facts: Any) -> KitaTransport:  # noqa: ANN401 - columns of the table
    plain = {
        "runs": True,
        "leaves_home_minutes": 450,
        "reaches_kita_minutes": 470,
        "leaves_kita_minutes": 960,
        "reaches_home_minutes": 990,
    }
    return KitaTransport(**(plain | facts))


def test_children_from_three_are_carried_where_a_bus_runs_in_time() -> None:
    assert carried_by_area({"1": [run()]}, LIMITS) == {"1": 1.0}
    assert carried_by_area({"1": [run(minimum_age=3)]}, LIMITS) == {"1": 1.0}


def test_a_bus_that_takes_longer_than_the_limit_carries_nobody_in_time() -> None:
    assert carried_by_area({"1": [run(reaches_kita_minutes=481)]}, LIMITS) == {"1": 0.0}
    assert carried_by_area({"1": [run(reaches_kita_minutes=None)]}, LIMITS) == {"1": 1.0}


def test_that_none_runs_is_known_and_a_later_age_is_not_enough_to_know() -> None:
    assert carried_by_area({"1": [run(runs=False)]}, LIMITS) == {"1": 0.0}
    assert math.isnan(carried_by_area({"1": [run(minimum_age=4)]}, LIMITS)["1"])
    assert carried_by_area({}, LIMITS) == {}
