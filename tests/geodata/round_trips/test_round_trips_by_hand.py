from __future__ import annotations

from dataclasses import fields, replace
from datetime import date, timedelta

import numpy as np
import pytest

from geodata.errors import ShapeError
from geodata.points import Points
from geodata.round_trips.answers import RoundTrips
from geodata.round_trips.one_home import round_trip
from geodata.round_trips.visits import Visit, joined
from geodata.round_trips.week import round_trips, round_trips_by_date
from tests.geodata.exhaustive import Call
from tests.geodata.towns import on_foot_s, town_transit
from tests.geodata.ways import at

H, MIN = 3600, 60
Hours = list[tuple[int, int]]


def _bus(*calls: tuple[int, str]) -> tuple[Call, ...]:
    """A bus that calls at stops at clock times."""
    seconds = [60 * (60 * int(time[:-3]) + int(time[-2:])) for _, time in calls]
    return tuple(
        Call(stop, second, second) for (stop, _), second in zip(calls, seconds, strict=True)
    )


VILLAGE, TOWN = (0, 0), (40_000, 0)  # too far to walk there and back on one day
BUSES = (
    _bus((0, "9:20"), (1, "9:50")),
    _bus((1, "11:34"), (0, "12:00")),
    _bus((1, "17:34"), (0, "18:00")),
)
NO_WALKS = {"leave_from_s": 6 * H, "home_by_s": 20 * H}


def test_one_morning_at_the_counselling_centre_as_told_on_paper() -> None:
    """Hin 9:18, Termin 10:00–11:00, zurück 11:32, zu Hause 12:02; letzte Rückfahrt 17:32."""
    transit = town_transit([VILLAGE, TOWN], BUSES)
    home, door = at((0, 119.5)), at((40_000, 119.5))
    hours = [(10 * H - 8 * MIN, 12 * H), (14 * H, 16 * H)]
    early = round_trip(transit, home, door, hours, visit=Visit(**NO_WALKS))
    assert early is not None
    assert (early.leaves_s, early.start_s) == (9 * H + 18 * MIN, 9 * H + 55 * MIN)
    trip = round_trip(
        transit, home, door, [(9 * H, 12 * H)], visit=Visit(wait_s=45 * MIN, **NO_WALKS)
    )
    assert trip is not None
    # there at 9:52, back from 11:32: starts from 9:55 (9:47 + 45 min) to 10:30, the last by 10:37
    assert trip.starts == 8
    assert trip.start_s == 9 * H + 55 * MIN
    assert (trip.leaves_s, trip.there.arrives_s) == (9 * H + 18 * MIN, 9 * H + 52 * MIN)
    assert (trip.back.departs_s, trip.home_s) == (11 * H + 32 * MIN, 12 * H + 2 * MIN)
    assert trip.absence_minutes == 164
    assert trip.travel_minutes == 34 + 30
    assert trip.transfers == 0
    assert trip.last_home_s == 17 * H + 32 * MIN


def test_who_would_stand_before_a_closed_door_cannot_come_by_the_method() -> None:
    transit = town_transit([VILLAGE, TOWN], BUSES)
    ends = at((0, 119.5)), at((40_000, 119.5))

    def starts(opens_s: int, **wishes: bool) -> int:
        visit = Visit(**NO_WALKS, **wishes)
        return int(round_trips(transit, *ends, [[(opens_s, 12 * H)]], visit=visit).starts[0, 0])

    assert starts(9 * H + 52 * MIN) == 8
    assert starts(9 * H + 52 * MIN + 1) == 0
    assert starts(9 * H + 52 * MIN + 1, wait_outside=True) == 8


EXACT = {  # of the appointment 10:00–10:57: leave 9:18, there 9:52, back from 11:32, home 12:02
    "wait_s": 35 * MIN,
    "leave_from_s": 9 * H + 18 * MIN,
    "home_by_s": 12 * H + 2 * MIN,
    "longest_absence_s": 164 * MIN,
}


@pytest.mark.parametrize("tightened", [None, *EXACT])
def test_every_limit_is_inclusive_and_not_a_second_wider(tightened: str | None) -> None:
    """From 10:57 one waits 35 minutes for the bus; a start before that is too long a wait."""
    step = {"leave_from_s": 1}.get(str(tightened), -1)
    wishes = {name: value + step * (name == tightened) for name, value in EXACT.items()}
    transit = town_transit([VILLAGE, TOWN], BUSES)
    ends, hours = (at((0, 119.5)), at((40_000, 119.5))), [[(9 * H, 10 * H + 57 * MIN)]]
    trips = round_trips(transit, *ends, hours, visit=Visit(stay_s=57 * MIN, **wishes))
    assert trips.starts[0, 0] == (tightened is None)


