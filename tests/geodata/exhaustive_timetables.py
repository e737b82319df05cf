"""
What runs on a day by the rows of a timetable, read one by one as the GTFS reference tells.

It shares no code with the package: no tables, no arrays; trips come out as lists of calls.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from itertools import pairwise
from math import hypot
from typing import TYPE_CHECKING, Literal

from tests.geodata.exhaustive import Call

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tests.geodata.exhaustive import Trip, Walks

    Corner = tuple[int, int]

DAY_S, NIGHTS = 86_400, {"the day before": 2, "yesterday": 1}
RUNNING = {"today", "extra", *NIGHTS}  # "removed" and "tomorrow" do not run
REGULAR, NONE, PHONE, DRIVER = range(4)
MINIMUM_TIME, IMPOSSIBLE, STAY_SEATED, MUST_ALIGHT = 2, 3, 4, 5
LONGEST_STAY_S = 1800  # of a vehicle that goes on as another trip
OnDemand = Literal["off", "on", "booked"]
Wheels = Literal["", "pushchair", "wheelchair", "wheelchair, surely"]
FIT = {"wheelchair": {0, 1}, "wheelchair, surely": {1}}  # what a timetable may tell


@dataclass(frozen=True)
class Row:
    """A row of stop_times; the rule says how many minutes before one must book; blank has no time."""

    stop: int
    arrival_s: int
    departure_s: int
    pickup: int = REGULAR
    drop_off: int = REGULAR
    lead_minutes: int | None = None
    blank: bool = False


@dataclass(frozen=True)
class RawTrip:
    """A trip with its rows, and its spells (start, end, headway) where it is repeated."""

    rows: tuple[Row, ...]
    service: str = "today"
    block: str = ""
    spells: tuple[tuple[int, int, int], ...] = ()
    feed: int = 0
    wheelchair: int = 0


@dataclass(frozen=True)
class Rule:
    """A row of transfers: between stops, between stations, or between two trips."""

    here: int
    there: int
    kind: int
    seconds: int = -1


@dataclass(frozen=True)
class Day:
    """A date, when its service day begins, how long after that of the eve, and its midnight."""

    date: date
    begins: datetime
    after_eve_s: int = DAY_S
    midnight_s: int = 0

    def night_s(self, service: str) -> int:
        """Return how long before this service day that of a service begins."""
        nights = NIGHTS.get(service, 0)
        return self.after_eve_s + DAY_S * (nights - 1) if nights else 0


# twelve hours before noon in Germany; the second and the third are the nights of the clocks
TUESDAY = Day(date(2026, 3, 10), datetime(2026, 3, 9, 23, tzinfo=UTC))
PUT_FORWARD = Day(date(2026, 3, 29), datetime(2026, 3, 28, 22, tzinfo=UTC), 23 * 3600)
SET_BACK = Day(date(2026, 10, 25), datetime(2026, 10, 24, 23, tzinfo=UTC), 25 * 3600, -3600)


@dataclass(frozen=True)
class Timetable:
    """
    A timetable; `stations` holds for each stop its station, None where it has none.

    `boarding` and `station_boarding` hold what is told about wheelchairs, () where nothing is.
    Of two feeds, the second's stops follow the first's in the same order, each the same stop.
    """

    corners: tuple[Corner, ...]
    trips: tuple[RawTrip, ...]
    rules: tuple[Rule, ...] = ()
    stations: tuple[int | None, ...] = ()
    boarding: tuple[int, ...] = ()
    station_boarding: tuple[int, ...] = ()
    feeds: int = 1
    day: Day = TUESDAY
    longest_gap_m: int = 200  # where a vehicle goes on as another trip

    def feed_of(self, stop: int) -> int:
        """Return the feed that has a stop."""
        return stop // (len(self.corners) // self.feeds)


def runs_of(
    timetable: Timetable,
    *,
    on_demand: OnDemand = "off",
    booked_s: int = 0,
    wheels: Wheels = "",
) -> list[Trip]:
    """Return the vehicles on the road on the day, as the passenger sees them."""
    runs = [
        (number, [_moved(row, shift_s) for row in trip.rows])
        for number, trip in enumerate(timetable.trips)
        if trip.service in RUNNING
        for shift_s in _shifts(trip, timetable.day.night_s(trip.service))
    ]
    runs = [
        (number, rows)
        for number, rows in runs
        if timetable.trips[number].service not in NIGHTS
        or max(row.arrival_s for row in rows) > timetable.day.midnight_s
    ]
    following = follows(timetable, runs)
    vehicles = [
        [*_chain(following, run)] for run in range(len(runs)) if run not in following.values()
    ]
    return [
        _with_wheels(
            timetable,
            _vehicle([runs[run][1] for run in chain], on_demand, booked_s),
            [runs[run][0] for run in chain],
            wheels,
        )
        for chain in vehicles
    ]


def _with_wheels(timetable: Timetable, trip: Trip, numbers: list[int], wheels: Wheels) -> Trip:
    """Take from a vehicle the calls at which no wheelchair gets on or off."""
    if wheels not in FIT:
        return trip
    fits = {timetable.trips[number].wheelchair for number in numbers} <= FIT[wheels]
    usable = [fits and told_of_stop(timetable, call.stop) in FIT[wheels] for call in trip]
    return tuple(
        replace(call, pickup=call.pickup and may, drop_off=call.drop_off and may)
        for call, may in zip(trip, usable, strict=True)
    )


def told_of_stop(timetable: Timetable, stop: int) -> int:
    """Return what is told of a stop, else of its station."""
    told = timetable.boarding[stop] if timetable.boarding else 0
    station = timetable.stations[stop] if timetable.stations else None
    if told or station is None or not timetable.station_boarding:
        return told
    return timetable.station_boarding[station]


def _shifts(trip: RawTrip, night_s: int) -> Iterator[int]:
    if not trip.spells:
        yield -night_s
    for start_s, end_s, headway_s in trip.spells:
        second = start_s
        while second < end_s:
            yield second - trip.rows[0].departure_s - night_s
            second += headway_s


def _moved(row: Row, shift_s: int) -> Row:
    return replace(row, arrival_s=row.arrival_s + shift_s, departure_s=row.departure_s + shift_s)


def follows(timetable: Timetable, runs: Sequence[tuple[int, list[Row]]]) -> dict[int, int]:
    """Return which run each run goes on as."""
    apart = {(r.here, r.there) for r in timetable.rules if r.kind == MUST_ALIGHT}
    following = {}
    blocks = {trip.block for trip in timetable.trips} - {""}
    for service in {trip.service for trip in timetable.trips}:
        for block in blocks:
            members = [
                run
                for run, (number, _) in enumerate(runs)
                if (timetable.trips[number].block, timetable.trips[number].service)
                == (block, service)
            ]
            members.sort(key=lambda run: (runs[run][1][0].departure_s, runs[run][1][-1].arrival_s))
            for here, there in pairwise(members):
                if (runs[here][0], runs[there][0]) not in apart:
                    last, first = runs[here][1][-1], runs[there][1][0]
                    stay_s = first.departure_s - last.arrival_s
                    if 0 <= stay_s <= LONGEST_STAY_S and _near(timetable, last.stop, first.stop):
                        following[here] = there
    return following


def _near(timetable: Timetable, here: int, there: int) -> bool:
    stations = timetable.stations or (None,) * len(timetable.corners)
    if stations[here] is not None and stations[here] == stations[there]:
        return True
    (x, y), (u, v) = timetable.corners[here], timetable.corners[there]
    return hypot(x - u, y - v) <= timetable.longest_gap_m


def _chain(following: dict[int, int], run: int) -> Iterator[int]:
    yield run
    while run in following:
        run = following[run]
        yield run


def _vehicle(parts: Sequence[list[Row]], on_demand: OnDemand, booked_s: int) -> Trip:
    """Return one trip of several; one boards at all but the last, alights at all but the first."""
    calls: list[Call] = []
    for rows in parts:
        for place, row in enumerate(rows):
            may_board, may_alight = _usable(rows, row, on_demand, booked_s)
            calls.append(
                Call(
                    row.stop,
                    row.arrival_s,
                    row.departure_s,
                    pickup=may_board and place < len(rows) - 1,
                    drop_off=may_alight and place > 0,
                )
            )
    return tuple(calls)


def _usable(rows: list[Row], row: Row, on_demand: OnDemand, booked_s: int) -> tuple[bool, bool]:
    asks, calls = _must_ask(row), row.drop_off == PHONE or row.lead_minutes is not None
    board, alight = row.pickup != NONE, row.drop_off != NONE
    if on_demand == "on":
        return board, alight
    if on_demand == "off":
        return board and not asks, alight and not calls
    free = [r.departure_s for r in rows if r.pickup == REGULAR and r.lead_minutes is None]
    sets_out_s = min([*free, row.arrival_s])
    if asks and not (row.pickup == DRIVER and row.lead_minutes is None):
        board = board and _in_time(row, row.departure_s, booked_s)
    if calls:
        alight = alight and _in_time(row, sets_out_s, booked_s)
    return board, alight


def _must_ask(row: Row) -> bool:
    return row.pickup in {PHONE, DRIVER} or row.lead_minutes is not None


def _in_time(row: Row, second: int, booked_s: int) -> bool:
    return row.lead_minutes is not None and second - 60 * row.lead_minutes >= booked_s


def changes_of(timetable: Timetable, walks: Walks, *, change_s: int) -> Walks:
    """
    Return the seconds of each change: the walk and the change time, or what a rule asks for.

    Stops of two feeds that are the same are at no distance, wherever each says that it is.
    """
    stops = range(len(timetable.corners))
    changes = {pair: walk + change_s for pair, walk in walks.items()}
    many = len(stops) // timetable.feeds
    changes |= {(a, b): change_s for a in stops for b in stops if a % many == b % many}
    for here in stops:
        for there in stops:
            asked = [rule for rule in timetable.rules if _holds(timetable, rule, here, there)]
            if any(rule.kind == IMPOSSIBLE for rule in asked):
                changes.pop((here, there), None)
            elif asked:
                least_s = max(rule.seconds for rule in asked)
                changes[here, there] = max(changes.get((here, there), change_s), least_s)
    return changes


def _holds(timetable: Timetable, rule: Rule, here: int, there: int) -> bool:
    """Say whether a rule is about a pair of stops; where there are stations, about theirs."""
    if rule.kind not in {MINIMUM_TIME, IMPOSSIBLE}:
        return False
    if timetable.stations:
        return (timetable.stations[here], timetable.stations[there]) == (rule.here, rule.there)
    return (here, there) == (rule.here, rule.there)
