"""The two nights a year when the clocks change, and trips that drive through more than one."""

from __future__ import annotations

from datetime import date, time
from typing import TYPE_CHECKING

import pytest

from geodata.sources.gtfs import read_feed
from geodata.timetable.service_calendar import local_time, seconds_since_start
from geodata.timetable.service_day import service_day
from tests.geodata.sources.feeds import SOUND, write_feed

if TYPE_CHECKING:
    from pathlib import Path

SPRING, AUTUMN = date(2026, 3, 29), date(2026, 10, 25)
ZONE = "Europe/Berlin"
DAILY = SOUND["calendar"].replace(
    "1,1,1,1,1,0,0,20260302,20260329", "1,1,1,1,1,1,1,20260101,20261231"
)
TRIP = "route_id,service_id,trip_id\nr,week,t1\n"


def _departures(folder: Path, day: date, leaves: str, arrives: str) -> list[str]:
    """Return the local times at which a daily bus leaves, on a date."""
    times = "trip_id,arrival_time,departure_time,stop_id,stop_sequence\n"
    times += f"t1,{leaves},{leaves},A,1\nt1,{arrives},{arrives},B,2\n"
    feed = read_feed(write_feed(folder, calendar=DAILY, trips=TRIP, stop_times=times))
    built = service_day([feed], day)
    return [
        f"{local_time(day, int(second), ZONE):%d %H:%M %Z}"
        for second in built.connections.departure_s
    ]


@pytest.mark.parametrize(
    ("day", "leaves", "arrives", "expected"),
    [
        # an ordinary date: yesterday's night bus is still under way, today's is another
        (date(2026, 3, 10), "23:50:00", "25:00:00", ["09 23:50 CET", "10 23:50 CET"]),
        # 29 March: 23:50 of the 28th was in winter time; 23:50 of the 29th is in summer time
        (SPRING, "23:50:00", "25:00:00", ["28 23:50 CET", "29 23:50 CEST"]),
        # 25 October: the other way round
        (AUTUMN, "23:50:00", "25:00:00", ["24 23:50 CEST", "25 23:50 CET"]),
        # 29 March, noon minus ten hours: two o'clock does not exist, it is one o'clock
        (SPRING, "02:00:00", "02:30:00", ["29 01:00 CET"]),
        (SPRING, "03:00:00", "03:30:00", ["29 03:00 CEST"]),
        # 25 October, noon minus ten hours: two o'clock comes twice, it is the second
        (AUTUMN, "02:00:00", "02:30:00", ["25 02:00 CET"]),
        (AUTUMN, "01:00:00", "01:30:00", ["25 02:00 CEST"]),
    ],
)
def test_a_bus_leaves_at_noon_minus_its_hours_when_the_clocks_change(
    tmp_path: Path, day: date, leaves: str, arrives: str, expected: list[str]
) -> None:
    assert _departures(tmp_path, day, leaves, arrives) == expected


def test_no_bus_of_the_night_is_lost_in_the_hour_that_no_service_day_begins_with(
    tmp_path: Path,
) -> None:
    # The service day of 25 October begins at 1:00; the hour before belongs to that of the 24th.
    assert _departures(tmp_path, AUTUMN, "24:10:00", "24:40:00")[0] == "25 00:10 CEST"
    # The service day of 29 March begins at 23:00 of the 28th: asked for the 28th, the bus is there.
    assert "28 23:20 CET" in _departures(tmp_path, date(2026, 3, 28), "00:20:00", "00:40:00")
    assert len(_departures(tmp_path, date(2026, 3, 27), "00:20:00", "00:40:00")) == 1


def test_a_trip_of_three_days_is_on_the_road_on_each(tmp_path: Path) -> None:
    found = _departures(tmp_path, date(2026, 3, 12), "20:00:00", "53:00:00")
    assert found == ["10 20:00 CET", "11 20:00 CET", "12 20:00 CET"]


def test_an_hour_that_does_not_exist_or_comes_twice_is_read_by_one_rule() -> None:
    assert seconds_since_start(SPRING, time(2, 30), ZONE) == 3 * 3600 + 1800  # 3:30 summer time
    assert seconds_since_start(AUTUMN, time(2, 30), ZONE) == 3600 + 1800  # the first 2:30
    assert seconds_since_start(AUTUMN, time(3, 0), ZONE) == 3 * 3600
