from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.sources.gtfs import read_feed
from geodata.sources.on_demand import OnDemandRecord
from geodata.timetable.kept_days import KeptDays, kept_days
from geodata.timetable.service_day import service_day
from geodata.timetable.service_patterns import covered_dates, first_patterns, same_days
from tests.geodata.sources.feeds import write_feed

if TYPE_CHECKING:
    from pathlib import Path

    from geodata.sources.gtfs import Feed
    from geodata.timetable.service_day import ServiceDay

FIRST, LAST = date(2026, 3, 2), date(2026, 10, 31)
SPRING, AUTUMN = date(2026, 3, 29), date(2026, 10, 25)
CALENDAR = (
    "service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date\n"
    "week,1,1,1,1,1,0,0,20260302,20261031\nnight,0,0,0,0,1,1,0,20260302,20261031\n"
    "shop,0,0,0,0,0,1,1,20260302,20261031\n"
)
EXCEPTIONS = "service_id,date,exception_type\nweek,20260406,2\nshop,20260406,1\nnight,20260501,2\n"
TRIPS = "route_id,service_id,trip_id\nr,week,t1\nr,night,t2\nr,shop,t3\n"
TIMES = (
    "trip_id,arrival_time,departure_time,stop_id,stop_sequence,pickup_booking_rule_id\n"
    "t1,08:00:00,08:00:00,A,1,b\nt1,08:30:00,08:30:00,C,2,\n"
    "t2,23:50:00,23:50:00,C,1,\nt2,25:00:00,25:00:00,A,2,\n"
    "t3,09:00:00,09:00:00,A,1,\nt3,09:30:00,09:30:00,C,2,\n"
)
BOOKED = (
    "booking_rule_id,booking_type,prior_notice_last_day,prior_notice_last_time,"
    "prior_notice_service_id\nb,2,1,12:00:00,week\n"
)
TABLE = (OnDemandRecord("340", frozenset({1}), 0, 1440, 60, ""),)
Overlay = tuple[OnDemandRecord, ...]
Same = dict[date, date]


@pytest.fixture(scope="module")
def feed(tmp_path_factory: pytest.TempPathFactory) -> Feed:
    """Working days booked the working day before, nights of Friday and Saturday, both clocks."""
    files = {"calendar": CALENDAR, "calendar_dates": EXCEPTIONS, "trips": TRIPS}
    folder = tmp_path_factory.mktemp("patterns")
    return read_feed(write_feed(folder, **files, stop_times=TIMES, booking_rules=BOOKED))


@pytest.fixture(scope="module")
def patterns(feed: Feed) -> dict[Overlay, Same]:
    return {o: same_days([feed], covered_dates([feed]), o) for o in ((), TABLE)}


@settings(deadline=None, max_examples=30)
@given(
    st.one_of(
        st.dates(FIRST, LAST),
        st.sampled_from([SPRING, AUTUMN]).map(lambda d: d - timedelta(1)),
        st.sampled_from([SPRING, AUTUMN, SPRING + timedelta(1), date(2026, 4, 6)]),
    ),
    st.sampled_from([(), TABLE]),
)
def test_dates_of_one_pattern_run_the_very_same(
    feed: Feed, patterns: dict[Overlay, Same], day: date, overlay: Overlay
) -> None:
    same = patterns[overlay]
    for on_demand in ("off", "on"):
        one, other = (
            service_day([feed], d, on_demand=on_demand, overlay=overlay) for d in (day, same[day])
        )
        assert _equal(one, other)


def test_most_dates_share_a_file_and_the_odd_ones_do_not(
    patterns: dict[Overlay, Same],
) -> None:
    same = patterns[()]
    assert len(same) == (LAST - FIRST).days + 1
    assert same[date(2026, 6, 17)] == same[date(2026, 6, 10)]  # two Wednesdays
    assert same[date(2026, 6, 15)] != same[date(2026, 6, 16)]  # booked on Friday, on Monday
    odd = (SPRING, AUTUMN, date(2026, 4, 6), date(2026, 4, 7))
    assert len({same[day] for day in odd}) == 4
    assert len(set(same.values())) < 40


def test_of_too_many_patterns_the_coming_ones_are_kept(patterns: dict[Overlay, Same]) -> None:
    same = patterns[()]
    begin = date(2026, 6, 15)
    kept = first_patterns(same, most=3, begin=begin)
    assert len(set(kept.values())) == 3
    assert {begin + timedelta(n) for n in (0, 1, 2, 3, 7)} <= kept.keys()  # Mo, Tu, We like Th
    assert begin + timedelta(4) not in kept  # Friday is a fourth
    assert first_patterns(same, most=1000, begin=begin) == same


def test_kept_days_come_back_with_their_own_date(feed: Feed, tmp_path: Path) -> None:
    monday, other = date(2026, 6, 8), date(2026, 6, 15)
    service_day([feed], monday).save(tmp_path / "day")
    days = kept_days(
        tmp_path, KeptDays(tmp_path, {monday: monday, other: monday}, {monday: "day"}).plain()
    )
    assert [*days] == [monday, other]
    assert days[other].date == other
    assert days[other].connections is days[monday].connections
    assert date(2026, 6, 9) not in days


def _equal(one: ServiceDay, other: ServiceDay) -> bool:
    """Whether two days are the same but for the date."""
    other = replace(other, date=one.date)
    parts = ("stops", "connections", "trips", "transfer_rules", "bookings", "vehicles")
    return (one.left_out, one.areas, one.timezone) == (
        other.left_out,
        other.areas,
        other.timezone,
    ) and all(
        np.array_equal(a, b)
        for part in parts
        for a, b in zip(getattr(one, part), getattr(other, part), strict=True)
    )
