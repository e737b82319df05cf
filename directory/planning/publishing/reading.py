"""Read the public form of a version, as it was frozen."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from directory.planning.publishing.freezing import PUBLIC
from directory.records.errors import NotFoundError
from directory.records.releases import queries

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from directory.records.releases.tables import Release


def public_results(session: Session, release: Release) -> dict[str, Any]:
    """Return what may be public of a version, see `publication.public_form`."""
    found: dict[str, Any] = json.loads(queries.content_of(session, release, PUBLIC))
    return found


def villages_of(session: Session, release: Release) -> dict[str, str]:
    """Return the names of a version's municipalities by their AGS."""
    villages = public_results(session, release)["villages"]
    return {village["ags"]: village["name"] for village in villages}


def released(session: Session, key: str | None = None) -> Release:
    """
    Return a released version by its key, else the one decided last.

    Raises
    ------
    NotFoundError
        If there is none: drafts and withdrawn versions are not there for the public.
    """
    found = [r for r in queries.public_releases(session) if key is None or r.key == key]
    if not found:
        message = "No such version has been released."
        raise NotFoundError(message)
    return found[0]
