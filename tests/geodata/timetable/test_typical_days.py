from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.errors import MissingInputError
from geodata.timetable.typical_days import DayKind, HolidayCalendar, choose_day

RLP = HolidayCalendar("RP")
YEAR = [date(2026, 1, 1) + timedelta(days=n) for n in range(365)]


def test_the_school_tuesday_has_the_median_number_of_trips() -> None:
    trips = {date(2026, 9, 1): 90, date(2026, 9, 8): 110, date(2026, 9, 15): 100}
    chosen = choose_day(DayKind.SCHOOL_TUESDAY, trips, RLP)
    assert (chosen.day, chosen.trips) == (date(2026, 9, 15), 100)
    assert chosen.considered == tuple(trips)


@given(st.dictionaries(st.sampled_from(YEAR), st.integers(0, 5), min_size=1))
def test_as_many_days_have_fewer_trips_as_have_more(trips: dict[date, int]) -> None:
    try:
        chosen = choose_day(DayKind.SCHOOL_FRIDAY, trips, RLP)
    except MissingInputError:
        assert not any(RLP.fits(day, DayKind.SCHOOL_FRIDAY) for day in trips)
        return
    fewer = sum(trips[day] < chosen.trips for day in chosen.considered)
    more = sum(trips[day] > chosen.trips for day in chosen.considered)
    assert max(fewer, more) <= len(chosen.considered) / 2


def test_corpus_christi_and_all_saints_are_public_holidays_in_rheinland_pfalz() -> None:
    assert RLP.is_public(date(2026, 6, 4))
    assert RLP.is_public(date(2026, 11, 1))


def test_the_friday_after_corpus_christi_is_a_bridge_day() -> None:
    assert not RLP.fits(date(2026, 6, 5), DayKind.SCHOOL_FRIDAY)


def test_the_saturday_after_good_friday_stands_for_no_other() -> None:
    assert not RLP.fits(date(2026, 4, 4), DayKind.SATURDAY)
    assert RLP.fits(date(2026, 4, 18), DayKind.SATURDAY)


def test_a_tuesday_in_the_summer_holidays_is_no_school_tuesday() -> None:
    day = date(2026, 7, 14)
    assert RLP.fits(day, DayKind.HOLIDAY_TUESDAY)
    assert not RLP.fits(day, DayKind.SCHOOL_TUESDAY)


def test_a_timetable_without_such_a_day_says_so() -> None:
    with pytest.raises(MissingInputError, match="covers no saturday"):
        choose_day(DayKind.SATURDAY, {date(2026, 9, 1): 5}, RLP)
