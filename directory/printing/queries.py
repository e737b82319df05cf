"""What sheets, booklets and their maps ask of the records."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import func, select

from directory.printing.ground import Name
from directory.records.area_tables import Place
from directory.records.queries import offers
from directory.records.tables import LocationPosition, Service, ServiceAtLocation
from geodata.crs import to_degrees

if TYPE_CHECKING:
    from uuid import UUID

    from sqlalchemy.orm import Session

MUNICIPALITY, STOP = "municipality", "stop"
SETTLEMENTS = (MUNICIPALITY, "part", "village", "town")


def names_within(
    session: Session, bounds: tuple[float, float, float, float], *, stops: bool
) -> list[Name]:
    """
    Return settlements, and stops if wanted, in a box of metres (west, south, east, north).

    Of a municipality and the village that it is named after, the village is returned.
    """
    x_m, y_m = func.ST_X(Place.position), func.ST_Y(Place.position)
    kinds = (*SETTLEMENTS, STOP) if stops else SETTLEMENTS
    west, south, east, north = bounds
    rows = session.execute(
        select(Place.name, Place.kind, x_m, y_m)
        .where(Place.kind.in_(kinds), x_m.between(west, east), y_m.between(south, north))
        .order_by(Place.kind, Place.name, Place.key)
    )
    names = [Name(*row) for row in rows]
    villages = {name.name for name in names if name.kind not in {MUNICIPALITY, STOP}}
    return [n for n in names if n.kind != MUNICIPALITY or n.name not in villages]


class KitaDoor(NamedTuple):
    """A Kita by name, and its position in degrees."""

    name: str
    position: tuple[float, float]


def kita_doors(session: Session) -> list[KitaDoor]:
    """Return the Kitas on offer that have a position, by name."""
    rows = session.execute(
        select(
            Service.name,
            func.ST_X(LocationPosition.position),
            func.ST_Y(LocationPosition.position),
        )
        .join(ServiceAtLocation, ServiceAtLocation.service_id == Service.id)
        .join(LocationPosition, LocationPosition.location_id == ServiceAtLocation.location_id)
        .where(offers("kita"), Service.status == "active", Service.undisclosed.is_(False))
        .order_by(Service.name, Service.id)
    )
    return [KitaDoor(name, _degrees(x_m, y_m)) for name, x_m, y_m in rows]


def _degrees(x_m: float, y_m: float) -> tuple[float, float]:
    longitude, latitude = to_degrees(x_m, y_m)
    return float(longitude), float(latitude)


def municipality_names(session: Session) -> list[str]:
    """Return the names of the municipalities in the gazetteer."""
    wanted = select(Place.name).where(Place.kind == "municipality").order_by(Place.name)
    return list(dict.fromkeys(session.scalars(wanted)))


def service_ids_by_key(session: Session, key: str) -> list[UUID]:
    """Return the offers that bear a key of their source."""
    return list(session.scalars(select(Service.id).where(Service.key == key)))
