from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.journeys.alternatives import alternatives
from geodata.points import Points
from geodata.searches.transit import Transit
from geodata.sources.gtfs import read_feed
from geodata.sources.on_demand import EVERY_DAY, OnDemandRecord
from geodata.streets.straight_line import straight_line
from geodata.timetable.service_day import ServiceDay, load_service_day, service_day
from tests.geodata.sources.feeds import SOUND, write_feed

if TYPE_CHECKING:
    from pathlib import Path

    from geodata.sources.gtfs import Feed

TUESDAY = date(2026, 3, 10)
ACHT, BOOS, COND = (7.07, 50.37), (7.01, 50.31), (7.17, 50.15)
HEADER = (
    "trip_id,arrival_time,departure_time,stop_id,stop_sequence,pickup_type,drop_off_type,"
    "pickup_booking_rule_id,drop_off_booking_rule_id\n"
)
RULES = (
    "booking_rule_id,booking_type,prior_notice_duration_min,prior_notice_last_day,"
    "prior_notice_last_time,message,phone_number\n"
    "hour,1,60,,,An hour before,02651 1\neve,2,,1,18:00:00,The day before,02651 2\n"
    "now,0,,,,At once,02651 3\n"
)


def _feed(folder: Path, *, pickup: str = "0,0,,", drop_off: str = "0,0,,") -> Feed:
    """Line 340 at eight o'clock; how one boards at Acht, and alights at Boos and Cond."""
    calls = [
        f"t1,08:00:00,08:00:00,A,1,{pickup}",
        f"t1,08:10:00,08:11:00,B,2,{drop_off}",
        f"t1,08:30:00,08:30:00,C,3,{drop_off}",
        "t2,23:50:00,23:50:00,C,1,0,0,,",
        f"t2,24:10:00,24:10:00,B,2,{pickup}",
        "t2,25:00:00,25:00:00,A,3,0,0,,",
    ]
    times = HEADER + "".join(f"{call}\n" for call in calls)
    return read_feed(write_feed(folder, stop_times=times, booking_rules=RULES))


def _at(clock: str) -> datetime:
    return datetime.fromisoformat(f"2026-03-{clock}")


def _ride(day: ServiceDay, *, to: tuple[float, float] = COND) -> object:
    """Return the ride from Acht in the morning, None where nobody may take it."""
    transit = Transit(day, straight_line("walk"))
    found = alternatives(transit, Points.of(ACHT), Points.of(to), depart_s=7 * 3600)
    return next(
        (leg for j in found.fitting for leg in j.ride_legs if leg.from_name == "Acht"), None
    )


@pytest.mark.parametrize(
    ("pickup", "last", "too_late", "lead"),
    [
        ("2,0,hour,", "10 07:00:00", "10 07:00:01", 60),
        ("2,0,eve,", "09 18:00:00", "09 18:00:01", 14 * 60),
        ("2,0,now,", "10 08:00:00", "10 08:00:01", 0),
    ],
)
def test_a_boarding_can_be_booked_to_the_second(
    tmp_path: Path, pickup: str, last: str, too_late: str, lead: int
) -> None:
    feed = _feed(tmp_path, pickup=pickup)
    assert _ride(service_day([feed], TUESDAY)) is None
    for booked_at in (None, _at(last)):
        ride = _ride(service_day([feed], TUESDAY, on_demand="on", booked_at=booked_at))
        assert ride is not None
        assert ride.on_demand
        assert ride.book_by_s == 8 * 3600 - lead * 60
        assert ride.lead_minutes == lead
        assert ride.phone.startswith("02651")
    assert _ride(service_day([feed], TUESDAY, on_demand="on", booked_at=_at(too_late))) is None


SERVICE_RULES = (
    "booking_rule_id,booking_type,prior_notice_last_day,prior_notice_last_time,"
    "prior_notice_service_id,phone_number\n"
    "office,2,{days},16:00:00,{service},02651 2\n"
)
OFFICE = (
    "service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date\n"
    "week,1,1,1,1,1,0,0,20260302,20260329\noffice,1,1,1,1,1,0,0,20260304,20260329\n"
)


