"""What pages and calendars ask of dated events; those of sensitive offers are never among them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, or_, select
from sqlalchemy.orm import joinedload

from directory.records.area_tables import Area
from directory.records.errors import NotFoundError
from directory.records.events.tables import CANCELLED, SCHEDULED, Event
from directory.records.tables import Location, Service, ServiceAtLocation, TaxonomyTerm
from directory.records.taxonomy import topics

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime
    from uuid import UUID

    from sqlalchemy import ColumnElement, Select
    from sqlalchemy.orm import Session

BATCH = 500  # ids in one question; SQLite takes at most 32,766 parameters
EVERYWHERE = ("online", "phone")  # deliveries that reach every area


def events_between(
    session: Session, first: datetime, end: datetime, *, within: Area | None = None
) -> Sequence[Event]:
    """
    Return the events that begin from a moment on and before another, in order of time.

    `within` keeps what takes place in an area or in one below it, and what reaches every area.
    """
    wanted = _shown_events().where(Event.starts >= first, Event.starts < end)
    if within is not None:
        wanted = wanted.where(_takes_place_in(within.id))
    return session.scalars(wanted.order_by(Event.starts, Event.title, Event.id)).all()


def next_start(session: Session, first: datetime, *, within: Area | None = None) -> datetime | None:
    """Return when the first event from a moment on begins, None where there is none."""
    wanted = select(func.min(Event.starts)).join(Event.service).where(is_shown())
    if within is not None:
        wanted = wanted.where(_takes_place_in(within.id))
    return session.scalar(wanted.where(Event.starts >= first))


def events_of(session: Session, service_id: UUID, *, since: datetime) -> Sequence[Event]:
    """Return the events of a service that begin from a moment on; of a sensitive one none."""
    wanted = _shown_events().where(Event.service_id == service_id, Event.starts >= since)
    return session.scalars(wanted.order_by(Event.starts, Event.id)).all()


def event_by_id(session: Session, event_id: UUID) -> Event:
    """Return one event with its service, or raise NotFoundError; a hidden one is not there."""
    found = session.scalars(_shown_events().where(Event.id == event_id)).one_or_none()
    if found is None:
        message = f"There is no event {event_id}."
        raise NotFoundError(message)
    return found


def all_events(session: Session) -> Sequence[Event]:
    """Return every event that is not withdrawn, hidden ones too, in order of time."""
    wanted = select(Event).where(Event.status.in_((SCHEDULED, CANCELLED)))
    service = joinedload(Event.service)
    wanted = wanted.options(joinedload(Event.topic), service.joinedload(Service.kita))
    return session.scalars(wanted.order_by(Event.starts, Event.key, Event.id)).all()


def areas_with_events(session: Session, first: datetime, end: datetime) -> Sequence[Area]:
    """Return the Verbandsgemeinden and towns where something takes place in a time, by name."""
    here = (
        select(Area.parent_id)
        .join(Location, Location.area_id == Area.id)
        .join(ServiceAtLocation, ServiceAtLocation.location_id == Location.id)
        .join(Service, Service.id == ServiceAtLocation.service_id)
        .join(Event, Event.service_id == Service.id)
        .where(is_shown(), Event.starts >= first, Event.starts < end)
    )
    wanted = select(Area).where(Area.level == "association", Area.id.in_(here))
    return session.scalars(wanted.order_by(Area.name, Area.ags)).all()


def area_by_key(session: Session, key: str) -> Area:
    """Return the district, association or municipality with an official key, widest first."""
    levels = ("district", "association", "municipality")
    wanted = select(Area).where(Area.level.in_(levels), or_(Area.ags == key, Area.ars == key))
    found = sorted(session.scalars(wanted), key=lambda area: levels.index(area.level))
    if not found:
        message = f"There is no area {key}."
        raise NotFoundError(message)
    return found[0]


def events_with_ids(session: Session, ids: Collection[UUID]) -> dict[UUID, Event]:
    """Return the events among these ids, with the file that they last came from."""
    chosen = list(ids)
    wanted = select(Event).options(joinedload(Event.dataset))
    return {
        event.id: event
        for start in range(0, len(chosen), BATCH)
        for event in session.scalars(wanted.where(Event.id.in_(chosen[start : start + BATCH])))
    }


def events_of_dataset(session: Session, dataset_id: UUID) -> Sequence[Event]:
    """Return the events on show that last came from a file."""
    on_show = Event.status.in_((SCHEDULED, CANCELLED))
    return session.scalars(select(Event).where(Event.dataset_id == dataset_id, on_show)).all()


def services_known(session: Session, ids: Collection[UUID]) -> set[UUID]:
    """Return which of these services are in the records."""
    return _ids_among(session, select(Service.id), ids)


def services_shown(session: Session, ids: Collection[UUID]) -> set[UUID]:
    """Return which of these services may stand in a calendar."""
    return _ids_among(session, select(Service.id).where(_is_public()), ids)


def is_shown() -> ColumnElement[bool]:
    """Return the condition that an event, joined to its service, may be shown."""
    own = Event.topic_id.is_(None) | Event.topic_id.not_in(_sensitive_terms())
    return Event.status.in_((SCHEDULED, CANCELLED)) & own & _is_public()


def _is_public() -> ColumnElement[bool]:
    sensitive = Service.terms.any(TaxonomyTerm.id.in_(_sensitive_terms()))
    return (Service.status == "active") & Service.undisclosed.is_(False) & ~sensitive


def _sensitive_terms() -> Select[UUID]:
    codes = [topic.code for topic in topics() if topic.sensitive]
    is_topic = TaxonomyTerm.taxonomy == "topic"
    return select(TaxonomyTerm.id).where(is_topic, TaxonomyTerm.code.in_(codes))


def _takes_place_in(area_id: UUID) -> ColumnElement[bool]:
    below = select(Area.id).where(or_(Area.id == area_id, Area.parent_id == area_id))
    areas = select(Area.id).where(or_(Area.id.in_(below), Area.parent_id.in_(below)))
    here = Service.locations_here.any(ServiceAtLocation.location.has(Location.area_id.in_(areas)))
    return here | Service.delivery.in_(EVERYWHERE)


def _shown_events() -> Select[Event]:
    service = joinedload(Event.service)
    here = service.selectinload(Service.locations_here).joinedload(ServiceAtLocation.location)
    return (
        select(Event)
        .join(Event.service)
        .where(is_shown())
        .options(
            joinedload(Event.topic),
            joinedload(Event.dataset),
            service.joinedload(Service.organization),
            service.joinedload(Service.kita),
            service.selectinload(Service.terms),
            service.selectinload(Service.languages),
            here.joinedload(Location.area),
            here.joinedload(Location.located),
        )
    )


def _ids_among(session: Session, wanted: Select[UUID], ids: Collection[UUID]) -> set[UUID]:
    chosen = list(ids)
    return {
        found
        for start in range(0, len(chosen), BATCH)
        for found in session.scalars(wanted.where(Service.id.in_(chosen[start : start + BATCH])))
    }
