from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.points import Points
from geodata.round_trips.answers import RoundTrips
from geodata.round_trips.from_home import RememberedHomes
from geodata.round_trips.visits import Visit
from geodata.round_trips.week import round_trips
from geodata.walking import NEVER
from tests.geodata.exhaustive import Call
from tests.geodata.towns import MAX_WALK_S, near, on_foot_s, places, town_transit, towns
from tests.geodata.ways import at

if TYPE_CHECKING:
    from tests.geodata.towns import Place, Town

H = 3600


@settings(deadline=None, max_examples=150)
@given(
    towns(),
    st.lists(places, min_size=1, max_size=2),
    st.lists(places, min_size=1, max_size=4),
    st.lists(st.sampled_from([None, (), (0, 2500), (300, 4000)]), min_size=4, max_size=4),
    st.integers(0, 700),
)
def test_remembered_homes_answer_as_if_everything_were_searched_anew(
    town: Town,
    homes: list[Place],
    ends: list[Place],
    windows: list[tuple[int, ...] | None],
    stay_s: int,
) -> None:
    transit, visit = town_transit(*town), Visit(stay_s=stay_s, wait_s=900, leave_from_s=-500)
    points = [near(town[0], place) for place in ends]
    doors = Points(*(np.concatenate([getattr(p, side) for p in points]) for side in _SIDES))
    hours = [None if w is None else [w] if w else [] for w in windows[: len(ends)]]
    forgetful, all_kept = RememberedHomes(transit, most_bytes=1), RememberedHomes(transit)
    for place in [*homes, homes[0]]:  # the first home again: by then it is known
        home = near(town[0], place)
        expected = round_trips(transit, home, doors, hours, visit=visit)
        for remembered in (forgetful, all_kept):
            found = remembered.round_trips(home, doors, hours, visit=visit, public=True)
            for column in fields(RoundTrips):
                one, other = getattr(found.trips, column.name), getattr(expected, column.name)
                assert one.tolist() == other.tolist(), column.name


_SIDES = ("longitude", "latitude")
VILLAGE, TOWN = (0, 0), (2000, 0)  # half an hour on foot
BUSES = (
    (Call(0, 9 * H, 9 * H), Call(1, 9 * H + 300, 9 * H + 300)),
    (Call(1, 11 * H, 11 * H), Call(0, 11 * H + 300, 11 * H + 300)),
)


@pytest.mark.parametrize(("more_s", "walks"), [(0, True), (-1, False)])
def test_nobody_is_sent_on_a_longer_walk_than_allowed_and_the_limit_itself_is_allowed(
    more_s: int,
    walks: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    remembered = RememberedHomes(town_transit([VILLAGE, TOWN], BUSES))
    longest_s = on_foot_s(at(VILLAGE), at(TOWN)) + more_s
    found = remembered.round_trips(
        at(VILLAGE), at(TOWN), [[(8 * H, 12 * H)]], longest_walk_s=longest_s
    )
    # with the buses alone only appointments between the two rides work
    assert (found.trips.starts[0, 0] > 12) == walks
    assert (found.walk_s[0] < NEVER) == walks
    assert found.trips.rides_there[0, 0] == 1  # quicker than walking
    assert bool(found.rides_home[0])  # beyond the walking limit: the last bus counts
    assert found.trips.last_home_s[0, 0] == 11 * H


def test_who_lives_within_a_walk_of_the_door_has_no_last_ride() -> None:
    remembered = RememberedHomes(town_transit([VILLAGE, TOWN], BUSES))
    home = at((2000, MAX_WALK_S - 1))
    found = remembered.round_trips(home, at(TOWN), [[(8 * H, 12 * H)]])
    assert not found.rides_home[0]
    assert found.trips.rides_back[0, 0] == 0


def test_nothing_of_a_home_is_kept_that_is_not_public() -> None:
    remembered = RememberedHomes(town_transit([VILLAGE, TOWN], BUSES))
    remembered.round_trips(at((0, 90)), at(TOWN), [[(8 * H, 12 * H)]])  # the door is known by then
    before = _kept(remembered)
    private = remembered.round_trips(at((0, 60)), at(TOWN), [[(8 * H, 12 * H)]])
    assert _kept(remembered) == before
    public = remembered.round_trips(at((0, 60)), at(TOWN), [[(8 * H, 12 * H)]], public=True)
    assert private.trips.leave_s.tolist() == public.trips.leave_s.tolist()
    assert _kept(remembered) != before  # so the test would see it


def test_homes_asked_for_longest_ago_are_forgotten_first() -> None:
    transit = town_transit([VILLAGE, TOWN], BUSES)
    one_home = 4 * 2 * len(transit.events.departure_s)  # as many arrivals as departures
    remembered = RememberedHomes(transit, most_bytes=2 * one_home)
    for home in ((0, 1), (0, 2), (0, 1), (0, 3)):
        remembered.round_trips(at(home), at(TOWN), [[(8 * H, 12 * H)]], public=True)
    kept = [float(at(home).latitude[0]) for home in ((0, 1), (0, 3))]
    assert [latitude for _longitude, latitude in remembered._known] == kept


def test_rides_are_counted_from_the_home_as_well() -> None:
    far = (6000, 0)
    chain = (
        (Call(0, 9 * H, 9 * H), Call(1, 9 * H + 300, 9 * H + 300)),
        (Call(1, 9 * H + 600, 9 * H + 600), Call(2, 9 * H + 900, 9 * H + 900)),
        (Call(2, 11 * H, 11 * H), Call(0, 11 * H + 300, 11 * H + 300)),
    )
    remembered = RememberedHomes(town_transit([VILLAGE, (3000, 0), far], chain))
    trips = remembered.round_trips(at(VILLAGE), at(far), [[(8 * H, 12 * H)]]).trips
    assert (trips.rides_there[0, 0], trips.rides_back[0, 0]) == (2, 1)
    assert (trips.leave_s[0, 0], trips.there_s[0, 0]) == (9 * H, 900)


def _kept(remembered: RememberedHomes) -> str:
    """Return everything that is kept besides the day itself, as text."""
    own = {name: value for name, value in vars(remembered).items() if name != "transit"}
    return repr(own)
