"""The tables of what planners bring: whose Kita, how children get there, childminding, numbers."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from directory.records.area_tables import Area, Dataset
from directory.records.base import Base
from directory.records.columns import FromDataset, KeyOfArea, OfService, PrimaryKey
from directory.records.tables import Service


class KitaAssignment(Base):
    """Which Kita the Bedarfsplan names for a municipality, or for a part of it."""

    __tablename__ = "kita_assignment"

    id: Mapped[PrimaryKey]
    service_id: Mapped[OfService]
    area_id: Mapped[UUID] = mapped_column(ForeignKey("area.id", ondelete="CASCADE"), index=True)
    part: Mapped[str] = mapped_column(default="")  # by its name; "" is the whole municipality

    area: Mapped[Area] = relationship()


class Childminding(Base):
    """Kindertagespflege of a municipality, never by address; None is unknown."""

    __tablename__ = "childminding"

    area_id: Mapped[KeyOfArea]
    places: Mapped[int | None]
    children: Mapped[int | None]
    childminders: Mapped[int | None]
    counted_on: Mapped[date | None]
    source: Mapped[str] = mapped_column(default="")
    sample: Mapped[bool] = mapped_column(default=False)
    dataset_id: Mapped[FromDataset]

    area: Mapped[Area] = relationship()
    dataset: Mapped[Dataset | None] = relationship()


class KitaTransport(Base):
    """
    One run of the Kita bus from a village to a Kita and home, or the fact that there is none.

    A village without a row is unknown; `runs` false says that the district carries nobody there.
    """

    __tablename__ = "kita_transport"

    id: Mapped[PrimaryKey]
    area_id: Mapped[UUID] = mapped_column(ForeignKey("area.id", ondelete="CASCADE"), index=True)
    service_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("service.id", ondelete="CASCADE"), index=True
    )
    part: Mapped[str] = mapped_column(default="")
    runs: Mapped[bool] = mapped_column(default=True)
    weekdays: Mapped[str] = mapped_column(default="")  # digits, 0 is Monday
    leaves_home_minutes: Mapped[int | None]  # since midnight, all four
    reaches_kita_minutes: Mapped[int | None]
    leaves_kita_minutes: Mapped[int | None]
    reaches_home_minutes: Mapped[int | None]
    minimum_age: Mapped[float | None]  # years
    maximum_age: Mapped[float | None]
    escort: Mapped[bool | None]
    in_school_holidays: Mapped[bool | None]
    note: Mapped[str] = mapped_column(default="")
    sample: Mapped[bool] = mapped_column(default=False)
    dataset_id: Mapped[FromDataset]

    area: Mapped[Area] = relationship()
    service: Mapped[Service | None] = relationship()
    dataset: Mapped[Dataset | None] = relationship()


class Indicator(Base):
    """One number about a municipality or about a Kita, of a year; None is kept secret or unknown."""

    __tablename__ = "indicator"

    id: Mapped[PrimaryKey]
    area_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("area.id", ondelete="CASCADE"), index=True
    )
    service_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("service.id", ondelete="CASCADE"), index=True
    )
    name: Mapped[str] = mapped_column(index=True)
    value: Mapped[float | None]
    unit: Mapped[str] = mapped_column(default="")
    year: Mapped[int]
    lowers_need: Mapped[bool] = mapped_column(default=False)  # the more of it, the less need
    source: Mapped[str] = mapped_column(default="")
    sample: Mapped[bool] = mapped_column(default=False)
    dataset_id: Mapped[FromDataset]

    area: Mapped[Area | None] = relationship()
    service: Mapped[Service | None] = relationship()
    dataset: Mapped[Dataset | None] = relationship()
