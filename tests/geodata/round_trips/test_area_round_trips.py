"""Round trips with on-demand areas: beside a search that tries everything, and by hand."""

from __future__ import annotations

from dataclasses import fields, replace
from itertools import product
from typing import TYPE_CHECKING

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.journeys.legs import RideLeg
from geodata.points import Points
from geodata.round_trips.answers import RoundTrips
from geodata.round_trips.from_home import RememberedHomes
from geodata.round_trips.one_home import round_trip
from geodata.round_trips.visits import Visit
from geodata.round_trips.week import round_trips, round_trips_by_date
from geodata.timetable.area_service import AreaService, Zone, area_service
from tests.geodata.exhaustive import Call, every_journey
from tests.geodata.exhaustive_rounds import Leg, every_round_trip, last_way_home, shortest
from tests.geodata.round_trips.test_round_trips import Case, cases
from tests.geodata.searches.test_area_rides import (
    CAR,
    LONG_AGO,
    _ending,
    _leaving,
    box,
    rides_of,
    services,
)
from tests.geodata.towns import MAX_WALK_S, near, places, question, town_transit
from tests.geodata.ways import at

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from geodata.searches.transit import Transit
    from tests.geodata.searches.test_area_rides import Rides
    from tests.geodata.towns import Facts, Place

H, MIN = 3600, 60
STARTS = range(-30_000, 30_000, 300)


def every_leg(
    case: Case, facts: Facts, rides: Rides, most: int, begins: Iterable[tuple[int, int]]
) -> Iterator[Leg]:
    """
    Yield every way by vehicle; those all the way by an area only where somebody asks for them.

    `begins` are (no earlier than, there by): such a way is ridden as late and as early as can be.
    """
    changes, access, egress = facts
    for seconds, first, last in rides.direct if most else []:
        for earliest, latest in begins:
            for begin in (max(first, earliest), min(last, latest - seconds)):
                if first <= begin <= last:
                    yield Leg(begin, begin + seconds, 1)
    ready = dict.fromkeys(range(20), LONG_AGO)
    for buses in every_journey(case.town[1], changes, ready, rides=most):
        leaves = _leaving(buses[0], access, rides, case.change, LONG_AGO)
        for (leave, before), (arrive, after) in product(
            leaves, _ending(buses[-1], egress, rides, case.change)
        ):
            if len(buses) + before + after <= most:
                yield Leg(leave, arrive, len(buses) + before + after)


@st.composite
def to_stops(draw: st.DrawFn, stops: list[tuple[int, int]]) -> AreaService:
    """An area between doors and one or two stops, so that no ride goes all the way."""
    numbers = draw(st.sets(st.integers(0, len(stops) - 1), min_size=1, max_size=2))
    halts = Zone(None, frozenset(f"Halt {number}" for number in numbers))
    sides = draw(st.permutations([halts, Zone(box(stops, (0, 0, 0), 9000))]))
    span = (draw(st.integers(-900, 900)), draw(st.integers(2000, 9000)))
    return AreaService("Rufbus", *sides, span, span, factor=1.0, offset_s=0.0)


@st.composite
def served(draw: st.DrawFn) -> tuple[Case, Transit]:
    """A case, and its town with an area or two."""
    case = draw(cases())
    if draw(st.booleans()):  # too far from every stop to walk, and patient
        far = st.tuples(st.integers(0, 3), st.integers(400, 1500), st.integers(400, 1500))
        errand = replace(case.errand, wait_s=3000, longest_absence_s=np.inf, home_by_s=9000)
        hours = [(0, 5000)]
        case = replace(case, ends=(draw(far), draw(far)), errand=errand, hours=hours)
    transit, _, _, _ = question(case.town, case.ends, case.change)
    kinds = draw(st.sampled_from([services, to_stops, to_stops]))
    areas = tuple(draw(st.lists(kinds(case.town[0]), min_size=1, max_size=3)))
    most = draw(st.integers(1, 4))
    return case, replace(
        transit, day=replace(transit.day, areas=areas), ride_by=CAR, max_rides=most
    )


@settings(deadline=None, max_examples=300)
@given(served())
def test_round_trips_by_area_are_those_that_trying_everything_finds(
    asked: tuple[Case, Transit],
) -> None:
    case, transit = asked
    errand, areas, most = case.errand, [*transit.day.areas], transit.max_rides
    _, (home, door), facts, on_foot = question(case.town, case.ends, case.change)
    _, _, turned, _ = question(case.town, case.ends[::-1], case.change)
    ends = [start + errand.stay_s for start in STARTS]
    until = [(LONG_AGO, start) for start in STARTS]
    after = [(end, errand.home_by_s) for end in ends]
    there = [*every_leg(case, facts, rides_of(areas, transit, home, door), most, until)]
    back = [*every_leg(case, turned, rides_of(areas, transit, door, home), most, after)]
    working = list(every_round_trip(there, back, on_foot, case.hours, errand))
    trips = round_trips(transit, home, door, [case.hours], visit=case.visit)
    assert trips.starts[0, 0] == len(working)
    assert _column(trips) == shortest(working)
    assert trips.last_home_s[0, 0] == last_way_home(back, on_foot, errand, nearby_s=MAX_WALK_S)


