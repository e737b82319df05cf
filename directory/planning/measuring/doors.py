"""The doors of a kind as the measures ask for them: where they are, and when one can come."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geodata.points import Points

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from uuid import UUID

    from directory.hours import WeeklyWindow

    Window = tuple[int, int]


@dataclass(frozen=True)
class DatedWindow:
    """One event: the date, and when it begins and ends in seconds since midnight."""

    day: date
    window: Window


@dataclass(frozen=True)
class AskedDoor:
    """
    A service at a place that people travel to; a scenario may invent one.

    Parameters
    ----------
    id
        Of the service at the place; anything else that is unique for an invented one.
    service_id
        Of the service; None for an invented one.
    name
        Of the service.
    longitude, latitude
        In degrees.
    schedules
        Its weekly hours; none at all where they are not known.
    events
        Its dated windows.
    sample
        Whether it is a sample.
    """

    id: str
    service_id: UUID | None
    name: str
    longitude: float
    latitude: float
    schedules: Sequence[WeeklyWindow] = ()
    events: tuple[DatedWindow, ...] = ()
    sample: bool = False


def points_of(doors: Sequence[AskedDoor]) -> Points:
    """Return where the doors are."""
    return Points.of(*((door.longitude, door.latitude) for door in doors))
