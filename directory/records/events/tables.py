"""The table of dated events: one row for each time that people can really come."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from directory.records.area_tables import Dataset
from directory.records.base import Base
from directory.records.columns import FromDataset, Moment, OfService, PrimaryKey
from directory.records.tables import Service, TaxonomyTerm

SCHEDULED, CANCELLED = "scheduled", "cancelled"
WITHDRAWN = "withdrawn"  # its file no longer has it; it stays in the records, but on no page


class Event(Base):
    """
    A course evening or an open meeting, held by a service at the service's location.

    What an event does not say itself (who holds it, where, in which languages) its service says.
    """

    __tablename__ = "event"

    id: Mapped[PrimaryKey]
    service_id: Mapped[OfService]
    dataset_id: Mapped[FromDataset]
    topic_id: Mapped[UUID | None] = mapped_column(ForeignKey("taxonomy_term.id"), index=True)
    key: Mapped[str]  # the source's own id
    title: Mapped[str]
    description: Mapped[str] = mapped_column(default="")
    starts: Mapped[Moment] = mapped_column(index=True)
    ends: Mapped[Moment | None]
    room: Mapped[str] = mapped_column(default="")  # where in the house, or how to join
    places: Mapped[int | None]
    places_left: Mapped[int | None]
    places_on: Mapped[date | None]  # the day that the places left were true
    registration: Mapped[str] = mapped_column(default="")  # whether and how, in words
    register_by: Mapped[date | None]
    cost: Mapped[str] = mapped_column(default="")
    minimum_age: Mapped[float | None]  # years
    maximum_age: Mapped[float | None]
    status: Mapped[str] = mapped_column(default=SCHEDULED)
    sample: Mapped[bool] = mapped_column(default=False)

    service: Mapped[Service] = relationship()
    dataset: Mapped[Dataset | None] = relationship()
    topic: Mapped[TaxonomyTerm | None] = relationship()

    @property
    def cancelled(self) -> bool:
        """Whether it does not take place."""
        return self.status == CANCELLED
