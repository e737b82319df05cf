"""The columns of a Kita that its Bedarfsplan has: places and children by age, hours, social work."""

from __future__ import annotations

from sqlalchemy.orm import Mapped, mapped_column


class InThePlan:
    """
    What the plan says of one Kita; None and "" are unknown.

    The ages are completed years: under 2, from 2 (until the third birthday), from 3 (until
    school). `social_work_hours` are a week's; `social_work_days` names weekdays by digits, 0 is
    Monday; `social_work_deputy` says who stands in, as a function.
    """

    places_under_2: Mapped[int | None]
    places_from_2: Mapped[int | None]
    places_from_3: Mapped[int | None]
    children_under_2: Mapped[int | None]
    children_from_2: Mapped[int | None]
    children_from_3: Mapped[int | None]
    places_to_7_hours: Mapped[int | None]  # hours of care a day, at most
    places_over_7_hours: Mapped[int | None]
    social_work_hours: Mapped[float | None]
    social_work_days: Mapped[str] = mapped_column(default="")
    social_work_deputy: Mapped[str] = mapped_column(default="")
