from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.errors import MissingInputError
from geodata.sources.gtfs import read_feed
from geodata.timetable.calls import AREAS, BACKWARDS, NO_ENDS
from geodata.timetable.service_calendar import local_time, seconds_since_start
from geodata.timetable.service_day import ServiceDay, load_service_day, service_day
from geodata.timetable.stops import FORBIDDEN
from geodata.timetable.transfers import transfer_table
from geodata.walking import NEVER, rows_of
from tests.geodata.networks import table_of
from tests.geodata.sources.feeds import SOUND, more, write_feed

if TYPE_CHECKING:
    from pathlib import Path

TUESDAY, SATURDAY, MONDAY = date(2026, 3, 10), date(2026, 3, 14), date(2026, 3, 9)
NO_LONGER = date(2026, 3, 30)
TIMES = "trip_id,arrival_time,departure_time,stop_id,stop_sequence"


def _day(folder: Path, day: date = TUESDAY, **files: str) -> ServiceDay:
    return service_day([read_feed(write_feed(folder, **files))], day)


def _hops(day: ServiceDay) -> list[tuple[str, int, str, int]]:
    hops = day.connections
    names = day.stops.ids.tolist()
    return [
        (names[a], int(s), names[b], int(t))
        for a, s, b, t in zip(
            hops.departure_stop, hops.departure_s, hops.arrival_stop, hops.arrival_s, strict=True
        )
    ]


def _at(hours: int, minutes: int) -> int:
    return 3600 * hours + 60 * minutes


def test_a_day_has_its_trips_and_the_end_of_those_of_the_day_before(tmp_path: Path) -> None:
    assert _hops(_day(tmp_path)) == [
        ("C", _at(-1, 50), "B", _at(0, 10)),
        ("B", _at(0, 10), "A", _at(1, 0)),
        ("A", _at(8, 0), "B", _at(8, 10)),
        ("B", _at(8, 11), "C", _at(8, 30)),
        ("C", _at(23, 50), "B", _at(24, 10)),
        ("B", _at(24, 10), "A", _at(25, 0)),
    ]


def test_a_saturday_has_only_what_is_left_of_friday_night(tmp_path: Path) -> None:
    day = _day(tmp_path, SATURDAY)
    assert _hops(day) == [("C", _at(-1, 50), "B", _at(0, 10)), ("B", _at(0, 10), "A", _at(1, 0))]
    assert day.trips.ids.tolist() == ["t2"]


def test_exceptions_add_and_take_away_services(tmp_path: Path) -> None:
    added = "service_id,date,exception_type\nweek,20260314,1\nweek,20260310,2\nweek,20260309,2\n"
    assert len(_hops(_day(tmp_path, SATURDAY, calendar_dates=added))) == 6
    assert _hops(_day(tmp_path, TUESDAY, calendar_dates=added)) == []


def test_a_date_outside_the_timetable_is_refused_with_its_dates(tmp_path: Path) -> None:
    with pytest.raises(MissingInputError, match=r"2026-03-30 lies outside .* to 2026-03-27"):
        _day(tmp_path, NO_LONGER)
    with pytest.raises(MissingInputError, match="no timetable"):
        service_day([], TUESDAY)


def test_blank_times_lie_on_the_way_between_their_neighbours(tmp_path: Path) -> None:
    stops = SOUND["stops"].replace("50.31,7.01", "50.3450,7.1200").replace("50.15", "50.32")
    rows = "t1,08:00:00,08:02:00,A,1\nt1,,,B,2\nt1,08:32:00,08:32:00,C,3\n"
    day = _day(tmp_path, SATURDAY, stops=stops, stop_times=f"{TIMES}\n{rows}", calendar=_daily())
    first, second = _hops(day)
    assert first[:2] == ("A", _at(8, 2))
    assert second[2:] == ("C", _at(8, 32))
    assert first[3] == second[1] == pytest.approx(_at(8, 17), abs=20)  # B lies half-way


def _daily() -> str:
    return SOUND["calendar"].replace("week,1,1,1,1,1,0,0", "week,1,1,1,1,1,1,1")


@settings(deadline=None, max_examples=30)
@given(st.lists(st.booleans(), min_size=1, max_size=6), st.integers(0, 3600))
def test_filled_times_never_run_backwards(
    tmp_path_factory: pytest.TempPathFactory, timed: list[bool], duration: int
) -> None:
    rows, last = [], len(timed) + 1
    for number, known in enumerate([True, *timed, True]):
        second = _at(8, 0) + duration * number // last
        clock = f"{second // 3600:02}:{second // 60 % 60:02}:{second % 60:02}" if known else ""
        rows.append(f"t1,{clock},{clock},{'ABC'[number % 3]},{number}")
    folder = tmp_path_factory.mktemp("blank")
    day = _day(folder, stop_times="\n".join([TIMES, *rows, ""]), trips=_one_trip())
    hops = _hops(day)
    assert len(hops) == last
    seconds = [second for hop in hops for second in (hop[1], hop[3])]
    assert seconds == sorted(seconds)
    assert (seconds[0], seconds[-1]) == (_at(8, 0), _at(8, 0) + duration)


