from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.day_network import DayNetwork
from geodata.journeys.quickest import quickest_journey
from geodata.points import Points
from geodata.searches.scan_kernels import earliest_arrivals
from geodata.searches.transit import Transit
from geodata.sources.gtfs import read_feed
from geodata.streets.straight_line import StraightLine
from geodata.timetable.service_day import ServiceDay, load_service_day, service_day
from geodata.timetable.stops import NOT_USED
from geodata.timetable.through_service import MAX_STAY_S, NOT_JOINED
from geodata.walking import NEVER, table_from_pairs
from tests.geodata.exhaustive import Call, earliest_at
from tests.geodata.sources.feeds import SOUND, write_feed

if TYPE_CHECKING:
    from pathlib import Path

MONDAY = date(2026, 3, 9)
TIMES = "trip_id,arrival_time,departure_time,stop_id,stop_sequence\n"
ONE = "t1,08:00:00,08:00:00,A,1\nt1,08:30:00,08:30:00,B,2\n"
OTHER = "t2,08:35:00,08:35:00,B,1\nt2,08:50:00,08:50:00,C,2\n"
BLOCK = "route_id,service_id,trip_id,trip_headsign,block_id\nr,week,t1,Boos,7\nr,week,t2,Cond,7\n"
RULES = "from_trip_id,to_trip_id,transfer_type\n"


def _day(folder: Path, **files: str) -> ServiceDay:
    given_files = {"stop_times": TIMES + ONE + OTHER, "trips": BLOCK, **files}
    return service_day([read_feed(write_feed(folder, **given_files))], MONDAY)


def _vehicles(day: ServiceDay) -> list[int]:
    return sorted({*day.connections.trip.tolist()})


def test_a_trip_goes_on_as_the_next_of_its_block(tmp_path: Path) -> None:
    day = _day(tmp_path)
    assert day.connections.trip.tolist() == [0, 0]
    assert [day.trips.headsigns[day.row_of(hop)] for hop in (0, 1)] == ["Boos", "Cond"]
    assert day.left_out == {}


def test_staying_seated_is_one_ride_and_takes_no_change_time(tmp_path: Path) -> None:
    day = _day(tmp_path)
    walking = StraightLine("walk", 4.5)
    transit = Transit(day, walking, change_seconds=600, max_rides=1)
    home, door = Points.of((7.07, 50.37)), Points.of((7.17, 50.15))
    journey = quickest_journey(transit, home, door, depart_s=8 * 3600)
    assert journey is not None
    assert (journey.rides, journey.arrives_s) == (1, 8 * 3600 + 50 * 60)
    back = quickest_journey(transit, home, door, arrive_s=9 * 3600)
    assert back is not None
    assert (back.rides, back.departs_s) == (1, 8 * 3600)


def test_whoever_boards_at_the_second_trip_reads_its_headsign(tmp_path: Path) -> None:
    transit = Transit(_day(tmp_path), StraightLine("walk", 4.5))
    journey = quickest_journey(
        transit, Points.of((7.01, 50.31)), Points.of((7.17, 50.15)), depart_s=8 * 3600
    )
    assert journey is not None
    assert [leg.headsign for leg in journey.legs if hasattr(leg, "headsign")] == ["Cond"]


