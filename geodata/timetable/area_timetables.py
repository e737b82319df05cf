"""
Which on-demand areas are served on a date: those of our own table, and those of GTFS-Flex.

A trip of a timetable whose calls all have a time window is a service from each of its calls to
each later one (from a single call to itself). Calls with windows among calls with times are
deviations of a bus on its way; they are not computed and counted.
"""

from __future__ import annotations

from datetime import timedelta
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geodata.timetable.area_service import DETOUR_FACTOR, WAIT_S, AreaService, Zone
from geodata.timetable.calls import AREAS
from geodata.timetable.on_demand import S_PER_MINUTE, notice_of
from geodata.timetable.service_calendar import days_before, services_on, start_of_day

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence
    from datetime import date, datetime

    from geodata.sources.gtfs import Feed
    from geodata.sources.on_demand import OnDemandRecord
    from geodata.timetable.on_demand import BookingDay

    Row = dict[Hashable, object]
    Span = tuple[int, int]

BLANK, NOT_POSSIBLE = -1, 1
_DURATION = ("safe_duration_factor", "safe_duration_offset")
_OF_TRIP = ("route_id", "wheelchair_accessible", *_DURATION)


def served_areas(
    feeds: Sequence[Feed],
    day: date,
    overlay: Sequence[OnDemandRecord],
    booked_s: float | None,
    left_out: dict[str, int],
) -> tuple[AreaService, ...]:
    """
    Return all services of a date that can still be booked at a second; None: booked in time.

    The calls they stand for are taken out of the count of what could not be used.
    """
    found = areas_of_table(overlay, day, feeds[0].timezone)
    for number in range(len(feeds)):
        services, served = areas_of_feed(feeds, number, day)
        found += services
        left_out[AREAS] = left_out.get(AREAS, 0) - served
    if not left_out[AREAS]:
        del left_out[AREAS]
    if booked_s is None:
        return tuple(found)
    return tuple(rest for service in found if (rest := service.booked_at(booked_s)) is not None)


def areas_of_table(
    overlay: Sequence[OnDemandRecord], day: date, timezone: str
) -> list[AreaService]:
    """Return the services of our own table on a date, those of the night before among them."""
    found = []
    for other in (day - timedelta(days=1), day):
        shift_s = _shift_s(other, timezone, start_of_day(day, timezone))
        for row in overlay:
            span_s = tuple(m * S_PER_MINUTE + shift_s for m in (row.from_minutes, row.to_minutes))
            if row.outline is not None and other.weekday() in row.days and span_s[1] >= 0:
                found.append(_of_row(row, (span_s[0], span_s[1])))
    return found


def _of_row(row: OnDemandRecord, span_s: Span) -> AreaService:
    zone = Zone(row.outline)
    lead_s = row.lead_minutes * S_PER_MINUTE
    return AreaService(row.area, zone, zone, span_s, span_s, lead_s, phone=row.phone)


def areas_of_feed(feeds: Sequence[Feed], number: int, day: date) -> tuple[list[AreaService], int]:
    """
    Return the services of a timetable on a date, and how many calls of that date they stand for.

    Those of the night before are among them. One is set down within the window of the later call.
    """
    feed, start = feeds[number], start_of_day(day, feeds[0].timezone)
    found, served = list[AreaService](), 0
    for other in (day - timedelta(days=1), day):
        shift_s = _shift_s(other, feed.timezone, start)

        def begins_s(days: int, service_id: str, other: date = other) -> int | None:
            back = days_before(feed, service_id, other, days) if service_id else days
            return None if back is None else _shift_s(other - timedelta(back), feed.timezone, start)

        trips = _window_trips(feed, other)
        for calls in trips:
            found += [
                service
                for pair in _pairs(calls)
                if (service := _of_calls(feed, number, pair, shift_s, begins_s)).set_down_s[1] >= 0
            ]
        served = sum(map(len, trips))
    return found, served


def _window_trips(feed: Feed, day: date) -> list[list[Row]]:
    """Return the calls of each trip of a date whose calls all have a window."""
    windows = feed.stop_times["window_start_s"] != BLANK
    running = feed.trips.loc[feed.trips["service_id"].isin(services_on(feed, day)), "trip_id"]
    some = feed.stop_times[windows & feed.stop_times["trip_id"].isin(set(running))]
    mixed = set(feed.stop_times.loc[~windows, "trip_id"])
    apart = some[~some["trip_id"].isin(mixed) & (some["window_end_s"] >= some["window_start_s"])]
    known = feed.trips.set_index("trip_id").loc[apart["trip_id"], list(_OF_TRIP)]
    table = pd.concat([apart.reset_index(drop=True), known.reset_index(drop=True)], axis=1)
    return [group.to_dict("records") for _, group in table.groupby("trip_id", sort=False)]


def _pairs(calls: list[Row]) -> list[tuple[Row, Row]]:
    """Return from which call to which one may ride."""
    pairs = combinations(calls, 2) if len(calls) > 1 else [(calls[0], calls[0])]
    return [
        (here, there)
        for here, there in pairs
        if here["pickup_type"] != NOT_POSSIBLE and there["drop_off_type"] != NOT_POSSIBLE
    ]


def _of_calls(
    feed: Feed, number: int, pair: tuple[Row, Row], shift_s: int, begins_s: BookingDay
) -> AreaService:
    here, there = pair
    rule_id = here["pickup_booking_rule_id"] or there["drop_off_booking_rule_id"]
    rules = feed.booking_rules[feed.booking_rules["booking_rule_id"] == rule_id].to_dict("records")
    lead_s, book_by_s = notice_of(rules[0], begins_s) if rules else (None, None)
    factor, offset_s = _duration(here)
    return AreaService(
        name=_name(feed, here),
        pick_up=_zone(feed, number, here),
        set_down=_zone(feed, number, there),
        pick_up_s=_span(here, shift_s),
        set_down_s=_span(there, shift_s),
        lead_s=lead_s,
        book_by_s=book_by_s,
        phone=str(rules[0]["phone_number"]) if rules else "",
        booking=str(rules[0]["message"]) if rules else "",
        factor=factor,
        offset_s=offset_s,
        wheelchair_accessible=int(str(here["wheelchair_accessible"])),
    )


def _duration(call: Row) -> tuple[float, float]:
    """Return factor and offset of a trip; ours where it tells none that can be read."""
    told = pd.to_numeric([str(call[name]) for name in _DURATION], errors="coerce")
    factor, offset_s = (float(figure) for figure in told)
    if not 0 < factor < np.inf:
        return DETOUR_FACTOR, WAIT_S
    return factor, offset_s if np.isfinite(offset_s) else 0.0


def _zone(feed: Feed, number: int, call: Row) -> Zone:
    if call["location_id"]:
        return Zone(feed.locations[str(call["location_id"])])
    groups = feed.location_groups
    members = groups.loc[groups["location_group_id"] == call["location_group_id"], "stop_id"]
    listed = {str(call["stop_id"])} if call["stop_id"] else set(members)
    return Zone(None, frozenset(listed), number)


def _name(feed: Feed, call: Row) -> str:
    route = feed.routes[feed.routes["route_id"] == call["route_id"]]
    return str(route["route_short_name"].iloc[0] or route["route_long_name"].iloc[0])


def _span(call: Row, shift_s: int) -> Span:
    return int(str(call["window_start_s"])) + shift_s, int(str(call["window_end_s"])) + shift_s


def _shift_s(day: date, timezone: str, start: datetime) -> int:
    return round((start_of_day(day, timezone) - start).total_seconds())