def _column(trips: RoundTrips) -> tuple[int, ...] | None:
    if trips.starts[0, 0] <= 0:
        return None
    return tuple(int(getattr(trips, f.name)[0, 0]) for f in fields(trips)[1:-1])


@settings(deadline=None, max_examples=150)
@given(served())
def test_the_legs_of_a_round_trip_by_area_tell_what_its_columns_say(
    asked: tuple[Case, Transit],
) -> None:
    case, transit = asked
    home, door = (near(case.town[0], place) for place in case.ends)
    trips = round_trips(transit, home, door, [case.hours], visit=case.visit)
    one = round_trip(transit, home, door, case.hours, visit=case.visit)
    assert (one is None) == (trips.starts[0, 0] == 0)
    if one is None:
        return
    assert (one.leaves_s, one.home_s) == (trips.leave_s[0, 0], trips.home_s[0, 0])
    assert one.there.arrives_s - one.leaves_s == trips.there_s[0, 0]
    assert one.home_s - one.back.departs_s == trips.back_s[0, 0]
    assert (one.there.rides, one.back.rides) == (trips.rides_there[0, 0], trips.rides_back[0, 0])
    for way in (one.there, one.back):
        for leg, following in zip(way.legs, way.legs[1:], strict=False):
            assert leg.arrives_s <= following.departs_s


@settings(deadline=None, max_examples=60)
@given(
    served(),
    st.lists(places, min_size=1, max_size=4),
    st.lists(places, min_size=1, max_size=4),
    st.lists(st.sampled_from([None, (), (0, 2500), (300, 4000)]), min_size=4, max_size=4),
)
def test_many_homes_and_remembered_homes_are_answered_as_one_by_one(
    asked: tuple[Case, Transit],
    homes: list[Place],
    ends: list[Place],
    windows: list[tuple[int, ...] | None],
) -> None:
    case, transit = asked
    here = [near(case.town[0], place) for place in homes]
    there = [near(case.town[0], place) for place in ends]
    hours = [None if w is None else [w] if w else [] for w in windows[: len(ends)]]
    together = round_trips(transit, _all(here), _all(there), hours, visit=case.visit)
    kept, forgetful = RememberedHomes(transit), RememberedHomes(transit, most_bytes=1)
    for number, home in enumerate([*here, here[0]]):
        one_home = kept.round_trips(home, _all(there), hours, visit=case.visit, public=True).trips
        other = forgetful.round_trips(home, _all(there), hours, visit=case.visit).trips
        for column in fields(RoundTrips):
            row = getattr(together, column.name)[number % len(here)].tolist()
            assert getattr(one_home, column.name)[0].tolist() == row, column.name
            assert getattr(other, column.name)[0].tolist() == row, column.name
    for column in fields(RoundTrips):
        alone = [
            [getattr(round_trips(transit, h, d, [w], visit=case.visit), column.name)[0, 0]
             for d, w in zip(there, hours, strict=True)]
            for h in here[:1]
        ]  # fmt: skip
        assert getattr(together, column.name)[:1].tolist() == alone


def _all(points: list[Points]) -> Points:
    return Points(
        np.concatenate([p.longitude for p in points]), np.concatenate([p.latitude for p in points])
    )


HOME, DOOR = (0, 0), (6000, 0)  # 20 minutes by car, 100 on foot
MORNING = (9 * H, 12 * H)
BY_DAY = Visit(leave_from_s=6 * H, home_by_s=20 * H, longest_absence_s=3 * H)
OPEN = [(8 * H, 13 * H)]


def _morning(**changed: object) -> Transit:
    """A bus at night, and from nine to twelve a service that is booked an hour before."""
    stops = [HOME, DOOR]
    plain = town_transit(stops, ((Call(0, 23 * H, 23 * H), Call(1, 23 * H + MIN, 23 * H + MIN)),))
    zone = Zone(box(stops, (0, 0, 0), 9000))
    facts = {"lead_s": H, "phone": "02651 1", "factor": 1.5, "offset_s": 599.5} | changed
    area = AreaService("Rufbus", zone, zone, MORNING, MORNING, **facts)
    return replace(plain, day=replace(plain.day, areas=(area,)), ride_by=CAR)


