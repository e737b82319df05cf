"""The tables of released versions: a frozen copy, its files, and what municipalities say of it."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from directory.records.base import Base
from directory.records.columns import Moment, PrimaryKey

DRAFT, OPEN, RELEASED, WITHDRAWN = "draft", "open", "released", "withdrawn"


class Release(Base):
    """
    One version of the results, frozen on a day: a draft, open for comments, released, withdrawn.

    Its files never change; only its state does.
    """

    __tablename__ = "release"

    id: Mapped[PrimaryKey]
    key: Mapped[str] = mapped_column(
        unique=True, index=True
    )  # day and the first digits of what it holds
    title: Mapped[str]
    status: Mapped[str] = mapped_column(default=DRAFT)
    frozen_at: Mapped[Moment]
    judged_by: Mapped[date]  # the day of the timetable
    method: Mapped[str]
    sample: Mapped[bool]
    comments_until: Mapped[date | None]  # the last day on which municipalities may comment
    decided_on: Mapped[date | None]
    decided_by: Mapped[str] = mapped_column(default="")  # a committee and its session
    withdrawn_on: Mapped[date | None]
    withdrawn_because: Mapped[str] = mapped_column(default="")

    files: Mapped[list[ReleaseFile]] = relationship(cascade="all, delete-orphan")
    comments: Mapped[list[ReleaseComment]] = relationship(
        cascade="all, delete-orphan",
        order_by="ReleaseComment.municipality, ReleaseComment.said_on, ReleaseComment.recorded_at",
    )


class ReleaseFile(Base):
    """What was frozen, as text, in a row of its own, so that lists of releases stay light."""

    __tablename__ = "release_file"

    release_id: Mapped[UUID] = mapped_column(
        ForeignKey("release.id", ondelete="CASCADE"), primary_key=True
    )
    name: Mapped[str] = mapped_column(primary_key=True)
    sha256: Mapped[str]
    content: Mapped[str]


class ReleaseComment(Base):
    """What a municipality says of a version; it stands beside the results, whatever it says."""

    __tablename__ = "release_comment"

    id: Mapped[PrimaryKey]
    release_id: Mapped[UUID] = mapped_column(
        ForeignKey("release.id", ondelete="CASCADE"), index=True
    )
    ags: Mapped[str]
    municipality: Mapped[str]
    said_by: Mapped[str]  # a function such as Ortsbürgermeisterin, never a name
    said_on: Mapped[date]
    text: Mapped[str]
    recorded_at: Mapped[Moment]
