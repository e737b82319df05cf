from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest

from directory.planning.measuring.doors import AskedDoor, DatedWindow
from directory.planning.measuring.opening import is_known, kita_times, visit_of, windows_of
from geodata.measures.thresholds import Threshold
from geodata.round_trips.least import Least

HOUR = 3600
TUESDAY, WEDNESDAY, SATURDAY = date(2026, 11, 24), date(2026, 11, 25), date(2026, 11, 28)
HOLIDAY = date(2026, 12, 29)  # a Tuesday
KITA = Threshold(30, 20, 10, (7 * HOUR, 8 * HOUR + 1800), "under_6", "test")


@dataclass
class Hours:
    opens_minutes: int
    closes_minutes: int
    weekday: int | None = 1
    by_appointment: bool = False
    valid_from: date | None = None
    valid_to: date | None = None
    on_public_holidays: bool = False
    in_school_holidays: bool = True


def door(*hours: Hours, events: tuple[DatedWindow, ...] = ()) -> AskedDoor:
    return AskedDoor("1", None, "Beratung", 7.2, 50.3, hours, events)


def test_a_door_is_open_in_its_weekly_hours_and_shut_on_other_days() -> None:
    here = door(Hours(9 * 60, 12 * 60))
    assert windows_of(here, TUESDAY, state="RP") == [(9 * HOUR, 12 * HOUR)]
    assert windows_of(here, WEDNESDAY, state="RP") == []


def test_a_door_whose_hours_nobody_recorded_is_taken_as_always_open() -> None:
    assert windows_of(door(), TUESDAY, state="RP") == [(0, 24 * HOUR)]
    assert not is_known(door())
    assert is_known(door(Hours(540, 600)))


def test_an_event_counts_on_days_like_its_own_and_on_no_others() -> None:
    window = (9 * HOUR, 11 * HOUR)
    here = door(events=(DatedWindow(date(2026, 11, 3), window),))
    assert is_known(here)
    assert windows_of(here, TUESDAY, state="RP") == [window]
    assert windows_of(here, WEDNESDAY, state="RP") == []
    assert windows_of(here, HOLIDAY, state="RP") == []  # no school then
    in_the_holidays = door(events=(DatedWindow(HOLIDAY, window),))
    assert windows_of(in_the_holidays, HOLIDAY, state="RP") == [window]
    assert windows_of(in_the_holidays, TUESDAY, state="RP") == []


@pytest.mark.parametrize(
    ("opens", "closes", "bringing", "collecting"),
    [
        (7.0, 17.0, (7.0, 8.5), (15.5, 16.5)),
        (7.5, 16.0, (7.5, 8.5), (15.5, 16 - 1 / 6)),  # handed over before it closes
        (9.0, 14.0, (9.0, 10.5), (13 - 1 / 6, 14 - 1 / 6)),  # times of its own
    ],
)
def test_a_kita_keeps_the_usual_times_within_its_own_hours(
    opens: float,
    closes: float,
    bringing: tuple[float, float],
    collecting: tuple[float, float],
) -> None:
    here = door(Hours(round(opens * 60), round(closes * 60)))
    times = kita_times(here, TUESDAY, KITA, state="RP")
    handover = 600
    for found, (first, last) in ((times.bringing, bringing), (times.collecting, collecting)):
        assert found == [(round(first * HOUR), round(last * HOUR) + handover)]


def test_a_kita_without_hours_keeps_the_usual_times_on_working_days() -> None:
    assert kita_times(door(), TUESDAY, KITA, state="RP").bringing == [(25_200, 30_600 + 600)]
    assert kita_times(door(), SATURDAY, KITA, state="RP") == ([], [])
    shut = door(Hours(540, 600, weekday=2))
    assert kita_times(shut, TUESDAY, KITA, state="RP") == ([], [])


def test_a_visit_lasts_as_long_as_the_stay_and_keeps_one_away_three_hours_more_at_most() -> None:
    visit = visit_of(Threshold(45, 30, 60, None, "under_18", "test"), Least.LONGER_WAY)
    assert (visit.stay_s, visit.wait_s, visit.longest_absence_s) == (3600, 3600, 4 * HOUR)
