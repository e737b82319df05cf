"""What pages and sheets ask about ways: for the offers of a page, for one offer, for its stops."""

from __future__ import annotations

from typing import TYPE_CHECKING

from directory.travelling.answers import Answer
from directory.travelling.asking import Asked
from directory.travelling.details import details
from directory.travelling.doors import doors_of
from directory.travelling.near_stops import near_stops
from directory.travelling.summaries import summaries

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime
    from uuid import UUID

    from directory.records.cards import Offered
    from directory.travelling.answers import Home, NearStop, WayDetails, WaySummary
    from directory.travelling.engine import Travel

# Which answer about one of several places of a service is told: the first of these.
BEST_FIRST = (
    Answer.WORKS,
    Answer.HOURS_UNKNOWN,
    Answer.OFF_STREETS,
    Answer.TOO_LATE,
    Answer.NO_WAY,
    Answer.SHUT,
    Answer.NO_TIMETABLE,
)


def ways_of(
    travel: Travel, home: Home, services: Sequence[Offered], day: date, *, now: datetime
) -> dict[UUID, WaySummary]:
    """
    Return the way there and back to each service that people travel to, by its id.

    Parameters
    ----------
    travel
        The networks of the district, see `directory.config.travel`.
    home
        Where somebody starts; used and forgotten.
    services
        Those of a page; a service at several places is answered by the best of them. Services
        that are secret, sensitive or come to people are not among the answers.
    day
        The date of the visit.
    now
        The moment of asking: today one leaves no earlier, and what can no longer be booked is
        not used.
    """
    doors = [door for service in services for door in doors_of(service)]
    found: dict[UUID, WaySummary] = {}
    if not doors:
        return found
    asked = Asked(travel, home, doors, day, now)
    for door, summary in zip(doors, summaries(asked), strict=True):
        known = found.get(door.service_id)
        if known is None or _rank(summary) < _rank(known):
            found[door.service_id] = summary
    return found


def way_details(
    travel: Travel, home: Home, service: Offered, day: date, *, now: datetime
) -> WayDetails | None:
    """Return everything about the way to one service and back; None where no way may be told."""
    doors = doors_of(service)
    if not doors:
        return None
    answers = summaries(Asked(travel, home, doors, day, now))
    best = min(range(len(doors)), key=lambda lane: _rank(answers[lane]))
    return details(Asked(travel, home, doors[best : best + 1], day, now))


def nearest_stops(travel: Travel, service: Offered, day: date) -> tuple[NearStop, ...]:
    """Return up to three stops near a service with their lines; none where it must not be told."""
    doors = doors_of(service)
    return near_stops(travel, doors[0], day) if doors else ()


def _rank(summary: WaySummary) -> tuple[int, int]:
    """Return what is least for the answer to tell: one that works, then the shortest absence."""
    away = 0 if summary.trip is None else summary.trip.minutes_away
    return BEST_FIRST.index(summary.answer), away
