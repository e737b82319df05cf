from __future__ import annotations

from dataclasses import replace
from datetime import date
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest

from geodata.district import find_district
from geodata.errors import MissingInputError
from geodata.timetable.typical_week import trips_by_date, typical_day, week_of

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
    assert typical_day(district, feeds) == date(2026, 8, 11)  # the first after the holidays
    named = replace(district, typical_days={"school_tuesday": WEDNESDAY})
    assert typical_day(named, feeds) == WEDNESDAY


def test_without_a_timetable_the_district_file_is_named() -> None:
    with pytest.raises(MissingInputError, match=r"district\.toml of mayen-koblenz names no"):
        typical_day(find_district("mayen-koblenz"), [])
