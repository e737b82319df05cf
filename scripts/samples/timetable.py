"""The sample timetable as a GTFS feed whose name says that it is a sample."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from scripts.samples.calendars import FIRST, LAST, calendar_date_rows, calendar_rows
from scripts.samples.departures import number_of
from scripts.samples.phones import phone
from scripts.samples.trips import trips_of
from scripts.samples.writing import table_text, write_archive

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from scripts.samples.network import Route
    from scripts.samples.trips import Trip

NAME = "MUSTERFAHRPLAN"
WARNING = "Beispieldaten, nicht für Fahrten verwenden"
BUS, RAIL = 3, 2  # route_type
ON_DEMAND = 2  # pickup_type: phone the agency
NOTICE_MIN = (60, 90)  # notice before an on-demand trip, as the operator states (mb-bus.de)
COLOURS = {"public": "1B5E20", "invented": "6D4C41"}
ORIGINS = {
    "public": "Linienweg nach öffentlichen Angaben zum Netz von Dezember 2021, Zeiten erfunden",
    "invented": "Musterlinie: Nummer, Linienweg und Zeiten erfunden",
}

Rows = list[dict[str, object]]


def write_timetable(routes: Sequence[Route], out: Path) -> None:
    """Write timetable.zip."""
    trips = sorted((t for r in routes for t in trips_of(r)), key=_order)
    tables = {
        "agency": _agencies(),
        "booking_rules": _booking_rules(),
        "calendar": calendar_rows(),
        "calendar_dates": calendar_date_rows(),
        "feed_info": _feed_info(),
        "routes": _routes(routes),
        "stops": _stops(routes),
    } | _trips_and_times(trips)
    texts = {f"{name}.txt": table_text(tuple(rows[0]), rows) for name, rows in tables.items()}
    write_archive(out / "timetable.zip", texts)


def _order(trip: Trip) -> tuple[str, str, int, int, int]:
    return (trip.route.line.number, trip.service, trip.direction, trip.times[0][1], len(trip.stops))


def _agencies() -> Rows:
    return [
        {
            "agency_id": key,
            "agency_name": f"{NAME} {kind} ({WARNING})",
            "agency_url": "https://example.org/musterfahrplan",
            "agency_timezone": "Europe/Berlin",
            "agency_lang": "de",
            "agency_phone": phone(f"timetable/{key}"),
        }
        for key, kind in (("muster-bus", "Bus"), ("muster-bahn", "Bahn"))
    ]


def _booking_rules() -> Rows:
    return [
        {
            "booking_rule_id": f"alf{minutes}",
            "booking_type": 1,
            "prior_notice_duration_min": minutes,
            "message": f"Anruf-Linien-Fahrt (ALF, Muster): bis {minutes} Minuten vor Abfahrt"
            " anmelden; Linie, Abfahrt, Start- und Zielhaltestelle nennen."
            " Von Haltestelle zu Haltestelle, ab 5 Personen zwei Werktage vorher.",
            "phone_number": phone(f"timetable/alf{minutes}"),
            "info_url": "https://example.org/musterfahrplan/alf",
        }
        for minutes in NOTICE_MIN
    ]


def _feed_info() -> Rows:
    return [
        {
            "feed_publisher_name": f"{NAME} ({WARNING})",
            "feed_publisher_url": "https://example.org/musterfahrplan",
            "feed_lang": "de",
            "feed_start_date": f"{FIRST:%Y%m%d}",
            "feed_end_date": f"{LAST:%Y%m%d}",
            "feed_version": f"{NAME} {FIRST:%Y}–{LAST:%Y}",
        }
    ]


def _routes(routes: Sequence[Route]) -> Rows:
    return [
        {
            "route_id": _route_id(route),
            "agency_id": "muster-bahn" if route.line.is_rail else "muster-bus",
            "route_short_name": route.line.number,
            "route_long_name": route.line.name,
            "route_desc": ORIGINS[route.line.origin],
            "route_type": RAIL if route.line.is_rail else BUS,
            "route_color": COLOURS[route.line.origin],
            "route_text_color": "FFFFFF",
        }
        for route in sorted(routes, key=lambda r: r.line.number)
    ]


def _route_id(route: Route) -> str:
    return route.line.number.replace(" ", "")


def _stops(routes: Iterable[Route]) -> Rows:
    stops = {stop.key: stop for route in routes for stop in route.stops}
    return [
        {
            "stop_id": key,
            "stop_name": stop.name,
            "stop_lat": f"{float(stop.row['lat']):.6f}",
            "stop_lon": f"{float(stop.row['lon']):.6f}",
        }
        for key, stop in sorted(stops.items())
    ]


def _trips_and_times(trips: Iterable[Trip]) -> dict[str, Rows]:
    trip_rows: Rows = []
    time_rows: Rows = []
    counted: dict[str, int] = defaultdict(int)
    for trip in trips:
        route = _route_id(trip.route)
        counted[route] += 1
        key = f"{route}-{counted[route]}"
        trip_rows.append(
            {
                "route_id": route,
                "service_id": trip.service,
                "trip_id": key,
                "trip_headsign": trip.stops[-1].name,
                "direction_id": trip.direction,
            }
        )
        time_rows += _times(trip, key)
    return {"trips": trip_rows, "stop_times": time_rows}


def _times(trip: Trip, key: str) -> Rows:
    rule = f"alf{NOTICE_MIN[number_of(trip.route.line) % 2]}" if trip.on_demand else ""
    return [
        {
            "trip_id": key,
            "arrival_time": _clock(arrival),
            "departure_time": _clock(departure),
            "stop_id": stop.key,
            "stop_sequence": sequence,
            "pickup_type": ON_DEMAND if trip.on_demand else 0,
            "drop_off_type": 0,
            "pickup_booking_rule_id": rule,
        }
        for sequence, (stop, (arrival, departure)) in enumerate(
            zip(trip.stops, trip.times, strict=True), start=1
        )
    ]


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}:00"
