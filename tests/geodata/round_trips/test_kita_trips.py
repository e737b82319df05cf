from __future__ import annotations

import numpy as np
import pytest

from geodata.errors import ShapeError
from geodata.round_trips.kita import kita_trips
from geodata.round_trips.visits import Visit
from tests.geodata.exhaustive import Call
from tests.geodata.towns import town_transit
from tests.geodata.ways import at

H, MIN = 3600, 60
VILLAGE, TOWN = (0, 0), (40_000, 0)
BY_DAY = {"leave_from_s": 6 * H, "home_by_s": 18 * H}  # too short to walk


def _ride(here: int, leaves_s: int, there: int, arrives_s: int) -> tuple[Call, ...]:
    return Call(here, leaves_s, leaves_s), Call(there, arrives_s, arrives_s)


MORNING = _ride(0, 7 * H + 30 * MIN, 1, 8 * H)
MORNING_HOME = _ride(1, 8 * H + 20 * MIN, 0, 8 * H + 55 * MIN)
AFTERNOON = _ride(0, 15 * H + 20 * MIN, 1, 15 * H + 50 * MIN)
AFTERNOON_HOME = _ride(1, 16 * H + 40 * MIN, 0, 17 * H + 20 * MIN)
ALL = (MORNING, MORNING_HOME, AFTERNOON, AFTERNOON_HOME)


def test_one_brings_the_child_and_is_back_and_collects_it_and_is_back() -> None:
    transit = town_transit([VILLAGE, TOWN], ALL)
    trips = kita_trips(transit, at(VILLAGE), at(TOWN), visit=Visit(stay_s=10 * MIN, **BY_DAY))
    assert trips.works.tolist() == [[True]]
    assert trips.bringing.starts.tolist() == [[3]]  # 8:00, 8:05, 8:10; the bus home is at 8:20
    assert trips.child_minutes[0, 0] == 40  # there 30 by bus, home 40
    assert trips.parent_minutes[0, 0] == 40  # 30, 35, 30, 40
    assert trips.absence_minutes[0, 0] == 85 + 120


@pytest.mark.parametrize("missing", range(4))
def test_without_any_one_of_the_four_ways_it_does_not_work(missing: int) -> None:
    buses = tuple(bus for number, bus in enumerate(ALL) if number != missing)
    transit = town_transit([VILLAGE, TOWN], buses)
    trips = kita_trips(transit, at(VILLAGE), at(TOWN), visit=Visit(stay_s=10 * MIN, **BY_DAY))
    assert not trips.works.any()
    assert np.isnan(trips.parent_minutes).all()
    assert np.isnan(trips.child_minutes).all()


def test_the_period_bounds_when_one_arrives_and_not_when_one_leaves() -> None:
    transit = town_transit([VILLAGE, TOWN], ALL)
    visit = Visit(stay_s=10 * MIN, **BY_DAY)
    ends = at(VILLAGE), at(TOWN)
    for until_s, works in ((8 * H, True), (8 * H - 1, False)):
        trips = kita_trips(transit, *ends, bringing=[(7 * H, until_s)], visit=visit)
        assert trips.works.tolist() == [[works]]
    with pytest.raises(ShapeError, match="2 lists of windows"):
        kita_trips(transit, *ends, collecting=[(15 * H, 16 * H)] * 2)
