"""What pages, measures and exports ask of what planners brought."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import contains_eager, joinedload

from directory.records.area_tables import Area
from directory.records.planning.tables import (
    Childminding,
    Indicator,
    KitaAssignment,
    KitaTransport,
)
from directory.records.tables import Kita, Service

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from uuid import UUID

    from sqlalchemy.orm import Session


def kita_transport_of(session: Session) -> dict[str, list[KitaTransport]]:
    """
    Return the Kita transport of each municipality, by its AGS.

    A municipality that is not in the answer is unknown, which is not the same as none: a row
    whose `runs` is false says that the district carries nobody there. Ordered by the time at
    which the bus leaves the village.
    """
    rows = session.scalars(
        select(KitaTransport)
        .join(KitaTransport.area)
        .options(contains_eager(KitaTransport.area), joinedload(KitaTransport.service))
        .order_by(Area.ags, KitaTransport.leaves_home_minutes, KitaTransport.id)
    )
    found: dict[str, list[KitaTransport]] = {}
    for row in rows:
        found.setdefault(row.area.ags, []).append(row)
    return found


def assigned_kitas(session: Session) -> dict[str, tuple[UUID, ...]]:
    """
    Return the Kitas that the Bedarfsplan names for each municipality, by its AGS.

    The ids are those of services on offer, as in `doors_of_kind(...).service_id`; where parts of
    a municipality have Kitas of their own, all of them. A municipality without a row is not in
    the answer: nobody said which Kita is theirs.
    """
    rows = session.execute(
        select(Area.ags, KitaAssignment.service_id)
        .join(KitaAssignment.area)
        .join(Service, Service.id == KitaAssignment.service_id)
        .where(Service.status == "active")
        .order_by(Area.ags, Service.name, Service.id)
    )
    found: dict[str, tuple[UUID, ...]] = {}
    for ags, service_id in rows:
        found[ags] = tuple(dict.fromkeys((*found.get(ags, ()), service_id)))
    return found


def assignments(session: Session) -> dict[UUID, list[tuple[str, str]]]:
    """Return for each Kita, by the id of its service, the AGS and the part of what it is for."""
    rows = session.execute(
        select(KitaAssignment.service_id, Area.ags, KitaAssignment.part)
        .join(KitaAssignment.area)
        .order_by(Area.ags, KitaAssignment.part)
    )
    found: dict[UUID, list[tuple[str, str]]] = {}
    for service_id, ags, part in rows:
        found.setdefault(service_id, []).append((ags, part))
    return found


def childminding(session: Session) -> dict[str, Childminding]:
    """Return the Kindertagespflege of each municipality that reported it, by its AGS."""
    wanted = select(Childminding).join(Childminding.area)
    rows = session.scalars(wanted.options(contains_eager(Childminding.area)).order_by(Area.ags))
    return {row.area.ags: row for row in rows}


def indicators_by_area(session: Session) -> Sequence[tuple[str, Indicator]]:
    """Return (AGS, number) of every number about a municipality, by name, year and AGS."""
    wanted = select(Area.ags, Indicator).join(Indicator.area)
    rows = session.execute(wanted.order_by(Indicator.name, Indicator.year, Area.ags))
    return [(ags, row) for ags, row in rows]


def indicators_by_kita(session: Session) -> Sequence[Indicator]:
    """Return every number about a Kita on offer, by name, year and Kita."""
    return session.scalars(
        select(Indicator)
        .join(Indicator.service)
        .where(Service.status == "active")
        .options(contains_eager(Indicator.service))
        .order_by(Indicator.name, Indicator.year, Service.name, Service.id)
    ).all()


def all_transport(session: Session) -> dict[UUID, KitaTransport]:
    """Return every row of the Kita transport by its id, with its file."""
    wanted = select(KitaTransport).options(joinedload(KitaTransport.dataset))
    return {row.id: row for row in session.scalars(wanted)}


def indicators_named(session: Session, names: Collection[str]) -> dict[UUID, Indicator]:
    """Return every value of these numbers by its id, with its file."""
    wanted = select(Indicator).options(joinedload(Indicator.dataset))
    return {row.id: row for row in session.scalars(wanted.where(Indicator.name.in_(names)))}


def assignments_of(session: Session, dataset_id: UUID) -> dict[UUID, list[KitaAssignment]]:
    """Return the assignments of each Kita that last came from a file, by the id of its service."""
    wanted = select(Service.id, KitaAssignment).outerjoin(
        KitaAssignment, KitaAssignment.service_id == Service.id
    )
    rows = session.execute(wanted.join(Kita).where(Service.dataset_id == dataset_id))
    found: dict[UUID, list[KitaAssignment]] = {}
    for service_id, row in rows:
        found.setdefault(service_id, []).extend([] if row is None else [row])
    return found


def municipality_ids(session: Session) -> dict[str, UUID]:
    """Return the id of each municipality by its AGS."""
    rows = session.execute(select(Area.ags, Area.id).where(Area.level == "municipality"))
    return {ags: area_id for ags, area_id in rows}  # noqa: C416 - rows, not pairs


def kita_ids(session: Session) -> set[UUID]:
    """Return the ids of the services that are Kitas on offer."""
    wanted = select(Kita.service_id).join(Kita.service).where(Service.status == "active")
    return set(session.scalars(wanted))
