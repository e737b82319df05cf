"""What lists show of an offer, in a tenth of the memory that its rows take, to be kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from directory.records.tables import Service

    Offered: TypeAlias = "Service | Card"


@dataclass(slots=True)
class CardHours:
    """One weekly window, see `directory.hours.WeeklyWindow`."""

    weekday: int | None
    opens_minutes: int | None
    closes_minutes: int | None
    by_appointment: bool
    on_public_holidays: bool
    in_school_holidays: bool
    valid_from: date | None
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class CardName:
    """The name of a Träger."""

    name: str


@dataclass(frozen=True, slots=True)
class CardTopic:
    """What an offer is about."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class CardKita:
    """What a list tells of a Kita."""

    free_places: int | None


@dataclass(frozen=True, slots=True)
class CardPlace:
    """An address, and its position in degrees where that is known."""

    address_1: str
    city: str
    longitude_latitude: tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class CardDoor:
    """Where an offer is, with hours of that place alone."""

    schedules: tuple[CardHours, ...]
    location: CardPlace


@dataclass(frozen=True, slots=True, eq=False)
class Card:
    """A service with what its card says; the names are those of `Service`, and each is itself alone."""

    id: UUID
    name: str
    kind: str
    topics: tuple[CardTopic, ...]
    organization: CardName | None
    delivery: str
    undisclosed: bool
    opening_hours: str
    confirmed_on: date | None
    confirmed_by: str
    sample: bool
    kita: CardKita | None
    schedules: tuple[CardHours, ...]
    locations_here: tuple[CardDoor, ...]

    @property
    def location(self) -> CardPlace | None:
        """The first place where it is offered; None where there is none or it is kept secret."""
        return self.locations_here[0].location if self.locations_here else None