def test_from_nine_to_twelve_a_service_brings_there_and_home_by_hand() -> None:
    transit = _morning()
    trips = round_trips(transit, at(HOME), at(DOOR), [OPEN], visit=BY_DAY)
    # 40 minutes each way: there at 9:40 at the earliest, out at 11:20 at the latest
    assert trips.starts[0, 0] == 9  # 9:40, 9:45 … 10:20
    assert trips.absence_minutes[0, 0] == 40 + 60 + 40
    assert trips.last_home_s[0, 0] == 11 * H + 20 * MIN
    one = round_trip(transit, at(HOME), at(DOOR), OPEN, visit=BY_DAY)
    assert one is not None
    assert (one.leaves_s, one.start_s, one.home_s) == (9 * H, 9 * H + 40 * MIN, 11 * H + 20 * MIN)
    (there,), (back,) = one.there.legs, one.back.legs
    assert isinstance(there, RideLeg)
    assert isinstance(back, RideLeg)
    assert (there.line, there.phone, there.book_by_s) == ("Rufbus", "02651 1", 8 * H)
    assert (back.phone, back.book_by_s) == ("02651 1", 9 * H + 40 * MIN)
    assert (one.there.rides, one.back.rides, one.transfers) == (1, 1, 0)


def test_who_books_late_has_fewer_appointments_and_who_books_too_late_has_none() -> None:
    transit = _morning()
    (area,) = transit.day.areas

    def starts(booked_s: int) -> int:
        left = area.booked_at(booked_s)
        assert left is not None
        late = replace(transit, day=replace(transit.day, areas=(left,)))
        return int(round_trips(late, at(HOME), at(DOOR), [OPEN], visit=BY_DAY).starts[0, 0])

    assert starts(8 * H) == 9
    assert starts(8 * H + 20 * MIN) == 5  # fetched at 9:20 at the earliest: 10:00 … 10:20
    assert starts(8 * H + 40 * MIN) == 1
    assert starts(8 * H + 40 * MIN + 1) == 0
    plain = replace(transit, ride_by=None)
    assert round_trips(plain, at(HOME), at(DOOR), [OPEN], visit=BY_DAY).starts[0, 0] == 0


def test_opening_hours_waiting_and_the_ends_of_the_day_bound_the_rides_to_the_second() -> None:
    transit = _morning()

    def starts(hours: tuple[int, int] = OPEN[0], **changed: object) -> int:
        visit = replace(BY_DAY, **changed)
        return int(round_trips(transit, at(HOME), at(DOOR), [[hours]], visit=visit).starts[0, 0])

    assert starts((10 * H, 13 * H)) == 5  # 10:00 … 10:20
    assert starts((10 * H, 11 * H)) == 1
    assert starts((10 * H, 11 * H - 1)) == 0
    assert starts(leave_from_s=9 * H + 40 * MIN) == 1
    assert starts(leave_from_s=9 * H + 40 * MIN + 1) == 0
    assert starts(home_by_s=11 * H + 20 * MIN) == 1
    assert starts(home_by_s=11 * H + 20 * MIN - 1) == 0


def test_days_with_equal_areas_are_searched_together_and_each_date_has_its_own_limits() -> None:
    transit = _morning()
    again = tuple(area_service(area.plain()) for area in transit.day.areas)
    (first, second) = transit.day.date, transit.day.date.replace(day=11)
    other = replace(transit, day=replace(transit.day, date=second, areas=again))
    days, hours = {first: transit, second: other}, {first: [OPEN], second: [OPEN]}
    visits = {first: BY_DAY, second: replace(BY_DAY, leave_from_s=9 * H + 40 * MIN)}
    for visit, starts in ((BY_DAY, [9, 9]), (visits, [9, 1])):
        steps = list[int]()
        answer = round_trips_by_date(
            *(days, at(HOME), at(DOOR), hours),
            visit=visit,
            progress=lambda _, of, steps=steps: steps.append(of),
        )
        found = [int(trips.starts[0, 0]) for _, by_date in answer for trips in by_date.values()]
        assert found == starts
        assert steps[0] == 1 + len(set(starts))  # one search a group of dates, and one block


def test_the_day_lasts_until_the_last_ride_of_an_area_has_ended() -> None:
    late = (22 * H, 25 * H)
    transit = _morning()
    area = replace(transit.day.areas[0], pick_up_s=late, set_down_s=late)
    transit = replace(transit, day=replace(transit.day, areas=(area,)))
    visit = Visit(longest_absence_s=3 * H)
    trips = round_trips(transit, at(HOME), at(DOOR), [[(22 * H, 24 * H)]], visit=visit)
    assert trips.starts[0, 0] == 5  # 22:40 … 23:00
    assert trips.last_home_s[0, 0] == 24 * H + 20 * MIN