def test_who_waits_on_the_way_there_waits_no_longer_than_allowed() -> None:
    transit = town_transit([VILLAGE, TOWN], BUSES)
    ends, hours = (at((0, 119.5)), at((40_000, 119.5))), [[(9 * H, 11 * H + 30 * MIN)]]
    for wait_s, starts in ((18 * MIN, 4), (18 * MIN - 1, 3)):  # 9:55 to 10:10, there at 9:52
        visit = Visit(stay_s=80 * MIN, wait_s=wait_s, **NO_WALKS)
        assert round_trips(transit, *ends, hours, visit=visit).starts[0, 0] == starts


def test_where_the_bus_comes_too_early_one_may_still_walk() -> None:
    """The bus is there at 9:52 and the door opens at 9:53; the walk takes 2,000 seconds."""
    bus = _bus((0, "9:49"), (1, "9:52"))
    transit = town_transit([(0, 0), (2000, 0)], (bus,))
    hours = (9 * H + 53 * MIN, 11 * H)
    walk_s = on_foot_s(at((0, 0)), at((2000, 0)))
    for outside in (False, True):
        visit = Visit(wait_outside=outside)
        trip = round_trip(transit, at((0, 0)), at((2000, 0)), [hours], visit=visit)
        assert trip is not None
        assert trip.start_s == 9 * H + 55 * MIN
        assert trip.there.rides == int(outside)
        assert trip.leaves_s == (9 * H + 49 * MIN if outside else trip.start_s - walk_s)


@pytest.mark.parametrize("slow", [0, 1])
def test_of_two_buses_that_one_leaves_home_for_at_once_the_faster_counts(slow: int) -> None:
    slower, faster = _bus((slow, "9:20"), (2, "9:55")), _bus((1 - slow, "9:20"), (2, "9:50"))
    stops = [VILLAGE, (0, 239), TOWN]
    transit = town_transit(stops, (slower, faster, _bus((2, "11:34"), (0, "12:00"))))
    ends, hours = (at((0, 119.5)), at((40_000, 119.5))), [(9 * H, 12 * H)]
    trip = round_trip(transit, *ends, hours, visit=Visit(**NO_WALKS))
    assert trip is not None
    assert trip.start_s == 9 * H + 55 * MIN
    assert trip.there.departs_s == 9 * H + 18 * MIN
    assert trip.there.arrives_s == 9 * H + 52 * MIN


def test_of_absences_of_the_same_length_the_one_with_less_travel_counts_then_fewer_rides() -> None:
    slow, fast = _bus((0, "8:00"), (1, "8:40")), _bus((0, "9:00"), (1, "9:30"))
    home = [_bus((1, "10:00"), (0, "10:30")), _bus((1, "11:00"), (0, "11:30"))]
    transit = town_transit([VILLAGE, TOWN], (slow, fast, *home))
    ends, hours = (at(VILLAGE), at(TOWN)), [(8 * H, 12 * H)]
    trip = round_trip(transit, *ends, hours, visit=Visit(**NO_WALKS))
    assert trip is not None
    assert (trip.absence_minutes, trip.travel_minutes) == (150, 60)
    assert trip.start_s == 9 * H + 30 * MIN


def test_changes_between_buses_are_counted_on_both_ways() -> None:
    middle = (20_000, 0)
    there = (_bus((0, "8:00"), (1, "8:30")), _bus((1, "8:30"), (2, "9:00")))
    back = (_bus((2, "10:00"), (1, "10:30")), _bus((1, "10:40"), (0, "11:10")))
    transit = town_transit([VILLAGE, middle, TOWN], (*there, *back))
    ends, hours = (at(VILLAGE), at(TOWN)), [(9 * H, 10 * H)]
    trip = round_trip(transit, *ends, hours, visit=Visit(**NO_WALKS))
    assert trip is not None
    assert trip.transfers == 2
    assert trip.starts == 1
    trips = round_trips(transit, *ends, [hours], visit=Visit(**NO_WALKS))
    assert trips.transfers[0, 0] == 2
    one_ride = replace(transit, max_rides=1)
    assert round_trips(one_ride, *ends, [hours], visit=Visit(**NO_WALKS)).starts[0, 0] == 0


def test_a_longer_stay_can_save_the_wait_for_the_bus_home() -> None:
    transit = town_transit([VILLAGE, TOWN], BUSES)
    ends, hours = (at((0, 119.5)), at((40_000, 119.5))), [(9 * H, 16 * H)]

    def starts(**wishes: float) -> int:
        visit = Visit(wait_s=10 * MIN, **NO_WALKS, **wishes)
        return int(round_trips(transit, *ends, [hours], visit=visit).starts[0, 0])

    assert starts(stay_s=60 * MIN) == 0  # out at 10:55 or 11:00, the bus home is at 11:32
    assert starts(stay_s=90 * MIN) == 2  # out at 11:25 or 11:30
    assert starts(stay_s=60 * MIN, longest_stay_s=90 * MIN) == 2
    assert starts(stay_s=60 * MIN, longest_stay_s=np.inf) == 2


