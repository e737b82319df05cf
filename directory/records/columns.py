"""The kinds of column that the tables share: keys, points, areas, times."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated
from uuid import UUID, uuid5

from geoalchemy2 import Geometry, WKBElement
from geoalchemy2.shape import to_shape
from shapely import get_x, get_y
from sqlalchemy import DateTime, ForeignKey, TypeDecorator
from sqlalchemy.orm import mapped_column

from geodata.crs import METRIC_SRID, to_degrees

if TYPE_CHECKING:
    from sqlalchemy.engine import Dialect

# Drawn once at random; every id made from a source's key hangs below it.
NAMESPACE = UUID("0d6f3f0e-6c5f-4a55-9d25-5f3f6b1c9a41")


def id_from_key(table: str, *parts: str) -> UUID:
    """Return the same id for the same key every time, so that a re-import updates."""
    return uuid5(NAMESPACE, "\x1f".join((table, *parts)))


class UtcDateTime(TypeDecorator[datetime]):
    """A moment in UTC; SQLite forgets time zones, so the zone is put back on reading."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a moment without a time zone, store the others in UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            message = f"{value} has no time zone ({dialect.name})."
            raise ValueError(message)
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the moment with its zone."""
        if value is None or dialect.name != "sqlite":
            return value
        return value.replace(tzinfo=UTC)


def in_degrees(position: WKBElement) -> tuple[float, float]:
    """Return longitude and latitude of a stored point, to the centimetre."""
    point = to_shape(position)
    return degrees_at(float(get_x(point)), float(get_y(point)))


def degrees_at(x_m: float, y_m: float) -> tuple[float, float]:
    """Return longitude and latitude of a point in metres, to the centimetre."""
    longitude, latitude = to_degrees(x_m, y_m)
    return round(float(longitude), 7), round(float(latitude), 7)


PrimaryKey = Annotated[UUID, mapped_column(primary_key=True)]
Moment = Annotated[datetime, mapped_column(UtcDateTime())]
MetricPoint = Annotated[WKBElement, mapped_column(Geometry("POINT", METRIC_SRID))]
MetricArea = Annotated[WKBElement, mapped_column(Geometry("MULTIPOLYGON", METRIC_SRID))]

# A row that is nothing without its owner goes with it.
OfService = Annotated[UUID, mapped_column(ForeignKey("service.id", ondelete="CASCADE"), index=True)]
OfLocation = Annotated[
    UUID, mapped_column(ForeignKey("location.id", ondelete="CASCADE"), index=True)
]
KeyOfService = Annotated[
    UUID, mapped_column(ForeignKey("service.id", ondelete="CASCADE"), primary_key=True)
]
KeyOfLocation = Annotated[
    UUID, mapped_column(ForeignKey("location.id", ondelete="CASCADE"), primary_key=True)
]
KeyOfArea = Annotated[
    UUID, mapped_column(ForeignKey("area.id", ondelete="CASCADE"), primary_key=True)
]
InArea = Annotated[
    UUID | None, mapped_column(ForeignKey("area.id", ondelete="SET NULL"), index=True)
]
FromDataset = Annotated[UUID | None, mapped_column(ForeignKey("dataset.id"), index=True)]
