"""What the copy of the directory asks of the records."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from directory.records.area_tables import Dataset
from directory.records.tables import Service, ServiceAtLocation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session


def services_for_copy(session: Session) -> Sequence[Service]:
    """Return every offer in force with all that a page about it shows, by name."""
    here = selectinload(Service.locations_here)
    return session.scalars(
        select(Service)
        .where(Service.status == "active")
        .options(
            joinedload(Service.organization),
            joinedload(Service.kita),
            selectinload(Service.terms),
            selectinload(Service.schedules),
            selectinload(Service.phones),
            selectinload(Service.languages),
            selectinload(Service.cost_options),
            selectinload(Service.required_documents),
            here.joinedload(ServiceAtLocation.location),
        )
        .order_by(Service.name, Service.id)
    ).all()


def version_of_offers(session: Session) -> str:
    """Return a mark that changes with every import and whenever an offer is confirmed anew."""
    newest = session.scalar(select(func.max(Dataset.imported_at)))
    offers, confirmed_on = session.execute(
        select(func.count(Service.id), func.max(Service.confirmed_on)).where(
            Service.status == "active"
        )
    ).one()
    return f"{newest}-{offers}-{confirmed_on}"
