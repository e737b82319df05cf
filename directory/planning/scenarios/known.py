"""What a scenario may name, from records and networks."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from geodata.scenarios.known import Known, KnownDoor
from geodata.scenarios.trip_spans import RunSpan, run_spans

if TYPE_CHECKING:
    from directory.planning.scenarios.ground import Ground


class TripChoice(NamedTuple):
    """A trip as a person chooses it: when it leaves where, and where it goes."""

    id: str
    line: str
    departs_s: int
    first_stop: str
    last_stop: str


def known_of(ground: Ground) -> Known:
    """Return doors, trips of the judged week, stops and municipalities."""
    spans = _spans(ground)
    return Known(
        bounds=ground.question.district.bounds,
        doors=tuple(
            KnownDoor(door.id, door.name, kind)
            for kind, doors in ground.doors.items()
            for door in doors
        ),
        spans={span.id: (span.first_s, span.last_s) for span in spans.values()},
        lines=frozenset(span.line for span in spans.values()),
        stops=frozenset(ground.stops),
        outlines=ground.outlines,
    )


def trips_of_line(ground: Ground, line: str) -> list[TripChoice]:
    """Return the trips of a line that run in the judged week, by their departure."""
    found = [
        TripChoice(span.id, span.line, span.first_s, span.first_stop, span.last_stop)
        for span in _spans(ground).values()
        if span.line == line
    ]
    return sorted(found, key=lambda trip: (trip.departs_s, trip.first_stop, trip.id))


def _spans(ground: Ground) -> dict[str, RunSpan]:
    found: dict[str, RunSpan] = {}
    days = ground.question.networks.all_days
    for day in dict.fromkeys(days.pattern_of[day] for day in ground.week):
        for span in run_spans(days.pattern(day)):
            found.setdefault(span.id, span)
    return found
