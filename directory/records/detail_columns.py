"""The columns of a service that say what a family should know before it calls or goes."""

from __future__ import annotations

from datetime import date  # noqa: TC003 - SQLAlchemy reads the annotations of the mapped class

from sqlalchemy.orm import Mapped, mapped_column


class BeforeYouGo:
    """
    What is good to know before the first step; None and "" are unknown.

    `free_places` is of an offer; a Kita's stand in its own table. `capacity_on` is the day that
    waiting weeks and free places were true, as HSDS has it in service_capacity.
    """

    what_happens: Mapped[str] = mapped_column(default="")  # when somebody calls or comes
    orientation: Mapped[str] = mapped_column(default="")  # of the Träger, such as katholisch
    catchment: Mapped[str] = mapped_column(default="")  # who belongs to it, by place of living
    holiday_note: Mapped[str] = mapped_column(default="")  # on public and school holidays
    anonymous: Mapped[bool | None]
    certificate: Mapped[bool | None]  # issues the Beratungsschein of § 7 SchKG
    waiting_weeks: Mapped[float | None]
    free_places: Mapped[int | None]
    capacity_on: Mapped[date | None]