def _one_trip() -> str:
    return "route_id,service_id,trip_id\nr,week,t1\n"


def test_a_frequency_repeats_its_trip_until_before_its_end(tmp_path: Path) -> None:
    frequencies = "trip_id,start_time,end_time,headway_secs\nt1,06:00:00,07:00:00,1800\n"
    day = _day(tmp_path, MONDAY, frequencies=frequencies)
    starts = [hop[1] for hop in _hops(day) if hop[0] == "A"]
    assert starts == [_at(6, 0), _at(6, 30)]
    assert day.trips.ids.tolist().count("t1") == 2


@pytest.mark.parametrize(
    ("column", "second", "rule"),
    [("arrival_s", _at(7, 50), BACKWARDS), ("window_start_s", _at(7, 0), AREAS)],
)
def test_what_cannot_be_travelled_on_is_left_out_and_counted(
    tmp_path: Path, column: str, second: int, rule: str
) -> None:
    feed = read_feed(write_feed(tmp_path))
    times = feed.stop_times.copy()
    times.loc[(times["trip_id"] == "t1") & (times["stop_id"] == "C"), column] = second
    day = service_day([replace(feed, stop_times=times)], MONDAY)
    assert day.left_out == {rule: 1}
    assert {hop[:2] for hop in _hops(day)} >= {("C", _at(23, 50)), ("B", _at(24, 10))}
    assert ("B", _at(8, 11)) not in {hop[:2] for hop in _hops(day)}


def test_a_trip_that_begins_without_a_time_is_left_out_and_counted(tmp_path: Path) -> None:
    feed = read_feed(write_feed(tmp_path))
    times = feed.stop_times.copy()
    times.loc[times.index[:1], ["arrival_s", "departure_s"]] = -1
    assert service_day([replace(feed, stop_times=times)], MONDAY).left_out == {NO_ENDS: 1}


def test_passengers_board_and_alight_only_where_they_may(tmp_path: Path) -> None:
    header = f"{TIMES},pickup_type,drop_off_type\n"
    rows = (
        "t1,8:00:00,8:00:00,A,1,0,1",
        "t1,8:10:00,8:10:00,B,2,1,0",
        "t1,8:20:00,8:20:00,C,3,0,1",
    )
    hops = _day(tmp_path, MONDAY, stop_times=header + "\n".join(rows) + "\n").connections
    assert hops.can_board.tolist() == [True, False]
    assert hops.can_alight.tolist() == [True, False]


def test_a_bus_on_demand_runs_only_where_it_is_asked_for(tmp_path: Path) -> None:
    header = f"{TIMES},pickup_type,pickup_booking_rule_id\n"
    rows = ("t1,8:00:00,8:00:00,A,1,2,b", "t1,8:10:00,8:10:00,B,2,0,", "t1,8:20:00,8:20:00,C,3,0,")
    path = write_feed(
        tmp_path,
        stop_times=header + "\n".join(rows) + "\n",
        booking_rules="booking_rule_id,booking_type,prior_notice_duration_min,message,phone_number\n"
        "b,1,60,Eine Stunde vorher anrufen,02632 23456\n",
    )
    off, on = (service_day([read_feed(path)], MONDAY, on_demand=o) for o in ("off", "on"))
    assert off.connections.can_board.tolist() == [False, True]
    assert on.connections.can_board.tolist() == [True, True]
    assert on.trips.on_demand.tolist() == [True]
    assert on.trips.booking.tolist() == ["Eine Stunde vorher anrufen (02632 23456)"]


def test_two_feeds_are_one_day_and_keep_their_stops_apart(tmp_path: Path) -> None:
    feed = read_feed(write_feed(tmp_path))
    both = service_day([feed, feed], MONDAY)
    assert both.stops.ids.tolist() == ["A", "B", "C", "A", "B", "C"]
    assert both.stops.feed.tolist() == [0, 0, 0, 1, 1, 1]
    assert len(_hops(both)) == 2 * len(_hops(service_day([feed], MONDAY)))
    ends = {both.stops.feed[s] for s in both.connections.departure_stop[both.connections.trip == 0]}
    assert len(ends) == 1


