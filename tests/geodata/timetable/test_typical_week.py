from __future__ import annotations

from dataclasses import replace
from datetime import date
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest

from geodata.district import find_district
from geodata.errors import DistrictError, MissingInputError
from geodata.timetable.typical_week import trips_by_date, typical_days, typical_of, week_of

TUESDAY, WEDNESDAY = date(2026, 9, 8), date(2026, 9, 9)


def feed(first: date, last: date, trips: int = 2) -> Any:  # noqa: ANN401 - stands for a Feed
    weekly = {"service_id": "w", "start_date": 20260101, "end_date": 20261231}
    days = dict.fromkeys(("monday", "tuesday", "thursday", "friday", "saturday", "sunday"), 1)
    return SimpleNamespace(
        first_date=first,
        last_date=last,
        trips=pd.DataFrame({"service_id": ["w"] * trips}),
        calendar=pd.DataFrame([weekly | days | {"wednesday": 0}]),
        calendar_dates=pd.DataFrame(
            {"service_id": ["w"], "date": [20260910], "exception_type": [2]}
        ),
    )


def test_trips_are_counted_by_calendar_and_exceptions_over_all_feeds() -> None:
    feeds = [
        feed(TUESDAY, date(2026, 9, 11), trips=2),
        feed(date(2026, 9, 1), date(2026, 9, 30), 3),
    ]
    assert list(trips_by_date(feeds).items()) == [
        (TUESDAY, 5),
        (WEDNESDAY, 0),
        (date(2026, 9, 10), 0),  # taken out by an exception
        (date(2026, 9, 11), 5),
    ]


def test_the_week_ends_where_the_timetable_does() -> None:
    assert week_of(TUESDAY, [feed(TUESDAY, WEDNESDAY)]) == [TUESDAY, WEDNESDAY]
    whole = week_of(TUESDAY, [feed(date(2026, 1, 1), date(2026, 12, 31))])
    assert [day.weekday() for day in whole] == [0, 1, 2, 3, 4, 5]


def test_a_sunday_asked_for_belongs_to_its_week() -> None:
    sunday = date(2026, 9, 13)
    assert sunday in week_of(sunday, [feed(date(2026, 1, 1), date(2026, 12, 31))])


def test_the_district_file_overrides_the_choice() -> None:
    district = find_district("mayen-koblenz")
    feeds = [feed(date(2026, 8, 1), date(2026, 9, 30))]
    assert typical_days(district, feeds).day == date(2026, 8, 11)  # the first after the holidays
    named = replace(district, typical_days={"school_tuesday": WEDNESDAY})
    assert typical_days(named, feeds).day == WEDNESDAY


def test_without_a_timetable_the_district_file_is_named() -> None:
    with pytest.raises(MissingInputError, match=r"district\.toml of mayen-koblenz names no"):
        typical_days(find_district("mayen-koblenz"), [])


def test_four_kinds_of_days_are_chosen_with_the_week_of_school_and_that_of_the_holidays() -> None:
    typical = typical_days(
        find_district("mayen-koblenz"), [feed(date(2026, 6, 15), date(2026, 9, 30))]
    )
    assert [(choice.kind.value, choice.day.isoformat()) for choice in typical.choices] == [
        ("school_tuesday", "2026-06-16"),
        ("school_friday", "2026-06-19"),
        ("holiday_tuesday", "2026-06-30"),
        ("saturday", "2026-06-20"),
    ]
    assert [day.day for day in typical.week] == [15, 16, 17, 18, 19, 20]
    assert typical.holiday_week[0] == date(2026, 6, 29)
    assert set(typical.days) == {
        *typical.week,
        *typical.holiday_week,
        *(choice.day for choice in typical.choices),
    }
    assert typical_of(typical.plain()) == typical
    told = str(typical.choices[2])
    assert told.startswith(
        "holiday_tuesday: 2026-06-30 with 2 trips; 6 days considered (2026-06-30"
    )


def test_a_kind_of_day_that_the_timetable_lacks_is_left_out() -> None:
    typical = typical_days(find_district("mayen-koblenz"), [feed(TUESDAY, WEDNESDAY)])
    assert [choice.kind.value for choice in typical.choices] == ["school_tuesday"]
    assert typical.holiday_week == ()


@pytest.mark.parametrize(
    ("named", "problem"),
    [({"sunday": TUESDAY}, "sunday is none of school_tuesday"), ({"saturday": 5}, "5 is no date")],
)
def test_typical_days_of_nonsense_are_refused(named: Any, problem: str) -> None:  # noqa: ANN401
    district = replace(find_district("mayen-koblenz"), typical_days=named)
    with pytest.raises(DistrictError, match=problem):
        typical_days(district, [feed(TUESDAY, WEDNESDAY)])


def test_a_week_in_which_the_holidays_end_holds_only_days_like_its_tuesday() -> None:
    whole = [feed(date(2026, 1, 1), date(2026, 12, 31))]
    typical = typical_days(find_district("mayen-koblenz"), whole)
    tuesday = next(c.day for c in typical.choices if c.kind.value == "holiday_tuesday")
    assert tuesday == date(2026, 1, 6)  # school begins again on the Thursday
    assert [day.day for day in typical.holiday_week] == [5, 6, 7]
