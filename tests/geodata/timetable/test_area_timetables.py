"""On-demand areas as timetables and our own table tell them."""

from __future__ import annotations

import json
import zipfile
from datetime import date, datetime
from typing import TYPE_CHECKING

import pytest
import shapely
from shapely import MultiPolygon, box

from geodata.errors import SourceError
from geodata.sources.gtfs import read_feed
from geodata.sources.on_demand import OnDemandRecord
from geodata.timetable.area_service import AreaService, Zone
from geodata.timetable.calls import AREAS
from geodata.timetable.service_day import load_service_day, service_day
from tests.geodata.sources.feeds import more, write_feed

if TYPE_CHECKING:
    from pathlib import Path

    from geodata.sources.gtfs import Feed

TUESDAY = date(2026, 3, 10)
H = 3600
ACHT = MultiPolygon([box(7.0, 50.3, 7.1, 50.4)])
HEADER = (
    "trip_id,stop_id,location_group_id,location_id,stop_sequence,arrival_time,departure_time,"
    "start_pickup_drop_off_window,end_pickup_drop_off_window,pickup_type,drop_off_type,"
    "pickup_booking_rule_id\n"
)
BUS = "t1,A,,,1,08:00:00,08:00:00,,,0,0,\nt1,C,,,2,08:30:00,08:30:00,,,0,0,\n"
TWO = "f,,,zone,1,,,07:00:00,18:00:00,2,1,hour\nf,,,zone,2,,,07:00:00,18:30:00,1,2,\n"
RULES = (
    "booking_rule_id,booking_type,prior_notice_duration_min,prior_notice_last_day,"
    "prior_notice_last_time,message,phone_number\n"
    "hour,1,60,,,An hour before,02651 1\neve,2,,1,18:00:00,,02651 2\n"
)
TRIPS = (
    "route_id,service_id,trip_id,safe_duration_factor,safe_duration_offset\n"
    "r,week,t1,,\nr,week,f,2,300\n"
)


def _zones(*features: tuple[str, object]) -> str:
    rows = [
        {"type": "Feature", "id": key, "properties": {}, "geometry": geometry}
        for key, geometry in features
    ]
    return json.dumps({"type": "FeatureCollection", "features": rows})


def _feed(
    folder: Path, calls: str, zones: str | None = None, trips: str = TRIPS, **files: str
) -> Feed:
    path = write_feed(
        folder, stop_times=HEADER + BUS + calls, trips=trips, booking_rules=RULES, **files
    )
    with zipfile.ZipFile(path, "a") as archive:
        known = _zones(("zone", shapely.geometry.mapping(ACHT)))
        archive.writestr("locations.geojson", known if zones is None else zones)
    return read_feed(path)


def test_an_area_tells_whether_its_trip_takes_a_wheelchair(tmp_path: Path) -> None:
    trips = "route_id,service_id,trip_id,wheelchair_accessible\nr,week,t1,1\nr,week,f,2\n"
    for rows, told in ((trips, 2), (TRIPS, 0)):
        day = service_day([_feed(tmp_path, TWO, trips=rows)], TUESDAY, on_demand="on")
        assert [area.wheelchair_accessible for area in day.areas] == [told]


def test_a_zone_of_a_timetable_is_a_service_with_its_hours_and_notice(tmp_path: Path) -> None:
    feed = _feed(tmp_path, TWO)
    day = service_day([feed], TUESDAY, on_demand="on")
    (area,) = day.areas
    assert area == AreaService(
        "340",
        Zone(ACHT),
        Zone(ACHT),
        pick_up_s=(7 * H, 18 * H),
        set_down_s=(7 * H, 18 * H + 1800),
        lead_s=H,
        phone="02651 1",
        booking="An hour before",
        factor=2.0,
        offset_s=300.0,
    )
    assert AREAS not in day.left_out
    off = service_day([feed], TUESDAY)
    assert (off.areas, off.left_out[AREAS]) == ((), 2)
    day.save(tmp_path / "day")
    assert load_service_day(tmp_path / "day").areas == day.areas


def test_who_books_late_has_what_is_left_of_the_hours(tmp_path: Path) -> None:
    feed = _feed(tmp_path, TWO)
    booked = datetime.fromisoformat("2026-03-10 08:00")
    (area,) = service_day([feed], TUESDAY, on_demand="on", booked_at=booked).areas
    assert area.pick_up_s == (9 * H, 18 * H)


