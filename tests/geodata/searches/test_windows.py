from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.errors import GeodataError
from geodata.points import Points
from geodata.searches import profiles
from geodata.searches.profiles import arrival_profile, departure_profile, door_walks
from geodata.searches.windows import (
    departure_minutes,
    ranks_of,
    window_blocks,
    window_of,
    window_percentiles,
)
from geodata.streets.straight_line import StraightLine
from tests.geodata.exhaustive import Call
from tests.geodata.towns import near, places, town_transit, towns
from tests.geodata.ways import at

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from geodata.searches.transit import Transit
    from tests.geodata.towns import Place, Town

    FloatArray = NDArray[np.float64]

MORNING_S = 7 * 3600
several = st.lists(places, min_size=1, max_size=4)
windows = st.builds(
    lambda first, length, step: (first, first + length, step),
    st.integers(-600, 1800),
    st.integers(0, 1200),
    st.sampled_from([60, 60, 37, 90, 1800]),
)
percentiles = st.lists(st.integers(0, 100), min_size=1, max_size=4)
rules = st.tuples(st.integers(0, 90), st.integers(1, 3))  # change time, most rides


def _all_of(stops: Sequence[tuple[int, int]], chosen: list[Place]) -> Points:
    points = [near(list(stops), place) for place in chosen]
    return Points(
        np.concatenate([point.longitude for point in points]),
        np.concatenate([point.latitude for point in points]),
    )


def _every_departure(
    transit: Transit, homes: Points, doors: Points, window: tuple[int, int, int]
) -> FloatArray:
    first_s, last_s, step_s = window
    every = [
        transit.depart_matrix(homes, doors, depart_s=second)
        for second in range(first_s, last_s + 1, step_s)
    ]
    return np.sort(np.stack(every, axis=-1), axis=-1)  # NaN is sorted to the end


