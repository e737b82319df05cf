"""Write where a service is, and take it away where it is no longer told or must not be."""

from __future__ import annotations

from math import isclose
from typing import TYPE_CHECKING

from geoalchemy2 import WKTElement

from directory.records.columns import id_from_key
from directory.records.tables import (
    Accessibility,
    Location,
    LocationPosition,
    ServiceAtLocation,
)
from geodata.crs import METRIC_SRID, to_metres

if TYPE_CHECKING:
    from uuid import UUID

    from sqlalchemy.orm import Session

    from directory.records.importing.entries import Address, Entry
    from directory.records.importing.municipalities import Municipalities
    from directory.records.tables import Service

SAME_DEGREES = 2e-7  # 2 cm: what is lost on the way to metres and back


def point_at(longitude: float, latitude: float) -> WKTElement:
    """Return a position in degrees as a point in metres, to the millimetre."""
    x_m, y_m = to_metres(longitude, latitude)
    return WKTElement(f"POINT({float(x_m):.3f} {float(y_m):.3f})", srid=METRIC_SRID)


def write_location(
    session: Session, service: Service, entry: Entry, municipalities: Municipalities
) -> bool:
    """Give a service the location of its entry, or none; say whether anything changed."""
    if entry.address is None:
        return _remove(session, service)
    facts = _facts(entry, municipalities)
    location = service.location
    if location is None:
        location = Location(id=id_from_key("location", str(service.id)), **facts)
        here = id_from_key("service_at_location", str(service.id))
        service.locations_here = [ServiceAtLocation(id=here, location=location)]
        changed = True
    else:
        changed = any(getattr(location, name) != value for name, value in facts.items())
        for name, value in facts.items():
            setattr(location, name, value)
    moved = _write_position(location, entry.address)
    return _write_access(location, entry.address) or moved or changed


def _remove(session: Session, service: Service) -> bool:
    """Forget address and position altogether."""
    locations = [here.location for here in service.locations_here]
    for location in locations:
        session.delete(location)
    service.locations_here = []
    return bool(locations)


def _facts(entry: Entry, municipalities: Municipalities) -> dict[str, str | UUID | None]:
    address = entry.address
    if address is None:
        return {}
    area_id = municipalities.by_ags.get(address.ags)
    if area_id is None and address.longitude is not None and address.latitude is not None:
        area_id = municipalities.at(address.longitude, address.latitude)
    return {
        "name": entry.values["name"],
        "address_1": address.street,
        "postal_code": address.postal_code,
        "city": address.city,
        "area_id": area_id,
    }


def _write_position(location: Location, address: Address) -> bool:
    old = location.longitude_latitude
    if address.longitude is None or address.latitude is None:
        location.located = None
        return old is not None
    new = (address.longitude, address.latitude)
    if old is None:
        location.located = LocationPosition(position=point_at(*new))
        return True
    if all(isclose(a, b, rel_tol=0, abs_tol=SAME_DEGREES) for a, b in zip(old, new, strict=True)):
        return False
    location.located.position = point_at(*new)  # type: ignore[union-attr]  # old is its position
    return True


def _write_access(location: Location, address: Address) -> bool:
    known = [(row.step_free, row.changing_table) for row in location.accessibility]
    facts = (address.step_free, address.changing_table)
    wanted = [] if facts == (None, None) else [facts]
    if known == wanted:
        return False
    key = id_from_key("accessibility", str(location.id))
    if not (location.accessibility and wanted):
        location.accessibility = [Accessibility(id=key) for _ in wanted]
    for row in location.accessibility:
        row.step_free, row.changing_table = facts
    return True
