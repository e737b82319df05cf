from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.journeys.alternatives import way_back
from geodata.journeys.legs import WalkLeg
from geodata.journeys.quickest import quickest_journey
from geodata.streets.straight_line import StraightLine
from geodata.walking import NEVER, whole_seconds
from tests.geodata.exhaustive import Call, earliest_at
from tests.geodata.towns import Place, Town, places, question, town_transit, towns
from tests.geodata.ways import at

BIKE, LONGEST_S = StraightLine("bike", 12.6, detour_factor=1.0), 700  # three and a half m/s
BUS = ((Call(0, 3000, 3000), Call(1, 3300, 3300)), (Call(1, 6000, 6000), Call(0, 6300, 6300)))


@settings(deadline=None, max_examples=80)
@given(towns(), st.tuples(places, places), st.integers(0, 90), st.integers(0, 600))
def test_with_a_bike_to_the_first_stop_nothing_is_earlier(
    town: Town, ends: tuple[Place, Place], change: int, depart_s: int
) -> None:
    walked, (home, door), (changes, _, egress), on_foot = question(town, ends, change)
    transit = replace(walked, access_by=BIKE, max_access_seconds=LONGEST_S)
    rides_s = whole_seconds(BIKE.travel_seconds(home, at(*town[0])))[0]
    ready = {stop: depart_s + int(s) for stop, s in enumerate(rides_s) if s <= LONGEST_S}
    arrival = earliest_at(town[1], changes, ready, egress, rides=3)
    expected = min(on_foot, NEVER if arrival is None else arrival - depart_s)
    assert transit.depart_matrix(home, door, depart_s=depart_s)[0, 0] == expected / 60
    journey = quickest_journey(transit, home, door, depart_s=depart_s)
    assert journey is not None
    assert journey.arrives_s - depart_s == expected


def test_the_bike_goes_to_the_stop_and_waits_there_for_the_way_back() -> None:
    transit = replace(
        town_transit([(0, 0), (9000, 0)], BUS), access_by=BIKE, max_access_seconds=LONGEST_S
    )
    home, door = at((0, 2000)), at((9000, 100))
    there = quickest_journey(transit, home, door, depart_s=0)
    (back,) = way_back(transit, home, door, after_s=4000)
    assert there is not None
    for journey, modes in ((there, ["bike", "walk"]), (back, ["walk", "bike"])):
        aside = [leg for leg in journey.legs if isinstance(leg, WalkLeg)]
        assert [leg.mode for leg in aside] == modes
        assert 99 < journey.walking_metres < 101
    assert there.departs_s == 3000 - 572  # 2,000 m at 3.5 m/s, rounded up
    assert back.arrives_s == 6300 + 572


def test_without_a_longest_way_the_bike_goes_as_long_as_a_walk() -> None:
    transit = replace(town_transit([(0, 0), (9000, 0)], BUS), access_by=BIKE)
    homes = at((0, 1040), (0, 1060))  # 297 and 303 seconds; a walk is 300 at most
    assert np.diff(transit.access(homes).indptr).tolist() == [1, 0]
