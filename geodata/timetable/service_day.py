"""One service day of one or several timetables as the arrays that the searches run on."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date
from typing import TYPE_CHECKING, Any, Literal
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd

from geodata.array_files import load_arrays, save_arrays
from geodata.day_network import Connections
from geodata.errors import MissingInputError
from geodata.timetable.area_service import area_service
from geodata.timetable.area_timetables import served_areas
from geodata.timetable.narrow_transfers import SplitDay, split_by_rules
from geodata.timetable.on_demand import NO_BOOKING, Bookings, no_bookings
from geodata.timetable.parts import DayPart, parts_of_day
from geodata.timetable.same_stops import SameStops, no_same_stops, places_of, same_stops
from geodata.timetable.service_calendar import start_of_day
from geodata.timetable.stop_matching import stop_matches
from geodata.timetable.stops import Stops, TransferRules, stop_numbers, stops_of, transfer_rules
from geodata.timetable.through_service import Vehicles, joined_vehicles, no_vehicles
from geodata.timetable.trips import (
    Trips,
    joined,
    must_book_drop_off,
    must_book_pickup,
    trips_of,
    worst_of_vehicle,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from pathlib import Path

    from numpy.typing import NDArray

    from geodata.points import Points
    from geodata.sources.gtfs import Feed
    from geodata.sources.on_demand import OnDemandRecord
    from geodata.timetable.area_service import AreaService

KIND, VERSION = "service day", 5
OnDemand = Literal["off", "on"]
_PARTS: dict[str, Any] = {
    "stops": Stops,
    "connections": Connections,
    "trips": Trips,
    "transfer_rules": TransferRules,
    "bookings": Bookings,
    "vehicles": Vehicles,
    "same_stops": SameStops,
}
_NONE = 1  # pickup_type and drop_off_type: not possible


@dataclass(frozen=True)
class ServiceDay:
    """
    What runs on one date.

    Parameters
    ----------
    date, timezone
        The date and the zone of all its times: seconds since noon minus twelve hours there.
        Trips of days before that run past midnight are part of it, partly at negative seconds;
        trips of the day after only in the hour before midnight in which their service day has
        already begun, once a year when the clocks are put forward.
    stops
        The stops that are called at, see Stops.
    connections
        The hops of all trips, see Connections.
    trips
        Line and direction of each run, see Trips. Runs that are one vehicle have the number of
        the first of them in `connections.trip`; `row_of` tells the run of a hop.
    transfer_rules
        What the timetable itself says about changing, see TransferRules.
    left_out
        What could not be used, counted by rule.
    bookings
        What must be booked, and until when, see Bookings.
    vehicles
        Which runs passengers ride on without a change, see Vehicles; empty where none.
    same_stops
        Stops that are one: of two timetables, or parts of one, see `split_by_rules`.
    areas
        On-demand services without a timetable, where on-demand is on.
    """

    date: date
    timezone: str
    stops: Stops
    connections: Connections
    trips: Trips
    transfer_rules: TransferRules
    left_out: dict[str, int] = field(default_factory=dict)
    bookings: Bookings = field(default_factory=no_bookings)
    vehicles: Vehicles = field(default_factory=no_vehicles)
    same_stops: SameStops = field(default_factory=no_same_stops)
    areas: tuple[AreaService, ...] = ()

    @property
    def stop_points(self) -> Points:
        """The positions of the stops."""
        return self.stops.points

    def row_of(self, hop: int) -> int:
        """Return the row of `trips` that tells about a hop: its own run, not the vehicle's first."""
        trip, second = self.connections.trip[hop], self.connections.departure_s[hop]
        runs = np.flatnonzero(self.vehicles.first == trip)
        if len(runs) <= 1:
            return int(trip)
        begun = runs[self.vehicles.start_s[runs] <= second]
        return int(begun[np.argmax(self.vehicles.place[begun])])

    def save(self, folder: Path) -> None:
        """Write the day into a folder, from which `load_service_day` maps it."""
        arrays = {
            f"{part}.{name}": column
            for part in _PARTS
            for name, column in getattr(self, part)._asdict().items()
        }
        facts: dict[str, Any] = {"date": self.date.isoformat(), "timezone": self.timezone}
        facts |= {"areas": [area.plain() for area in self.areas]}
        version = {"kind": KIND, "version": VERSION, "left_out": self.left_out}
        save_arrays(folder, arrays, {**version, **facts})


def load_service_day(folder: Path) -> ServiceDay:
    """Return a saved day; its arrays are read-only maps of the files."""
    arrays, facts = load_arrays(folder, kind=KIND, version=VERSION)

    parts = {
        part: columns(**{name: arrays[f"{part}.{name}"] for name in columns._fields})
        for part, columns in _PARTS.items()
    }
    day = date.fromisoformat(facts["date"])
    return ServiceDay(
        date=day,
        timezone=facts["timezone"],
        left_out=facts["left_out"],
        areas=tuple(area_service(area) for area in facts["areas"]),
        **parts,
    )


