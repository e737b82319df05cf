"""Each rule of a timetable left out, to see by trying every journey whether it decides anything."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from geodata.walking import whole_seconds
from tests.geodata.exhaustive import worth_choosing
from tests.geodata.exhaustive_timetables import (
    DRIVER,
    IMPOSSIBLE,
    MINIMUM_TIME,
    MUST_ALIGHT,
    NIGHTS,
    PHONE,
    REGULAR,
    RawTrip,
    Row,
    changes_of,
    runs_of,
)
from tests.geodata.towns import MAX_WALK_S, PACE, near, on_foot_s, walks_between
from tests.geodata.ways import at

if TYPE_CHECKING:
    from collections.abc import Callable

    from geodata.points import Points
    from tests.geodata.exhaustive_drawn import Question

    Fault = Callable[[Question], Question]


def _each_trip(question: Question, changed: Callable[[RawTrip], RawTrip]) -> Question:
    trips = tuple(map(changed, question.timetable.trips))
    return replace(question, timetable=replace(question.timetable, trips=trips))


def _each_row(question: Question, changed: Callable[[Row], Row]) -> Question:
    return _each_trip(question, lambda trip: replace(trip, rows=tuple(map(changed, trip.rows))))


def _without_rules(kind: int) -> Fault:
    def without(question: Question) -> Question:
        rules = tuple(rule for rule in question.timetable.rules if rule.kind != kind)
        return _told(question, rules=rules)

    return without


def _told(question: Question, **facts: object) -> Question:
    return replace(question, timetable=replace(question.timetable, **facts))  # type: ignore[arg-type]


def _tonight(trip: RawTrip) -> RawTrip:
    return replace(trip, service="removed" if trip.service in NIGHTS else trip.service)


def _by_phone(row: Row) -> Row:
    return replace(row, pickup=PHONE if row.pickup == DRIVER else row.pickup)


FAR_M = 10**6
EVERYWHERE: list[Fault] = [
    lambda question: replace(question, change_s=0),
    lambda question: replace(question, rides=question.rides + 1),
    lambda question: replace(question, rides=question.rides - 1),
]
FAULTS: dict[str, list[Fault]] = {
    "boarding and alighting": [
        lambda question: _each_row(question, lambda row: replace(row, pickup=REGULAR)),
        lambda question: _each_row(question, lambda row: replace(row, drop_off=REGULAR)),
    ],
    "calendars with exceptions": [
        lambda question: _each_trip(question, lambda trip: replace(trip, service="today"))
    ],
    "over midnight": [lambda question: _each_trip(question, _tonight)],
    "frequencies": [lambda question: _each_trip(question, lambda trip: replace(trip, spells=()))],
    "blocks": [
        _without_rules(MUST_ALIGHT),
        lambda question: _each_trip(question, lambda trip: replace(trip, block="")),
        lambda question: _told(question, longest_gap_m=FAR_M),
    ],
    "transfer rules": [
        _without_rules(MINIMUM_TIME),
        _without_rules(IMPOSSIBLE),
        lambda question: replace(question, change_s=0),
    ],
    "booking": [
        lambda question: replace(question, on_demand="on"),
        lambda question: _each_row(question, lambda row: replace(row, lead_minutes=None)),
        lambda question: _each_row(question, _by_phone),
    ],
    "two feeds": [lambda question: _told(question, feeds=1)],
    "wheelchair": [
        lambda question: _told(question, station_boarding=()),
        lambda question: _told(question, boarding=()),
        lambda question: _each_trip(question, lambda trip: replace(trip, wheelchair=1)),
    ],
}


def decides(question: Question, fault: Fault) -> bool:
    """Say whether other journeys were worth choosing if a rule were left out."""
    return _choices(question) != _choices(fault(question))


def _choices(question: Question) -> set[tuple[int, int, int]]:
    timetable, stops = question.timetable, at(*question.timetable.corners)
    home, door = (near([*timetable.corners], place) for place in question.ends)
    runs = runs_of(
        timetable,
        on_demand=question.on_demand,
        booked_s=question.booked_s,
        wheels=question.wheels,
    )
    changes = changes_of(timetable, walks_between(stops, stops), change_s=question.change_s)
    ends = _walks(home, stops), _walks(door, stops)
    every = worth_choosing(runs, changes, *ends, rides=question.rides)
    return {e for e in every if e[1] - e[0] < on_foot_s(home, door)}


def _walks(place: Points, stops: Points) -> dict[int, int]:
    seconds = whole_seconds(PACE.travel_seconds(place, stops))[0]
    return {stop: int(way) for stop, way in enumerate(seconds) if way <= MAX_WALK_S}
