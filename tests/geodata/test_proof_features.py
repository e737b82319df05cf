"""Every query beside an exhaustive search over the raw rows, each feature switched on in turn."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import timedelta
from random import Random
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import Phase, given, note, settings

from geodata.isochrones import within
from geodata.journeys.alternatives import alternatives
from geodata.journeys.pareto import minutes_by_rides
from geodata.journeys.quickest import quickest_journey
from geodata.round_trips.visits import Visit
from geodata.round_trips.week import round_trips
from geodata.searches.nearest import soonest_percentiles
from geodata.searches.one_way import shortest_durations
from geodata.searches.transit import Transit
from geodata.searches.wheelchairs import day_for, for_wheelchairs
from geodata.searches.windows import window_percentiles
from geodata.sources.gtfs import read_feed
from geodata.streets.straight_line import StraightLine
from geodata.timetable.service_day import service_day
from geodata.walking import NEVER, whole_seconds
from tests.geodata.exhaustive import earliest_at, latest_from, shortest_within, worth_choosing
from tests.geodata.exhaustive_drawn import NUMBERS, question_of
from tests.geodata.exhaustive_features import ALL_AT_ONCE, FEATURES, ON_WHEELS, SEVERAL
from tests.geodata.exhaustive_files import write_timetables
from tests.geodata.exhaustive_rounds import Errand, all_legs, every_round_trip, shortest
from tests.geodata.exhaustive_timetables import changes_of, runs_of
from tests.geodata.towns import MAX_WALK_S, PACE, near, on_foot_s, walks_between
from tests.geodata.ways import at

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from geodata.points import Points
    from tests.geodata.exhaustive import Trip, Walks
    from tests.geodata.exhaustive_drawn import Question

BIKE, BIKE_S = StraightLine("bike", 12.6, detour_factor=1.0), 700
EARLY_S, FAR_S = -3600, 10**6  # before all trips, beyond all journeys
ERRAND = Errand(
    stay_s=120,
    longest_stay_s=300,
    wait_s=600,
    wait_outside=False,
    leave_from_s=-1200,
    home_by_s=6000,
    longest_absence_s=np.inf,
)
HOURS = [(-300, 900), (1200, 3000)]


@dataclass(frozen=True)
class Case:
    """The engine's answer and what the exhaustive search needs for its own."""

    transit: Transit
    doors: tuple[Points, Points]
    runs: list[Trip]
    changes: Walks
    access: Mapping[int, int]
    egress: Mapping[int, int]
    home_again: tuple[Mapping[int, int], Mapping[int, int]]
    on_foot: int
    rides: int


def _case(question: Question, folder: Path) -> Case:
    timetable, stops, bike = question.timetable, at(*question.timetable.corners), question.bike
    paths = write_timetables(timetable, folder, Random(question.order))  # noqa: S311 - no secret
    day = service_day(
        [read_feed(path) for path in paths],
        timetable.day.date,
        on_demand="off" if question.on_demand == "off" else "on",
        booked_at=timetable.day.begins + timedelta(seconds=question.booked_s)
        if question.on_demand == "booked"
        else None,
    )
    walking = replace(PACE, mode=question.wheels.split(",")[0] or PACE.mode)
    surely = question.wheels == "wheelchair, surely"  # straight lines cannot tell
    transit = Transit(
        for_wheelchairs(day, known_only=True) if surely else day_for(day, walking),
        walking,
        max_walk_seconds=MAX_WALK_S,
        change_seconds=question.change_s,
        max_rides=question.rides,
        access_by=BIKE if bike else None,
        max_access_seconds=BIKE_S if bike else None,
    )
    home, door = (near([*timetable.corners], place) for place in question.ends)
    access = _ways(home, stops, bike=bike)
    return Case(
        transit,
        (home, door),
        runs_of(
            timetable,
            on_demand=question.on_demand,
            booked_s=question.booked_s,
            wheels=question.wheels,
        ),
        changes_of(timetable, walks_between(stops, stops), change_s=question.change_s),
        access,
        _ways(door, stops),
        (_ways(door, stops), access),
        on_foot_s(home, door),
        question.rides,
    )


def _ways(place: Points, stops: Points, *, bike: bool = False) -> dict[int, int]:
    """Return the seconds between a place and the stops in reach; a plain is the same both ways."""
    seconds = whole_seconds((BIKE if bike else PACE).travel_seconds(place, stops))[0]
    limit_s = BIKE_S if bike else MAX_WALK_S
    return {stop: int(way) for stop, way in enumerate(seconds) if way <= limit_s}


def _least(seconds: int | None, case: Case) -> int:
    """Return the seconds of a journey by vehicle or on foot."""
    return min(NEVER if seconds is None else seconds, case.on_foot)


def _departs(case: Case, depart_s: int) -> int:
    ready = {stop: depart_s + way for stop, way in case.access.items()}
    arrival = earliest_at(case.runs, case.changes, ready, case.egress, rides=case.rides)
    return _least(None if arrival is None else arrival - depart_s, case)


