"""The tables of the land: areas, who lives where, the names of places, and the files behind it."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from directory.records.base import Base
from directory.records.columns import (
    FromDataset,
    InArea,
    KeyOfArea,
    MetricArea,
    MetricPoint,
    Moment,
    PrimaryKey,
    in_degrees,
)

LEVELS = ("district", "youth_office", "association", "municipality", "part")


class Dataset(Base):
    """A file that was imported: what it was, from whom, how old, and whether it is real."""

    __tablename__ = "dataset"

    id: Mapped[PrimaryKey]
    name: Mapped[str]  # as district.toml names the source
    file_name: Mapped[str]
    sha256: Mapped[str]
    licence: Mapped[str] = mapped_column(default="")
    attribution: Mapped[str] = mapped_column(default="")
    source_date: Mapped[date | None]
    sample: Mapped[bool] = mapped_column(default=False)
    estimate: Mapped[bool] = mapped_column(default=False)
    imported_at: Mapped[Moment]
    rows: Mapped[int]


class Area(Base):
    """A named piece of land at one of the LEVELS."""

    __tablename__ = "area"

    id: Mapped[PrimaryKey]
    level: Mapped[str] = mapped_column(index=True)
    ags: Mapped[str] = mapped_column(index=True)  # official key, or the source's own id
    ars: Mapped[str] = mapped_column(default="")
    name: Mapped[str]
    designation: Mapped[str] = mapped_column(default="")
    parent_id: Mapped[InArea]  # municipality → association → district; part → municipality
    youth_office_id: Mapped[InArea]  # of a municipality
    sample: Mapped[bool] = mapped_column(default=False)

    parent: Mapped[Area | None] = relationship(foreign_keys="Area.parent_id", remote_side="Area.id")
    youth_office: Mapped[Area | None] = relationship(
        foreign_keys="Area.youth_office_id", remote_side="Area.id"
    )
    bounded: Mapped[AreaBoundary | None] = relationship(cascade="all, delete-orphan")
    population: Mapped[AreaPopulation | None] = relationship(cascade="all, delete-orphan")


class AreaBoundary(Base):
    """The outline of an area, in a row of its own: a part may have none, and lists stay light."""

    __tablename__ = "area_boundary"

    area_id: Mapped[KeyOfArea]
    boundary: Mapped[MetricArea]


class AreaPopulation(Base):
    """
    How many people live in an area.

    `people` is the newest total. The age groups are counts of an older day, whose own total is
    `people_of_ages`; `scaled` brings them to the newest total, and that is an estimate.
    """

    __tablename__ = "area_population"

    area_id: Mapped[KeyOfArea]
    people: Mapped[float]
    people_date: Mapped[date | None]
    area_km2: Mapped[float | None]
    under_3: Mapped[float | None]
    age_3_to_5: Mapped[float | None]
    age_6_to_9: Mapped[float | None]
    age_10_to_14: Mapped[float | None]
    age_15_to_17: Mapped[float | None]
    under_18: Mapped[float | None]
    people_of_ages: Mapped[float | None]
    ages_date: Mapped[date | None]
    estimate: Mapped[bool] = mapped_column(default=False)

    @property
    def under_6(self) -> float | None:
        """Children under 6 on the day of the age groups, or None where they are unknown."""
        if self.under_3 is None or self.age_3_to_5 is None:
            return None
        return self.under_3 + self.age_3_to_5

    @property
    def ages_are_estimates(self) -> bool:
        """Whether the scaled age groups rest on an older day than the total."""
        return self.estimate or self.ages_date != self.people_date

    def scaled(self, count: float | None) -> float | None:
        """Return an age group carried over to the newest total, or None where it is unknown."""
        if count is None or not self.people_of_ages:
            return None
        return count / self.people_of_ages * self.people


class PopulationCell(Base):
    """A square of land with its people; None where the statistics keep the number secret."""

    __tablename__ = "population_cell"

    id: Mapped[int] = mapped_column(primary_key=True)
    area_id: Mapped[UUID] = mapped_column(
        ForeignKey("area.id", ondelete="CASCADE"), index=True
    )  # the municipality
    position: Mapped[MetricPoint]  # the centre
    cell_m: Mapped[float]
    people: Mapped[float | None]
    estimate: Mapped[bool] = mapped_column(default=False)


class Place(Base):
    """An entry of the gazetteer, found by its folded name."""

    __tablename__ = "place"

    id: Mapped[PrimaryKey]
    kind: Mapped[str] = mapped_column(index=True)  # municipality, part, village, stop, address...
    key: Mapped[str]
    name: Mapped[str]
    folded_name: Mapped[str] = mapped_column(index=True)
    area_id: Mapped[InArea]  # the municipality
    dataset_id: Mapped[FromDataset]
    position: Mapped[MetricPoint]

    area: Mapped[Area | None] = relationship()

    @property
    def longitude_latitude(self) -> tuple[float, float]:
        """The position in degrees, to the centimetre."""
        return in_degrees(self.position)


class StopEquipment(Base):
    """What helps while waiting at a stop; None is unknown, and no row is all unknown."""

    __tablename__ = "stop_equipment"

    stop_key: Mapped[str] = mapped_column(primary_key=True)  # as in stops and timetable
    shelter: Mapped[bool | None]
    bench: Mapped[bool | None]
    light: Mapped[bool | None]
    dataset_id: Mapped[FromDataset]
