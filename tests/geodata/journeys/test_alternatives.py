from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.journeys.alternatives import alternatives, journeys_of_the_day, way_back
from geodata.journeys.legs import Journey, RideLeg, WalkLeg
from tests.geodata.exhaustive import Call, worth_choosing
from tests.geodata.towns import on_foot_s, places, question, town_transit, towns
from tests.geodata.ways import at

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geodata.points import Points
    from geodata.searches.transit import Transit
    from tests.geodata.towns import Place, Town

End = tuple[int, int, int]
FAR_S = 10**6  # beyond every journey of a town
ENDS = st.tuples(places, places)


def _ends(journeys: Iterable[Journey]) -> list[End]:
    return [(j.departs_s, j.arrives_s, j.rides) for j in journeys]


def _expected(
    town: Town, ends: tuple[Place, Place], change: int
) -> tuple[Transit, tuple[Points, Points], list[End], int]:
    """Try everything; what walking all the way is as quick as does not count."""
    transit, doors, (changes, access, egress), on_foot = question(town, ends, change)
    every = worth_choosing(town[1], changes, access, egress, rides=3)
    return transit, doors, [end for end in every if end[1] - end[0] < on_foot], on_foot


@settings(deadline=None, max_examples=150)
@given(towns(), ENDS, st.integers(0, 90), st.integers(-100, 1200))
def test_after_a_time_no_journey_worth_choosing_is_missing_and_none_is_dominated(
    town: Town, ends: tuple[Place, Place], change: int, depart_s: int
) -> None:
    transit, doors, every, on_foot = _expected(town, ends, change)
    walk = (depart_s, depart_s + on_foot, 0)
    fitting = [walk, *(end for end in every if end[0] >= depart_s)]
    fitting.sort(key=lambda end: (end[1], end[2] > 0, -end[0], end[2]))
    missed = [end for end in every if end[0] < depart_s]
    missed.sort(key=lambda end: (-end[0], end[1]))
    options = {"depart_s": depart_s, "horizon_s": FAR_S}
    for many in (1, 3, 100):
        found = alternatives(transit, *doors, **options, fitting=many, missed=many)
        assert _ends(found.fitting) == fitting[:many]
        assert _ends(found.missed) == missed[:many]
        assert _ends(found.in_order) == sorted(fitting[:many] + missed[:many])
    _check(transit, found.in_order, change)


@settings(deadline=None, max_examples=150)
@given(towns(), ENDS, st.integers(0, 90), st.integers(-100, 2000))
def test_before_a_time_no_journey_worth_choosing_is_missing_and_none_is_dominated(
    town: Town, ends: tuple[Place, Place], change: int, arrive_s: int
) -> None:
    transit, doors, every, on_foot = _expected(town, ends, change)
    walk = (arrive_s - on_foot, arrive_s, 0)
    fitting = [walk, *(end for end in every if end[1] <= arrive_s)]
    fitting.sort(key=lambda end: (-end[0], end[2] > 0, end[1], end[2]))
    missed = [end for end in every if end[1] > arrive_s]
    missed.sort(key=lambda end: (end[1], -end[0]))
    options = {"arrive_s": arrive_s, "horizon_s": FAR_S}
    for many in (1, 3, 100):
        found = alternatives(transit, *doors, **options, fitting=many, missed=many)
        assert _ends(found.fitting) == fitting[:many]
        assert _ends(found.missed) == missed[:many]
    _check(transit, found.in_order, change)


@settings(deadline=None, max_examples=100)
@given(towns(), ENDS, st.integers(0, 90))
def test_the_day_holds_every_journey_worth_choosing_that_leaves_in_it(
    town: Town, ends: tuple[Place, Place], change: int
) -> None:
    transit, doors, every, on_foot = _expected(town, ends, change)
    told: list[tuple[int, int]] = []
    journeys, walk_s = journeys_of_the_day(transit, *doors, progress=lambda *t: told.append(t))
    assert told == sorted(told)
    assert all(0 <= done <= of for done, of in told)
    assert len(told) >= len(journeys)
    assert _ends(journeys) == sorted(end for end in every if end[0] >= 0)
    assert walk_s == on_foot