def test_a_stop_without_a_place_has_its_station_s(tmp_path: Path) -> None:
    stops = SOUND["stops"].replace("A,Acht,50.37,7.07,,", "A,,,,,S")
    day = _day(tmp_path, stops=stops)
    first = day.stops.ids.tolist().index("A")
    assert day.stops.names[first] == "Station"
    assert (day.stops.longitude[first], day.stops.latitude[first]) == (7.08, 50.38)


def test_a_saved_day_is_the_same_day(tmp_path: Path) -> None:
    day = _day(tmp_path)
    day.save(tmp_path / "day")
    again = load_service_day(tmp_path / "day")
    assert (again.date, again.timezone, again.left_out) == (TUESDAY, "Europe/Berlin", {})
    for part in ("stops", "connections", "trips", "transfer_rules"):
        pairs = zip(getattr(day, part), getattr(again, part), strict=True)
        assert all(np.array_equal(a, b) for a, b in pairs)
    with pytest.raises(MissingInputError, match="sozialraum build"):
        load_service_day(tmp_path)


def test_the_service_day_begins_twelve_hours_before_noon_when_the_clocks_change() -> None:
    spring, autumn = date(2026, 3, 29), date(2026, 10, 25)
    for day, midnight in ((spring, _at(1, 0)), (autumn, _at(-1, 0)), (TUESDAY, 0)):
        assert seconds_since_start(day, time(0), "Europe/Berlin") == midnight
        assert seconds_since_start(day, time(8), "Europe/Berlin") == _at(8, 0)
        assert f"{local_time(day, _at(8, 0), 'Europe/Berlin'):%H:%M}" == "08:00"


def test_last_night_s_bus_comes_at_its_own_hour_when_the_clocks_change(tmp_path: Path) -> None:
    calendar = _daily().replace("20260302,20260329", "20260301,20261231")
    day = _day(tmp_path, date(2026, 3, 29), calendar=calendar)
    left = min(second for _, second, _, _ in _hops(day))
    assert f"{local_time(day.date, left, day.timezone):%d %H:%M}" == "28 23:50"


def test_transfer_rules_hold_between_all_stops_of_a_station(tmp_path: Path) -> None:
    stops = SOUND["stops"].replace("7.07,,", "7.07,,S").replace("7.01,,", "7.01,,S")
    transfers = (
        "from_stop_id,to_stop_id,transfer_type,min_transfer_time\nS,S,2,300\nA,B,3,\nC,C,1,\n"
    )
    rules = _day(tmp_path, stops=stops, transfers=transfers).transfer_rules
    found = {
        (int(a), int(b)): int(s)
        for a, b, s in zip(rules.from_stop, rules.to_stop, rules.seconds, strict=True)
    }
    assert found == {(0, 0): 300, (0, 1): FORBIDDEN, (1, 0): 300, (1, 1): 300}


def test_a_change_takes_the_walk_and_the_change_time_but_never_less_than_the_rule(
    tmp_path: Path,
) -> None:
    transfers = (
        "from_stop_id,to_stop_id,transfer_type,min_transfer_time\n"
        "A,A,2,90\nA,B,2,600\nB,A,2,30\nB,B,3,\nC,A,2,10\n"
    )
    rules = _day(tmp_path, transfers=transfers).transfer_rules
    walks = table_of({(0, 0): 0, (0, 1): 200, (1, 0): 200, (1, 1): 0, (2, 2): 0}, size=3)
    table = transfer_table(walks, rules, change_seconds=60)
    pairs = zip(rows_of(table).tolist(), table.targets.tolist(), strict=True)
    seconds = dict(zip(pairs, table.seconds.tolist(), strict=True))
    assert seconds == {(0, 0): 90, (0, 1): 600, (1, 0): 260, (2, 0): 60, (2, 2): 60}
    assert max(seconds.values()) < NEVER


def test_a_trip_repeated_past_midnight_still_drives_the_day_after(tmp_path: Path) -> None:
    repeated = "trip_id,start_time,end_time,headway_secs\nt1,23:00:00,25:00:00,1800\n"
    hops = _hops(_day(tmp_path, TUESDAY, frequencies=repeated))
    starts = [second for stop, second, _, _ in hops if stop == "A"]
    assert starts == [0, _at(0, 30), _at(23, 0), _at(23, 30), _at(24, 0), _at(24, 30)]


def test_the_headsign_is_the_last_stop_where_none_is_given(tmp_path: Path) -> None:
    day = _day(tmp_path, MONDAY, trips=more("trips"))
    assert day.trips.headsigns.tolist() == ["Cond", "Acht"]
    assert day.trips.lines.tolist() == ["340", "340"]
