from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from flask_babel import force_locale

from directory.printing.opening import lines_of_week
from directory.records.tables import Schedule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask


@pytest.fixture(autouse=True)
def _asked(app: Flask) -> Iterator[None]:
    with app.test_request_context():
        yield


def window(weekday: int, opens: int, closes: int, *, by_appointment: bool = False) -> Schedule:
    return Schedule(
        weekday=weekday,
        opens_minutes=opens * 60,
        closes_minutes=closes * 60,
        by_appointment=by_appointment,
    )


def lines(*schedules: Schedule) -> list[str]:
    return [f"{line.days}: {line.times}" for line in lines_of_week(schedules)]


def test_days_that_keep_the_same_hours_stand_together() -> None:
    week = [window(day, 8, 12) for day in (0, 1, 2, 4)] + [window(3, 14, 18)]
    assert lines(*week) == [
        "Montag bis Mittwoch, Freitag: 8:00 bis 12:00 Uhr",
        "Donnerstag: 14:00 bis 18:00 Uhr",
    ]


def test_two_days_in_a_row_are_named_both() -> None:
    assert lines(window(5, 9, 24), window(6, 9, 24)) == ["Samstag, Sonntag: 9:00 bis 24:00 Uhr"]


def test_several_windows_of_a_day_stand_in_order() -> None:
    assert lines(window(0, 14, 16, by_appointment=True), window(0, 8, 12)) == [
        "Montag: 8:00 bis 12:00 Uhr, 14:00 bis 16:00 Uhr (nach Vereinbarung)"
    ]


def test_hours_that_are_not_known_are_no_line() -> None:
    assert lines(Schedule(weekday=None, by_appointment=True)) == []


def test_weekdays_are_in_the_language_of_the_sheet() -> None:
    with force_locale("en"):
        assert lines(*(window(day, 8, 12) for day in range(5)))[0].startswith("Monday ")