@settings(deadline=None, max_examples=50)
@given(towns(), ENDS, st.integers(0, 1200), st.integers(0, 3000))
def test_beyond_the_horizon_only_the_first_journey_with_rides_counts(
    town: Town, ends: tuple[Place, Place], second: int, horizon_s: int
) -> None:
    transit, doors, *_ = question(town, ends, 0)
    for asked in ({"depart_s": second}, {"arrive_s": second}):
        far = alternatives(transit, *doors, **asked, fitting=9, missed=9, horizon_s=FAR_S)
        near = alternatives(transit, *doors, **asked, fitting=9, missed=9, horizon_s=horizon_s)

        def aside(journey: Journey, asked: dict[str, int] = asked) -> int:
            return max(
                abs(journey.arrives_s - second) if "depart_s" in asked else 0,
                abs(journey.departs_s - second) if "arrive_s" in asked else 0,
            )

        first = far.fitting[0]
        ridden = next((journey for journey in far.fitting if journey.rides), first)
        assert near.fitting == tuple(
            journey
            for journey in far.fitting
            if aside(journey) <= horizon_s or journey in (first, ridden)
        )


@settings(deadline=None, max_examples=50)
@given(towns(), ENDS, st.integers(0, 1200))
def test_the_way_back_is_the_way_there_with_the_doors_changed(
    town: Town, ends: tuple[Place, Place], after_s: int
) -> None:
    transit, (home, door), *_ = question(town, ends, 0)
    back = way_back(transit, home, door, after_s=after_s, count=2)
    turned = alternatives(transit, door, home, depart_s=after_s, fitting=2).fitting
    assert _ends(back) == _ends(turned)
    assert all(journey.legs[0].from_name == "destination" for journey in back)
    assert all(journey.legs[-1].to_name == "origin" for journey in back)
    assert all(journey.departs_s >= after_s for journey in back)


def _check(transit: Transit, journeys: list[Journey], change: int) -> None:
    """Legs follow each other; waiting fills the time between them; walks keep their limit."""
    for journey in journeys:
        rides = journey.ride_legs
        assert journey.changes == max(len(rides) - 1, 0)
        for before, after in pairwise(journey.legs):
            assert before.to_name == after.from_name
            waits = after.wait_s if isinstance(after, RideLeg) else 0
            assert before.arrives_s + waits == after.departs_s
        for before, after in pairwise(rides):
            assert after.departs_s - before.arrives_s >= change
        moving = sum(leg.arrives_s - leg.departs_s for leg in journey.legs)
        assert moving + journey.waiting_s == journey.arrives_s - journey.departs_s
        for leg in journey.legs if rides else ():
            if isinstance(leg, WalkLeg):
                assert leg.arrives_s - leg.departs_s <= transit.max_walk_seconds


def _three_buses() -> Transit:
    """A direct bus, and an hourly one with a change that is quicker."""
    direct = (Call(0, 3600, 3600), Call(1, 4000, 4030), Call(3, 9000, 9000))
    feeders = [(Call(0, t, t), Call(1, t + 600, t + 600)) for t in (3700, 7300)]
    onward = [(Call(1, t, t), Call(3, t + 900, t + 900)) for t in (4600, 8200)]
    stops = [(0, 0), (5000, 0), (9000, 9000), (20000, 0)]
    return town_transit(stops, (direct, *feeders, *onward))


def test_three_journeys_after_eight_as_a_person_reads_them() -> None:
    home, door = at((0, 99.5)), at((20000, 0))
    found = alternatives(_three_buses(), home, door, depart_s=3000, missed=2)
    assert _ends(found.fitting) == [(3600, 5500, 2), (3500, 9000, 1), (7200, 9100, 2)]
    assert found.missed == ()
    walk, ride, change, egress = found.fitting[0].legs
    assert isinstance(walk, WalkLeg)
    assert isinstance(ride, RideLeg)
    assert isinstance(change, RideLeg)
    assert isinstance(egress, WalkLeg)
    assert (ride.wait_s, change.wait_s, found.fitting[0].waiting_s) == (0, 300, 300)
    direct = found.fitting[1].ride_legs[0]
    assert [(p.name, p.departs_s) for p in direct.passes] == [("Halt 1", 4030)]
    assert found.fitting[1].changes == 0


def test_who_asks_later_is_told_what_was_missed() -> None:
    home, door = at((0, 99.5)), at((20000, 0))
    found = alternatives(_three_buses(), home, door, depart_s=3601, missed=5)
    assert [journey.rides for journey in found.fitting] == [2, 0]  # then five hours on foot
    assert _ends(found.missed) == [(3600, 5500, 2), (3500, 9000, 1)]


def test_where_walking_is_best_it_is_the_only_journey() -> None:
    home, door = at((0, 0)), at((400, 0))
    transit = town_transit([(0, 0), (400, 0)], ((Call(0, 600, 600), Call(1, 1200, 1200)),))
    for asked in ({"depart_s": 0}, {"arrive_s": 5000}):
        found = alternatives(transit, home, door, **asked, missed=3)
        assert [journey.rides for journey in found.in_order] == [0]
    journeys, walk_s = journeys_of_the_day(transit, home, door)
    assert journeys == ()
    assert walk_s == pytest.approx(on_foot_s(home, door))
