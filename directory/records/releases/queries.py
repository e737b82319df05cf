"""What pages and commands ask of released versions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from directory.records.errors import NotFoundError
from directory.records.releases.tables import RELEASED, Release, ReleaseFile

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Select
    from sqlalchemy.orm import Session


def releases(session: Session) -> Sequence[Release]:
    """Return every version with its comments, the newest first."""
    return session.scalars(_with_comments().order_by(Release.frozen_at.desc(), Release.key)).all()


def release_by_key(session: Session, key: str) -> Release:
    """Return a version in whatever state, or raise NotFoundError."""
    found = session.scalars(_with_comments().where(Release.key == key)).one_or_none()
    if found is None:
        message = f"There is no version {key}; see: sozialraum release list"
        raise NotFoundError(message)
    return found


def public_releases(session: Session) -> Sequence[Release]:
    """Return the versions that a committee has released, the last decided first."""
    wanted = _with_comments().where(Release.status == RELEASED)
    order = (Release.decided_on.desc(), Release.frozen_at.desc(), Release.key)
    return session.scalars(wanted.order_by(*order)).all()


def content_of(session: Session, release: Release, name: str) -> str:
    """Return a frozen file as text, or raise NotFoundError."""
    file = session.get(ReleaseFile, (release.id, name))
    if file is None:
        message = f"The version {release.key} holds no {name}."
        raise NotFoundError(message)
    return file.content


def _with_comments() -> Select[Release]:
    return select(Release).options(selectinload(Release.comments))
