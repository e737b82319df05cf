"""One service day of one or several timetables as the arrays that the searches run on."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

import numpy as np
import pandas as pd

from geodata.array_files import load_arrays, save_arrays
from geodata.connections import Connections, sort_connections
from geodata.day_calls import DayCalls, calls_on
from geodata.day_stops import Stops, TransferRules, stop_numbers, stops_of, transfer_rules
from geodata.day_trips import Trips, joined, must_book_drop_off, must_book_pickup, trips_of
from geodata.errors import MissingInputError
from geodata.service_calendar import start_of_day

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from geodata.points import Points
    from geodata.sources.gtfs import Feed

KIND, VERSION = "service day", 1
OnDemand = Literal["off", "on"]
_PARTS: dict[str, Any] = {
    "stops": Stops,
    "connections": Connections,
    "trips": Trips,
    "transfer_rules": TransferRules,
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
        Trips of the day before that run past midnight are part of it, partly at negative
        seconds; trips of the day after are not.
    stops
        The stops that are called at, see Stops.
    connections
        The hops of all trips, see Connections.
    trips
        Line and direction of each trip, see Trips.
    transfer_rules
        What the timetable itself says about changing, see TransferRules.
    left_out
        What could not be used, counted by rule.
    """

    date: date
    timezone: str
    stops: Stops
    connections: Connections
    trips: Trips
    transfer_rules: TransferRules
    left_out: dict[str, int] = field(default_factory=dict)

    @property
    def stop_points(self) -> Points:
        """The positions of the stops."""
        return self.stops.points

    def save(self, folder: Path) -> None:
        """Write the day into a folder, from which `load_service_day` maps it."""
        arrays = {
            f"{part}.{name}": column
            for part in _PARTS
            for name, column in getattr(self, part)._asdict().items()
        }
        facts = {"date": self.date.isoformat(), "timezone": self.timezone}
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
    return ServiceDay(date=day, timezone=facts["timezone"], left_out=facts["left_out"], **parts)


def service_day(feeds: Sequence[Feed], day: date, *, on_demand: OnDemand = "off") -> ServiceDay:
    """
    Return what runs on a date in all feeds together.

    Parameters
    ----------
    feeds
        One or more timetables; the first one's time zone counts.
    day
        The date of the service day.
    on_demand
        "on" to board and alight also where that must be asked for beforehand (pickup by phone
        or by asking the driver, drop-off by phone, or a booking rule).

    Raises
    ------
    MissingInputError
        If there is no feed, or the date lies outside one: an expired timetable is never used.
    """
    _check_dates(feeds, day)
    parts = [part for number in range(len(feeds)) for part in _parts(feeds, number, day)]
    called = [_called(parts, number) for number in range(len(feeds))]
    stops, left_out = stops_of(feeds, called), dict[str, int]()
    for part in parts:
        for rule, number in part.left_out.items():
            left_out[rule] = left_out.get(rule, 0) + number
    return ServiceDay(
        date=day,
        timezone=feeds[0].timezone,
        stops=stops,
        connections=_connections(parts, stops, on_demand=on_demand == "on"),
        trips=joined([trips_of(feeds[p.feed], p.calls, p.trip_ids) for p in parts]),
        transfer_rules=transfer_rules(feeds, stops, left_out),
        left_out=left_out,
    )


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


class _Part(NamedTuple):
    """The runs of one feed on one date, moved to the seconds of the day asked for."""

    feed: int
    calls: pd.DataFrame
    trip_ids: NDArray[np.object_]
    left_out: dict[str, int]


def _parts(feeds: Sequence[Feed], number: int, day: date) -> list[_Part]:
    """Return the runs of the day before that still drive after midnight, and those of the day."""
    feed, eve = feeds[number], day - timedelta(days=1)
    start = start_of_day(day, feeds[0].timezone)
    before, today = calls_on(feed, eve), calls_on(feed, day)

    def shift_s(other: date) -> int:
        return round((start_of_day(other, feed.timezone) - start).total_seconds())

    return [
        _Part(number, *_moved(before, shift_s(eve), only_after=0), {}),
        _Part(number, *_moved(today, shift_s(day)), today.left_out),
    ]


def _moved(
    day: DayCalls, shift_s: int, *, only_after: int | None = None
) -> tuple[pd.DataFrame, NDArray[np.object_]]:
    """Return calls moved by some seconds, and of the runs only those that end after a second."""
    columns = ["arrival_s", "departure_s"]
    calls = day.calls.assign(**{name: day.calls[name] + shift_s for name in columns})
    if only_after is None:
        return calls, day.trip_ids
    ends = calls.groupby("run")["arrival_s"].max()
    kept = ends.index[ends > only_after].to_numpy()
    calls = calls[calls["run"].isin(kept)]
    return calls.assign(run=np.searchsorted(kept, calls["run"])), day.trip_ids[kept]


def _called(parts: Sequence[_Part], number: int) -> set[str]:
    return {stop for part in parts if part.feed == number for stop in part.calls["stop_id"]}


def _connections(parts: Sequence[_Part], stops: Stops, *, on_demand: bool) -> Connections:
    numbers, tables, runs = stop_numbers(stops), [], 0
    for part in parts:
        calls = part.calls
        board, alight = calls["pickup_type"] != _NONE, calls["drop_off_type"] != _NONE
        if not on_demand:
            board, alight = board & ~must_book_pickup(calls), alight & ~must_book_drop_off(calls)
        stop = [numbers[part.feed, stop_id] for stop_id in calls["stop_id"]]
        tables.append(calls.assign(stop=stop, run=calls["run"] + runs, board=board, alight=alight))
        runs += len(part.trip_ids)
    return _hops(pd.concat(tables, ignore_index=True))


def _hops(calls: pd.DataFrame) -> Connections:
    """Cut the runs into hops from each call to the next."""
    run = calls["run"].to_numpy()
    here = np.flatnonzero(run[1:] == run[:-1])
    there = here + 1

    def column(name: str, at: NDArray[np.int64]) -> NDArray[np.int32]:
        return calls[name].to_numpy(dtype=np.int32)[at]

    return sort_connections(
        Connections(
            departure_stop=column("stop", here),
            arrival_stop=column("stop", there),
            departure_s=column("departure_s", here),
            arrival_s=column("arrival_s", there),
            trip=column("run", here),
            can_board=calls["board"].to_numpy(dtype=np.bool_)[here],
            can_alight=calls["alight"].to_numpy(dtype=np.bool_)[there],
        )
    )