def test_notice_on_the_day_before_holds_for_the_whole_day(tmp_path: Path) -> None:
    feed = _feed(tmp_path, TWO.replace("hour", "eve"))
    for clock, runs in (("09 18:00:00", True), ("09 18:00:01", False)):
        booked = datetime.fromisoformat(f"2026-03-{clock}")
        areas = service_day([feed], TUESDAY, on_demand="on", booked_at=booked).areas
        assert bool(areas) == runs
    assert service_day([feed], TUESDAY, on_demand="on").areas[0].book_by_s == -6 * H


def test_a_group_of_stops_is_served_from_the_zone(tmp_path: Path) -> None:
    groups = {
        "location_groups": "location_group_id,location_group_name\ng,Cond and Boos\n",
        "location_group_stops": "location_group_id,stop_id\ng,B\ng,C\n",
    }
    calls = TWO.replace("f,,,zone,2", "f,,g,,2")
    day = service_day([_feed(tmp_path, calls, **groups)], TUESDAY, on_demand="on")
    (area,) = day.areas
    assert (area.pick_up, area.set_down) == (Zone(ACHT), Zone(None, frozenset("BC")))
    assert area.set_down.stops(day.stops).tolist() == [False, True]  # Acht and Cond are called at


def test_a_service_past_midnight_is_there_in_the_night(tmp_path: Path) -> None:
    late = TWO.replace("18:30:00", "26:00:00").replace("18:00:00", "25:00:00")
    areas = service_day([_feed(tmp_path, late)], TUESDAY, on_demand="on").areas
    assert [area.pick_up_s for area in areas] == [(-17 * H, H), (7 * H, 25 * H)]
    assert areas[0].set_down_s == (-17 * H, 2 * H)


def test_without_a_told_duration_our_convention_holds(tmp_path: Path) -> None:
    trips = TRIPS.replace("f,2,300", "f,,")
    (area,) = service_day([_feed(tmp_path, TWO, trips=trips)], TUESDAY, on_demand="on").areas
    assert (area.factor, area.offset_s) == (1.5, 600.0)


def test_a_detour_on_the_way_of_a_bus_is_left_out_and_counted(tmp_path: Path) -> None:
    calls = "f,A,,,1,10:00:00,10:00:00,,,0,0,\n" + TWO.replace("zone,2", "zone,3")
    calls += "f,C,,,4,10:30:00,10:30:00,,,0,0,\n"
    day = service_day(
        [_feed(tmp_path, calls.replace("f,,,zone,1", "f,,,zone,2"))], TUESDAY, on_demand="on"
    )
    assert (day.areas, day.left_out[AREAS]) == ((), 2)


@pytest.mark.parametrize(
    "geometry",
    [
        None,
        {"type": "Point", "coordinates": [7, 50]},
        {"type": "Polygon", "coordinates": []},
        {"type": "Polygon", "coordinates": [[[0, 0], [1, 1], [1, 0], [0, 1], [0, 0]]]},
        {"type": "Polygon", "coordinates": "none"},
        {"type": "Blob"},
    ],
)
def test_a_zone_that_is_no_outline_is_counted_with_its_calls(
    tmp_path: Path, geometry: object
) -> None:
    feed = _feed(tmp_path, TWO, _zones(("zone", geometry)))
    assert (feed.report.counts["unusable_zone"], feed.report.counts["unknown_zone"]) == (1, 2)
    assert service_day([feed], TUESDAY, on_demand="on").areas == ()


def test_a_damaged_file_of_zones_is_refused_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"locations.geojson in it is not whole JSON"):
        _feed(tmp_path, TWO, '{"type": ')


def test_our_own_area_is_served_on_its_days_and_in_the_night_before(tmp_path: Path) -> None:
    feed = read_feed(write_feed(tmp_path, routes=more("routes")))
    row = OnDemandRecord("", frozenset({0, 1}), 1320, 1500, 90, "0800 1", "Acht", ACHT)
    areas = service_day([feed], TUESDAY, on_demand="on", overlay=[row]).areas
    assert [area.pick_up_s for area in areas] == [(-2 * H, H), (22 * H, 25 * H)]
    assert {(area.name, area.phone, area.lead_s, area.pick_up) for area in areas} == {
        ("Acht", "0800 1", 5400, Zone(ACHT))
    }
    assert service_day([feed], date(2026, 3, 12), on_demand="on", overlay=[row]).areas == ()
    assert service_day([feed], TUESDAY, overlay=[row]).areas == ()


def test_a_line_without_a_name_is_no_line_of_our_area(tmp_path: Path) -> None:
    nameless = "route_id,agency_id,route_short_name,route_type\nr,a,,3\n"
    feed = read_feed(write_feed(tmp_path, routes=nameless))
    row = OnDemandRecord("", frozenset(range(7)), 0, 1440, 90, "", "Acht", ACHT)
    assert service_day([feed], TUESDAY, overlay=[row]).connections.can_board.all()
