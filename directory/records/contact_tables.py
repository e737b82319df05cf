"""The table of contacts: functions whom people may ask, each with hours of its own."""

from __future__ import annotations

from sqlalchemy.orm import Mapped, mapped_column

from directory.records.base import Base
from directory.records.columns import OfService, PrimaryKey


class Contact(Base):
    """
    Whom to ask at a service.

    The function comes first; a person's name stands there only by their own choice. The hours
    are kept as the source says them, for reading.
    """

    __tablename__ = "contact"

    id: Mapped[PrimaryKey]
    service_id: Mapped[OfService]
    number: Mapped[int]  # the order in which they are shown, from 1
    title: Mapped[str] = mapped_column(default="")  # the function
    name: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")
    opening_hours: Mapped[str] = mapped_column(default="")
