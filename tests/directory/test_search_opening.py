from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from directory.hours import state_at, windows_on
from directory.search_entries import Window
from directory.search_opening import STATES, Opening

BERLIN = ZoneInfo("Europe/Berlin")
minutes = st.integers(0, 1440)
days = st.dates(date(2026, 3, 20), date(2026, 11, 30))
moments = st.datetimes(
    datetime(2026, 3, 20),  # noqa: DTZ001 - hypothesis adds the zone
    datetime(2026, 11, 30),  # noqa: DTZ001 - the same
    timezones=st.just(BERLIN),
)


@st.composite
def windows(draw: st.DrawFn) -> Window:
    opens = draw(minutes)
    timed = draw(st.booleans())
    return Window(
        weekday=draw(st.integers(0, 6)) if timed else None,
        opens_minutes=opens if timed else None,
        closes_minutes=opens + draw(st.integers(1, 900)) if timed else None,
        by_appointment=draw(st.booleans()),
        on_public_holidays=draw(st.booleans()),
        in_school_holidays=draw(st.booleans()),
        valid_from=draw(st.none() | days),
        valid_to=draw(st.none() | days),
    )


offers = st.lists(st.lists(windows(), max_size=4), max_size=5)


@settings(deadline=None)
@given(offers, moments)
def test_all_at_once_says_what_is_said_of_each_alone(
    hours: list[list[Window]], moment: datetime
) -> None:
    states = Opening.of(hours).states_at(moment, state="RP")
    alone = [state_at(those, moment, state="RP") for those in hours]
    assert [STATES[code] for code in states.tolist()] == alone


@settings(deadline=None)
@given(offers, days)
def test_open_some_time_of_a_day_is_having_a_window_that_day(
    hours: list[list[Window]], day: date
) -> None:
    open_then = Opening.of(hours).open_on(day, state="RP")
    alone = [bool(windows_on(those, day, state="RP")) for those in hours]
    assert open_then.tolist() == alone


def test_the_opening_minute_counts_and_the_closing_minute_does_not() -> None:
    until_two = Window(weekday=1, opens_minutes=20 * 60, closes_minutes=26 * 60)  # to Wed 2:00
    opening = Opening.of([[Window(weekday=1, opens_minutes=480, closes_minutes=720)], [until_two]])
    for day, hour, minute, states in (
        (10, 8, 0, ["open", "closed"]),
        (10, 11, 59, ["open", "closed"]),
        (10, 12, 0, ["closed", "closed"]),
        (10, 20, 0, ["closed", "open"]),
        (11, 1, 59, ["closed", "open"]),
        (11, 2, 0, ["closed", "closed"]),
    ):
        moment = datetime(2026, 11, day, hour, minute, tzinfo=BERLIN)
        found = opening.states_at(moment, state="RP").tolist()
        assert [STATES[code] for code in found] == states


def test_the_night_when_the_clocks_go_back_is_open_by_the_clock_on_the_wall() -> None:
    late = Window(weekday=5, opens_minutes=22 * 60, closes_minutes=27 * 60)  # Sat 22:00 to 3:00
    opening = Opening.of([[late]])
    for hour, state in ((1, "open"), (2, "open"), (3, "closed")):
        moment = datetime(2026, 10, 25, hour, 30, tzinfo=BERLIN)
        assert STATES[opening.states_at(moment, state="RP")[0]] == state
    spring = datetime(2026, 3, 29, 3, 30, tzinfo=BERLIN)
    assert STATES[opening.states_at(spring, state="RP")[0]] == "closed"


def test_fronleichnam_and_allerheiligen_are_shut_in_the_state() -> None:
    every_day = [Window(weekday=w, opens_minutes=0, closes_minutes=1440) for w in range(7)]
    opening = Opening.of([every_day])
    for holiday in (date(2026, 6, 4), date(2026, 11, 1)):
        assert not opening.open_on(holiday, state="RP").any()
        assert opening.open_on(holiday + timedelta(days=1), state="RP").all()


def test_no_offers_is_no_fault() -> None:
    opening = Opening.of([])
    assert opening.states_at(datetime(2026, 6, 1, tzinfo=BERLIN), state="RP").shape == (0,)
    assert opening.open_on(date(2026, 6, 1), state="RP").dtype == np.bool_


def test_what_is_kept_of_a_minute_is_that_of_the_minute() -> None:
    opening = Opening.of([[Window(0, 9 * 60 + 30, 10 * 60 + 15)]])
    monday = datetime(2026, 6, 8, tzinfo=BERLIN)
    for moment, state in (
        (monday.replace(hour=9, minute=29, second=59), "closed"),
        (monday.replace(hour=9, minute=30), "open"),
        (monday.replace(hour=10, minute=14, second=59), "open"),
        (monday.replace(hour=10, minute=15), "closed"),
        (monday.replace(day=9, hour=9, minute=30), "closed"),
        (monday.replace(hour=9, minute=30), "open"),
    ):
        assert STATES[opening.states_at(moment, state="RP")[0]] == state