@pytest.mark.parametrize(
    ("minutes", "joined"), [(-1, False), (0, True), (MAX_STAY_S // 60, True), (31, False)]
)
def test_a_vehicle_waits_half_an_hour_at_most(tmp_path: Path, minutes: int, joined: bool) -> None:  # noqa: FBT001 - a parameter of the test
    hours, left = divmod(8 * 60 + 30 + minutes, 60)
    other = OTHER.replace("08:35", f"{hours:02}:{left:02}").replace("08:50", "09:50")
    day = _day(tmp_path, stop_times=TIMES + ONE + other)
    assert (len(_vehicles(day)) == 1) == joined


def test_a_block_that_goes_on_elsewhere_is_a_change(tmp_path: Path) -> None:
    other = OTHER.replace(",B,1", ",A,1")  # B and A lie seven kilometres apart
    assert len(_vehicles(_day(tmp_path, stop_times=TIMES + ONE + other))) == 2
    near = SOUND["stops"].replace("B,Boos,50.31,7.01", "B,Boos,50.3712,7.07")  # 133 m
    assert len(_vehicles(_day(tmp_path, stop_times=TIMES + ONE + other, stops=near))) == 1


def test_transfers_join_trips_without_a_block_and_part_those_of_one(tmp_path: Path) -> None:
    no_block = SOUND["trips"]
    stays, alights = f"{RULES}t1,t2,4\n", f"{RULES}t1,t2,5\n"
    assert len(_vehicles(_day(tmp_path, trips=no_block))) == 2
    joined = _day(tmp_path, trips=no_block, transfers=stays)
    assert len(_vehicles(joined)) == 1
    assert NOT_USED not in joined.left_out
    assert len(_vehicles(_day(tmp_path, transfers=alights))) == 2


def test_what_cannot_be_joined_one_to_one_is_counted(tmp_path: Path) -> None:
    backwards = _day(tmp_path, trips=SOUND["trips"], transfers=f"{RULES}t2,t1,4\n")
    assert backwards.left_out == {NOT_JOINED: 1}
    trips = SOUND["trips"] + "r,week,t3\n"
    times = TIMES + ONE + OTHER + OTHER.replace("t2", "t3")
    split = _day(tmp_path, trips=trips, stop_times=times, transfers=f"{RULES}t1,t2,4\nt1,t3,4\n")
    assert split.left_out == {NOT_JOINED: 1}
    assert len(_vehicles(split)) == 2


def test_repeated_trips_are_not_joined(tmp_path: Path) -> None:
    frequencies = "trip_id,start_time,end_time,headway_secs\nt1,06:00:00,09:00:00,1800\n"
    assert len(_vehicles(_day(tmp_path, frequencies=frequencies))) == 7


def test_a_saved_day_still_knows_its_vehicles(tmp_path: Path) -> None:
    day = _day(tmp_path)
    day.save(tmp_path / "day")
    again = load_service_day(tmp_path / "day")
    assert again.vehicles.first.tolist() == [0, 0]
    assert again.row_of(1) == 1


def test_trips_of_one_vehicle_share_the_worst_answer_for_a_wheelchair(tmp_path: Path) -> None:
    trips = BLOCK.replace("block_id", "block_id,wheelchair_accessible")
    for answers, expected in (((1, 1), [1, 1]), ((1, 0), [0, 0]), ((2, 1), [2, 2])):
        one, other = answers
        rows = trips.replace("Boos,7", f"Boos,7,{one}").replace("Cond,7", f"Cond,7,{other}")
        assert _day(tmp_path, trips=rows).trips.wheelchair_accessible.tolist() == expected
        apart = rows.replace(f"Cond,7,{other}", f"Cond,8,{other}")
        assert _day(tmp_path, trips=apart).trips.wheelchair_accessible.tolist() == [*answers]


def test_a_stop_that_tells_nothing_about_wheelchairs_has_its_station_s_answer(
    tmp_path: Path,
) -> None:
    stops = (
        "stop_id,stop_name,stop_lat,stop_lon,location_type,parent_station,wheelchair_boarding\n"
        "A,Acht,50.37,7.07,,S,\nB,Boos,50.31,7.01,,S,2\nC,Cond,50.15,7.17,,,\nS,S,50.3,7.0,1,,1\n"
    )
    assert _day(tmp_path, stops=stops).stops.wheelchair_boarding.tolist() == [1, 2, 0]


def test_a_trip_repeated_about_every_so_many_minutes_is_marked(tmp_path: Path) -> None:
    header = "trip_id,start_time,end_time,headway_secs,exact_times\n"
    starts = []
    for exact in (0, 1):
        day = _day(tmp_path, frequencies=f"{header}t1,06:00:00,07:00:00,1800,{exact}\n")
        assert sorted(day.trips.exact_times.tolist()) == ([False] * 2 if not exact else []) + [
            True
        ] * (1 if not exact else 3)
        starts.append(day.connections.departure_s.tolist())
    assert starts[0] == starts[1]  # the same seconds, exact or not


# each trip: minutes from the end of the one before to its start, and minutes of each hop
SPELLS = st.lists(
    st.tuples(st.integers(0, 35), st.lists(st.integers(0, 9), min_size=1, max_size=3)),
    min_size=1,
    max_size=4,
)


@settings(deadline=None, max_examples=25)
@given(SPELLS, st.data())
def test_joined_trips_are_searched_as_one_long_trip_would_be(
    tmp_path_factory: pytest.TempPathFactory,
    spells: list[tuple[int, list[int]]],
    data: st.DataObject,
) -> None:
    """Trips of a block, each from where the last one ended, against the exhaustive search."""
    minute, stop, rows, trips = 480, data.draw(st.sampled_from("ABC")), [], []
    long_trips: list[list[Call]] = []
    for number, (pause, hops) in enumerate(spells):
        minute += pause
        calls = [(stop, minute)]
        for hop in hops:
            stop, minute = data.draw(st.sampled_from("ABC")), minute + hop
            calls.append((stop, minute))
        clocks = [f"{m // 60:02}:{m % 60:02}:00" for _, m in calls]
        rows += [
            f"t{number},{c},{c},{s},{k}"
            for k, ((s, _), c) in enumerate(zip(calls, clocks, strict=True))
        ]
        trips.append(f"r,week,t{number},7")
        once = [Call("ABC".index(s), 60 * m, 60 * m) for s, m in calls]
        apart = (
            not long_trips
            or pause > MAX_STAY_S // 60
            or once[-1].arrival_s == long_trips[-1][-1].departure_s
        )
        if not apart:  # nobody gets off where the vehicle already stood
            once[0] = replace(once[0], drop_off=False)
        long_trips.append(once) if apart else long_trips[-1].extend(once)
    folder = tmp_path_factory.mktemp("block")
    header = "route_id,service_id,trip_id,block_id\n"
    day = _day(
        folder, stop_times=TIMES + "\n".join(rows) + "\n", trips=header + "\n".join(trips) + "\n"
    )
    ids = day.stops.ids.tolist()
    spot = np.arange(len(ids))
    changes = table_from_pairs(spot, spot, np.full(len(ids), 120, np.int32), size=len(ids))
    network = DayNetwork(day.connections, changes, len(day.trips.ids))
    rides, start = data.draw(st.integers(1, 2)), ids.index(rows[0].split(",")[3])
    ready = np.full(len(ids), NEVER, np.int32)
    ready[start] = 8 * 3600
    found = earliest_arrivals(network, ready, rides).arrival[rides]
    on_spot = {(k, k): 120 for k in range(3)}
    for place, name in enumerate(ids):
        expected = earliest_at(
            [tuple(trip) for trip in long_trips],
            on_spot,
            {"ABC".index(ids[start]): 8 * 3600},
            {"ABC".index(name): 0},
            rides=rides,
        )
        assert found[place] == (NEVER if expected is None else expected)
