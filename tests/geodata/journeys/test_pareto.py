from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.journeys.pareto import fewest_rides, minutes_by_rides
from geodata.points import Points
from geodata.walking import NEVER
from tests.geodata.exhaustive import Call, earliest_at
from tests.geodata.towns import places, question, town_transit, towns
from tests.geodata.ways import at

if TYPE_CHECKING:
    from tests.geodata.towns import Place, Town


@settings(deadline=None, max_examples=100)
@given(towns(), st.tuples(places, places), st.integers(0, 90), st.integers(0, 600))
def test_for_each_number_of_rides_nothing_is_earlier(
    town: Town, ends: tuple[Place, Place], change: int, depart_s: int
) -> None:
    transit, doors, (changes, access, egress), on_foot = question(town, ends, change)
    ready = {stop: depart_s + walk for stop, walk in access.items()}
    minutes = minutes_by_rides(transit, *doors, depart_s=depart_s)
    assert minutes.shape == (4, 1, 1)
    assert minutes[0, 0, 0] == on_foot / 60
    for rides in (1, 2, 3):
        arrival = earliest_at(town[1], changes, ready, egress, rides=rides)
        expected = min(on_foot, NEVER if arrival is None else arrival - depart_s)
        assert minutes[rides, 0, 0] == expected / 60
    assert (minutes[-1] == transit.depart_matrix(*doors, depart_s=depart_s)).all()


def test_a_second_bus_saves_half_an_hour_and_a_third_nothing() -> None:
    slow = (Call(0, 600, 600), Call(2, 4200, 4200))
    feeder = (Call(0, 660, 660), Call(1, 1200, 1200))
    quick = (Call(1, 1260, 1260), Call(2, 2400, 2400))
    transit = town_transit([(0, 0), (5000, 0), (20000, 0)], (slow, feeder, quick))
    homes, doors = at((0, 0), (10000, 5000)), at((20000, 0))
    minutes = minutes_by_rides(transit, homes, doors, depart_s=0)
    assert minutes[1:, 0, 0].tolist() == [70, 40, 40]
    assert minutes[0, 0, 0] > 300
    assert fewest_rides(minutes).ravel().tolist() == [2, 0]
    assert fewest_rides(minutes, tolerance=30)[0, 0] == 1
    assert fewest_rides(minutes, tolerance=29)[0, 0] == 2


def test_an_unknown_place_has_no_way_with_any_number_of_rides() -> None:
    transit = town_transit([(0, 0), (5000, 0)], ((Call(0, 600, 600), Call(1, 900, 900)),))
    nowhere, none = Points.of((float("nan"), 50.0)), Points.of()
    minutes = minutes_by_rides(transit, nowhere, at((0, 0)), depart_s=0)
    assert np.isnan(minutes).all()
    assert fewest_rides(minutes).tolist() == [[-1]]
    assert minutes_by_rides(transit, none, none, depart_s=0).shape == (4, 0, 0)
