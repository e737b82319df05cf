"""What lists show of an offer, in a tenth of the memory that its rows take, to be kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from uuid import UUID

    from directory.records.tables import Schedule, Service, TaxonomyTerm

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


def card_of(service: Service) -> Card:
    """Return the card of a service with all that it says; nothing is read any more for it."""
    held_by = service.organization
    return Card(
        id=service.id,
        name=service.name,
        kind=service.kind,
        topics=tuple(map(_topic, service.topics)),
        organization=None if held_by is None else CardName(held_by.name),
        delivery=service.delivery,
        undisclosed=service.undisclosed,
        opening_hours=service.opening_hours,
        confirmed_on=service.confirmed_on,
        confirmed_by=service.confirmed_by,
        sample=service.sample,
        kita=None if service.kita is None else CardKita(service.kita.free_places),
        schedules=_hours(service.schedules),
        locations_here=_doors(service),
    )


def _doors(service: Service) -> tuple[CardDoor, ...]:
    return tuple(
        CardDoor(
            _hours(here.schedules),
            CardPlace(
                here.location.address_1, here.location.city, here.location.longitude_latitude
            ),
        )
        for here in service.locations_here
    )


def _topic(term: TaxonomyTerm) -> CardTopic:
    return CardTopic(term.code, term.name)


def _hours(schedules: Sequence[Schedule]) -> tuple[CardHours, ...]:
    return tuple(
        CardHours(
            *(s.weekday, s.opens_minutes, s.closes_minutes, s.by_appointment),
            *(s.on_public_holidays, s.in_school_holidays, s.valid_from, s.valid_to),
        )
        for s in schedules
    )
