from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.points import Points
from geodata.round_trips.answers import RoundTrips
from geodata.round_trips.least import Least
from geodata.round_trips.one_home import round_trip
from geodata.round_trips.visits import Visit
from geodata.round_trips.week import round_trips
from tests.geodata.exhaustive_rounds import (
    Errand,
    all_legs,
    every_round_trip,
    last_way_home,
    shortest,
)
from tests.geodata.towns import (
    MAX_WALK_S,
    near,
    places,
    question,
    town_transit,
    towns,
)

if TYPE_CHECKING:
    from tests.geodata.towns import Place, Town

Hours = list[tuple[int, int]]


@dataclass(frozen=True)
class Case:
    """A town, a home and a door in it, its hours, and what is asked."""

    town: Town
    ends: tuple[Place, Place]
    change: int
    hours: Hours
    errand: Errand

    @property
    def visit(self) -> Visit:
        return Visit(**vars(self.errand))

    def trips(self, **changed: object) -> RoundTrips:
        """Ask the engine, with some wishes changed."""
        transit, (home, door), _, _ = question(self.town, self.ends, self.change)
        return round_trips(transit, home, door, [self.hours], visit=replace(self.visit, **changed))


@st.composite
def hours(draw: st.DrawFn) -> Hours:
    """Up to two windows with a break between them."""
    bounds = sorted(draw(st.sets(st.integers(-300, 4000), min_size=4, max_size=4)))
    return [(bounds[0], bounds[1]), (bounds[2], bounds[3])][: draw(st.integers(1, 2))]


@st.composite
def cases(draw: st.DrawFn) -> Case:
    stay_s = draw(st.integers(0, 700))
    errand = Errand(
        stay_s=stay_s,
        longest_stay_s=stay_s + draw(st.sampled_from([0, 0, 100, 400])),
        wait_s=draw(st.integers(0, 900)),
        wait_outside=draw(st.booleans()),
        leave_from_s=draw(st.integers(-2000, 300)),
        home_by_s=draw(st.integers(500, 9000)),
        longest_absence_s=draw(st.sampled_from([np.inf, np.inf, 1200, 4000])),
    )
    ends = draw(st.tuples(places, places))
    return Case(draw(towns()), ends, draw(st.integers(0, 90)), draw(hours()), errand)


def _column(trips: RoundTrips) -> tuple[int, ...] | None:
    """The facts of the shortest trip of the first home and door, as the twin gives them."""
    if trips.starts[0, 0] <= 0:
        return None
    return tuple(int(getattr(trips, f.name)[0, 0]) for f in fields(trips)[1:-1])


@settings(deadline=None, max_examples=300)
@given(cases())
def test_round_trips_are_those_that_trying_everything_finds(case: Case) -> None:
    _, _, (changes, access, egress), on_foot = question(case.town, case.ends, case.change)
    turned = (case.ends[1], case.ends[0])
    _, _, (_, from_door, to_home), way_back = question(case.town, turned, case.change)
    assert way_back == on_foot
    there = all_legs(case.town[1], changes, access, egress, rides=3)
    back = all_legs(case.town[1], changes, from_door, to_home, rides=3)
    working = list(every_round_trip(there, back, on_foot, case.hours, case.errand))
    trips = case.trips()
    assert trips.starts[0, 0] == len(working)
    assert _column(trips) == shortest(working)
    assert trips.last_home_s[0, 0] == last_way_home(back, on_foot, case.errand, nearby_s=MAX_WALK_S)


def _wanted(least: Least, there_s: int, back_s: int) -> int:
    return {
        Least.LONGER_WAY: max(there_s, back_s),
        Least.WAY_THERE: there_s,
        Least.WAY_BACK: back_s,
    }[least]


@settings(deadline=None, max_examples=150)
@given(cases(), st.sampled_from([least for least in Least if least is not Least.ABSENCE]))
def test_the_trip_with_the_shortest_way_is_the_one_that_trying_everything_finds(
    case: Case, least: Least
) -> None:
    _, _, (changes, access, egress), on_foot = question(case.town, case.ends, case.change)
    turned = (case.ends[1], case.ends[0])
    _, _, (_, from_door, to_home), _ = question(case.town, turned, case.change)
    there = all_legs(case.town[1], changes, access, egress, rides=3)
    back = all_legs(case.town[1], changes, from_door, to_home, rides=3)
    working = list(every_round_trip(there, back, on_foot, case.hours, case.errand))
    best = min(
        (
            (
                _wanted(least, out.ends_s - out.begins_s, home.ends_s - home.begins_s),
                home.ends_s - out.begins_s,
            )
            for _, out, home in working
        ),
        default=None,
    )
    found = case.trips(least=least)
    assert found.starts[0, 0] == len(working)
    if best is not None:
        way = _wanted(least, found.there_s[0, 0], found.back_s[0, 0])
        assert (way, found.home_s[0, 0] - found.leave_s[0, 0]) == best


