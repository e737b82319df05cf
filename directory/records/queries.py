"""Every question that pages, searches and measures ask of the records."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

import pandas as pd
from geoalchemy2.shape import to_shape
from sqlalchemy import exists, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from directory.records.area_tables import (
    Area,
    AreaBoundary,
    Dataset,
    Place,
    PopulationCell,
    StopEquipment,
)
from directory.records.errors import NotFoundError
from directory.records.folding import fold
from directory.records.tables import (
    Location,
    LocationPosition,
    Schedule,
    Service,
    ServiceAtLocation,
    TaxonomyTerm,
)
from geodata.crs import to_degrees

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date
    from uuid import UUID

    from shapely import MultiPolygon
    from sqlalchemy import ColumnElement, Select
    from sqlalchemy.orm import Session

TRAVELLED_TO = ("place", "kita")  # deliveries with a door; home, phone and online have none


@dataclass(frozen=True)
class Outline:
    """The boundary of an area in metres (EPSG:25832)."""

    area_id: UUID
    ags: str
    name: str
    boundary: MultiPolygon


@dataclass(frozen=True)
class Door:
    """A service at a location that people travel to; longitude and latitude in degrees."""

    id: UUID  # of the service at the location
    service_id: UUID
    name: str
    longitude: float
    latitude: float
    schedules: tuple[Schedule, ...]
    opening_hours: str
    delivery: str
    sample: bool
    confirmed_on: date | None
    dataset_id: UUID | None


def areas_at(session: Session, level: str) -> Sequence[Area]:
    """Return the areas of a level by name, with parent, youth office and population."""
    return session.scalars(
        select(Area)
        .where(Area.level == level)
        .options(
            joinedload(Area.parent), joinedload(Area.youth_office), joinedload(Area.population)
        )
        .order_by(Area.name, Area.ags)
    ).all()


def outlines_at(session: Session, level: str) -> list[Outline]:
    """Return the boundaries of a level in metres, by key; areas without one are left out."""
    rows = session.execute(
        select(Area.id, Area.ags, Area.name, AreaBoundary.boundary)
        .join(AreaBoundary)
        .where(Area.level == level)
        .order_by(Area.ags)
    )
    return [
        Outline(row.id, row.ags, row.name, cast("MultiPolygon", to_shape(row.boundary)))
        for row in rows
    ]


def population_cells(session: Session) -> pd.DataFrame:
    """
    Return the inhabited squares.

    Columns: ags (of the municipality), x_m and y_m (centre, EPSG:25832), cell_m (side), people
    (NaN where secret), estimate. Ordered by ags, x_m and y_m.
    """
    x_m, y_m = func.ST_X(PopulationCell.position), func.ST_Y(PopulationCell.position)
    cell = PopulationCell
    rows = session.execute(
        select(Area.ags, x_m, y_m, cell.cell_m, cell.people, cell.estimate)
        .join(Area, cell.area_id == Area.id)
        .order_by(Area.ags, x_m, y_m)
    ).all()
    columns = ["ags", "x_m", "y_m", "cell_m", "people", "estimate"]
    frame = pd.DataFrame([tuple(row) for row in rows], columns=columns)
    return frame.astype({"ags": str, "x_m": float, "y_m": float, "cell_m": float, "people": float})


def doors_of_kind(session: Session, kind: str) -> list[Door]:
    """
    Return where people travel to for a kind of service, by name.

    Services that come to people, that have no known position or keep it secret, and that are no
    longer offered have no door.
    """
    found = session.execute(
        select(
            ServiceAtLocation,
            func.ST_X(LocationPosition.position),
            func.ST_Y(LocationPosition.position),
        )
        .join(ServiceAtLocation.service)
        .join(LocationPosition, LocationPosition.location_id == ServiceAtLocation.location_id)
        .where(
            offers(kind),
            Service.status == "active",
            Service.undisclosed.is_(False),
            Service.delivery.in_(TRAVELLED_TO),
        )
        .options(joinedload(ServiceAtLocation.service), selectinload(ServiceAtLocation.schedules))
        .order_by(Service.name, ServiceAtLocation.id)
    ).all()
    return [_door(here, x_m, y_m) for here, x_m, y_m in found]


def _door(here: ServiceAtLocation, x_m: float, y_m: float) -> Door:
    longitude, latitude = to_degrees(x_m, y_m)
    service = here.service
    return Door(
        id=here.id,
        service_id=service.id,
        name=service.name,
        longitude=float(longitude),
        latitude=float(latitude),
        schedules=tuple(here.schedules),
        opening_hours=service.opening_hours,
        delivery=service.delivery,
        sample=service.sample,
        confirmed_on=service.confirmed_on,
        dataset_id=service.dataset_id,
    )


def offers(kind: str) -> ColumnElement[bool]:
    """Return the condition that a service is of a kind."""
    return Service.terms.any((TaxonomyTerm.taxonomy == "kind") & (TaxonomyTerm.code == kind))


def services(session: Session, *, kind: str | None = None) -> Sequence[Service]:
    """Return the services on offer by name, with everything that a list, a map or a page shows."""
    wanted = _services_with_all().where(Service.status == "active")
    if kind is not None:
        wanted = wanted.where(offers(kind))
    return session.scalars(wanted.order_by(Service.name, Service.id)).all()


def service_by_id(session: Session, service_id: UUID) -> Service:
    """Return one service with everything that its page shows, or raise NotFoundError."""
    found = session.scalars(_services_with_all().where(Service.id == service_id)).one_or_none()
    if found is None:
        message = f"There is no service {service_id}."
        raise NotFoundError(message)
    return found


def _services_with_all() -> Select[Service]:
    here = selectinload(Service.locations_here)
    location = here.joinedload(ServiceAtLocation.location)
    return select(Service).options(
        joinedload(Service.organization),
        joinedload(Service.kita),
        joinedload(Service.dataset),
        selectinload(Service.terms),
        selectinload(Service.schedules),
        selectinload(Service.phones),
        selectinload(Service.languages),
        selectinload(Service.cost_options),
        selectinload(Service.required_documents),
        selectinload(Service.contacts),
        here.selectinload(ServiceAtLocation.schedules),
        location.joinedload(Location.located),
        location.joinedload(Location.area),
        location.selectinload(Location.accessibility),
    )


def places_matching(session: Session, text: str, *, limit: int = 10) -> Sequence[Place]:
    """Return places whose name contains the text; names that begin with it come first."""
    folded = fold(text)[:100]
    if not folded:
        return []
    begins = Place.folded_name.startswith(folded, autoescape=True)
    inside = Place.folded_name.contains(f" {folded}", autoescape=True)
    return session.scalars(
        select(Place)
        .where(or_(begins, inside))
        .options(joinedload(Place.area))
        .order_by(Place.folded_name != folded, ~begins, func.length(Place.name), Place.name)
        .limit(limit)
    ).all()


def places(session: Session, *kinds: str) -> Sequence[Place]:
    """Return the places of these kinds by name, all places without an argument."""
    wanted = select(Place).options(joinedload(Place.area)).order_by(Place.folded_name, Place.id)
    return session.scalars(wanted.where(Place.kind.in_(kinds)) if kinds else wanted).all()


def stop_equipment(session: Session, keys: Collection[str]) -> dict[str, StopEquipment]:
    """Return what is known of the equipment of these stops, by their keys in the timetable."""
    found = session.scalars(select(StopEquipment).where(StopEquipment.stop_key.in_(keys)))
    return {row.stop_key: row for row in found}


def datasets(session: Session) -> Sequence[Dataset]:
    """Return the files that the records came from, by name."""
    return session.scalars(select(Dataset).order_by(Dataset.name)).all()


def has_samples(session: Session) -> bool:
    """Say whether anything in the records is a sample, so that every page must say so."""
    return bool(
        session.scalar(select(exists().where(Dataset.sample) | exists().where(Service.sample)))
    )


def services_by_kind(session: Session) -> dict[str, int]:
    """Count the services on offer by the code of their kind."""
    rows = session.execute(
        select(TaxonomyTerm.code, func.count(Service.id))
        .join(Service.terms)
        .where(TaxonomyTerm.taxonomy == "kind", Service.status == "active")
        .group_by(TaxonomyTerm.code)
    )
    return {code: count for code, count in rows}  # noqa: C416 - rows, not pairs


def spatial_version(session: Session) -> str:
    """Return the name and version of the spatial extension, for example "SpatiaLite 5.0.1"."""
    if session.get_bind().dialect.name == "postgresql":
        return f"PostGIS {session.scalar(select(func.postgis_lib_version()))}"
    return f"SpatiaLite {session.scalar(select(func.spatialite_version()))}"
