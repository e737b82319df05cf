"""A timetable (GTFS zip) read into checked tables, with a count of every fault found."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from geodata.errors import SourceError
from geodata.sources.contents import is_file
from geodata.sources.feed_bounds import keep_within
from geodata.sources.feed_calendar import check_calendars, find_service_days
from geodata.sources.feed_extras import (
    check_booking_rules,
    check_frequencies,
    check_transfers,
    join_groups,
)
from geodata.sources.feed_files import LINE, read_files
from geodata.sources.feed_network import check_routes, check_stops, check_trips
from geodata.sources.feed_report import RULES, FeedReport
from geodata.sources.feed_rules import Tables
from geodata.sources.feed_stop_times import check_stop_times
from geodata.sources.feed_values import to_values
from geodata.sources.feed_zones import read_zones

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    import pandas as pd
    from shapely import MultiPolygon

    from geodata.crs import Bounds

MAX_SHOWN = 60  # characters of a cell in a sentence; the longest zone has 32

__all__ = ["RULES", "Feed", "FeedReport", "read_feed"]


@dataclass(frozen=True)
class Feed:
    """
    The tables of one feed, checked: every reference in them is kept.

    All tables exist with all their columns, empty where the zip has no such
    file. Keys and texts are str ("" where blank), whole numbers int64, dates
    int64 in the form 20260330 (0 where blank), coordinates float64 in degrees.

    Parameters
    ----------
    name, path, sha256
        Name of the feed (feed_info or file name), its file and the file's hash.
    timezone
        IANA name; every time of the feed is local time there.
    first_date, last_date
        First and last day on which any trip runs, those outside the bounds among them.
    agencies
        agency_id, agency_name, agency_url, agency_timezone, agency_phone.
    stops
        stop_id, stop_code, stop_name, stop_lon, stop_lat (NaN: no position), location_type
        (0 stop, 1 station, 2 entrance, 3 node, 4 boarding area), parent_station,
        wheelchair_boarding, platform_code.
    routes
        route_id, agency_id, route_short_name, route_long_name, route_type,
        route_desc, route_color, route_url.
    trips
        trip_id, route_id, service_id, trip_headsign, trip_short_name,
        direction_id (-1 where blank), block_id, wheelchair_accessible,
        safe_duration_factor, safe_duration_offset (texts as they are).
    stop_times
        trip_id, stop_sequence, stop_id, location_group_id, location_id,
        arrival_s, departure_s, window_start_s, window_end_s (seconds since noon minus 12 h;
        -1 where blank), stop_headsign, pickup_type, drop_off_type (0 regular,
        1 none, 2 phone the agency, 3 ask the driver), pickup_booking_rule_id,
        drop_off_booking_rule_id, timepoint; sorted by trip (in the order of
        `trips`) and stop_sequence.
    calendar
        service_id, monday … sunday (0 or 1), start_date, end_date.
    calendar_dates
        service_id, date, exception_type (1 added, 2 removed).
    frequencies
        trip_id, start_s, end_s, headway_s, exact_times (0 or 1).
    transfers
        from_stop_id, to_stop_id, from_route_id, to_route_id, from_trip_id,
        to_trip_id, transfer_type (0 recommended, 1 timed, 2 minimum time,
        3 impossible, 4 stay seated, 5 alight), min_transfer_s (-1 where blank).
    booking_rules
        booking_rule_id, booking_type, prior_notice_duration_min,
        prior_notice_last_day, prior_notice_last_s (-1 where blank),
        prior_notice_service_id, message, phone_number, info_url, booking_url.
    location_groups
        location_group_id, location_group_name, stop_id: one row per member.
    report
        What was wrong in the files and what became of it.
    locations
        Outlines of the zones in which on-demand services drive, in degrees, by location_id.
    """

    name: str
    path: Path
    sha256: str
    timezone: str
    first_date: date
    last_date: date
    agencies: pd.DataFrame
    stops: pd.DataFrame
    routes: pd.DataFrame
    trips: pd.DataFrame
    stop_times: pd.DataFrame
    calendar: pd.DataFrame
    calendar_dates: pd.DataFrame
    frequencies: pd.DataFrame
    transfers: pd.DataFrame
    booking_rules: pd.DataFrame
    location_groups: pd.DataFrame
    report: FeedReport
    locations: dict[str, MultiPolygon] = field(default_factory=dict)


def read_feed(path: Path, *, bounds: Bounds | None = None) -> Feed:
    """
    Read a timetable; each fault in it is counted under its rule in the report.

    Parameters
    ----------
    path
        The GTFS zip.
    bounds
        Keep only trips with at least one call within, these with all their calls; everything
        where None. What is left out is counted under `outside_bounds`.

    Raises
    ------
    SourceError
        If the file is no GTFS zip, is refused as dangerous, lacks a file, a
        column or a time zone, or holds no trip that can be used within the bounds.
    """
    is_file(path)
    report = FeedReport()
    tables = Tables(to_values(read_files(path, report), report), report)
    timezone = _timezone(path, tables)
    check_calendars(tables)
    dropped_stops = check_stops(tables)
    check_routes(tables)
    dropped_trips = check_trips(tables)
    check_booking_rules(tables)
    join_groups(tables, dropped_stops)
    listed_trips = set(tables["trips"]["trip_id"])
    zones = read_zones(path, report)
    check_stop_times(tables, dropped_trips, dropped_stops, zones)
    days = find_service_days(tables)
    if days is None:
        raise _unusable(path, report)
    if bounds is not None:
        dropped_stops |= keep_within(tables, bounds, zones)
    if tables["trips"].empty:
        raise _elsewhere(path)
    dropped_trips |= listed_trips - set(tables["trips"]["trip_id"])
    check_frequencies(tables, dropped_trips)
    check_transfers(tables, dropped_stops, dropped_trips)
    return _feed(path, tables, timezone, days, zones)


def _timezone(path: Path, tables: Tables) -> str:
    zones = tables["agency"]["agency_timezone"]
    timezone = str(zones.iloc[0]) if len(zones) else ""
    try:
        ZoneInfo(timezone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        problem = f"agency.txt in it names no known time zone ({timezone[:MAX_SHOWN]!r})"
        raise SourceError(path, problem, field="agency_timezone") from None
    tables.count("agency", zones != timezone, "timezone_differs", "agency_timezone")
    return timezone


def _unusable(path: Path, report: FeedReport) -> SourceError:
    faults = sorted(report.counts.items(), key=lambda item: -item[1])[:3]
    reasons = "; ".join(f"{number} {RULES[rule]}" for rule, number in faults)
    return SourceError(path, "holds no trip that can be used" + (f": {reasons}" if reasons else ""))


def _elsewhere(path: Path) -> SourceError:
    advice = "Get the timetable of the district, or mend the bounds in district.toml."
    return SourceError(path, "holds no trip that calls within the bounds", advice=advice)


def _feed(
    path: Path,
    tables: Tables,
    timezone: str,
    days: tuple[date, date],
    zones: dict[str, MultiPolygon],
) -> Feed:
    publishers = tables["feed_info"]["feed_publisher_name"]
    with path.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    names = {"agencies": "agency"} | {
        name: name
        for name in (
            "stops",
            "routes",
            "trips",
            "stop_times",
            "calendar",
            "calendar_dates",
            "frequencies",
            "transfers",
            "booking_rules",
            "location_groups",
        )
    }
    return Feed(
        name=publishers.iloc[0] if len(publishers) else path.stem,
        path=path,
        sha256=sha256,
        timezone=timezone,
        first_date=days[0],
        last_date=days[1],
        report=tables.report,
        locations=zones,
        **{ours: tables[theirs].drop(columns=LINE) for ours, theirs in names.items()},
    )
