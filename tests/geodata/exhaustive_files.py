"""Raw timetables as GTFS zips: one row of a file for each row, nothing worked out."""

from __future__ import annotations

import zipfile
from datetime import timedelta
from typing import TYPE_CHECKING

from tests.geodata.exhaustive_timetables import MUST_ALIGHT
from tests.geodata.ways import at

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path
    from random import Random

    from tests.geodata.exhaustive_timetables import RawTrip, Timetable

AGENCY = (
    "agency_id,agency_name,agency_url,agency_timezone",
    "a,Bus,https://x.example,Europe/Berlin",
)
ROUTES = ("route_id,agency_id,route_short_name,route_type", "r,a,340,3")
STOPS = "stop_id,stop_name,stop_lat,stop_lon,location_type,parent_station,wheelchair_boarding"
TIMES = (
    "trip_id,stop_sequence,stop_id,arrival_time,departure_time,pickup_type,drop_off_type"
    ",pickup_booking_rule_id,drop_off_booking_rule_id"
)
WEEK = "service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date"
SERVICES = {"today": 0, "yesterday": -1, "the day before": -2, "tomorrow": 1, "removed": 0}
RULES = "booking_rule_id,booking_type,prior_notice_duration_min,phone_number"


def write_timetables(timetable: Timetable, folder: Path, random: Random) -> list[Path]:
    """Write one zip for each feed of the timetable, the rows of every file in any order."""
    feeds = sorted({trip.feed for trip in timetable.trips})
    return [_write(timetable, feed, folder / f"feed{feed}.zip", random) for feed in feeds]


def _write(timetable: Timetable, feed: int, path: Path, random: Random) -> Path:
    trips = {k: trip for k, trip in enumerate(timetable.trips) if trip.feed == feed}
    stops = [k for k in range(len(timetable.corners)) if timetable.feed_of(k) == feed]
    files = {
        "agency": AGENCY,
        "routes": ROUTES,
        "stops": _stops(timetable, stops),
        "calendar": _calendar(timetable.day.date),
        "calendar_dates": _dates(timetable.day.date),
        "trips": _trips(trips),
        "stop_times": _times(trips, stops[0]),
        "frequencies": _frequencies(trips),
        "transfers": _transfers(timetable),
        "booking_rules": (RULES, *(f"b{m},1,{m},0261 4711" for m in _leads(timetable))),
    }
    with zipfile.ZipFile(path, "w") as archive:
        for name, (header, *rows) in files.items():
            random.shuffle(rows)
            archive.writestr(f"{name}.txt", "\n".join([header, *rows, ""]))
    return path


def _calendar(day: date) -> list[str]:
    """Each service runs on one day of the week, for some weeks; one runs every day."""
    spell = ",".join(f"{day + timedelta(days):%Y%m%d}" for days in (-8, 5))
    rows = [WEEK, f"ever,1,1,1,1,1,1,1,{spell}"]
    for service, days in SERVICES.items():
        weekday = (day.weekday() + days) % 7
        rows.append(f"{service},{','.join('1' if n == weekday else '0' for n in range(7))},{spell}")
    return rows


def _dates(day: date) -> list[str]:
    return ["service_id,date,exception_type", f"extra,{day:%Y%m%d},1", f"removed,{day:%Y%m%d},2"]


def _stops(timetable: Timetable, of_feed: list[int]) -> list[str]:
    points, rows = at(*timetable.corners), [STOPS]
    stations = timetable.stations or (None,) * len(points)
    for place, number in enumerate(of_feed):
        lat, lon = points.latitude[number], points.longitude[number]
        parent = "" if stations[number] is None else f"P{stations[number]}"
        told = f"{timetable.boarding[number]}" if timetable.boarding else ""
        rows.append(f"S{number},Halt {place},{lat:.12f},{lon:.12f},0,{parent},{told}")
    lat, lon = points.latitude[0], points.longitude[0]
    for k in sorted({station for station in stations if station is not None}):
        told = f"{timetable.station_boarding[k]}" if timetable.station_boarding else ""
        rows.append(f"P{k},Bahnhof {k},{lat:.12f},{lon:.12f},1,,{told}")
    return rows


def _trips(trips: dict[int, RawTrip]) -> list[str]:
    rows = ["route_id,service_id,trip_id,block_id,wheelchair_accessible"]
    rows += [f"r,{t.service},t{k},{t.block},{t.wheelchair}" for k, t in trips.items()]
    # a bus elsewhere on every day, so that no feed is without a trip on the day
    return [*rows, "r,ever,far,,"]


def _times(trips: dict[int, RawTrip], elsewhere: int) -> list[str]:
    rows = [TIMES]
    for number, trip in trips.items():
        for place, row in enumerate(trip.rows):
            book = "" if row.lead_minutes is None else f"b{row.lead_minutes}"
            clocks = "," if row.blank else f"{_clock(row.arrival_s)},{_clock(row.departure_s)}"
            kinds = f"{row.pickup},{row.drop_off},{book},{book}"
            rows.append(f"t{number},{place},S{row.stop},{clocks},{kinds}")
    for place, clock in enumerate(("12:00:00", "12:01:00")):
        rows.append(f"far,{place},S{elsewhere},{clock},{clock},1,1,,")
    return rows


def _clock(second: int) -> str:
    return f"{second // 3600:02}:{second // 60 % 60:02}:{second % 60:02}"


def _frequencies(trips: dict[int, RawTrip]) -> list[str]:
    rows = ["trip_id,start_time,end_time,headway_secs"]
    for number, trip in trips.items():
        rows += [f"t{number},{_clock(a)},{_clock(b)},{every}" for a, b, every in trip.spells]
    return rows


def _transfers(timetable: Timetable) -> list[str]:
    rows = ["from_stop_id,to_stop_id,from_trip_id,to_trip_id,transfer_type,min_transfer_time"]
    letter = "P" if timetable.stations else "S"
    for rule in timetable.rules:
        least = "" if rule.seconds < 0 else str(rule.seconds)
        if rule.kind == MUST_ALIGHT:
            rows.append(f",,t{rule.here},t{rule.there},{rule.kind},")
        else:
            rows.append(f"{letter}{rule.here},{letter}{rule.there},,,{rule.kind},{least}")
    return rows


def _leads(timetable: Timetable) -> set[int]:
    leads = {row.lead_minutes for trip in timetable.trips for row in trip.rows}
    return {minutes for minutes in leads if minutes is not None}