def service_day(  # noqa: PLR0913 - feeds and date, the rest by name only
    feeds: Sequence[Feed],
    day: date,
    *,
    on_demand: OnDemand = "off",
    booked_at: datetime | None = None,
    overlay: Sequence[OnDemandRecord] = (),
    stay_seated: bool = True,
) -> ServiceDay:
    """
    Return what runs on a date in all feeds together; one changes where they share a stop.

    Parameters
    ----------
    feeds
        One or more timetables; the first one's time zone counts.
    day
        The date of the service day.
    on_demand
        "on" to board and alight also where that must be asked for beforehand (pickup by phone
        or by asking the driver, drop-off by phone, or a booking rule).
    booked_at
        With "on": the moment of booking, in the timetable's zone if it names none. Only what can
        still be booked then is boarded; an unknown lead time is never met. None: booked in time.
    overlay
        Lines that must be booked although the timetable does not say so, and areas served.
    stay_seated
        Whether a vehicle that goes on as another trip is one ride, see `vehicles_of`.

    Raises
    ------
    MissingInputError
        If there is no feed, or the date lies outside one: an expired timetable is never used.
    """
    _check_dates(feeds, day)
    parts = [
        part for number in range(len(feeds)) for part in parts_of_day(feeds, number, day, overlay)
    ]
    called = [_called(parts, number) for number in range(len(feeds))]
    stops, left_out = stops_of(feeds, called), _left_out(parts)
    matches = stop_matches(feeds)
    same, places = same_stops(stops, matches, left_out), places_of(stops, matches)
    booked_s = None if booked_at is None else _second_of(booked_at, day, feeds[0].timezone)
    vehicles = joined_vehicles(feeds, parts, left_out) if stay_seated else no_vehicles()
    areas = served_areas(feeds, day, overlay, booked_s, left_out) if on_demand == "on" else ()
    rules = transfer_rules(feeds, stops, left_out, places)
    whole = SplitDay(stops, _with_stops(parts, stops), rules, same)
    split = split_by_rules(feeds, parts, places, whole)
    connections, bookings = _hops(_usable(split.calls, on_demand == "on", booked_s), vehicles)
    trips = joined([trips_of(feeds[p.feed], p.calls, p.trip_ids) for p in parts])
    return ServiceDay(
        date=day,
        timezone=feeds[0].timezone,
        stops=split.stops,
        connections=connections,
        trips=worst_of_vehicle(trips, vehicles.first) if stay_seated else trips,
        transfer_rules=split.rules,
        left_out=left_out,
        bookings=bookings,
        vehicles=vehicles,
        same_stops=split.same,
        areas=areas,
    )


def _left_out(parts: Sequence[DayPart]) -> dict[str, int]:
    rules = [*{rule: None for part in parts for rule in part.left_out}]
    return {rule: sum(part.left_out.get(rule, 0) for part in parts) for rule in rules}


def _second_of(moment: datetime, day: date, timezone: str) -> float:
    aware = moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(timezone))
    return (aware.astimezone(UTC) - start_of_day(day, timezone)).total_seconds()


def _check_dates(feeds: Sequence[Feed], day: date) -> None:
    if not feeds:
        message = "There is no timetable. Name a GTFS zip."
        raise MissingInputError(message)
    for feed in feeds:
        if not feed.first_date <= day <= feed.last_date:
            message = (
                f"{day} lies outside the timetable {feed.name}, which runs from"
                f" {feed.first_date} to {feed.last_date}. Choose a date inside, or get a newer one."
            )
            raise MissingInputError(message)


def _called(parts: Sequence[DayPart], number: int) -> set[str]:
    return {
        stop for part in parts if part.feed == number for stop in part.calls["stop_id"].unique()
    }


def _with_stops(parts: Sequence[DayPart], stops: Stops) -> pd.DataFrame:
    """Return the calls of all runs, numbered through, with the number of their stop."""
    numbers, tables, runs = stop_numbers(stops), [], 0
    for part in parts:
        codes, stop_ids = pd.factorize(part.calls["stop_id"])
        called = np.array([numbers[part.feed, stop_id] for stop_id in stop_ids], dtype=np.int64)
        tables.append(part.calls.assign(stop=called[codes], run=part.calls["run"] + runs))
        runs += len(part.trip_ids)
    return pd.concat(tables, ignore_index=True)


def _usable(calls: pd.DataFrame, on_demand: bool, booked_s: float | None) -> pd.DataFrame:  # noqa: FBT001 - the first thing to know
    """Say at which calls passengers may board and alight."""
    board, alight = calls["pickup_type"] != _NONE, calls["drop_off_type"] != _NONE
    if not on_demand:
        board, alight = board & ~must_book_pickup(calls), alight & ~must_book_drop_off(calls)
    elif booked_s is not None:
        board, alight = (
            board & (calls["board_by_s"] >= booked_s),
            alight & (calls["alight_by_s"] >= booked_s),
        )
    return calls.assign(board=board, alight=alight)


def _hops(calls: pd.DataFrame, vehicles: Vehicles) -> tuple[Connections, Bookings]:
    """Cut the runs into hops from each call to the next, and tell which must be booked."""
    run = calls["run"].to_numpy()
    here = np.flatnonzero(run[1:] == run[:-1])
    joined_up = len(vehicles.first) > 0
    place = vehicles.place[run[here]] if joined_up else np.zeros(len(here))
    here = here[np.lexsort((place, calls["departure_s"].to_numpy()[here]))]
    there = here + 1

    def column(name: str, at: NDArray[np.int64]) -> NDArray[np.int32]:
        return calls[name].to_numpy(dtype=np.int32)[at]

    connections = Connections(
        departure_stop=column("stop", here),
        arrival_stop=column("stop", there),
        departure_s=column("departure_s", here),
        arrival_s=column("arrival_s", there),
        trip=vehicles.first[run[here]] if joined_up else column("run", here),
        can_board=calls["board"].to_numpy(dtype=np.bool_)[here],
        can_alight=calls["alight"].to_numpy(dtype=np.bool_)[there],
    )
    by_s = column("board_by_s", here), column("alight_by_s", there)
    booked = np.flatnonzero(np.minimum(*by_s) < NO_BOOKING)
    phones = calls["phones"].to_numpy(dtype=np.str_)
    phones = np.where(by_s[0] < NO_BOOKING, phones[here], phones[there])
    return connections, Bookings(booked, by_s[0][booked], by_s[1][booked], phones[booked])