@settings(deadline=None, max_examples=150)
@given(towns(), st.tuples(several, several), windows, percentiles, rules)
def test_percentiles_are_those_of_every_departure_tried_one_by_one(
    town: Town,
    ends: tuple[list[Place], list[Place]],
    window: tuple[int, int, int],
    percents: list[int],
    rule: tuple[int, int],
) -> None:
    transit = town_transit(*town, change=rule[0], rides=rule[1])
    homes, doors = (_all_of(town[0], chosen) for chosen in ends)
    every = _every_departure(transit, homes, doors, window)
    last = every.shape[-1] - 1
    ranks = [(2 * percent * last + 100) // 200 for percent in percents]
    found = window_percentiles(
        transit,
        homes,
        doors,
        first_s=window[0],
        last_s=window[1],
        step_s=window[2],
        percents=percents,
    )
    np.testing.assert_array_equal(found, every[..., ranks])


@settings(deadline=None, max_examples=100)
@given(towns(), st.tuples(several, several), st.integers(-600, 2400), st.integers(0, 600), rules)
def test_one_departure_from_the_profile_is_that_of_the_search_from_each_home(
    town: Town,
    ends: tuple[list[Place], list[Place]],
    depart_s: int,
    earlier_s: int,
    rule: tuple[int, int],
) -> None:
    transit = town_transit(*town, change=rule[0], rides=rule[1])
    homes, doors = (_all_of(town[0], chosen) for chosen in ends)
    searched = transit.depart_matrix(homes, doors, depart_s=depart_s)
    walks = door_walks(transit, homes, doors)
    profile = arrival_profile(transit, walks.egress, doors=len(doors), first_s=depart_s - earlier_s)
    reused = departure_minutes(
        transit, homes, doors, depart_s=depart_s, walks=walks, profile=profile
    )
    np.testing.assert_array_equal(
        departure_minutes(transit, homes, doors, depart_s=depart_s), reused
    )
    np.testing.assert_array_equal(reused, searched)


@pytest.mark.parametrize("rides_s", [600, 65_413, 65_414, 65_415, 65_416, 70_000])
def test_seconds_of_16_bits_are_taken_only_where_the_day_fits_into_them(rides_s: int) -> None:
    bus = (Call(0, 60, 60), Call(1, 60 + rides_s, 60 + rides_s))
    transit = town_transit([(0, 0), (200_000, 0)], (bus,))
    home, door = at((0, 0)), at((200_059.5, 0))  # 60 s, rounded up
    walks = door_walks(transit, home, door)
    profile = departure_profile(transit, walks.egress, doors=1, depart_s=0)
    assert profile.blocks[0].itemsize == (2 if 60 + rides_s + 60 < 65_535 else 4)
    minutes = departure_minutes(transit, home, door, depart_s=0, walks=walks, profile=profile)
    assert minutes.tolist() == [[(60 + rides_s + 60) / 60]]


@pytest.mark.parametrize(("doors", "fewest"), [(0, 16), (1, 16), (7, 1), (33, 16), (300, 16)])
def test_no_part_of_the_doors_is_forgotten_and_no_answer_depends_on_the_parts(
    doors: int, fewest: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(profiles, "_FEWEST_LANES", fewest)
    transit = town_transit([(0, 0), (9000, 0)], ((Call(0, 60, 60), Call(1, 600, 600)),))
    there = at(*((9000 + 3 * number, 0) for number in range(doors)))
    walks = door_walks(transit, at((0, 0)), there)
    cut = profiles.even_blocks(doors)
    assert [door for some in cut for door in range(some.start, some.stop)] == list(range(doors))
    assert len(departure_profile(transit, walks.egress, doors=doors, depart_s=0).blocks) == len(cut)
    np.testing.assert_array_equal(
        departure_minutes(transit, at((0, 0)), there, depart_s=0),
        transit.depart_matrix(at((0, 0)), there, depart_s=0),
    )


def test_a_bus_every_half_hour_by_hand() -> None:
    def bus(minute: int) -> tuple[Call, Call]:
        start_s = MORNING_S + 60 * minute
        return Call(0, start_s, start_s), Call(1, start_s + 600, start_s + 600)

    transit = town_transit([(0, 0), (20_000, 0)], (bus(0), bus(30)))
    home, door = at((-119.5, 0)), at((20_059.5, 0))  # 120 s and 60 s, rounded up
    # 06:55 … 06:58 catch the bus at 7 and take 16 … 13 minutes: 2 to the stop, 10, 1 to the
    # door, and the wait; 06:59 … 07:24 catch the next and take 42 … 17. All from 13 to 42 occur.
    found = window_percentiles(
        transit,
        home,
        door,
        first_s=MORNING_S - 300,
        last_s=MORNING_S + 24 * 60,
        percents=(0, 5, 50, 95, 100),
    )
    assert found.tolist() == [[[13, 14, 28, 41, 42]]]


def test_who_lives_next_door_walks_at_any_time_and_who_can_go_nowhere_has_no_way() -> None:
    transit = town_transit([(0, 0), (9000, 0)], ((Call(0, 60, 60), Call(1, 600, 600)),))
    lost = Points(np.array([np.nan]), np.array([np.nan]))
    home = Points(
        *(np.append(at((0, 0)).longitude, np.nan), np.append(at((0, 0)).latitude, np.nan))
    )
    found = window_percentiles(transit, home, at((0, 239.5)), first_s=0, last_s=3600)
    assert found[0].tolist() == [[4, 4, 4]]
    assert np.isnan(found[1]).all()
    assert np.isnan(window_percentiles(transit, home, lost, first_s=0, last_s=3600)).all()


@settings(deadline=None, max_examples=30)
@given(towns(), several, several, windows)
def test_a_percentile_rises_with_its_percent(
    town: Town, here: list[Place], there: list[Place], window: tuple[int, int, int]
) -> None:
    found = window_percentiles(
        town_transit(*town),
        _all_of(town[0], here),
        _all_of(town[0], there),
        first_s=window[0],
        last_s=window[1],
        percents=(0, 5, 50, 95, 100),
    )
    assert (np.diff(np.where(np.isnan(found), np.inf, found), axis=-1) >= 0)[
        np.isfinite(found[..., :-1])
    ].all()


@settings(deadline=None, max_examples=50)
@given(towns(), several, several, windows, st.floats(1, 3))
def test_a_faster_walk_never_harms(
    town: Town, here: list[Place], there: list[Place], window: tuple[int, int, int], faster: float
) -> None:
    transit = town_transit(*town)
    quick = replace(transit, walking=StraightLine("walk", 3.6 * faster, detour_factor=1.0))
    homes, doors = _all_of(town[0], here), _all_of(town[0], there)
    slow_minutes, quick_minutes = (
        window_percentiles(how, homes, doors, first_s=window[0], last_s=window[1])
        for how in (transit, quick)
    )
    assert (quick_minutes <= slow_minutes).all()


@settings(deadline=None, max_examples=20)
@given(towns(), several, several, windows, st.randoms(use_true_random=False))
def test_neither_the_order_nor_the_number_of_homes_and_doors_changes_an_answer(
    town: Town,
    here: list[Place],
    there: list[Place],
    window: tuple[int, int, int],
    shuffled: st.Random,
) -> None:
    transit = town_transit(*town)
    homes, doors = _all_of(town[0], here), _all_of(town[0], there)
    some = [shuffled.randrange(len(homes)) for _ in range(300)]  # several blocks and threads
    others = [shuffled.randrange(len(doors)) for _ in range(150)]  # several blocks of lanes
    times = {"first_s": window[0], "last_s": window[1]}
    few = window_percentiles(transit, homes, doors, **times)
    many = window_percentiles(transit, homes.take(some), doors.take(others), **times)
    np.testing.assert_array_equal(many, few[np.ix_(some, others)])


def test_the_parts_of_an_answer_are_the_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("geodata.searches.windows._STREAMED", 2)
    transit = town_transit([(0, 0), (9000, 0)], ((Call(0, 660, 660), Call(1, 1200, 1200)),))
    homes, doors = at(*((10 * k, 50) for k in range(5))), at((9000, 30), (4000, 0))
    whole = window_percentiles(transit, homes, doors, first_s=0, last_s=900)
    parts = list(window_blocks(transit, homes, doors, first_s=0, last_s=900))
    assert [some.stop - some.start for some, _ in parts] == [2, 2, 1]
    np.testing.assert_array_equal(np.concatenate([minutes for _, minutes in parts]), whole)


def test_no_homes_or_no_doors_is_an_empty_answer() -> None:
    transit = town_transit([(0, 0), (9000, 0)], ((Call(0, 60, 60), Call(1, 600, 600)),))
    nobody, somebody = at(), at((0, 0))
    times = {"first_s": 0, "last_s": 60}
    assert window_percentiles(transit, nobody, somebody, **times).shape == (0, 1, 3)
    assert window_percentiles(transit, somebody, nobody, **times).shape == (1, 0, 3)
    assert departure_minutes(transit, nobody, somebody, depart_s=0).shape == (0, 1)


def test_a_rank_is_rounded_half_up_and_always_exists() -> None:
    assert ranks_of((0, 5, 50, 95, 100), departures=720).tolist() == [0, 36, 360, 683, 719]
    assert ranks_of((50,), departures=2).tolist() == [1]
    assert ranks_of((0, 50, 100), departures=1).tolist() == [0, 0, 0]


def test_questions_without_an_answer_are_refused_in_a_sentence() -> None:
    transit = town_transit([(0, 0), (9000, 0)], ((Call(0, 60, 60), Call(1, 600, 600)),))
    with pytest.raises(GeodataError, match="no departure from second 60 to 0"):
        window_of(60, 0)
    with pytest.raises(GeodataError, match="every 0 seconds"):
        window_of(0, 60, 0)
    with pytest.raises(GeodataError, match="101 is no percentile"):
        ranks_of((101,), departures=5)
    home = at((0, 0))
    walks = door_walks(transit, home, home)
    profile = arrival_profile(transit, walks.egress, doors=1, first_s=61)
    with pytest.raises(GeodataError, match="begins at second 61, after second 60"):
        departure_minutes(transit, home, home, depart_s=60, walks=walks, profile=profile)
