"""What the profile asks of the records: where offers are, and how many places Kitas have."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from directory.records.area_tables import Area
from directory.records.tables import (
    Kita,
    Location,
    Service,
    ServiceAtLocation,
    TaxonomyTerm,
    service_term,
)

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

TRAVELLED_TO = ("place", "kita")


@dataclass(frozen=True)
class OfferPlace:
    """A service of a kind at one place; `ags` is None outside the municipalities of the records."""

    service: str
    kind: str
    town: str
    ags: str | None
    sample: bool


@dataclass(frozen=True)
class KitaPlaces:
    """The places of a Kita; None where nobody recorded them."""

    ags: str | None
    places: int | None
    family_centre: bool | None
    sample: bool


def offer_places(session: Session, *kinds: str) -> list[OfferPlace]:
    """Return where offers of some kinds are, by town and name; those that come to people are none."""
    town = Location.city
    rows = session.execute(
        select(Service.name, TaxonomyTerm.code, town, Area.ags, Area.name, Service.sample)
        .join(ServiceAtLocation, ServiceAtLocation.service_id == Service.id)
        .join(Location, Location.id == ServiceAtLocation.location_id)
        .outerjoin(Area, Area.id == Location.area_id)
        .join(service_term, service_term.c.service_id == Service.id)
        .join(TaxonomyTerm, TaxonomyTerm.id == service_term.c.term_id)
        .where(
            TaxonomyTerm.taxonomy == "kind",
            TaxonomyTerm.code.in_(kinds),
            Service.status == "active",
            Service.undisclosed.is_(False),
            Service.delivery.in_(TRAVELLED_TO),
        )
        .order_by(town, Service.name, ServiceAtLocation.id)
    ).all()
    return [
        OfferPlace(name, kind, area or city, ags, sample)
        for name, kind, city, ags, area, sample in rows
    ]


def kita_places(session: Session) -> list[KitaPlaces]:
    """Return the Kitas with their places."""
    rows = session.execute(
        select(Area.ags, Kita.places, Kita.family_centre, Service.sample)
        .join(Service, Service.id == Kita.service_id)
        .join(ServiceAtLocation, ServiceAtLocation.service_id == Service.id)
        .join(Location, Location.id == ServiceAtLocation.location_id)
        .outerjoin(Area, Area.id == Location.area_id)
        .where(Service.status == "active")
        .order_by(Service.name)
    ).all()
    return [KitaPlaces(*row) for row in rows]