def _office_feed(folder: Path, *, days: int, service: str = "office") -> Feed:
    """Line 340 at eight, booked so many office days before; the office is shut on Friday the 6th."""
    calls = "t1,08:00:00,08:00:00,A,1,2,0,office,\nt1,08:30:00,08:30:00,C,2,0,0,,\n"
    path = write_feed(
        folder,
        trips="route_id,service_id,trip_id\nr,week,t1\n",
        stop_times=HEADER + calls,
        calendar=OFFICE,
        calendar_dates="service_id,date,exception_type\noffice,20260306,2\n",
        booking_rules=SERVICE_RULES.format(days=days, service=service),
    )
    return read_feed(path)


@pytest.mark.parametrize(
    ("days", "service", "last"),
    [
        (0, "office", "10 16:00:00"),
        (1, "office", "09 16:00:00"),
        (2, "office", "05 16:00:00"),
        (3, "office", "04 16:00:00"),
        (2, "", "08 16:00:00"),
    ],
)
def test_days_of_notice_are_counted_in_days_of_the_service_named(
    tmp_path: Path, days: int, service: str, last: str
) -> None:
    feed = _office_feed(tmp_path, days=days, service=service)
    late = _at(last) + timedelta(seconds=1)
    assert _ride(service_day([feed], TUESDAY, on_demand="on", booked_at=_at(last))) is not None
    assert _ride(service_day([feed], TUESDAY, on_demand="on", booked_at=late)) is None


@pytest.mark.parametrize(("days", "service"), [(4, "office"), (1, "nobody")])
def test_notice_by_a_calendar_that_does_not_reach_so_far_is_never_taken_as_given(
    tmp_path: Path, days: int, service: str
) -> None:
    feed = _office_feed(tmp_path, days=days, service=service)
    assert feed.report.counts.get("unknown_booking_days", 0) == (service == "nobody")
    early = _at("01 00:00:00")
    assert _ride(service_day([feed], TUESDAY, on_demand="on", booked_at=early)) is None
    ride = _ride(service_day([feed], TUESDAY, on_demand="on"))
    assert ride is not None
    assert ride.book_by_s is None


def test_a_moment_with_a_zone_is_understood(tmp_path: Path) -> None:
    feed = _feed(tmp_path, pickup="2,0,hour,")
    seven = datetime(2026, 3, 10, 6, 0, tzinfo=UTC)  # 07:00 in Berlin
    assert _ride(service_day([feed], TUESDAY, on_demand="on", booked_at=seven)) is not None


def test_a_phone_call_without_a_known_lead_time_is_never_taken_as_met(tmp_path: Path) -> None:
    feed = _feed(tmp_path, pickup="2,0,,")
    early = _at("01 00:00:00")
    assert _ride(service_day([feed], TUESDAY, on_demand="on", booked_at=early)) is None
    ride = _ride(service_day([feed], TUESDAY, on_demand="on"))
    assert ride is not None
    assert (ride.on_demand, ride.book_by_s, ride.lead_minutes) == (True, None, None)


def test_asking_the_driver_is_no_booking(tmp_path: Path) -> None:
    feed = _feed(tmp_path, pickup="3,0,,")
    late = _at("10 08:00:00")
    ride = _ride(service_day([feed], TUESDAY, on_demand="on", booked_at=late))
    assert ride is not None
    assert ride.book_by_s is None


def test_a_stop_on_request_is_booked_before_the_bus_sets_out(tmp_path: Path) -> None:
    feed = _feed(tmp_path, drop_off="0,2,,hour")
    for clock, runs in (("10 07:00:00", True), ("10 07:00:01", False)):
        day = service_day([feed], TUESDAY, on_demand="on", booked_at=_at(clock))
        assert (_ride(day, to=BOOS) is not None) == runs
    ride = _ride(service_day([feed], TUESDAY, on_demand="on"), to=BOOS)
    assert ride is not None
    assert ride.book_by_s == 7 * 3600


