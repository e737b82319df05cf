"""What the pages for families ask of the records."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from sqlalchemy import func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from directory.features import Pin
from directory.ranking import Entry
from directory.records.area_tables import Area, AreaPopulation, Dataset, Place
from directory.records.tables import (
    Location,
    LocationPosition,
    Organization,
    Service,
    ServiceAtLocation,
    TaxonomyTerm,
    service_term,
)
from directory.search import SETTLEMENTS, NamedPlace

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from uuid import UUID

    from sqlalchemy.orm import Session


def searchable(session: Session) -> list[Entry]:
    """Return every offer with the words and the doors that a search needs, in few columns."""
    terms, doors = _terms_by_service(session), _doors_by_service(session)
    rows = session.execute(
        select(
            Service.id,
            Service.name,
            Service.description,
            Service.eligibility_description,
            Organization.name.label("organization"),
        )
        .join(Service.organization)
        .where(Service.status == "active")
    )
    return [
        Entry(
            id=row.id,
            kind=terms[row.id]["kind"][0][0],
            topics=frozenset(code for code, _name in terms[row.id]["topic"]),
            name=row.name,
            text=" ".join(
                [
                    row.organization,
                    row.description,
                    row.eligibility_description,
                    *(name for _code, name in terms[row.id]["topic"]),
                    *doors[row.id].words,
                ]
            ),
            positions=tuple(doors[row.id].positions),
        )
        for row in rows
    ]


class _Doors:
    """Where one service is offered: words of its addresses, positions in metres."""

    def __init__(self) -> None:
        self.words: list[str] = []
        self.positions: list[tuple[float, float]] = []


def _terms_by_service(
    session: Session,
) -> defaultdict[UUID, defaultdict[str, list[tuple[str, str]]]]:
    terms: defaultdict[UUID, defaultdict[str, list[tuple[str, str]]]]
    terms = defaultdict(lambda: defaultdict(list))
    rows = session.execute(
        select(
            service_term.c.service_id, TaxonomyTerm.taxonomy, TaxonomyTerm.code, TaxonomyTerm.name
        ).join(TaxonomyTerm, TaxonomyTerm.id == service_term.c.term_id)
    )
    for service_id, taxonomy, code, name in rows:
        terms[service_id][taxonomy].append((code, name))
    return terms


def _doors_by_service(session: Session) -> defaultdict[UUID, _Doors]:
    doors: defaultdict[UUID, _Doors] = defaultdict(_Doors)
    position = LocationPosition.position
    rows = session.execute(
        select(
            ServiceAtLocation.service_id,
            Location.city,
            Location.postal_code,
            func.ST_X(position),
            func.ST_Y(position),
        )
        .join(Location, Location.id == ServiceAtLocation.location_id)
        .join(Service, Service.id == ServiceAtLocation.service_id)
        .outerjoin(LocationPosition, LocationPosition.location_id == Location.id)
        .where(Service.undisclosed.is_(False))
    )
    for service_id, city, postal_code, x_m, y_m in rows:
        doors[service_id].words += [city, postal_code]
        if x_m is not None:
            doors[service_id].positions.append((x_m, y_m))
    return doors


def named_places(session: Session, names: Collection[str]) -> list[NamedPlace]:
    """Return all settlements, and every other place that bears one of the folded names."""
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
        .where(or_(Place.kind.in_(SETTLEMENTS), Place.folded_name.in_(names)))
        .order_by(Place.folded_name, Place.key)
    )
    return [
        NamedPlace(r.name, r.folded_name, r.kind, r.municipality or "", r.x_m, r.y_m) for r in rows
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
