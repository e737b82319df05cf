from __future__ import annotations

import csv
import io
import zipfile
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import pytest

from geodata.district import find_district
from geodata.sources.gtfs import read_feed
from geodata.surroundings import read_timetables
from geodata.timetable.service_day import ServiceDay, service_day
from geodata.timetable.stations import stations_of
from geodata.timetable.stop_departures import StopDepartures, stop_departures
from tests.geodata.sources.feeds import write_feed

if TYPE_CHECKING:
    from pathlib import Path

    from geodata.timetable.stations import Stations

TUESDAY = date(2026, 3, 10)
STOPS = (
    "stop_id,stop_name,stop_lat,stop_lon\n"
    "A1,Acht,50.3700,7.0700\nA2,Acht,50.3701,7.0702\n"  # two poles of one stop
    "B,Boos,50.31,7.01\n"
    "C,Cond,50.15,7.17\n"
    "X,Acht,50.20,7.20\n"  # the same name, far away
    "de:07137:9:0:1,Bahnhof Gleis 1,50.40,7.10\nde:07137:9:0:2,Bahnhof Bus,50.401,7.105\n"
)
# out from Acht over Boos to Cond and back; a loop from the train by Boos, never back; a late bus
# that only sets down at Boos, and another one that must be booked there
TIMES = (
    "trip_id,arrival_time,departure_time,stop_id,stop_sequence,pickup_type\n"
    "t1,08:00:00,08:00:00,A1,1,0\nt1,08:10:00,08:11:00,B,2,0\nt1,08:30:00,08:30:00,C,3,0\n"
    "t2,09:00:00,09:00:00,C,1,0\nt2,09:20:00,09:20:00,B,2,0\nt2,09:30:00,09:30:00,A2,3,0\n"
    "loop,10:00:00,10:00:00,de:07137:9:0:1,1,0\nloop,10:02:00,10:02:00,de:07137:9:0:2,2,0\n"
    "loop,10:10:00,10:10:00,X,3,0\nloop,10:20:00,10:20:00,B,4,0\n"
    "down,19:00:00,19:00:00,C,1,0\ndown,19:20:00,19:20:00,B,2,1\ndown,19:30:00,19:30:00,A2,3,0\n"
    "call,19:40:00,19:40:00,B,1,2\ncall,19:50:00,19:50:00,A2,2,0\n"
)
FILES = {
    "stops": STOPS,
    "stop_times": TIMES,
    "trips": "route_id,service_id,trip_id\nr,week,t1\nr,week,t2\nr,week,down\nr,week,call\nq,week,loop\n",
    "routes": "route_id,agency_id,route_short_name,route_type\nr,a,340,3\nq,a,341,3\n",
}


@pytest.fixture
def day(tmp_path: Path) -> ServiceDay:
    return service_day([read_feed(write_feed(tmp_path, **FILES))], TUESDAY)


def _by_name(departures: StopDepartures, stations: Stations) -> list[tuple[str, str, str, bool]]:
    return [
        (stations.names[a], f"{s // 3600}:{s // 60 % 60:02}", stations.names[b], bool(u))
        for a, s, b, u in zip(
            departures.station,
            departures.second,
            departures.next_station,
            departures.unpaired,
            strict=True,
        )
    ]


def test_poles_of_one_name_and_parts_of_one_id_are_a_station(day: ServiceDay) -> None:
    stations = stations_of(day)
    of = dict(zip(day.stops.ids.tolist(), stations.of_stop.tolist(), strict=True))
    assert of["A1"] == of["A2"] != of["X"]
    assert of["de:07137:9:0:1"] == of["de:07137:9:0:2"]
    assert len(stations.names) == 5
    assert stations.stops[of["A1"]] == 2
    assert stations.longitude[of["A1"]] == pytest.approx(7.0701)


def test_each_departure_says_where_to_and_whether_one_comes_back(day: ServiceDay) -> None:
    stations = stations_of(day)
    assert sorted(_by_name(stop_departures(day, stations), stations)) == [
        ("Acht", "10:10", "Boos", True),  # the far one, on the loop: nothing comes back there
        ("Acht", "8:00", "Boos", True),  # the end of the line
        ("Bahnhof Gleis 1", "10:02", "Acht", False),
        ("Boos", "8:11", "Cond", False),
        ("Boos", "9:20", "Acht", False),
        ("Cond", "19:00", "Boos", True),
        ("Cond", "9:00", "Boos", True),
    ]


def test_a_bus_that_goes_on_within_its_station_leaves_it_once(day: ServiceDay) -> None:
    stations = stations_of(day)
    departures = stop_departures(day, stations)
    assert (departures.station != departures.next_station).all()


def test_departures_stand_by_station_and_second(day: ServiceDay) -> None:
    departures = stop_departures(day, stations_of(day))
    order = np.lexsort((departures.second, departures.station))
    assert (order == np.arange(len(order))).all()


def test_departures_of_a_shipped_stop_are_those_of_its_raw_files() -> None:
    district, tuesday = find_district(), date(2026, 1, 13)
    feeds = read_timetables(district)
    day = service_day(feeds, tuesday)
    stations = stations_of(day)
    departures = stop_departures(day, stations)
    name = "Bahnhof, Mülheim-Kärlich"
    (station,) = np.flatnonzero(stations.names == name)
    found = sorted(departures.second[departures.station == station].tolist())
    assert found == _raw_departures(district.timetables[0].path, name)
    assert len(found) > 20


def _raw_departures(path: Path, name: str) -> list[int]:
    """Read the text files alone: a Tuesday, what calls at the stop and goes on from it."""
    with zipfile.ZipFile(path) as archive:

        def rows(file: str) -> list[dict[str, str]]:
            text = io.TextIOWrapper(archive.open(f"{file}.txt"), "utf-8-sig")
            return list(csv.DictReader(text))

        runs = {r["service_id"] for r in rows("calendar") if r["tuesday"] == "1"}
        for row in rows("calendar_dates"):
            if row["date"] == "20260113":
                (runs.add if row["exception_type"] == "1" else runs.discard)(row["service_id"])
        trips = {r["trip_id"] for r in rows("trips") if r["service_id"] in runs}
        times = [row for row in rows("stop_times") if row["trip_id"] in trips]
        stops = {row["stop_id"] for row in rows("stops") if row["stop_name"] == name}
    last: dict[str, int] = {}
    for row in times:
        last[row["trip_id"]] = max(last.get(row["trip_id"], 0), int(row["stop_sequence"]))
    return sorted(
        sum(
            int(part) * 60**power
            for power, part in enumerate(row["departure_time"].split(":")[::-1])
        )
        for row in times
        if row["stop_id"] in stops
        and int(row["stop_sequence"]) < last[row["trip_id"]]
        and row["pickup_type"] in {"", "0"}
    )