@settings(deadline=None, max_examples=60)
@given(cases(), st.integers(0, 900), st.integers(0, 3000))
def test_no_way_gets_shorter_when_a_wait_or_an_absence_may_be_no_longer(
    case: Case, shorter: int, less: int
) -> None:
    way = case.trips(least=Least.LONGER_WAY).longer_way_minutes[0, 0]
    wait_s = max(case.errand.wait_s - shorter, 0)
    absence_s = min(case.errand.longest_absence_s, 4000) - less
    for tighter in ({"wait_s": wait_s}, {"longest_absence_s": absence_s}):
        other = case.trips(least=Least.LONGER_WAY, **tighter).longer_way_minutes[0, 0]
        assert np.isnan(other) or other >= way


@settings(deadline=None, max_examples=60)
@given(cases(), st.integers(0, 400))
def test_a_longer_stay_never_gives_more_starts(case: Case, longer: int) -> None:
    """As long as one may stay on until the same second: else it can save the wait for a bus."""
    until = 2000
    more = case.trips(longest_stay_s=until)
    less = case.trips(longest_stay_s=until, stay_s=case.errand.stay_s + longer)
    assert less.starts[0, 0] <= more.starts[0, 0]


@settings(deadline=None, max_examples=60)
@given(cases(), st.integers(0, 900), st.integers(0, 900))
def test_wider_opening_hours_never_give_fewer_starts(case: Case, before: int, after: int) -> None:
    wider = replace(case, hours=[(a - before, b + after) for a, b in case.hours])
    assert wider.trips().starts[0, 0] >= case.trips().starts[0, 0]


@settings(deadline=None, max_examples=60)
@given(cases(), st.integers(0, 2000), st.integers(0, 2000))
def test_a_shorter_day_never_gives_more_starts_nor_a_later_way_home(
    case: Case, later: int, sooner: int
) -> None:
    day = case.trips()
    shorter = case.trips(
        leave_from_s=case.errand.leave_from_s + later, home_by_s=case.errand.home_by_s - sooner
    )
    assert shorter.starts[0, 0] <= day.starts[0, 0]
    if shorter.starts[0, 0]:
        assert shorter.absence_minutes[0, 0] >= day.absence_minutes[0, 0]


@settings(deadline=None, max_examples=60)
@given(cases(), st.integers(0, 900))
def test_who_waits_longer_never_has_fewer_starts(case: Case, longer: int) -> None:
    patient = case.trips(wait_s=case.errand.wait_s + longer)
    outside = case.trips(wait_outside=True)
    assert min(patient.starts[0, 0], outside.starts[0, 0]) >= case.trips().starts[0, 0]


@settings(deadline=None, max_examples=40)
@given(
    cases(),
    st.lists(places, min_size=1, max_size=4),
    st.lists(st.tuples(places, hours() | st.none()), min_size=1, max_size=4),
)
def test_many_homes_and_doors_are_answered_as_one_by_one_in_any_order(
    case: Case, homes: list[Place], doors: list[tuple[Place, Hours | None]]
) -> None:
    stops, runs = case.town
    transit = town_transit(stops, runs, change=case.change)
    here = [near(stops, place) for place in homes]
    there = [near(stops, place) for place, _ in doors]
    open_at = [windows for _, windows in doors]
    together = round_trips(transit, _all(here), _all(there), open_at, visit=case.visit)
    turned = round_trips(
        transit, _all(here[::-1]), _all(there[::-1]), open_at[::-1], visit=case.visit
    )
    for column in fields(RoundTrips):
        found = getattr(together, column.name)
        assert (found == getattr(turned, column.name)[::-1, ::-1]).all()
        alone = [
            [getattr(round_trips(transit, h, d, [w], visit=case.visit), column.name)[0, 0]
             for d, w in zip(there, open_at, strict=True)]
            for h in here[:1]
        ]  # fmt: skip
        assert found[:1].tolist() == [[int(value) for value in row] for row in alone]


@settings(deadline=None, max_examples=150)
@given(cases())
def test_the_legs_of_a_round_trip_tell_what_its_columns_say(case: Case) -> None:
    transit, ends, _, _ = question(case.town, case.ends, case.change)
    trips, one = case.trips(), round_trip(transit, *ends, case.hours, visit=case.visit)
    if one is None:
        assert trips.starts[0, 0] == 0
        return
    assert (one.there.departs_s, one.home_s) == (trips.leave_s[0, 0], trips.home_s[0, 0])
    assert one.there.arrives_s - one.there.departs_s == trips.there_s[0, 0]
    assert one.back.arrives_s - one.back.departs_s == trips.back_s[0, 0]
    assert (one.there.rides, one.back.rides) == (trips.rides_there[0, 0], trips.rides_back[0, 0])
    assert one.there.arrives_s <= one.start_s
    assert one.end_s <= one.back.departs_s
    assert one.there.legs[0].from_name == one.back.legs[-1].to_name == "origin"
    assert one.absence_minutes == trips.absence_minutes[0, 0]
    assert one.travel_minutes == trips.travel_minutes[0, 0]
    assert one.transfers == trips.transfers[0, 0]
    assert one.starts == trips.starts[0, 0]
    assert one.last_home_s == trips.last_home_s[0, 0]


def _all(points: list[Points]) -> Points:
    return Points(
        np.concatenate([p.longitude for p in points]), np.concatenate([p.latitude for p in points])
    )