def test_a_door_nearby_needs_no_bus_and_one_far_off_has_no_way_home() -> None:
    transit = town_transit([VILLAGE, TOWN], ())
    home, doors = at((0, 0)), at((0, 299.5), (40_000, 0))
    trips = round_trips(transit, home, doors, [[(9 * H, 12 * H)]] * 2, visit=Visit(**NO_WALKS))
    assert trips.starts.tolist() == [[25, 0]]
    assert trips.absence_minutes[0, 0] == 70
    assert trips.longer_way_minutes[0, 0] == 5
    assert trips.last_home_minutes[0].tolist()[0] == 20 * 60 - 5
    assert np.isnan(trips.absence_minutes[0, 1])
    assert np.isnan(trips.transfers[0, 1])


def test_shut_is_no_start_and_unknown_hours_stay_unknown() -> None:
    transit = town_transit([VILLAGE, TOWN], BUSES)
    home, doors = at((0, 119.5)), at(*[(40_000, 119.5)] * 4)
    hours: list[Hours | None] = [[], None, [(10 * H, 10 * H + 3599)], [(9 * H, 12 * H)]]
    trips = round_trips(transit, home, doors, hours, visit=Visit(**NO_WALKS))
    assert trips.starts.tolist() == [[0, -1, 0, 8]]
    assert np.isnan(trips.absence_minutes[0, :3]).all()
    assert np.isnan(trips.last_home_minutes[0, :2]).all()
    assert trips.last_home_minutes[0, 2] == 17 * 60 + 32
    nobody = round_trips(transit, Points.of(), doors, hours)
    assert nobody.starts.shape == (0, 4)
    assert round_trips(transit, home, Points.of(), []).starts.shape == (1, 0)
    nowhere = Points.of((float("nan"), 50.0))
    assert round_trips(transit, nowhere, doors, hours).starts.tolist() == [[0, -1, 0, 0]]


def test_a_week_answers_each_date_as_if_it_were_alone() -> None:
    monday = date(2026, 3, 9)
    transits = [town_transit([VILLAGE, TOWN], BUSES[:many]) for many in (3, 3, 2, 3)]
    days = {
        monday + timedelta(days=n): replace(
            transit, day=replace(transit.day, date=monday + timedelta(days=n))
        )
        for n, transit in enumerate(transits)
    }
    homes, doors = at((0, 119.5), (0, 0)), at((40_000, 119.5), (40_000, 0))
    windows: list[list[Hours | None]] = [
        [[(9 * H, 12 * H)], [(8 * H, 10 * H)]],
        [[(9 * H, 12 * H)], []],
        [[(9 * H, 12 * H)], None],
        [[(9 * H, 10 * H), (10 * H, 12 * H)], [(14 * H, 18 * H)]],
    ]
    hours = dict(zip(days, windows, strict=True))
    visit = Visit(**NO_WALKS)
    [(block, week)] = round_trips_by_date(days, homes, doors, hours, visit=visit)
    assert block == slice(0, 2)
    assert list(week) == list(days)
    for day, transit in days.items():
        alone = round_trips(transit, homes, doors, hours[day], visit=visit)
        for column in fields(RoundTrips):
            assert (getattr(week[day], column.name) == getattr(alone, column.name)).all()
    assert week[monday].starts[0].tolist() == [8, 0]
    assert np.isnan(week[monday + timedelta(days=2)].last_home_minutes[0, 1])


def test_how_far_the_search_has_come_is_told_until_it_is_over(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("geodata.round_trips.week._BLOCK", 2)
    transit = town_transit([VILLAGE, TOWN], BUSES)
    homes, told = at((0, 0), (0, 100), (0, 200)), list[tuple[int, int]]()
    open_at = [[(9 * H, 12 * H)]]
    found = round_trips(transit, homes, at(TOWN), open_at, progress=lambda *t: told.append(t))
    assert told == [(1, 3), (2, 3), (3, 3)]  # the day, and three homes in two parts
    assert (found.starts == round_trips(transit, homes, at(TOWN), open_at).starts).all()


def test_windows_that_touch_are_one_and_a_window_that_ends_before_it_begins_is_refused() -> None:
    assert joined([(50, 60), (10, 20), (20, 30), (25, 28)]) == ((10, 30), (50, 60))
    transit = town_transit([VILLAGE, TOWN], BUSES)
    with pytest.raises(ShapeError, match="cannot close"):
        round_trips(transit, at((0, 0)), at((0, 0)), [[(10, 5)]])
    with pytest.raises(ShapeError, match="2 lists of windows do not fit 1 doors"):
        round_trips(transit, at((0, 0)), at((0, 0)), [[], []])


def test_a_trip_longer_than_one_may_be_away_does_not_work() -> None:
    transit = town_transit([VILLAGE, TOWN], BUSES)
    ends = at((0, 119.5)), at((40_000, 119.5))
    starts = [
        int(round_trips(transit, *ends, [[(9 * H, 12 * H)]],
                        visit=Visit(longest_absence_s=s, **NO_WALKS)).starts[0, 0])
        for s in (164 * MIN, 164 * MIN - 1)
    ]  # fmt: skip
    assert starts == [8, 0]
