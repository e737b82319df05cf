"""Open or closed: weekdays, midnight, the change of the clocks, holidays of the state."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.hours import state_at, windows_on
from directory.records.tables import Schedule

BERLIN = ZoneInfo("Europe/Berlin")
HOUR = 3600


def schedule(
    weekday: int | None, opens: float | None = None, closes: float | None = None, **facts: object
) -> Schedule:
    """Return a window from hour to hour."""
    plain = {"by_appointment": False, "on_public_holidays": False, "in_school_holidays": True}
    return Schedule(
        weekday=weekday,
        opens_minutes=None if opens is None else int(opens * 60),
        closes_minutes=None if closes is None else int(closes * 60),
        **(plain | facts),
    )


EVERY_DAY = [schedule(weekday, 8, 12) for weekday in range(7)]
TUESDAY = date(2026, 11, 10)  # an ordinary one


def at(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute), BERLIN)


def test_windows_are_seconds_of_the_day_and_those_that_touch_are_joined() -> None:
    schedules = [schedule(1, 14, 16), schedule(1, 8, 10), schedule(1, 10, 12), schedule(2, 9, 10)]
    assert windows_on(schedules, TUESDAY, state="RP") == (
        (8 * HOUR, 12 * HOUR),
        (14 * HOUR, 16 * HOUR),
    )


def test_a_day_without_a_window_is_shut_and_no_schedule_at_all_is_unknown() -> None:
    assert windows_on([schedule(0, 8, 12)], TUESDAY, state="RP") == ()
    assert windows_on([], TUESDAY, state="RP") is None
    assert state_at([], at(TUESDAY, 9), state="RP") == "unknown"


def test_hours_by_appointment_alone_name_no_window_but_are_never_called_closed() -> None:
    schedules = [schedule(None, by_appointment=True)]
    assert windows_on(schedules, TUESDAY, state="RP") is None
    assert state_at(schedules, at(TUESDAY, 3), state="RP") == "by_appointment"


def test_an_appointment_inside_given_hours_is_a_window() -> None:
    schedules = [schedule(1, 8, 12), schedule(1, 14, 16, by_appointment=True)]
    assert len(windows_on(schedules, TUESDAY, state="RP")) == 2
    assert state_at(schedules, at(TUESDAY, 9), state="RP") == "open"
    assert state_at(schedules, at(TUESDAY, 15), state="RP") == "by_appointment"
    assert state_at(schedules, at(TUESDAY, 17), state="RP") == "closed"


def test_the_opening_minute_counts_and_the_closing_minute_does_not() -> None:
    assert state_at(EVERY_DAY, at(TUESDAY, 8), state="RP") == "open"
    assert state_at(EVERY_DAY, at(TUESDAY, 11, 59), state="RP") == "open"
    assert state_at(EVERY_DAY, at(TUESDAY, 12), state="RP") == "closed"


@pytest.mark.parametrize(
    "holiday",
    [date(2026, 6, 4), date(2026, 11, 1), date(2026, 10, 3), date(2026, 12, 25)],
    ids=["Fronleichnam", "Allerheiligen", "Einheit", "Weihnachten"],
)
def test_doors_are_shut_on_public_holidays_of_rheinland_pfalz(holiday: date) -> None:
    assert windows_on(EVERY_DAY, holiday, state="RP") == ()
    assert state_at(EVERY_DAY, at(holiday, 9), state="RP") == "closed"


def test_the_holidays_are_those_of_the_state() -> None:
    corpus_christi = date(2026, 6, 4)
    assert windows_on(EVERY_DAY, corpus_christi, state="BE") != ()


def test_a_door_that_says_so_is_open_on_a_public_holiday() -> None:
    schedules = [schedule(3, 8, 12, on_public_holidays=True)]
    assert state_at(schedules, at(date(2026, 6, 4), 9), state="RP") == "open"


def test_a_door_that_shuts_in_the_school_holidays_does() -> None:
    schedules = [schedule(weekday, 8, 12, in_school_holidays=False) for weekday in range(7)]
    summer, after = date(2026, 7, 14), date(2026, 9, 15)
    assert state_at(schedules, at(summer, 9), state="RP") == "closed"
    assert state_at(schedules, at(after, 9), state="RP") == "open"
    assert state_at(EVERY_DAY, at(summer, 9), state="RP") == "open"


def test_a_window_past_midnight_is_open_on_the_next_morning() -> None:
    schedules = [schedule(1, 22, 26)]
    assert state_at(schedules, at(TUESDAY, 23), state="RP") == "open"
    assert state_at(schedules, at(TUESDAY + timedelta(1), 1, 59), state="RP") == "open"
    assert state_at(schedules, at(TUESDAY + timedelta(1), 2), state="RP") == "closed"
    assert state_at(schedules, at(TUESDAY, 1), state="RP") == "closed"
    assert windows_on(schedules, TUESDAY, state="RP") == ((22 * HOUR, 26 * HOUR),)


def test_a_window_until_24_hours_ends_at_midnight() -> None:
    schedules = [schedule(1, 18, 24)]
    assert state_at(schedules, at(TUESDAY, 23, 59), state="RP") == "open"
    assert state_at(schedules, at(TUESDAY + timedelta(1), 0), state="RP") == "closed"


@pytest.mark.parametrize("day", [date(2026, 3, 29), date(2026, 10, 25)])
def test_on_the_days_when_the_clocks_change_the_clock_on_the_wall_decides(day: date) -> None:
    assert state_at(EVERY_DAY, at(day, 8), state="RP") == "open"
    assert state_at(EVERY_DAY, at(day, 7, 59), state="RP") == "closed"
    assert state_at(EVERY_DAY, at(day, 12), state="RP") == "closed"


def test_hours_hold_only_between_their_dates() -> None:
    schedules = [schedule(1, 8, 12, valid_from=TUESDAY, valid_to=TUESDAY + timedelta(7))]
    week = timedelta(7)
    states = [state_at(schedules, at(TUESDAY + n * week, 9), state="RP") for n in (-1, 0, 1, 2)]
    assert states == ["closed", "open", "open", "closed"]


@given(
    st.lists(st.tuples(st.integers(0, 6), st.integers(0, 23), st.integers(1, 12)), max_size=6),
    st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31)),  # noqa: DTZ001 - the wall clock
)
def test_a_door_is_open_exactly_when_a_window_of_today_or_yesterday_holds(
    weeks: list[tuple[int, int, int]], moment: datetime
) -> None:
    schedules = [schedule(day, opens, opens + hours) for day, opens, hours in weeks]
    second = moment.hour * HOUR + moment.minute * 60 + moment.second
    today = windows_on(schedules, moment.date(), state="RP") or ()
    yesterday = windows_on(schedules, moment.date() - timedelta(1), state="RP") or ()
    expected = any(a <= second < b for a, b in today) or any(
        a <= second + 24 * HOUR < b for a, b in yesterday
    )
    assert (state_at(schedules, moment, state="RP") == "open") == expected
