from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.errors import ShapeError
from geodata.measures.door_trips import NO_DOOR, DoorTrips, no_door_trips
from geodata.measures.thresholds import Threshold

NAN = float("nan")


def limits(absence: float) -> Threshold:
    return Threshold(30, 20, 60, None, "under_18", "test", longest_absence_minutes=absence)


def trips(way: list[list[float]], known: list[bool] | None = None) -> DoorTrips:
    minutes = np.array(way, dtype=np.float32)
    flags = np.ones(minutes.shape[1], bool) if known is None else np.array(known)
    return DoorTrips(minutes, minutes * 2 + 60, flags)


@st.composite
def answers(draw: st.DrawFn) -> DoorTrips:
    homes, doors = draw(st.integers(1, 4)), draw(st.integers(1, 5))
    minute = st.integers(0, 120).map(float) | st.just(NAN)
    rows = draw(
        st.lists(st.lists(minute, min_size=doors, max_size=doors), min_size=homes, max_size=homes)
    )
    return trips(rows, draw(st.lists(st.booleans(), min_size=doors, max_size=doors)))


def test_the_nearest_door_is_that_of_the_shortest_way() -> None:
    found = trips([[20.0, 10.0, NAN], [NAN, NAN, NAN]]).nearest()
    assert found.door.tolist() == [1, NO_DOOR]
    assert found.way_minutes[0] == 10
    assert found.absence_minutes[0] == 80
    assert np.isnan([found.way_minutes[1], found.absence_minutes[1]]).all()


def test_the_second_nearest_is_another_door_and_may_be_none() -> None:
    found = trips([[20.0, 10.0, NAN], [NAN, 5.0, NAN]]).nearest(rank=2)
    assert found.door.tolist() == [0, NO_DOOR]
    assert trips([[20.0]]).nearest(rank=2).door.tolist() == [NO_DOOR]


def test_a_trip_that_takes_too_long_away_from_home_does_not_count_and_the_limit_is_inclusive() -> (
    None
):
    both = trips([[10.0, 20.0]])
    assert both.nearest(limits=limits(80)).door.tolist() == [0]
    assert both.nearest(limits=limits(79)).door.tolist() == [NO_DOOR]


def test_doors_with_unknown_hours_count_only_where_asked_for() -> None:
    both = trips([[10.0, 20.0]], known=[False, True])
    assert both.nearest().door.tolist() == [1]
    assert both.nearest(known_only=False).door.tolist() == [0]


@given(answers(), st.integers(1, 6), st.booleans(), st.integers(60, 300))
def test_it_finds_what_sorting_each_home_finds(
    asked: DoorTrips,
    rank: int,
    known_only: bool,  # noqa: FBT001 - drawn
    absence: int,
) -> None:
    found = asked.nearest(limits=limits(absence), rank=rank, known_only=known_only)
    for home, row in enumerate(asked.way_minutes):
        order = sorted(
            (float(minutes), door)
            for door, minutes in enumerate(row)
            if not np.isnan(minutes)
            and asked.absence_minutes[home, door] <= absence
            and (asked.known[door] or not known_only)
        )
        expected = order[rank - 1] if len(order) >= rank else None
        assert found.door[home] == (NO_DOOR if expected is None else expected[1])
        if expected is not None:
            assert found.way_minutes[home] == expected[0]


@given(answers(), st.data())
def test_one_more_door_never_harms_and_one_less_never_helps(
    asked: DoorTrips, data: st.DataObject
) -> None:
    gone = data.draw(st.integers(0, len(asked.known) - 1))
    fewer = asked.without([gone])
    before, after = (np.nan_to_num(one.nearest().way_minutes, nan=999) for one in (fewer, asked))
    assert (after <= before).all()
    again = fewer.with_doors(asked.only([gone])).nearest().way_minutes
    assert np.array_equal(again, asked.nearest().way_minutes, equal_nan=True)


@given(answers())
def test_replacing_doors_by_themselves_changes_nothing(asked: DoorTrips) -> None:
    same = asked.replaced([0], asked.only([0]))
    assert np.array_equal(same.way_minutes, asked.way_minutes, equal_nan=True)
    assert np.array_equal(asked.better_of(asked).way_minutes, asked.way_minutes, equal_nan=True)


def test_of_two_days_the_better_one_counts_with_its_own_absence() -> None:
    nothing = no_door_trips(1, 2)
    monday, tuesday = trips([[10.0, NAN]]), trips([[9.0, 20.0]])
    best = monday.better_of(tuesday).better_of(nothing)
    assert best.way_minutes.tolist() == [[9.0, 20.0]]
    assert best.absence_minutes.tolist() == [[78.0, 100.0]]
    assert tuesday.better_of(monday).way_minutes.tolist() == [[9.0, 20.0]]


def test_arrays_that_do_not_belong_together_are_refused() -> None:
    with pytest.raises(ShapeError, match="1 homes and 2 doors"):
        DoorTrips(np.zeros((1, 2), np.float32), np.zeros((2, 2), np.float32), np.ones(2, bool))