def _check_departing(case: Case, depart_s: int) -> None:
    expected = _departs(case, depart_s)
    minutes = case.transit.depart_matrix(*case.doors, depart_s=depart_s)
    assert minutes.tolist() == [[expected / 60]]
    journey = quickest_journey(case.transit, *case.doors, depart_s=depart_s)
    assert journey is not None
    assert journey.arrives_s - depart_s == expected
    by_rides = minutes_by_rides(case.transit, *case.doors, depart_s=depart_s)
    assert by_rides[-1].tolist() == [[expected / 60]]
    assert within(minutes, [expected / 60, (expected - 1) / 60]).tolist() == [[1, 0]]


def _check_arriving(case: Case, arrive_s: int) -> None:
    leaves_s = latest_from(
        case.runs, case.changes, case.access, case.egress, rides=case.rides, arrive_s=arrive_s
    )
    expected = _least(None if leaves_s is None else arrive_s - leaves_s, case)
    assert case.transit.arrive_matrix(*case.doors, arrive_s=arrive_s).tolist() == [[expected / 60]]


def _check_windows(case: Case, first_s: int) -> None:
    every = sorted(_departs(case, first_s + later_s) / 60 for later_s in (0, 300, 600))
    times = {"first_s": first_s, "last_s": first_s + 600, "step_s": 300, "percents": (0, 50, 100)}
    assert window_percentiles(case.transit, *case.doors, **times).tolist() == [[every]]
    assert soonest_percentiles(case.transit, *case.doors, **times)[""].tolist() == [every]
    window_s = (first_s, 7200)
    seconds = shortest_within(
        case.runs, case.changes, case.access, case.egress, rides=case.rides, window_s=window_s
    )
    found = shortest_durations(
        case.transit, *case.doors, earliest_arrival_s=window_s[0], latest_arrival_s=window_s[1]
    )
    assert found.tolist() == [[_least(seconds, case) / 60]]


def _check_choices(case: Case, depart_s: int) -> None:
    every = worth_choosing(case.runs, case.changes, case.access, case.egress, rides=case.rides)
    walk = (depart_s, depart_s + case.on_foot, 0)
    ridden = [e for e in every if e[1] - e[0] < case.on_foot and e[0] >= depart_s]
    expected = sorted([walk, *ridden], key=lambda e: (e[1], e[2] > 0, -e[0], e[2]))
    options = {"depart_s": depart_s, "fitting": 100, "horizon_s": FAR_S}
    found = alternatives(case.transit, *case.doors, **options).fitting
    assert [(j.departs_s, j.arrives_s, j.rides) for j in found] == expected


def _check_round_trips(case: Case) -> None:
    there = all_legs(case.runs, case.changes, case.access, case.egress, rides=case.rides)
    back = all_legs(case.runs, case.changes, *case.home_again, rides=case.rides)
    working = list(every_round_trip(there, back, case.on_foot, HOURS, ERRAND))
    trips = round_trips(case.transit, *case.doors, [HOURS], visit=Visit(**vars(ERRAND)))
    assert trips.starts[0, 0] == len(working)
    columns = [int(getattr(trips, column.name)[0, 0]) for column in fields(trips)[1:-1]]
    assert not working or tuple(columns) == shortest(working)


def _check(question: Question, folder: pytest.TempPathFactory) -> None:
    note(f"{question}")
    case, second = _case(question, folder.mktemp("raw")), question.second
    _check_departing(case, second)
    _check_arriving(case, second + 1200)
    _check_windows(case, second)
    _check_choices(case, EARLY_S)
    _check_round_trips(case)


HARD = ("blocks", "transfer rules", "booking", "two feeds", "wheelchair")  # of many rules
TOGETHER = [ALL_AT_ONCE, SEVERAL, ON_WHEELS]
# of a number there is no simpler one
DRAWN = {"deadline": None, "phases": [Phase.explicit, Phase.reuse, Phase.generate]}


@pytest.mark.parametrize("feature", [feature for feature in FEATURES if feature not in HARD])
@settings(**DRAWN, max_examples=30)
@given(number=NUMBERS)
def test_with_one_feature_switched_on_every_answer_is_the_best_of_all_journeys(
    feature: str, number: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    _check(question_of(number, feature, bike=False), tmp_path_factory)


@pytest.mark.parametrize("feature", HARD)
@settings(**DRAWN, max_examples=100)
@given(number=NUMBERS)
def test_with_changes_ruled_every_answer_is_the_best_of_all_journeys(
    feature: str, number: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    _check(question_of(number, feature, bike=False), tmp_path_factory)


@pytest.mark.parametrize("together", TOGETHER)
@settings(**DRAWN, max_examples=60)
@given(number=NUMBERS)
def test_with_several_features_and_a_bike_every_answer_is_the_best_of_all_journeys(
    together: tuple[str, ...], number: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    _check(question_of(number, *together, bike=True), tmp_path_factory)


@pytest.mark.long
@pytest.mark.parametrize("features", [*((feature,) for feature in FEATURES), *TOGETHER])
@settings(**DRAWN, max_examples=500)
@given(number=NUMBERS)
def test_among_many_more_timetables_every_answer_is_the_best_of_all_journeys(
    features: tuple[str, ...], number: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    _check(question_of(number, *features, bike=True), tmp_path_factory)
