"""What a search needs to know of one offer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID


@dataclass(frozen=True)
class Window:
    """One weekly window, as `directory.hours` wants it."""

    weekday: int | None
    opens_minutes: int | None
    closes_minutes: int | None
    by_appointment: bool = False
    on_public_holidays: bool = False
    in_school_holidays: bool = True
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True)
class Facts:
    """What a list can be narrowed by; None is unknown."""

    minimum_age: float | None = None  # years
    maximum_age: float | None = None
    languages: frozenset[str] = frozenset()  # ISO 639-1
    free: bool | None = None
    without_appointment: bool | None = None
    step_free: bool | None = None
    child_welcome: bool | None = None
    interpreter: bool | None = None
    delivery: str = "place"
    windows: tuple[Window, ...] = ()


@dataclass(frozen=True)
class Entry:
    """One offer; positions in metres (EPSG:25832), none where it has no door."""

    id: UUID
    kind: str
    topics: frozenset[str]
    name: str
    text: str  # everything else that may be searched
    positions: tuple[tuple[float, float], ...]
    facts: Facts = Facts()
    place: str = ""  # the town of its first door, "" where there is none
