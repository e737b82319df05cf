"""Which doors of a service people travel to, and when these are open on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from directory.hours import windows_on
from directory.records.queries import TRAVELLED_TO
from directory.records.taxonomy import topics
from geodata.timetable.service_calendar import start_of_day

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from uuid import UUID

    from directory.hours import WeeklyWindow, Window
    from directory.records.cards import Offered


@dataclass(frozen=True)
class Door:
    """Where one service is offered, in degrees, its weekly hours, and whether it is a Kita."""

    service_id: UUID
    name: str
    longitude: float
    latitude: float
    schedules: tuple[WeeklyWindow, ...]
    kita: bool = False


def is_travelled_to(service: Offered) -> bool:
    """Say whether ways to a service may be told: never to a secret or a sensitive one."""
    sensitive = {topic.code for topic in topics() if topic.sensitive}
    return (
        service.delivery in TRAVELLED_TO
        and not service.undisclosed
        and not any(term.code in sensitive for term in service.topics)
    )


def doors_of(service: Offered) -> tuple[Door, ...]:
    """Return the doors of a service with a known position; none where none may be told."""
    if not is_travelled_to(service):
        return ()
    return tuple(
        Door(
            *(service.id, service.name, *position),
            schedules=tuple(here.schedules or service.schedules),
            kita=service.kita is not None,
        )
        for here in service.locations_here
        if (position := here.location.longitude_latitude) is not None
    )


def hours_on(
    schedules: Sequence[WeeklyWindow], day: date, *, state: str, timezone: str
) -> tuple[Window, ...] | None:
    """
    Return when a door is open, in seconds of the service day (noon minus twelve hours).

    Empty where it is shut all day, None where its hours are not known. On the two days a year on
    which the clocks change, these are not the seconds since midnight.
    """
    windows = windows_on(schedules, day, state=state)
    if windows is None:
        return None
    turned = ((_second(day, o, timezone), _second(day, c, timezone)) for o, c in windows)
    return tuple(window for window in turned if window[0] <= window[1])


def _second(day: date, wall_s: int, timezone: str) -> int:
    """Return the second of the service day at which clocks show so many seconds after midnight."""
    shown = datetime(day.year, day.month, day.day) + timedelta(seconds=wall_s)  # noqa: DTZ001 - the next line says where
    moment = shown.replace(tzinfo=ZoneInfo(timezone))
    return round((moment - start_of_day(day, timezone)).total_seconds())
