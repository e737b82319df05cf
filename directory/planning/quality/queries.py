"""What the page on the state of the data asks of the records."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import Integer, cast, func, select

from directory.records.area_tables import AreaPopulation, PopulationCell
from directory.records.tables import Kita, Service

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session


@dataclass(frozen=True)
class EntryCounts:
    """How many entries on offer there are, and of how many something is missing."""

    all: int
    never_confirmed: int
    confirmed_before: int  # a day that the question names
    samples: int


@dataclass(frozen=True)
class KitaCounts:
    """How many Kitas there are, and of how many places or free places are not known."""

    all: int
    without_places: int
    without_free_places: int


def entry_counts(session: Session, *, before: date) -> EntryCounts:
    """Count the entries on offer; `before` is the day up to which a confirmation is old."""
    old = Service.confirmed_on < before
    row = session.execute(
        select(
            func.count(Service.id),
            func.count(Service.id) - func.count(Service.confirmed_on),
            func.coalesce(func.sum(cast(old, Integer)), 0),
            func.coalesce(func.sum(cast(Service.sample, Integer)), 0),
        ).where(Service.status == "active")
    ).one()
    return EntryCounts(*(int(count) for count in row))


def kita_counts(session: Session) -> KitaCounts:
    """Count the Kitas."""
    row = session.execute(
        select(
            func.count(Kita.service_id),
            func.count(Kita.service_id) - func.count(Kita.places),
            func.count(Kita.service_id) - func.count(Kita.free_places),
        )
        .join(Service, Service.id == Kita.service_id)
        .where(Service.status == "active")
    ).one()
    return KitaCounts(*(int(count) for count in row))


def secret_cells(session: Session) -> tuple[int, int]:
    """Return how many inhabited squares there are, and of how many the number is secret."""
    row = session.execute(
        select(
            func.count(PopulationCell.id),
            func.count(PopulationCell.id) - func.count(PopulationCell.people),
        )
    ).one()
    return int(row[0]), int(row[1])


def villages_without_ages(session: Session) -> int:
    """Count the areas whose children nobody counted."""
    without = AreaPopulation.under_18.is_(None)
    return int(session.scalar(select(func.count()).where(without)) or 0)
