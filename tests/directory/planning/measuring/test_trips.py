"""Round trips of the small district's bus, which a person can check with its timetable alone."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from types import SimpleNamespace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from directory.planning.measuring.doors import AskedDoor, DatedWindow
from directory.planning.measuring.judging import car_minutes as by_car
from directory.planning.measuring.judging import (
    carried_by,
    covered_by,
    judge,
    nearest_car,
)
from directory.planning.measuring.kinds import school_dates, search_kind
from directory.planning.measuring.question import Question
from directory.planning.measuring.trips import door_trips, trips_by_date
from geodata.measures.coverage import Residents, Status
from geodata.measures.thresholds import Threshold
from geodata.networks import build_networks
from geodata.points import Points
from geodata.timetable.typical_days import DayChoice, DayKind
from geodata.timetable.typical_week import TypicalDays
from tests.small_bus import CALLS, FOR_KITAS, travelling_district, village_point

if TYPE_CHECKING:
    from geodata.networks import Networks

HOUR = 3600
TUESDAY, WEDNESDAY, SATURDAY = date(2026, 11, 24), date(2026, 11, 25), date(2026, 11, 28)
HALF_AN_HOUR = Threshold(30, 20, 60, None, "under_18", "test")
KITA = Threshold(30, 20, 10, (7 * HOUR, 8 * HOUR + 1800), "under_6", "test", (11 * HOUR, 12 * HOUR))
PEOPLE = np.array([100.0, 50.0, 10.0])


@dataclass
class Hours:
    weekday: int | None = 1
    opens_minutes: int | None = 8 * 60
    closes_minutes: int | None = 12 * 60
    by_appointment: bool = False
    valid_from: date | None = None
    valid_to: date | None = None
    on_public_holidays: bool = False
    in_school_holidays: bool = True


@pytest.fixture(scope="module")
def networks(tmp_path_factory: pytest.TempPathFactory) -> Networks:
    folder = tmp_path_factory.mktemp("bus")
    district = travelling_district(folder, CALLS + FOR_KITAS)
    return build_networks(
        district, folder / "n", day=TUESDAY, every_day_from=TUESDAY, progress=lambda _: None
    )


@pytest.fixture
def question(networks: Networks) -> Question:
    """One home at each of the three stops."""
    return Question(
        district=SimpleNamespace(state="RP"),  # type: ignore[arg-type] # all that is asked of it
        networks=networks,
        villages=[],
        residents=Residents(PEOPLE, np.arange(3), villages=3),
        homes=Points.of(*map(village_point, range(3))),
        targets=dict.fromkeys(("kita", "counselling"), PEOPLE / 5),
        under_3=PEOPLE / 10,
        under_6=PEOPLE / 5,
        has_kita=np.array([False, False, True]),
        carried=np.array([np.nan, 1.0, np.nan]),
    )


def door(village: int = 2, *hours: Hours, events: tuple[DatedWindow, ...] = ()) -> AskedDoor:
    return AskedDoor(
        f"{village}", None, "Beratung", *village_point(village), hours or (), events=events
    )


def test_the_longer_way_and_the_absence_are_those_of_the_timetable(question: Question) -> None:
    """There 8:20 to 8:50; an hour from 9:10 at the latest; back 10:10 to 10:40."""
    trips = door_trips(question, [door(2, Hours())], HALF_AN_HOUR, [TUESDAY])
    assert trips.way_minutes[:, 0] == pytest.approx([30, 15, 0], abs=0.1)
    assert trips.absence_minutes[:, 0] == pytest.approx([140, 110, 60], abs=0.1)
    assert trips.known.tolist() == [True]


def test_to_a_door_that_opens_after_the_last_bus_that_comes_one_must_walk(
    question: Question,
) -> None:
    late = door(2, Hours(opens_minutes=10 * 60, closes_minutes=12 * 60))
    trips = door_trips(question, [late], HALF_AN_HOUR, [TUESDAY])
    assert trips.way_minutes[:, 0] == pytest.approx([140.8, 70.4, 0], abs=0.1)
    less = replace(HALF_AN_HOUR, longest_absence_minutes=200)
    assert np.isnan(door_trips(question, [late], less, [TUESDAY]).way_minutes[:2, 0]).tolist() == [
        True,
        False,
    ]


def test_of_several_dates_the_best_counts_and_on_a_day_without_buses_none(
    question: Question,
) -> None:
    every_day = [Hours(weekday=day) for day in range(6)]
    here = door(2, *every_day)
    dates = [TUESDAY, SATURDAY]
    by_date = trips_by_date(question, [here], HALF_AN_HOUR, dates)
    assert np.isnan(by_date[SATURDAY].way_minutes[0, 0])
    best = door_trips(question, [here], HALF_AN_HOUR, dates)
    assert np.array_equal(best.way_minutes, by_date[TUESDAY].way_minutes, equal_nan=True)
    assert np.isnan(door_trips(question, [here], HALF_AN_HOUR, []).way_minutes).all()


def test_an_event_is_a_window_on_its_own_kind_of_day(question: Question) -> None:
    event = DatedWindow(date(2026, 12, 1), (8 * HOUR + 3000, 10 * HOUR + 600))  # a Tuesday
    by_date = trips_by_date(
        question, [door(2, events=(event,))], HALF_AN_HOUR, [TUESDAY, WEDNESDAY]
    )
    assert by_date[TUESDAY].way_minutes[0, 0] == pytest.approx(30, abs=0.1)
    assert np.isnan(by_date[WEDNESDAY].way_minutes[:, 0]).all()


def test_a_child_is_brought_and_collected_and_the_parent_has_four_ways(question: Question) -> None:
    """
    From Talheim to the Kita of Oberau: there 7:30 to 8:00, and at 12:10 home in half an hour.

    The parent is home again at 8:50 by the bus of 8:20, and comes at 11:45 by that of 11:15.
    """
    hours = [Hours(opens_minutes=7 * 60, closes_minutes=13 * 60)]
    trips = door_trips(question, [door(0, *hours)], KITA, [TUESDAY])
    assert trips.way_minutes[2, 0] == pytest.approx(30, abs=0.1)
    assert trips.absence_minutes[2, 0] == pytest.approx(85, abs=0.1)  # 11:15 to 12:40
    assert trips.parent_minutes is not None
    assert trips.parent_minutes[2, 0] == pytest.approx(30, abs=0.1)


def test_without_doors_nothing_is_reached_and_nothing_is_known(question: Question) -> None:
    trips = door_trips(question, [], HALF_AN_HOUR, [TUESDAY])
    gaps = judge(
        question,
        "counselling",
        trips,
        nearest_car(by_car(question.networks, question, [])),
        covered_by(question.networks, question),
        HALF_AN_HOUR,
    )
    assert {gap.status for gap in gaps} == {Status.INSUFFICIENT_DATA}
    assert gaps[0].nearest_door is None


def test_a_kind_is_searched_on_the_typical_days_and_tells_how_many_doors_are_open(
    question: Question,
) -> None:
    doors = [door(2, Hours()), door(1, Hours(weekday=5))]
    covered = covered_by(question.networks, question)
    found = search_kind(
        _with_limits(question), "counselling", doors, covered, None, lambda _done, _of: None
    )
    assert {name: day.doors_open for name, day in found.days.items()} == {
        "school_tuesday": 1,
        "school_friday": 0,
        "holiday_tuesday": 1,
        "saturday": 1,
    }
    assert found.booked is None
    assert found.holidays is not None
    assert found.school.way_minutes[0] == pytest.approx([30, 70.4], abs=0.1)


def test_a_kita_is_judged_by_a_working_day_and_the_others_by_the_week() -> None:
    week = (date(2026, 11, 23), TUESDAY, SATURDAY)

    def asked_for(day: date) -> TypicalDays:
        return TypicalDays((DayChoice(DayKind.SCHOOL_TUESDAY, day, 9, ()),), week)

    assert school_dates(asked_for(TUESDAY), KITA) == (TUESDAY,)
    assert school_dates(asked_for(SATURDAY), KITA) == (date(2026, 11, 23),)
    assert school_dates(asked_for(SATURDAY), HALF_AN_HOUR) == week


def _with_limits(question: Question) -> Question:
    table = {"public_transport_minutes": 30, "car_minutes": 20, "stay_minutes": 60}
    table |= {"target": "under_18", "source": "test"}
    district = SimpleNamespace(state="RP", slug="test", thresholds={"counselling": table})
    return replace(question, district=district)  # type: ignore[arg-type] # all that is asked


def test_children_from_three_in_villages_without_a_kita_are_carried_or_perhaps(
    question: Question,
) -> None:
    carried = carried_by(question)
    assert carried.perhaps.tolist() == [0.5, 0.0, 0.0]
    assert carried.surely.tolist() == [0.0, 0.5, 0.0]
    unknown = carried_by(replace(question, under_3=np.full(3, np.nan)))
    assert unknown.perhaps.tolist() == [1.0, 1.0, 0.0]
    assert unknown.surely.tolist() == [0.0, 0.0, 0.0]
