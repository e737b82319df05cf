"""What the pages for families ask of the records."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from directory.features import Pin
from directory.records.area_tables import Area, AreaPopulation, Dataset, Place
from directory.records.tables import (
    Location,
    LocationPosition,
    Service,
    ServiceAtLocation,
)
from directory.search import SETTLEMENTS, NamedPlace

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from uuid import UUID

    from sqlalchemy import ColumnElement
    from sqlalchemy.orm import Session

POSTAL_CODE = "postal_code"


def version_of_offers(session: Session) -> tuple[object, ...]:
    """Return what changes with every import and every new or lost entry; it is asked often."""
    newest = select(func.max(Dataset.imported_at)).scalar_subquery()
    counts = [
        select(func.count()).select_from(table).scalar_subquery()
        for table in (Dataset, Service, Place)
    ]
    return tuple(session.execute(select(newest, *counts)).one())


def named_places(session: Session, names: Collection[str]) -> list[NamedPlace]:
    """Return all settlements, and every other place that bears one of the folded names."""
    wanted = or_(Place.kind.in_((*SETTLEMENTS, POSTAL_CODE)), Place.folded_name.in_(names))
    return _places_that(session, wanted)


def gazetteer_places(session: Session) -> list[NamedPlace]:
    """Return every place but single addresses, which are too many to keep at hand."""
    return _places_that(session, Place.kind != "address")


def _places_that(session: Session, wanted: ColumnElement[bool]) -> list[NamedPlace]:
    rows = session.execute(
        select(
            Place.name,
            Place.folded_name,
            Place.kind,
            Area.name.label("municipality"),
            func.ST_X(Place.position).label("x_m"),
            func.ST_Y(Place.position).label("y_m"),
        )
        .outerjoin(Place.area)
        .where(wanted)
        .order_by(Place.folded_name, Place.key)
    )
    return [
        NamedPlace(
            r.name,
            r.folded_name,
            "town" if r.kind == POSTAL_CODE else r.kind,
            r.municipality or "",
            r.x_m,
            r.y_m,
        )
        for r in rows
    ]


def services_in_order(session: Session, ids: Sequence[UUID]) -> list[Service]:
    """Return the services with everything that a list shows, in the order of their ids."""
    here = selectinload(Service.locations_here)
    location = here.joinedload(ServiceAtLocation.location)
    wanted = (
        select(Service)
        .where(Service.id.in_(ids))
        .options(
            joinedload(Service.organization),
            joinedload(Service.kita),
            selectinload(Service.terms),
            selectinload(Service.schedules),
            here.selectinload(ServiceAtLocation.schedules),
            location.joinedload(Location.located),
        )
    )
    found = {service.id: service for service in session.scalars(wanted)}
    return [found[service_id] for service_id in ids if service_id in found]


def secrecy_of(session: Session, ids: Collection[UUID]) -> dict[UUID, bool]:
    """Return by id whether a service is kept secret; what is gone is left out."""
    rows = session.execute(select(Service.id, Service.undisclosed).where(Service.id.in_(ids)))
    return {service_id: secret for service_id, secret in rows}  # noqa: C416 - rows, not pairs


def pins_of(session: Session, kinds: Mapping[UUID, str]) -> list[Pin]:
    """Return every door of the services (kind by id) for a map; what has no position has no pin."""
    position = LocationPosition.position
    rows = session.execute(
        select(
            Service.id,
            Service.name,
            Location.city,
            func.ST_X(position).label("x_m"),
            func.ST_Y(position).label("y_m"),
        )
        .join(ServiceAtLocation, ServiceAtLocation.service_id == Service.id)
        .join(Location, Location.id == ServiceAtLocation.location_id)
        .join(LocationPosition, LocationPosition.location_id == Location.id)
        .where(Service.id.in_(kinds), Service.undisclosed.is_(False))
        .order_by(Service.name, Location.id)
    )
    return [Pin(row.id, row.name, kinds[row.id], row.city, row.x_m, row.y_m) for row in rows]


def people_by_municipality(session: Session) -> dict[UUID, float]:
    """Return the inhabitants of each municipality by the id of its area, where known."""
    rows = session.execute(
        select(Area.id, AreaPopulation.people)
        .join(AreaPopulation, AreaPopulation.area_id == Area.id)
        .where(Area.level == "municipality")
    )
    return {area_id: people for area_id, people in rows}  # noqa: C416 - rows, not pairs


def version_of_boundaries(session: Session) -> str:
    """Return a mark that changes whenever other boundaries or people have been imported."""
    hashes = session.scalars(select(Dataset.sha256).order_by(Dataset.sha256)).all()
    return "-".join(sha256[:8] for sha256 in hashes) or "none"
