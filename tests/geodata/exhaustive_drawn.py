"""Random timetables with one feature switched on, or with all of them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from tests.geodata.exhaustive_timetables import (
    DAY_S,
    DRIVER,
    IMPOSSIBLE,
    MINIMUM_TIME,
    MUST_ALIGHT,
    NIGHTS,
    NONE,
    PHONE,
    REGULAR,
    RawTrip,
    Row,
    Rule,
    Timetable,
)
from tests.geodata.towns import places

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.geodata.exhaustive_timetables import OnDemand, Wheels
    from tests.geodata.towns import Place

WHEELCHAIR = "wheelchair"


@dataclass(frozen=True)
class Question:
    """A timetable, and how one may travel by it."""

    timetable: Timetable
    on_demand: OnDemand
    booked_s: int
    change_s: int
    rides: int
    ends: tuple[Place, Place]
    wheels: Wheels = ""


def _trips(draw: st.DrawFn, stops: int) -> tuple[RawTrip, ...]:
    """Some trips, most of which set out where and soon after the one before has ended."""
    trips = [_trip(draw, stops, draw(st.integers(0, stops - 1)), 60 * draw(st.integers(0, 9)))]
    for _ in range(draw(st.integers(1, 3))):
        last = trips[-1].rows[-1]
        stop, second = last.stop, last.arrival_s + 60 * draw(st.integers(0, 5))
        if draw(st.integers(0, 2)) == 0:
            stop, second = draw(st.integers(0, stops - 1)), 60 * draw(st.integers(0, 12))
        trips.append(_trip(draw, stops, stop, second))
    return tuple(trips)


def _trip(draw: st.DrawFn, stops: int, stop: int, second: int) -> RawTrip:
    """Two to four calls, the first at a stop and a second."""
    rows = [Row(stop, second, second)]
    for _ in range(draw(st.integers(1, 3))):
        arrival_s = second + 60 * draw(st.integers(0, 4))
        second = arrival_s + 60 * draw(st.integers(0, 2))
        # the same stop twice in a row now and then
        stop = (stop + draw(st.sampled_from([*range(1, stops), *range(1, stops), 0]))) % stops
        rows.append(Row(stop, arrival_s, second))
    return RawTrip(tuple(rows))


def _ends(draw: st.DrawFn, trips: tuple[RawTrip, ...]) -> tuple[Place, Place]:
    """Doors near where one trip sets out and a later one ends, now and then anywhere."""
    home, door = draw(places), draw(places)
    if draw(st.integers(0, 4)):
        begun = draw(st.integers(0, len(trips) - 2))
        ended = draw(st.sampled_from([*range(begun, len(trips)), len(trips) - 1]))
        home = (trips[begun].rows[0].stop, *home[1:])
        others = [row.stop for row in trips[ended].rows if row.stop != home[0]]
        door = (others[-1] if others else home[0] + 1, *door[1:])
    return home, door


def _boarding(draw: st.DrawFn, timetable: Timetable) -> Timetable:
    may = st.sampled_from([REGULAR, REGULAR, NONE])
    return _each_row(timetable, lambda row: replace(row, pickup=draw(may), drop_off=draw(may)))


def _booking(draw: st.DrawFn, timetable: Timetable) -> Timetable:
    kinds = st.sampled_from([REGULAR, REGULAR, REGULAR, NONE, PHONE, DRIVER])
    leads = st.sampled_from([None, None, 5, 30])

    def booked(row: Row) -> Row:
        return replace(row, pickup=draw(kinds), drop_off=draw(kinds), lead_minutes=draw(leads))

    return _each_row(timetable, booked)


def _each_row(timetable: Timetable, changed: Callable[[Row], Row]) -> Timetable:
    trips = [replace(trip, rows=tuple(map(changed, trip.rows))) for trip in timetable.trips]
    return replace(timetable, trips=tuple(trips))


def _calendar(draw: st.DrawFn, timetable: Timetable) -> Timetable:
    services = st.sampled_from(["tuesdays", "extra", "removed", "wednesdays"])
    return _each_trip(timetable, lambda trip: replace(trip, service=draw(services)))


def _nights(draw: st.DrawFn, timetable: Timetable) -> Timetable:
    """Some trips set out on Sunday or Monday, and some of these before midnight."""

    def moved(trip: RawTrip) -> RawTrip:
        service = draw(st.sampled_from(["tuesdays", *NIGHTS]))
        shift_s = DAY_S * NIGHTS.get(service, 0)
        shift_s -= 60 * draw(st.integers(0, 15)) if shift_s else 0
        rows = [
            replace(row, arrival_s=row.arrival_s + shift_s, departure_s=row.departure_s + shift_s)
            for row in trip.rows
        ]
        return replace(trip, rows=tuple(rows), service=service)

    return _each_trip(timetable, moved)


def _frequencies(draw: st.DrawFn, timetable: Timetable) -> Timetable:
    minute = st.integers(0, 8)

    def repeated(trip: RawTrip) -> RawTrip:
        first, length, headway = draw(minute), draw(st.integers(1, 8)), draw(st.integers(3, 9))
        spells = [(60 * first, 60 * (first + length), 60 * headway)]
        return replace(trip, spells=tuple(spells[: draw(st.integers(0, 1))]))

    return _each_trip(timetable, repeated)


def _blocks(draw: st.DrawFn, timetable: Timetable) -> Timetable:
    """Vehicles that go on as another trip, or must be left; no two of a block begin together."""
    begun, trips = set[int](), list[RawTrip]()
    for trip in timetable.trips:
        start_s = trip.rows[0].departure_s
        chosen = "" if start_s in begun else draw(st.sampled_from(["7", "7", "7", ""]))
        begun |= {start_s} if chosen else set()
        trips.append(replace(trip, block=chosen))
    apart = draw(st.sampled_from([None, None, *range(1, len(trips))]))
    rules = () if apart is None else (Rule(apart - 1, apart, MUST_ALIGHT),)
    return replace(timetable, trips=tuple(trips), rules=timetable.rules + rules)


def _each_trip(timetable: Timetable, changed: Callable[[RawTrip], RawTrip]) -> Timetable:
    return replace(timetable, trips=tuple(map(changed, timetable.trips)))


def _transfers(draw: st.DrawFn, timetable: Timetable) -> Timetable:
    """Least times and forbidden changes between stops or between stations."""
    stops, stations = len(timetable.corners), tuple[int | None, ...]()
    if draw(st.integers(0, 2)) == 0:
        stations = tuple(draw(st.sampled_from([None, 0, 1])) for _ in range(stops))
        stations = stations if any(s is not None for s in stations) else ()
    kinds = st.sampled_from([MINIMUM_TIME, IMPOSSIBLE, None])
    rules = []
    for here, there in sorted({*_changes(timetable, stations)}):
        kind = draw(kinds)
        if kind is not None:
            least_s = draw(st.integers(0, 900)) if kind == MINIMUM_TIME else -1
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


def _feeds(draw: st.DrawFn, timetable: Timetable) -> Timetable:
    trips = [replace(trip, feed=draw(st.integers(0, 1))) for trip in timetable.trips]
    return replace(timetable, trips=tuple(trips))


def _wheelchairs(draw: st.DrawFn, timetable: Timetable) -> Timetable:
    """What trips, stops and stations tell about wheelchairs: nothing, yes or no."""
    many = len(timetable.corners)
    told = draw(st.sampled_from([st.just(1), st.just(1), st.sampled_from([0, 1, 1, 2])]))
    of_station = st.sampled_from([0, 1, 1, 2, 2])
    if not timetable.rules:  # which are about stops or about stations
        stations = tuple(draw(st.sampled_from([0, 1, None])) for _ in range(many))
        timetable = replace(timetable, stations=stations)
    marked = replace(
        timetable,
        boarding=tuple(draw(st.sampled_from([0, 0, 0, 1, 2])) for _ in range(many)),
        station_boarding=(draw(of_station), draw(of_station)),
    )
    return _each_trip(marked, lambda trip: replace(trip, wheelchair=draw(told)))


FEATURES: dict[str, Callable[[st.DrawFn, Timetable], Timetable]] = {
    "boarding and alighting": _boarding,
    "calendars with exceptions": _calendar,
    "over midnight": _nights,
    "frequencies": _frequencies,
    "blocks": _blocks,
    "transfer rules": _transfers,
    "booking": _booking,
    "two feeds": _feeds,
    WHEELCHAIR: _wheelchairs,
}
# transfer rules of one feed do not bind the other, and a repeated trip goes on as no other
ALL_AT_ONCE = ("booking", "over midnight", "blocks", "transfer rules")
SEVERAL = ("frequencies", "boarding and alighting", "calendars with exceptions", "two feeds")
ON_WHEELS = ("over midnight", "blocks", "transfer rules", WHEELCHAIR)


@st.composite
def questions(draw: st.DrawFn, *features: str) -> Question:
    """Stops on a grid of two kilometres, some a few steps apart, and buses among them."""
    place = st.tuples(st.integers(0, 3), st.integers(0, 3))
    spots = draw(st.lists(place, min_size=3, max_size=3, unique=True))
    corners = [(2000 * x, 2000 * y) for x, y in spots]
    if draw(st.booleans()):  # a fourth stop a few steps from the third, or on the same spot
        corners.append((corners[-1][0] + 70 * draw(st.integers(0, 2)), corners[-1][1]))
    stops = len(corners)
    trips = _trips(draw, stops)
    timetable = Timetable(tuple(corners), trips)
    for feature in features:
        timetable = FEATURES[feature](draw, timetable)
    wheels: list[Wheels] = ["pushchair", "wheelchair", "wheelchair", "wheelchair, surely"]
    return Question(
        timetable,
        on_demand=draw(st.sampled_from(["off", "on", "booked"])),
        booked_s=draw(st.integers(-1800, 600)),
        change_s=draw(st.sampled_from([0, 0, 1, 60, 300])),
        rides=draw(st.sampled_from([1, 2, 3])),
        ends=_ends(draw, trips),
        wheels=draw(st.sampled_from(wheels)) if WHEELCHAIR in features else "",
    )