def test_last_night_s_bus_was_to_be_booked_last_night(tmp_path: Path) -> None:
    feed = _feed(tmp_path, pickup="2,0,hour,")
    for clock, runs in (("09 23:10:00", True), ("09 23:10:01", False)):
        day = service_day([feed], TUESDAY, on_demand="on", booked_at=_at(clock))
        boards = (day.connections.departure_s == 600) & day.connections.can_board
        assert boards.any() == runs  # ten past midnight at Boos


def test_what_must_be_booked_is_kept_in_the_files_of_the_day(tmp_path: Path) -> None:
    day = service_day([_feed(tmp_path, pickup="2,0,hour,")], TUESDAY, on_demand="on")
    day.save(tmp_path / "day")
    for ours, kept in zip(day.bookings, load_service_day(tmp_path / "day").bookings, strict=True):
        assert ours.tolist() == kept.tolist()
    assert len(day.bookings.hops) == 3  # Acht at eight, Boos past midnight twice


def _row(**changes: object) -> OnDemandRecord:
    facts = {"line": "340", "days": EVERY_DAY, "from_minutes": 0, "to_minutes": 2880}
    return OnDemandRecord(**{**facts, "lead_minutes": 90, "phone": "0800 1", **changes})


@pytest.mark.parametrize(
    ("row", "booked"),
    [
        (_row(), True),
        (_row(from_minutes=480, to_minutes=480), True),
        (_row(from_minutes=481), False),
        (_row(to_minutes=479), False),
        (_row(days=frozenset({1})), True),
        (_row(days=frozenset({0, 2})), False),
        (_row(line="34"), False),
    ],
)
def test_our_own_table_turns_a_bus_into_one_on_demand(
    tmp_path: Path, row: OnDemandRecord, *, booked: bool
) -> None:
    feed = read_feed(write_feed(tmp_path))
    off = service_day([feed], TUESDAY, overlay=[row])
    assert (_ride(off) is None) == booked
    ride = _ride(service_day([feed], TUESDAY, on_demand="on", overlay=[row]))
    assert ride is not None
    assert ride.on_demand == booked
    assert ride.book_by_s == (8 * 3600 - 90 * 60 if booked else None)
    assert ride.phone == ("0800 1" if booked else "")
    late = service_day([feed], TUESDAY, on_demand="on", booked_at=_at("10 06:31:00"), overlay=[row])
    assert (_ride(late) is None) == booked


def test_the_first_fitting_row_of_our_table_counts(tmp_path: Path) -> None:
    feed = read_feed(write_feed(tmp_path))
    rows = [_row(days=frozenset({5})), _row(lead_minutes=30), _row(lead_minutes=10)]
    ride = _ride(service_day([feed], TUESDAY, on_demand="on", overlay=rows))
    assert ride is not None
    assert ride.lead_minutes == 30


@settings(deadline=None, max_examples=25)
@given(first=st.integers(-80_000, 90_000), later=st.integers(0, 90_000), lead=st.integers(0, 300))
def test_who_books_earlier_can_board_wherever_who_books_later_can(
    tmp_path_factory: pytest.TempPathFactory, first: int, later: int, lead: int
) -> None:
    feed = read_feed(write_feed(tmp_path_factory.mktemp("feed")))
    midnight = datetime(2026, 3, 9, 23, tzinfo=UTC).timestamp()
    days = [
        service_day(
            [feed],
            TUESDAY,
            on_demand="on",
            booked_at=datetime.fromtimestamp(midnight + second, tz=UTC),
            overlay=[_row(lead_minutes=lead)],
        )
        for second in (first, first + later)
    ]
    early, late = (day.connections for day in days)
    assert (late.can_board <= early.can_board).all()
    deadline_s = early.departure_s - lead * 60
    assert (early.can_board == (deadline_s >= first)).all()
    assert np.array_equal(early.departure_s, late.departure_s)


def test_the_sound_timetable_asks_for_no_booking(tmp_path: Path) -> None:
    assert "booking_rules" not in SOUND
    day = service_day([read_feed(write_feed(tmp_path))], TUESDAY)
    assert len(day.bookings.hops) == 0
