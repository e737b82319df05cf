"""What the page on the night asks of the records."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload, selectinload

from directory.records.tables import Schedule, Service, ServiceAtLocation, TaxonomyTerm

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from sqlalchemy.orm import Session

HELPING = ("counselling", "other")  # kinds of offer that one turns to in need


def open_out_of_hours(
    session: Session,
    *,
    evenings: Collection[int],
    whole_days: Collection[int],
    after_minutes: int,
    limit: int,
) -> Sequence[Service]:
    """
    Return offers of help by name that are open, without an appointment, when offices are shut.

    Parameters
    ----------
    evenings
        Weekdays (0 is Monday) on which a window counts that closes after `after_minutes`.
    whole_days
        Weekdays on which every window counts.
    after_minutes
        Since midnight.
    limit
        At most so many offers.
    """
    here = selectinload(Service.locations_here)
    late = Schedule.weekday.in_(evenings) & (Schedule.closes_minutes > after_minutes)
    fitting = select(Schedule.service_id).where(
        Schedule.by_appointment.is_(False), or_(late, Schedule.weekday.in_(whole_days))
    )
    helping = (TaxonomyTerm.taxonomy == "kind") & TaxonomyTerm.code.in_(HELPING)
    return session.scalars(
        select(Service)
        .where(Service.status == "active", Service.id.in_(fitting), Service.terms.any(helping))
        .options(
            joinedload(Service.organization),
            joinedload(Service.kita),
            selectinload(Service.terms),
            selectinload(Service.schedules),
            selectinload(Service.phones),
            here.joinedload(ServiceAtLocation.location),
        )
        .order_by(Service.name, Service.id)
        .limit(limit)
    ).all()
