"""Changes for single lines and trips: the narrowest rule holds, as trying every way finds."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geodata.journeys.legs import RideLeg, WalkLeg
from geodata.journeys.quickest import quickest_journey
from geodata.points import Points
from geodata.searches.transit import Transit
from geodata.sources.gtfs import read_feed
from geodata.streets.straight_line import straight_line
from geodata.timetable.service_day import ServiceDay, service_day
from geodata.timetable.stops import NOT_USED
from geodata.walking import NEVER, rows_of
from tests.geodata.sources.feeds import write_feed

if TYPE_CHECKING:
    from pathlib import Path

TUESDAY, EIGHT = date(2026, 3, 10), 8 * 3600
STOPS = {"A": (7.0700, 50.37), "B": (7.0707, 50.37), "C": (7.0800, 50.37), "D": (7.2000, 50.37)}
PLACES = Points(*np.array([*STOPS.values()]).T.copy())  # A and B are 50 m apart
TRANSFERS = (
    "from_stop_id,to_stop_id,from_route_id,to_route_id,from_trip_id,to_trip_id,"
    "transfer_type,min_transfer_time"
)
ALL, FORBIDDEN = "", 3


class Trip(NamedTuple):
    """A trip of a line: where and when it stops."""

    name: str
    line: str
    calls: tuple[tuple[str, int], ...]


class Rule(NamedTuple):
    """A row of transfers.txt; S is the station of A and B."""

    stops: tuple[str, str]
    lines: tuple[str, str] = (ALL, ALL)
    trips: tuple[str, str] = (ALL, ALL)
    kind: int = 2
    seconds: int = 0

    @property
    def rank(self) -> int:
        """How narrow it is, by the list in the GTFS reference: 5 for two trips, 0 for all."""
        sides = zip(self.trips, self.lines, strict=True)
        named = sorted("trip" if trip else "line" if line else ALL for trip, line in sides)
        order = [[ALL, ALL], [ALL, "line"], ["line", "line"], [ALL, "trip"], ["line", "trip"]]
        return [*order, ["trip", "trip"]].index(named)

    def about(self, here: tuple[str, Trip], there: tuple[str, Trip]) -> bool:
        """Say whether it is about a change from a trip at one stop to another at another."""
        sides = zip(self.stops, self.lines, self.trips, (here, there), strict=True)
        return all(
            stop in (at, "S" if at in "AB" else at)
            and (trip == of.name if trip else line in (ALL, of.line))
            for stop, line, trip, (at, of) in sides
        )


def _clock(second: int) -> str:
    return f"{second // 3600:02}:{second // 60 % 60:02}:{second % 60:02}"


def _day(folder: Path, trips: list[Trip], rules: list[Rule]) -> ServiceDay:
    station = {"A": "S", "B": "S"}
    stops = [f"{k},{k},{y},{x},,{station.get(k, '')}" for k, (x, y) in STOPS.items()]
    times = [
        f"{trip.name},{_clock(second)},{_clock(second)},{stop},{number}"
        for trip in trips
        for number, (stop, second) in enumerate(trip.calls)
    ]
    head = "stop_id,stop_name,stop_lat,stop_lon,location_type,parent_station"
    rows = [(*r.stops, *r.lines, *r.trips, r.kind, r.seconds if r.kind == 2 else "") for r in rules]
    files = {
        "stops": [head, *stops, "S,S,50.37,7.07,1,"],
        "routes": ["route_id,agency_id,route_short_name,route_type", "r,a,1,3", "s,a,2,3"],
        "trips": ["route_id,service_id,trip_id", *(f"{t.line},week,{t.name}" for t in trips)],
        "stop_times": ["trip_id,arrival_time,departure_time,stop_id,stop_sequence", *times],
        "transfers": [TRANSFERS, *(",".join(map(str, row)) for row in rows)],
    }
    text = {name: "".join(f"{line}\n" for line in lines) for name, lines in files.items()}
    return service_day([read_feed(write_feed(folder, **text))], TUESDAY)


def _transit(day: ServiceDay, change_s: int = 0) -> Transit:
    return Transit(day, straight_line("walk"), change_seconds=change_s, max_rides=3)


FIRST = Trip("t1", "r", (("C", EIGHT), ("A", EIGHT + 600)))
SOON = Trip("t2", "s", (("A", EIGHT + 720), ("D", EIGHT + 1800)))
LATER = Trip("t3", "s", (("A", EIGHT + 1200), ("D", EIGHT + 2400)))


@pytest.mark.parametrize(
    ("rules", "minutes"),
    [
        ([], 30),
        ([Rule(("A", "A"), seconds=300)], 40),
        ([Rule(("A", "A"), seconds=300), Rule(("A", "A"), ("r", ALL), seconds=120)], 30),
        ([Rule(("A", "A"), seconds=300), Rule(("A", "A"), ("s", ALL), seconds=0)], 40),
        ([Rule(("A", "A"), ("r", ALL), kind=3), Rule(("A", "A"), ("r", "s"), seconds=60)], 30),
        (
            [Rule(("A", "A"), ("r", "s"), seconds=60), Rule(("A", "A"), trips=("t1", ALL), kind=3)],
            40,
        ),
        (
            [Rule(("A", "A"), ("r", "s"), seconds=0), Rule(("A", "A"), trips=(ALL, "t2"), kind=3)],
            40,
        ),
        (
            [Rule(("S", "S"), trips=("t1", ALL), kind=3), Rule(("A", "A"), ("r", ALL), ("", "t3"))],
            40,
        ),
        ([Rule(("S", "S"), kind=3), Rule(("S", "S"), trips=("t1", "t2"), kind=1)], 30),
        ([Rule(("A", "A"), trips=("t1", "t2")), Rule(("A", "A"), trips=("t1", "t2"), kind=3)], 40),
        ([Rule(("A", "A"), trips=("t2", "t1"), kind=3), Rule(("B", "A"), ("r", "s"), kind=3)], 30),
    ],
)
def test_the_narrowest_rule_decides_which_bus_is_caught(
    tmp_path: Path, rules: list[Rule], minutes: float
) -> None:
    """The bus at 8:12 or the one at 8:20, for which one can also walk from C."""
    transit = _transit(_day(tmp_path, [FIRST, SOON, LATER], rules))
    found = transit.depart_matrix(PLACES.take([2]), PLACES.take([3]), depart_s=EIGHT)
    assert found[0, 0] == minutes


def test_no_stop_is_split_where_nobody_whom_a_rule_names_calls(tmp_path: Path) -> None:
    rules = [Rule(("B", "C"), ("r", ALL), kind=3), Rule(("A", "D"), trips=("t3", ALL), kind=3)]
    assert len(_day(tmp_path, [FIRST, SOON], rules).stops.ids) == 3


def test_a_rule_without_a_stop_or_a_time_is_counted(tmp_path: Path) -> None:
    rules = [Rule(("", "A"), ("r", ALL), kind=3), Rule(("", ""), kind=3), Rule(("A", "A"), kind=0)]
    day = _day(tmp_path, [FIRST, SOON], rules)
    assert day.left_out == {NOT_USED: 3}


def test_the_parts_of_a_stop_have_its_name_and_place_and_are_one(tmp_path: Path) -> None:
    day = _day(tmp_path, [FIRST, SOON, LATER], [Rule(("A", "A"), trips=("t1", "t2"), kind=3)])
    parts = np.flatnonzero(day.stops.ids == "A")
    assert len(parts) == 3  # of t1, of t2, of all others
    assert set(day.stops.names[parts]) == {"A"}
    assert all(day.same_stops.hold(a, b) for a, b in product(parts, parts) if a != b)


def test_one_changes_between_the_parts_of_a_stop_without_a_walk(tmp_path: Path) -> None:
    day = _day(tmp_path, [FIRST, SOON, LATER], [Rule(("A", "A"), trips=("t1", "t2"), kind=3)])
    home, door = PLACES.take([2]), PLACES.take([3])
    journey = quickest_journey(
        replace(_transit(day), max_walk_seconds=600), home, door, depart_s=EIGHT
    )
    assert journey is not None
    assert [type(leg) for leg in journey.legs] == [WalkLeg, RideLeg, RideLeg, WalkLeg]
    assert journey.ride_legs[1].wait_s == 600


def test_a_rule_without_a_time_makes_no_change_where_nobody_can_walk(tmp_path: Path) -> None:
    rules = [Rule(("A", "D"), ("r", ALL), kind=1), Rule(("A", "D"), trips=("t1", ALL), kind=0)]
    assert len(_day(tmp_path, [FIRST, SOON], rules).transfer_rules.seconds) == 0


def test_a_rule_about_a_line_holds_to_the_same_stop_of_another_timetable(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    one.mkdir()
    two.mkdir()
    rule = Rule(("A", "A"), ("r", ALL), seconds=300)
    feeds = []
    for folder, trips in ((one, [FIRST]), (two, [SOON, LATER])):
        _day(folder, trips, [rule] if trips == [FIRST] else [])
        feeds.append(read_feed(folder / "feed.zip"))
    transit = _transit(service_day(feeds, TUESDAY))
    found = transit.depart_matrix(PLACES.take([2]), PLACES.take([3]), depart_s=EIGHT)
    assert found[0, 0] == 40


def _trips() -> st.SearchStrategy[list[Trip]]:
    gaps = st.integers(0, 6).map(lambda number: number * 60)
    call = st.tuples(st.sampled_from([*STOPS]), gaps)
    trip = st.tuples(st.sampled_from("rs"), gaps, st.lists(call, min_size=2, max_size=3))

    def built(drawn: list[tuple[str, int, list[tuple[str, int]]]]) -> list[Trip]:
        trips = []
        for number, (line, begins, calls) in enumerate(drawn):
            seconds = np.cumsum([EIGHT + begins, *(gap for _, gap in calls)])[1:].tolist()
            stops = [stop for stop, _ in calls]
            trips.append(Trip(f"t{number}", line, tuple(zip(stops, seconds, strict=True))))
        return trips

    return st.lists(trip, min_size=2, max_size=5).map(built)


def _rules() -> st.SearchStrategy[list[Rule]]:
    stops, seconds = st.sampled_from([*"AABBSSCD"]), st.sampled_from([0, 60, 120, 300])
    lines, trips = st.sampled_from(["", "", "r", "s"]), st.sampled_from(["", "", "t0", "t1", "t2"])
    rule = st.builds(
        Rule,
        st.tuples(stops, stops),
        st.tuples(lines, lines),
        st.tuples(trips, trips),
        st.sampled_from([0, 1, 2, 2, 3]),
        seconds,
    )
    return st.lists(rule, max_size=6)


class Tried(NamedTuple):
    """What there is to try: trips, rules, walks within the limit and the change time."""

    trips: list[Trip]
    rules: list[Rule]
    walks: dict[tuple[str, str], int]
    change_s: int

    def change(self, here: tuple[str, Trip], there: tuple[str, Trip]) -> int | None:
        """Return the seconds of a change from a trip at a stop to another; None if impossible."""
        rules = [rule for rule in self.rules if rule.about(here, there)]
        rules = [rule for rule in rules if rule.rank or rule.kind >= 2]
        rules = [r for r in rules if r.rank == max(rule.rank for rule in rules)]
        walk = 0 if here[0] == there[0] else self.walks.get((here[0], there[0]))
        least = [rule.seconds for rule in rules if rule.kind == 2]
        if any(rule.kind == FORBIDDEN for rule in rules) or (walk is None and not least):
            return None
        return max((walk or 0) + self.change_s, *least, 0)

    def arrivals(self, here: str) -> dict[str, int]:
        """Return the earliest second at each place by vehicle, of everybody who leaves at eight."""
        best: dict[str, int] = {}
        for trip in self.trips:
            for place, (stop, second) in enumerate(trip.calls):
                walk = self.walks.get((here, stop))
                if walk is not None and EIGHT + walk <= second:
                    self._ride(trip, place, 3, best)
        return best

    def _ride(self, trip: Trip, board: int, rides: int, best: dict[str, int]) -> None:
        for stop, second in trip.calls[board + 1 :]:
            for place in STOPS:
                if (stop, place) in self.walks:
                    then = second + self.walks[stop, place]
                    best[place] = min(best.get(place, then), then)
            for other in self.trips if rides > 1 else ():
                for place, (there, departs) in enumerate(other.calls):
                    takes = self.change((stop, trip), (there, other))
                    if takes is not None and second + takes <= departs:
                        self._ride(other, place, rides - 1, best)


@given(_trips(), _rules(), st.sampled_from([0, 60]))
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_finds_what_trying_every_change_under_every_rule_finds(
    tmp_path: Path, trips: list[Trip], rules: list[Rule], change_s: int
) -> None:
    transit = _transit(_day(tmp_path, trips, rules), change_s)
    table = transit.walking.pairs_within(PLACES, PLACES, max_seconds=transit.max_walk_seconds)
    names = [*STOPS]
    pairs = zip(rows_of(table).tolist(), table.targets.tolist(), strict=True)
    known = [(names[a], names[b]) for a, b in pairs]
    tried = Tried(trips, rules, dict(zip(known, table.seconds.tolist(), strict=True)), change_s)
    on_foot = transit.walking.pairs_within(PLACES, PLACES, max_seconds=NEVER)
    expected = on_foot.seconds.reshape(4, 4) / 60
    for row, here in enumerate(names):
        for place, second in tried.arrivals(here).items():
            at = names.index(place)
            expected[row, at] = min(expected[row, at], (second - EIGHT) / 60)
    assert transit.depart_matrix(PLACES, PLACES, depart_s=EIGHT) == pytest.approx(expected)
