"""Who boards and alights with a wheelchair or a pushchair, on cases that one checks on paper."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from shapely import MultiPolygon, box

from geodata.frames import read_transit
from geodata.points import Points
from geodata.searches.transit import Transit
from geodata.searches.wheelchairs import (
    NO_STOP,
    NO_TRIP,
    UNSURE_STOP,
    UNSURE_TRIP,
    day_for,
    for_wheelchairs,
)
from geodata.sources.gtfs import read_feed
from geodata.streets.network import build_street_network, load_street_network
from geodata.streets.straight_line import straight_line
from geodata.timetable.area_service import AreaService, Zone, area_service
from geodata.timetable.service_day import service_day
from tests.geodata.exhaustive import Call
from tests.geodata.sources.feeds import SOUND, write_feed
from tests.geodata.towns import town_transit
from tests.geodata.ways import at, extract

if TYPE_CHECKING:
    from pathlib import Path

    from geodata.streets.access import Mode
    from geodata.timetable.service_day import ServiceDay

TUESDAY = date(2026, 3, 10)
ACHT, BOOS, COND = (7.07, 50.37), (7.01, 50.31), (7.17, 50.15)
STOPS = (
    "stop_id,stop_name,stop_lat,stop_lon,location_type,parent_station,wheelchair_boarding\n"
    "A,Acht,50.37,7.07,,{0}\nB,Boos,50.31,7.01,,{1}\nC,Cond,50.15,7.17,,{2}\n"
    "S,Station,50.38,7.08,1,,{3}\n"
)


def _feed(
    folder: Path, trip: str = "1", *, stops: tuple[str, ...] = (",1", ",1", ",1", "")
) -> Path:
    """Write the bus from Acht at 8:00 by Boos (8:10) to Cond (8:30), with what is told of it."""
    rows = f"route_id,service_id,trip_id,wheelchair_accessible\nr,week,t1,{trip}\nr,week,t2,2\n"
    return write_feed(folder, trips=rows, stops=STOPS.format(*stops))


def _minutes(day: ServiceDay, mode: Mode, *ends: tuple[float, float]) -> float:
    walking = straight_line(mode)
    transit = Transit(day_for(day, walking), walking)
    minutes = transit.depart_matrix(*map(Points.of, ends), depart_s=8 * 3600)
    return float(minutes[0, 0])


@pytest.mark.parametrize(
    ("trip", "stops", "fits", "surely"),
    [
        ("1", (",1", ",2", ",1", ""), True, True),  # where nobody gets off, nobody needs to
        ("2", (",1", ",1", ",1", ""), False, False),
        ("", (",1", ",1", ",1", ""), True, False),
        ("1", (",2", ",1", ",1", ""), False, False),
        ("1", (",1", ",1", ",2", ""), False, False),
        ("1", (",1", ",1", ",", ""), True, False),
        ("1", (",1", ",1", "S,", "2"), False, False),  # the station's answer
        ("1", (",1", ",1", "S,0", "1"), True, True),
        ("1", (",1", ",1", "S,1", "2"), True, True),  # the stop's own answer comes first
        ("1", (",1", ",1", "S,2", "1"), False, False),
    ],
)
def test_a_wheelchair_boards_and_alights_only_where_stop_and_trip_allow_it(
    tmp_path: Path,
    trip: str,
    stops: tuple[str, ...],
    fits: bool,  # noqa: FBT001 - a table
    surely: bool,  # noqa: FBT001 - a table
) -> None:
    day = service_day([read_feed(_feed(tmp_path, trip, stops=stops))], TUESDAY)
    assert _minutes(day, "walk", ACHT, COND) == _minutes(day, "pushchair", ACHT, COND) == 30
    assert (_minutes(day, "wheelchair", ACHT, COND) == 30) is fits
    known = for_wheelchairs(day, known_only=True)
    assert (_minutes(known, "walk", ACHT, COND) == 30) is surely


def test_what_cannot_be_used_is_counted_and_keeps_its_number(tmp_path: Path) -> None:
    stops = (",1", ",2", ",", "")
    day = service_day([read_feed(_feed(tmp_path, stops=stops))], TUESDAY)
    fit, sure = for_wheelchairs(day), for_wheelchairs(day, known_only=True)
    assert fit.left_out == {
        NO_TRIP: 2,
        NO_STOP: 1,
    }  # the bus at night, and that of the night before
    assert sure.left_out == {UNSURE_TRIP: 2, UNSURE_STOP: 2}
    assert fit.stops.ids.tolist() == day.stops.ids.tolist()
    assert fit.connections.trip.tolist() == day.connections.trip.tolist()
    again = for_wheelchairs(fit)
    assert again.connections.can_board.tolist() == fit.connections.can_board.tolist()


def test_a_day_that_tells_nothing_is_open_unless_one_must_know() -> None:
    town = town_transit([(0, 0), (900, 0)], ((Call(0, 0, 0), Call(1, 60, 60)),))
    assert for_wheelchairs(town.day).connections.can_board.all()
    assert not for_wheelchairs(town.day, known_only=True).connections.can_board.any()


CORNERS = {"A": (-600.0, 0.0), "B": (300.0, 0.0), "C": (300.0, 400.0), "D": (9000.0, 0.0)}
PAVED = {"highway": "footway", "surface": "asphalt"}
STEPS, PATH = {"highway": "steps"}, {"highway": "path"}


def _at_the_door(folder: Path, way: dict[str, str]) -> dict[str, float]:
    """Return minutes from A, 900 m from a bus at B that leaves in 20 minutes, to D, its end."""
    stops, door = at(CORNERS["B"], CORNERS["D"]), at(CORNERS["D"])
    rows = "".join(
        f"{name},Halt {name},{lat:.9f},{lon:.9f},,,1\n"
        for name, lon, lat in zip("AC", stops.longitude, stops.latitude, strict=True)
    )
    feed = write_feed(
        folder,
        stops=STOPS.split("\n", maxsplit=1)[0] + "\n" + rows,
        trips="route_id,service_id,trip_id,wheelchair_accessible\nr,week,t1,1\n",
        stop_times="trip_id,arrival_time,departure_time,stop_id,stop_sequence\n"
        "t1,08:20:00,08:20:00,A,1\nt1,08:30:00,08:30:00,C,2\n",
    )
    ways = extract(CORNERS, [("AB", way), ("BCD", PAVED)])
    found = {}
    for mode in ("walk", "pushchair", "wheelchair"):
        network = build_street_network(ways, mode=mode)
        streets = {mode: network}
        if mode == "wheelchair":
            streets["surely"] = network.known_only
        for name, walking in streets.items():
            transit = read_transit([feed], TUESDAY, walking=walking)
            minutes = transit.depart_matrix(at(CORNERS["A"]), door, depart_s=8 * 3600)
            found[name] = float(minutes[0, 0])
    return found


@pytest.mark.parametrize(
    ("way", "reached"),
    [
        (PAVED, {"walk", "pushchair", "wheelchair", "surely"}),
        (PATH, {"walk", "pushchair", "wheelchair"}),
        (STEPS, {"walk"}),
        ({**PAVED, "width": "0.7"}, {"walk", "pushchair"}),
    ],
)
def test_the_way_to_the_stop_is_that_of_the_wheels(
    tmp_path: Path, way: dict[str, str], reached: set[str]
) -> None:
    found = _at_the_door(tmp_path, way)
    assert {name for name, minutes in found.items() if minutes < 31} == reached


def test_streets_known_only_ask_the_same_of_the_timetable(tmp_path: Path) -> None:
    day = service_day([read_feed(_feed(tmp_path, ""))], TUESDAY)
    network = build_street_network(extract(CORNERS, [("ABCD", PAVED)]), mode="wheelchair")
    assert day_for(day, network).connections.can_board.any()
    assert not day_for(day, network.known_only).connections.can_board.any()
    network.known_only.save(tmp_path / "streets")
    loaded = load_street_network(tmp_path / "streets")
    assert not day_for(day, loaded).connections.can_board.any()


@pytest.mark.parametrize(
    ("told", "kept"), [(0, [True, False]), (1, [True, True]), (2, [False] * 2)]
)
def test_an_on_demand_area_is_served_as_its_trip_tells(
    tmp_path: Path, told: int, kept: list[bool]
) -> None:
    day = service_day([read_feed(_feed(tmp_path, stops=(",1", ",2", ",1", "")))], TUESDAY)
    outline = Zone(MultiPolygon([box(7, 50, 8, 51)]))
    area = AreaService("Bus", outline, Zone(None, frozenset("AB")), (0, 9), (0, 9))
    area = replace(area, wheelchair_accessible=told)
    days = [for_wheelchairs(replace(day, areas=(area,)), known_only=k) for k in (False, True)]
    assert [len(found.areas) == 1 for found in days] == kept
    assert all(a.set_down.stop_ids == {"A"} for found in days for a in found.areas)
    assert area_service(area.plain()) == area
    assert "wheelchair" not in SOUND["trips"]
