"""Read the cards of some offers in four short questions, without making objects of their rows."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from directory.records.cards import (
    Card,
    CardDoor,
    CardHours,
    CardKita,
    CardName,
    CardPlace,
    CardTopic,
)
from directory.records.columns import degrees_at
from directory.records.tables import (
    Kita,
    Location,
    LocationPosition,
    Organization,
    Schedule,
    Service,
    ServiceAtLocation,
    TaxonomyTerm,
    service_term,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from sqlalchemy import Row
    from sqlalchemy.orm import Session

    Hours = defaultdict[UUID | None, list[CardHours]]


def cards_of(session: Session, ids: Sequence[UUID]) -> list[Card]:
    """Return the cards of services, in no order; what is gone is left out."""
    terms, hours = _terms(session, ids), _hours(session, ids)
    doors = _doors(session, ids, hours)
    return [
        Card(
            id=row.id,
            name=row.name,
            kind=terms[row.id]["kind"][0].code,
            topics=tuple(terms[row.id]["topic"]),
            organization=None if row.held_by is None else CardName(row.held_by),
            delivery=row.delivery,
            undisclosed=row.undisclosed,
            opening_hours=row.opening_hours,
            confirmed_on=row.confirmed_on,
            confirmed_by=row.confirmed_by,
            sample=row.sample,
            kita=None if row.kita is None else CardKita(row.free_places),
            schedules=tuple(hours[row.id]),
            locations_here=tuple(doors[row.id]),
        )
        for row in _services(session, ids)
    ]


def _services(session: Session, ids: Sequence[UUID]) -> list[Row[Any]]:
    s = Service
    columns = (
        *(s.id, s.name, s.delivery, s.undisclosed, s.opening_hours, s.sample),
        *(s.confirmed_on, s.confirmed_by, Organization.name.label("held_by")),
        *(Kita.service_id.label("kita"), Kita.free_places.label("free_places")),
    )
    wanted = select(*columns).outerjoin(s.organization).outerjoin(s.kita).where(s.id.in_(ids))
    return list(session.execute(wanted))


def _terms(session: Session, ids: Sequence[UUID]) -> dict[UUID, dict[str, list[CardTopic]]]:
    """Return by service and taxonomy the terms, by name."""
    found: dict[UUID, dict[str, list[CardTopic]]] = defaultdict(lambda: defaultdict(list))
    of_service, term = service_term.c, TaxonomyTerm
    rows = session.execute(
        select(of_service.service_id, term.taxonomy, term.code, term.name)
        .join(term, term.id == of_service.term_id)
        .where(of_service.service_id.in_(ids))
        .order_by(term.name)
    )
    for service_id, taxonomy, code, name in rows:
        found[service_id][taxonomy].append(CardTopic(code, name))
    return found


def _hours(session: Session, ids: Sequence[UUID]) -> Hours:
    """Return the windows by service, and those of one place also by its door."""
    found: Hours = defaultdict(list)
    s = Schedule
    rows = session.execute(
        select(
            *(s.service_id, s.service_at_location_id),
            *(s.weekday, s.opens_minutes, s.closes_minutes, s.by_appointment),
            *(s.on_public_holidays, s.in_school_holidays, s.valid_from, s.valid_to),
        )
        .where(s.service_id.in_(ids))
        .order_by(s.weekday, s.opens_minutes)
    )
    for service_id, door_id, *window in rows:
        hours = CardHours(*window)
        found[service_id].append(hours)
        if door_id is not None:
            found[door_id].append(hours)
    return found


def _doors(session: Session, ids: Sequence[UUID], hours: Hours) -> dict[UUID, list[CardDoor]]:
    found: dict[UUID, list[CardDoor]] = defaultdict(list)
    door, place, point = ServiceAtLocation, Location, LocationPosition.position
    rows = session.execute(
        select(
            *(door.service_id, door.id, place.address_1, place.city),
            *(func.ST_X(point), func.ST_Y(point)),
        )
        .join(place, place.id == door.location_id)
        .outerjoin(LocationPosition, LocationPosition.location_id == place.id)
        .where(door.service_id.in_(ids))
    )
    for service_id, door_id, street, city, x_m, y_m in rows:
        where = None if x_m is None else degrees_at(x_m, y_m)
        found[service_id].append(CardDoor(tuple(hours[door_id]), CardPlace(street, city, where)))
    return found
