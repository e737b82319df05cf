"""What a search needs to know of every offer, in few columns and few questions."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from directory.families.indexing.facts import facts_of
from directory.records.tables import (
    Accessibility,
    CostOption,
    Language,
    Location,
    LocationPosition,
    Organization,
    Schedule,
    Service,
    ServiceAtLocation,
    TaxonomyTerm,
    service_term,
)
from directory.search_entries import Entry, Facts, Window

if TYPE_CHECKING:
    from uuid import UUID

    from sqlalchemy import ColumnElement, Row
    from sqlalchemy.orm import InstrumentedAttribute, Session


@dataclass
class _Doors:
    """Where one service is offered: words of its addresses, positions in metres."""

    cities: list[str] = field(default_factory=list)
    postal_codes: list[str] = field(default_factory=list)
    positions: list[tuple[float, float]] = field(default_factory=list)


def searchable(session: Session) -> list[Entry]:
    """Return every offer with the words, the doors and the facts that a search needs."""
    terms, doors = _terms(session), _doors(session)
    languages = _values(session, Language.service_id, Language.code)
    costs = _values(session, CostOption.service_id, CostOption.option)
    windows, step_free = _windows(session), _step_free(session)
    return [
        _entry(
            row,
            terms[row.id],
            doors[row.id],
            facts_of(
                row,
                languages=languages[row.id],
                costs=costs[row.id],
                windows=windows[row.id],
                step_free=step_free.get(row.id),
            ),
        )
        for row in _services(session)
    ]


def _services(session: Session) -> list[Row[Any]]:
    columns = (
        *(Service.id, Service.name, Service.description, Service.eligibility_description),
        *(Service.minimum_age, Service.maximum_age, Service.application_process),
        *(Service.delivery, Service.interpreter, Service.child_welcome),
    )
    organization = Organization.name.label("organization")
    wanted = select(*columns, organization).outerjoin(Service.organization)
    return list(session.execute(wanted.where(Service.status == "active")))


def _entry(
    row: Row[Any], terms: dict[str, list[tuple[str, str]]], doors: _Doors, facts: Facts
) -> Entry:
    names = [name for _code, name in terms["topic"]]
    texts = [row.organization or "", row.description, row.eligibility_description, *names]
    return Entry(
        id=row.id,
        kind=terms["kind"][0][0],
        topics=frozenset(code for code, _name in terms["topic"]),
        name=row.name,
        text=" ".join([*texts, *doors.cities, *doors.postal_codes]),
        positions=tuple(doors.positions),
        facts=facts,
        place=doors.cities[0] if doors.cities else "",
    )


def _terms(session: Session) -> defaultdict[UUID, defaultdict[str, list[tuple[str, str]]]]:
    terms: defaultdict[UUID, defaultdict[str, list[tuple[str, str]]]]
    terms = defaultdict(lambda: defaultdict(list))
    term = TaxonomyTerm
    rows = session.execute(
        select(service_term.c.service_id, term.taxonomy, term.code, term.name).join(
            term, term.id == service_term.c.term_id
        )
    )
    for service_id, taxonomy, code, name in rows:
        terms[service_id][taxonomy].append((code, name))
    return terms


def _doors(session: Session) -> defaultdict[UUID, _Doors]:
    """Return the doors of every service; of an undisclosed one nothing is read."""
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
        doors[service_id].cities.append(city)
        doors[service_id].postal_codes.append(postal_code)
        if x_m is not None:
            doors[service_id].positions.append((x_m, y_m))
    return doors


def _values(
    session: Session, owner: InstrumentedAttribute[UUID], value: InstrumentedAttribute[str]
) -> defaultdict[UUID, list[str]]:
    """Return the values of one column by the service that they belong to."""
    found: defaultdict[UUID, list[str]] = defaultdict(list)
    for service_id, text in session.execute(select(owner, value)):
        found[service_id].append(text)
    return found


def _windows(session: Session) -> defaultdict[UUID, list[Window]]:
    found: defaultdict[UUID, list[Window]] = defaultdict(list)
    s = Schedule
    columns: tuple[ColumnElement[Any] | InstrumentedAttribute[Any], ...] = (
        *(s.weekday, s.opens_minutes, s.closes_minutes, s.by_appointment),
        *(s.on_public_holidays, s.in_school_holidays, s.valid_from, s.valid_to),
    )
    for service_id, *values in session.execute(select(s.service_id, *columns)):
        found[service_id].append(Window(*values))
    return found


def _step_free(session: Session) -> dict[UUID, bool]:
    """Return by service whether one gets in without a step at one of its doors, where known."""
    found: dict[UUID, bool] = {}
    rows = session.execute(
        select(ServiceAtLocation.service_id, Accessibility.step_free)
        .join(Accessibility, Accessibility.location_id == ServiceAtLocation.location_id)
        .where(Accessibility.step_free.is_not(None))
    )
    for service_id, step_free in rows:
        found[service_id] = found.get(service_id, False) or bool(step_free)
    return found
