"""What an import must know of the records before it changes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from directory.records.area_tables import Area, AreaPopulation, Place, StopEquipment
from directory.records.tables import (
    Location,
    Organization,
    Service,
    ServiceAtLocation,
    TaxonomyTerm,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from uuid import UUID

    from sqlalchemy.orm import Session

BATCH = 500  # ids in one question; SQLite takes at most 32,766 parameters


def services_with_ids(session: Session, ids: Collection[UUID]) -> dict[UUID, Service]:
    """Return the services among these ids, with everything that an import may change."""
    location = selectinload(Service.locations_here).joinedload(ServiceAtLocation.location)
    wanted = select(Service).options(
        joinedload(Service.organization),
        joinedload(Service.dataset),
        joinedload(Service.kita),
        selectinload(Service.terms),
        selectinload(Service.schedules),
        selectinload(Service.phones),
        selectinload(Service.languages),
        selectinload(Service.cost_options),
        selectinload(Service.required_documents),
        selectinload(Service.contacts),
        location.joinedload(Location.located),
        location.selectinload(Location.accessibility),
    )
    chosen = list(ids)
    return {
        service.id: service
        for start in range(0, len(chosen), BATCH)
        for service in session.scalars(wanted.where(Service.id.in_(chosen[start : start + BATCH])))
    }


def services_of_dataset(session: Session, dataset_id: UUID) -> Sequence[Service]:
    """Return the services on offer that last came from a file."""
    return session.scalars(
        select(Service).where(Service.dataset_id == dataset_id, Service.status == "active")
    ).all()


def all_terms(session: Session) -> dict[UUID, TaxonomyTerm]:
    """Return every kind and topic by id."""
    return {term.id: term for term in session.scalars(select(TaxonomyTerm))}


def all_organizations(session: Session) -> dict[UUID, Organization]:
    """Return every Träger by id."""
    return {found.id: found for found in session.scalars(select(Organization))}


def areas_by_id(session: Session, level: str) -> dict[UUID, Area]:
    """Return the areas of a level with their boundaries."""
    wanted = select(Area).where(Area.level == level).options(joinedload(Area.bounded))
    return {area.id: area for area in session.scalars(wanted)}


def populations_by_area(session: Session) -> dict[UUID, AreaPopulation]:
    """Return the population of every area that has one."""
    return {row.area_id: row for row in session.scalars(select(AreaPopulation))}


def places_of_dataset(session: Session, dataset_id: UUID) -> set[UUID]:
    """Return the ids of the places that came from a file."""
    return set(session.scalars(select(Place.id).where(Place.dataset_id == dataset_id)))


def stop_keys(session: Session) -> set[str]:
    """Return the keys of all stops in the gazetteer."""
    return set(session.scalars(select(Place.key).where(Place.kind == "stop")))


def stop_equipment(session: Session) -> dict[str, StopEquipment]:
    """Return what is known of the equipment of stops, by their keys."""
    return {row.stop_key: row for row in session.scalars(select(StopEquipment))}
