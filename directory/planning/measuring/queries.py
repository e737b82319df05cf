"""What the measures ask of the records: doors with their events, and where they lie."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from sqlalchemy import select

from directory.planning.measuring.doors import AskedDoor, DatedWindow
from directory.records import queries
from directory.records.area_tables import Area, AreaPopulation
from directory.records.events.tables import SCHEDULED, Event
from directory.records.planning.tables import Indicator, KitaAssignment, KitaTransport
from directory.records.tables import Kita, Location, ServiceAtLocation

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID
    from zoneinfo import ZoneInfo

    from sqlalchemy.orm import Session


def asked_doors(session: Session, kind: str, zone: ZoneInfo) -> list[AskedDoor]:
    """Return the doors of a kind with the dates of their events, by name of the service."""
    doors = queries.doors_of_kind(session, kind)
    events = _events(session, {door.service_id for door in doors}, zone)
    return [
        AskedDoor(
            id=str(door.id),
            service_id=door.service_id,
            name=door.name,
            longitude=door.longitude,
            latitude=door.latitude,
            schedules=door.schedules,
            events=tuple(events[door.service_id]),
            sample=door.sample,
        )
        for door in doors
    ]


def municipality_of_doors(session: Session) -> dict[str, str]:
    """Return the AGS of the municipality in which each door lies, by id; unknown ones are absent."""
    rows = session.execute(
        select(ServiceAtLocation.id, Area.ags)
        .join(Location, Location.id == ServiceAtLocation.location_id)
        .join(Area, Area.id == Location.area_id)
    )
    return {str(row.id): row.ags for row in rows}


def municipalities_with_kitas(session: Session) -> set[str]:
    """Return the AGS of the municipalities in which a Kita lies."""
    here = municipality_of_doors(session)
    kitas = (str(door.id) for door in queries.doors_of_kind(session, "kita"))
    return {here[door] for door in kitas if door in here}


def planning_facts(session: Session) -> list[tuple[object, ...]]:
    """Return all else that results depend on: Kitas, their plan, transport, numbers of need."""
    tables = (Kita, KitaAssignment, KitaTransport, Indicator, AreaPopulation)
    columns = [table.__table__.columns for table in tables]
    return [
        tuple(row)
        for those in columns
        for row in session.execute(select(*those).order_by(*(c for c in those if c.primary_key)))
    ]


def kitas_by_service(session: Session) -> dict[UUID | None, Kita]:
    """Return what only Kitas have, by service."""
    return {kita.service_id: kita for kita in session.scalars(select(Kita))}


def _events(session: Session, services: set[UUID], zone: ZoneInfo) -> dict[UUID, list[DatedWindow]]:
    wanted = select(Event).where(Event.status == SCHEDULED).order_by(Event.starts, Event.id)
    found: dict[UUID, list[DatedWindow]] = defaultdict(list)
    for event in session.scalars(wanted):
        if event.service_id in services and event.ends is not None:
            found[event.service_id].append(_window(event.starts, event.ends, zone))
    return found


def _window(starts: datetime, ends: datetime, zone: ZoneInfo) -> DatedWindow:
    begin, _end = starts.astimezone(zone), ends.astimezone(zone)
    first_s = begin.hour * 3600 + begin.minute * 60
    return DatedWindow(begin.date(), (first_s, first_s + int((ends - starts).total_seconds())))
