"""What each feature of a timetable does to the trips of a random one."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from math import dist, floor
from typing import TYPE_CHECKING

from tests.geodata.exhaustive_timetables import (
    DRIVER,
    IMPOSSIBLE,
    MINIMUM_TIME,
    MUST_ALIGHT,
    NIGHTS,
    NONE,
    PHONE,
    PUT_FORWARD,
    REGULAR,
    SET_BACK,
    TUESDAY,
    RawTrip,
    Row,
    Rule,
    Timetable,
    follows,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    Corners = tuple[tuple[int, int], ...]

WHEELCHAIR = "wheelchair"
LONG_M = 1000  # a hop on which a metre more or less rounds no second otherwise


def _boarding(random: Random, timetable: Timetable) -> Timetable:
    def may() -> int:
        return random.choice([REGULAR, REGULAR, REGULAR, NONE])

    return _each_row(timetable, lambda row: replace(row, pickup=may(), drop_off=may()))


def _booking(random: Random, timetable: Timetable) -> Timetable:
    def kind() -> int:
        return random.choice([REGULAR, REGULAR, REGULAR, NONE, PHONE, DRIVER])

    def booked(row: Row) -> Row:
        lead = random.choice([None, None, 5, 30])
        return replace(row, pickup=kind(), drop_off=kind(), lead_minutes=lead)

    return _each_row(timetable, booked)


def _each_row(timetable: Timetable, changed: Callable[[Row], Row]) -> Timetable:
    return _each_trip(timetable, lambda trip: replace(trip, rows=tuple(map(changed, trip.rows))))


def _each_trip(timetable: Timetable, changed: Callable[[RawTrip], RawTrip]) -> Timetable:
    return replace(timetable, trips=tuple(map(changed, timetable.trips)))


def _calendar(random: Random, timetable: Timetable) -> Timetable:
    services = ["today", "extra", "removed", "tomorrow"]
    return _each_trip(timetable, lambda trip: replace(trip, service=random.choice(services)))


def _nights(random: Random, timetable: Timetable) -> Timetable:
    """Some trips set out on days before, and some of these before midnight; clocks may change."""
    day = random.choice([TUESDAY, TUESDAY, PUT_FORWARD, SET_BACK])

    def moved(trip: RawTrip) -> RawTrip:
        service = random.choice(["today", *NIGHTS])
        shift_s = day.night_s(service)
        shift_s -= 60 * random.randint(0, 15) if shift_s else 0
        return replace(_later(trip, shift_s), service=service)

    return _each_trip(replace(timetable, day=day), moved)


def _frequencies(random: Random, timetable: Timetable) -> Timetable:
    def repeated(trip: RawTrip) -> RawTrip:
        first, length = random.randint(0, 8), random.randint(1, 8)
        spell = (60 * first, 60 * (first + length), 60 * random.randint(3, 9))
        return replace(trip, spells=random.choice([(), (spell,)]))

    return _each_trip(timetable, repeated)


def _blocks(random: Random, timetable: Timetable) -> Timetable:
    """Vehicles that go on as another trip, or must be left; no two of a block begin together."""
    begun, trips = set[int](), list[RawTrip]()
    halt_s = random.choice([0, 0, 0, 1500, 1800])  # as long as it may be, or longer
    for number, trip in enumerate(timetable.trips):
        start_s = trip.rows[0].departure_s + number * halt_s
        chosen = "" if start_s in begun else random.choice(["7", "7", "7", "7", ""])
        begun |= {start_s} if chosen else set()
        trips.append(replace(_later(trip, number * halt_s), block=chosen))
    joined = replace(timetable, trips=tuple(trips))
    pairs = random.choice([sorted(_following(joined).items()), []])
    left = (Rule(*random.choice(pairs), MUST_ALIGHT),) if pairs else ()
    return replace(joined, rules=timetable.rules + left)


def _following(timetable: Timetable) -> dict[int, int]:
    """Return which trip each trip goes on as."""
    return follows(timetable, [(k, [*trip.rows]) for k, trip in enumerate(timetable.trips)])


def in_a_row(timetable: Timetable) -> list[tuple[int, int]]:
    """Return the trips that go on as another, and those that would if not all had to get off."""
    parted = [(rule.here, rule.there) for rule in timetable.rules if rule.kind == MUST_ALIGHT]
    following = _following(timetable)
    twice = [(here, following[there]) for here, there in following.items() if there in following]
    return 2 * parted + sorted(following.items()) + 2 * twice


def _later(trip: RawTrip, seconds: int) -> RawTrip:
    return replace(trip, rows=tuple(_moved(row, seconds) for row in trip.rows))


def _moved(row: Row, seconds: int) -> Row:
    times = row.arrival_s + seconds, row.departure_s + seconds
    return replace(row, arrival_s=times[0], departure_s=times[1])


def _transfers(random: Random, timetable: Timetable) -> Timetable:
    """Least times and forbidden changes between stops or between stations."""
    stations = tuple[int | None, ...]()
    if random.randint(0, 2) == 0:
        stations = tuple(random.choice([None, 0, 1]) for _ in timetable.corners)
        stations = stations if any(s is not None for s in stations) else ()
    rules = []
    for here, there in sorted({*_changes(timetable, stations)}):
        kind = random.choice([MINIMUM_TIME, MINIMUM_TIME, IMPOSSIBLE, None])
        if kind is not None:
            least_s = random.randint(0, random.choice([120, 900])) if kind == MINIMUM_TIME else -1
            rules.append(Rule(here, there, kind, least_s))
    return replace(timetable, rules=timetable.rules + tuple(rules), stations=stations)


def _changes(timetable: Timetable, stations: tuple[int | None, ...]) -> list[tuple[int, int]]:
    """Return where one may want to change: from the end of a trip to the start of the next."""
    ends = [(trip.rows[0].stop, trip.rows[-1].stop) for trip in timetable.trips]
    pairs = [(last, first) for (_, last), (first, _) in pairwise([*ends, ends[0]])]
    if not stations:
        return pairs
    known = [s for s in stations if s is not None]
    between = [(stations[a], stations[b]) for a, b in pairs]
    return [(a, b) for a, b in between if a is not None and b is not None] or [(known[0], known[0])]


def _blanks(random: Random, timetable: Timetable) -> Timetable:
    """Some calls between the first and the last of a trip tell no time: the bus drives evenly."""

    def emptied(trip: RawTrip) -> RawTrip:
        empty = {place for place in range(1, len(trip.rows) - 1) if random.randint(0, 2)}
        slower = (_driven(trip, empty, late_s, timetable.corners) for late_s in range(60))
        return next((found for found in slower if found), trip)

    return _each_trip(timetable, emptied)


def _driven(trip: RawTrip, empty: set[int], late_s: int, corners: Corners) -> RawTrip | None:
    """Return a trip that is later at each call with a time; None where rounding would decide."""
    rows = [*trip.rows]
    timed = [place for place in range(len(rows)) if place not in empty]
    for later, place in enumerate(timed):
        rows[place] = _moved(rows[place], later * late_s)
    for first, last in pairwise(timed):
        hops = [dist(corners[a.stop], corners[b.stop]) for a, b in pairwise(rows[first : last + 1])]
        long_s = rows[last].arrival_s - rows[first].departure_s
        for place in range(first + 1, last):
            share = sum(hops[: place - first]) / max(sum(hops), 1)
            second = rows[first].departure_s + long_s * share
            if min(hops) < LONG_M or not 0.25 < second % 1 < 0.75:
                return None
            rows[place] = Row(rows[place].stop, floor(second), floor(second), blank=True)
    return replace(trip, rows=tuple(rows))


def _feeds(random: Random, timetable: Timetable) -> Timetable:
    """Two feeds with the same stops, which the second says lie some steps farther north."""
    aside_m, many = random.choice([0, 30, 45]), len(timetable.corners)

    def moved(trip: RawTrip, feed: int) -> RawTrip:
        rows = [replace(row, stop=row.stop + many * feed) for row in trip.rows]
        return replace(trip, feed=feed, rows=tuple(rows))

    corners = timetable.corners + tuple((x, y + aside_m) for x, y in timetable.corners)
    by_turns = [random.choice([k % 2, k % 2, 0, 1]) for k in range(len(timetable.trips))]
    trips = tuple(map(moved, timetable.trips, by_turns))
    return replace(timetable, corners=corners, trips=trips, feeds=2)


def _wheelchairs(random: Random, timetable: Timetable) -> Timetable:
    """What trips, stops and stations tell about wheelchairs: nothing, yes or no."""
    many = len(timetable.corners)
    of_trip = random.choice([[1], [1], [0, 1, 1, 2]])
    of_stop = random.choice([[0], [0, 0, 0, 1, 2]])  # now and then the stations alone tell
    if not timetable.rules:  # which are about stops or about stations
        stations = tuple(random.choice([0, 0, 1, 1, None]) for _ in range(many))
        timetable = replace(timetable, stations=stations)
    marked = replace(
        timetable,
        boarding=tuple(random.choice(of_stop) for _ in range(many)),
        station_boarding=(random.choice([0, 1, 1, 2, 2]), random.choice([0, 1, 1, 2, 2])),
    )
    return _each_trip(marked, lambda trip: replace(trip, wheelchair=random.choice(of_trip)))


FEATURES: dict[str, Callable[[Random, Timetable], Timetable]] = {
    "boarding and alighting": _boarding,
    "calendars with exceptions": _calendar,
    "over midnight": _nights,
    "frequencies": _frequencies,
    "blocks": _blocks,
    "transfer rules": _transfers,
    "booking": _booking,
    "blank times": _blanks,
    "two feeds": _feeds,
    WHEELCHAIR: _wheelchairs,
}
# transfer rules of one feed do not bind the other, and a repeated trip goes on as no other
ALL_AT_ONCE = ("booking", "over midnight", "blocks", "transfer rules")
SEVERAL = ("frequencies", "boarding and alighting", "calendars with exceptions", "two feeds")
ON_WHEELS = ("over midnight", "blocks", "transfer rules", WHEELCHAIR)
