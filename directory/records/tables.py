"""The tables of the resource directory, with the names of HSDS 3.1 where it has one."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import Column, ForeignKey, Table
from sqlalchemy.orm import Mapped, mapped_column, relationship

from directory.records.base import Base
from directory.records.columns import (
    FromDataset,
    InArea,
    KeyOfLocation,
    KeyOfService,
    MetricPoint,
    OfLocation,
    OfService,
    PrimaryKey,
    in_degrees,
)
from directory.records.contact_tables import Contact
from directory.records.detail_columns import BeforeYouGo
from directory.records.kita_columns import InThePlan

if TYPE_CHECKING:
    # Found by name when the tables are put together, so that only those who ask need them.
    from directory.records.area_tables import Area, Dataset  # noqa: TC004 - see above


service_term = Table(
    "service_term",
    Base.metadata,
    Column("service_id", ForeignKey("service.id", ondelete="CASCADE"), primary_key=True),
    Column("term_id", ForeignKey("taxonomy_term.id"), primary_key=True, index=True),
)


class Organization(Base):
    """A Träger."""

    __tablename__ = "organization"

    id: Mapped[PrimaryKey]
    name: Mapped[str]
    description: Mapped[str] = mapped_column(default="")
    website: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")

    services: Mapped[list[Service]] = relationship(back_populates="organization")


class TaxonomyTerm(Base):
    """A word that services are sorted by: its taxonomy is "kind" or "topic"."""

    __tablename__ = "taxonomy_term"

    id: Mapped[PrimaryKey]
    taxonomy: Mapped[str] = mapped_column(index=True)
    code: Mapped[str]
    name: Mapped[str]
    description: Mapped[str] = mapped_column(default="")


class Service(BeforeYouGo, Base):
    """An Angebot, a Kita among them: what helps, for whom, and how sure that is."""

    __tablename__ = "service"

    id: Mapped[PrimaryKey]
    organization_id: Mapped[UUID | None] = mapped_column(ForeignKey("organization.id"), index=True)
    dataset_id: Mapped[FromDataset]  # the file that it last came from
    key: Mapped[str] = mapped_column(index=True)  # the source's own id
    name: Mapped[str]
    description: Mapped[str] = mapped_column(default="")
    url: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")
    status: Mapped[str] = mapped_column(default="active")  # HSDS; inactive when a source drops it
    eligibility_description: Mapped[str] = mapped_column(default="")
    minimum_age: Mapped[float | None]  # years
    maximum_age: Mapped[float | None]
    application_process: Mapped[str] = mapped_column(default="")  # with or without appointment
    delivery: Mapped[str] = mapped_column(default="place")  # place, kita, home, phone, online
    opening_hours: Mapped[str] = mapped_column(default="")  # as the source has it, for reading
    interpreter: Mapped[bool | None]  # None is unknown in all three
    child_welcome: Mapped[bool | None]
    undisclosed: Mapped[bool] = mapped_column(default=False)  # such a service has no location
    confirmed_on: Mapped[date | None]
    confirmed_by: Mapped[str] = mapped_column(default="")
    source: Mapped[str] = mapped_column(default="")
    source_date: Mapped[date | None]
    sample: Mapped[bool] = mapped_column(default=False)

    organization: Mapped[Organization | None] = relationship(back_populates="services")
    dataset: Mapped[Dataset | None] = relationship("Dataset")
    terms: Mapped[list[TaxonomyTerm]] = relationship(
        secondary=service_term, order_by=TaxonomyTerm.name
    )
    locations_here: Mapped[list[ServiceAtLocation]] = relationship(
        back_populates="service", cascade="all, delete-orphan"
    )
    schedules: Mapped[list[Schedule]] = relationship(
        cascade="all, delete-orphan", order_by="(Schedule.weekday, Schedule.opens_minutes)"
    )
    phones: Mapped[list[Phone]] = relationship(cascade="all, delete-orphan")
    languages: Mapped[list[Language]] = relationship(
        cascade="all, delete-orphan", order_by="Language.code"
    )
    cost_options: Mapped[list[CostOption]] = relationship(cascade="all, delete-orphan")
    required_documents: Mapped[list[RequiredDocument]] = relationship(
        cascade="all, delete-orphan", order_by="RequiredDocument.document"
    )
    contacts: Mapped[list[Contact]] = relationship(
        cascade="all, delete-orphan", order_by=Contact.number
    )
    kita: Mapped[Kita | None] = relationship(back_populates="service", cascade="all, delete-orphan")

    @property
    def kind(self) -> str:
        """The code of its kind: kita, counselling, family_education or other."""
        return next(term.code for term in self.terms if term.taxonomy == "kind")

    @property
    def topics(self) -> tuple[TaxonomyTerm, ...]:
        """What it is about, by name."""
        return tuple(term for term in self.terms if term.taxonomy == "topic")

    @property
    def places_free(self) -> int | None:
        """The places free on the day `capacity_on`, a Kita's or an offer's; None is unknown."""
        return self.kita.free_places if self.kita else self.free_places

    @property
    def location(self) -> Location | None:
        """The first place where it is offered; None where there is none or it is kept secret."""
        return self.locations_here[0].location if self.locations_here else None


class Kita(InThePlan, Base):
    """What only a Kita has; everything else about it is in its service."""

    __tablename__ = "kita"

    service_id: Mapped[KeyOfService]
    places: Mapped[int | None]
    free_places: Mapped[int | None]
    family_centre: Mapped[bool | None]
    social_work: Mapped[bool | None]  # Kita-Sozialarbeit

    service: Mapped[Service] = relationship(back_populates="kita")


class Location(Base):
    """Where services are offered: an address, and a position where that is known."""

    __tablename__ = "location"

    id: Mapped[PrimaryKey]
    area_id: Mapped[InArea]  # the municipality
    location_type: Mapped[str] = mapped_column(default="physical")
    name: Mapped[str] = mapped_column(default="")
    address_1: Mapped[str] = mapped_column(default="")  # street and number
    postal_code: Mapped[str] = mapped_column(default="")
    city: Mapped[str] = mapped_column(default="")

    area: Mapped[Area | None] = relationship("Area")
    located: Mapped[LocationPosition | None] = relationship(cascade="all, delete-orphan")
    accessibility: Mapped[list[Accessibility]] = relationship(cascade="all, delete-orphan")
    services_here: Mapped[list[ServiceAtLocation]] = relationship(
        back_populates="location", cascade="all, delete-orphan"
    )

    @property
    def longitude_latitude(self) -> tuple[float, float] | None:
        """The position in degrees, or None where it is not known."""
        return None if self.located is None else self.located.longitude_latitude


class LocationPosition(Base):
    """The point of a location, in a row of its own so that no geometry is ever NULL."""

    __tablename__ = "location_position"

    location_id: Mapped[KeyOfLocation]
    position: Mapped[MetricPoint]

    @property
    def longitude_latitude(self) -> tuple[float, float]:
        """The position in degrees, to the centimetre."""
        return in_degrees(self.position)


class ServiceAtLocation(Base):
    """One service at one location, with the hours it has there: the door people travel to."""

    __tablename__ = "service_at_location"

    id: Mapped[PrimaryKey]
    service_id: Mapped[OfService]
    location_id: Mapped[OfLocation]
    description: Mapped[str] = mapped_column(default="")

    service: Mapped[Service] = relationship(back_populates="locations_here")
    location: Mapped[Location] = relationship(back_populates="services_here")
    schedules: Mapped[list[Schedule]] = relationship(
        order_by="(Schedule.weekday, Schedule.opens_minutes)", overlaps="schedules"
    )


class Schedule(Base):
    """One weekly window of regular hours; dated events are a table of their own."""

    __tablename__ = "schedule"

    id: Mapped[PrimaryKey]
    service_id: Mapped[OfService]
    service_at_location_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("service_at_location.id", ondelete="CASCADE"), index=True
    )
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
    weekday: Mapped[int | None]  # 0 is Monday; None where only an appointment opens the door
    opens_minutes: Mapped[int | None]  # since midnight
    closes_minutes: Mapped[int | None]  # beyond 1440 where it closes after midnight
    by_appointment: Mapped[bool] = mapped_column(default=False)
    on_public_holidays: Mapped[bool] = mapped_column(default=False)
    in_school_holidays: Mapped[bool] = mapped_column(default=True)


class Phone(Base):
    """A number to call."""

    __tablename__ = "phone"

    id: Mapped[PrimaryKey]
    service_id: Mapped[OfService]
    number: Mapped[str]
    description: Mapped[str] = mapped_column(default="")


class Language(Base):
    """A language spoken there, by ISO 639-1 code."""

    __tablename__ = "language"

    id: Mapped[PrimaryKey]
    service_id: Mapped[OfService]
    code: Mapped[str]


class Accessibility(Base):
    """How one gets in; None is unknown."""

    __tablename__ = "accessibility"

    id: Mapped[PrimaryKey]
    location_id: Mapped[OfLocation]
    description: Mapped[str] = mapped_column(default="")
    step_free: Mapped[bool | None]
    changing_table: Mapped[bool | None]


class CostOption(Base):
    """What it costs, in the source's words."""

    __tablename__ = "cost_option"

    id: Mapped[PrimaryKey]
    service_id: Mapped[OfService]
    option: Mapped[str]


class RequiredDocument(Base):
    """A paper to bring."""

    __tablename__ = "required_document"

    id: Mapped[PrimaryKey]
    service_id: Mapped[OfService]
    document: Mapped[str]
