"""The steps of a version: frozen as a draft, opened for comments, released, withdrawn."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING
from uuid import uuid4

from directory.records.releases.tables import (
    DRAFT,
    OPEN,
    RELEASED,
    WITHDRAWN,
    Release,
    ReleaseComment,
    ReleaseFile,
)
from geodata.errors import GeodataError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from sqlalchemy.orm import Session

KEY_DIGITS = 8  # of the hash of what is frozen
LONGEST_FUNCTION = 120  # characters: a function, not a letterhead
LONGEST_COMMENT = 20_000


class ReleaseError(GeodataError, ValueError):
    """A step is not allowed for a version as it stands; the text says what comes first."""


@dataclass(frozen=True)
class Frozen:
    """
    What is to be kept of results, ready to be written.

    Parameters
    ----------
    files
        Texts by name.
    judged_by
        The day of the timetable.
    method
        Which form of the method computed them.
    sample
        Whether anything in them is invented.
    """

    files: Mapping[str, str]
    judged_by: date
    method: str
    sample: bool

    def key(self, on: date) -> str:
        """Return the name of the version: its day, and digits that change with its content."""
        whole = sha256()
        for name in sorted(self.files):
            whole.update(f"{name}\0{_digest(self.files[name])}\0".encode())
        return f"{on.isoformat()}-{whole.hexdigest()[:KEY_DIGITS]}"


def add_draft(  # noqa: PLR0913 - what a version is made of
    session: Session, frozen: Frozen, *, title: str, at: datetime, on: date, known: set[str]
) -> Release:
    """
    Add a version as a draft; it is whole when the session is committed, or not there at all.

    Parameters
    ----------
    session
        Of a writer.
    frozen
        What it holds.
    title
        What people call it.
    at, on
        The moment, and the day on the district's calendar.
    known
        The keys of the versions that there are.

    Raises
    ------
    ReleaseError
        If it has no title, or if the same results were frozen that day already.
    """
    key = frozen.key(on)
    _demand(bool(title.strip()), "A version needs a title.")
    _demand(key not in known, f"The same results were frozen already, as {key}.")
    release = Release(
        id=uuid4(),
        key=key,
        title=title.strip(),
        status=DRAFT,
        frozen_at=at,
        judged_by=frozen.judged_by,
        method=frozen.method,
        sample=frozen.sample,
        files=[
            ReleaseFile(name=name, sha256=_digest(content), content=content)
            for name, content in frozen.files.items()
        ],
    )
    session.add(release)
    return release


def open_for_comments(release: Release, *, until: date, today: date) -> None:
    """Let municipalities comment on a draft until a day, that day included."""
    _demand(release.status == DRAFT, f"{release.key} is no draft but {release.status}.")
    _demand(until > today, "The last day for comments must lie ahead.")
    release.status, release.comments_until = OPEN, until


def add_comment(  # noqa: PLR0913 - what a comment is made of
    release: Release,
    *,
    ags: str,
    municipality: str,
    said_by: str,
    said_on: date,
    text: str,
    at: datetime,
) -> None:
    """Keep what a municipality says; also after the release, for it may speak at any time."""
    open_now = release.status in {OPEN, RELEASED}
    _demand(open_now, f"{release.key} is {release.status}; open it first: sozialraum release open")
    _demand(0 < len(said_by.strip()) <= LONGEST_FUNCTION, "Say by which function, in few words.")
    _demand(0 < len(text.strip()) <= LONGEST_COMMENT, f"1 to {LONGEST_COMMENT} characters of text.")
    _demand(said_on <= at.date(), "The comment lies in the future.")
    release.comments.append(
        ReleaseComment(
            id=uuid4(),
            ags=ags,
            municipality=municipality,
            said_by=said_by.strip(),
            said_on=said_on,
            text=text.strip(),
            recorded_at=at,
        )
    )


def publish(
    release: Release, *, decided_by: str, decided_on: date, today: date, municipalities: set[str]
) -> None:
    """
    Release a version after every municipality has commented, or could until a day that is over.

    Raises
    ------
    ReleaseError
        If it was not open, if the time for comments is not over on the day of the decision, or if
        nobody is said to have decided.
    """
    _demand(release.status == OPEN, f"{release.key} is {release.status}, not open for comments.")
    _demand(bool(decided_by.strip()), "Say who decided, for example: JHA, session of 3 March.")
    _demand(decided_on <= today, "The decision lies in the future.")
    said = municipalities <= {comment.ags for comment in release.comments}
    until = release.comments_until
    over = until is not None and decided_on > until
    _demand(said or over, f"Municipalities may comment until {until}; decide after that day.")
    release.status = RELEASED
    release.decided_by, release.decided_on = decided_by.strip(), decided_on


def withdraw(release: Release, *, because: str, today: date) -> None:
    """Take a version back for good; it stays in the records, but on no public page."""
    _demand(release.status != WITHDRAWN, f"{release.key} is withdrawn already.")
    _demand(bool(because.strip()), "Say why it is withdrawn.")
    release.status, release.withdrawn_on = WITHDRAWN, today
    release.withdrawn_because = because.strip()


def _demand(fulfilled: bool, message: str) -> None:  # noqa: FBT001 - a condition, said before its message
    if not fulfilled:
        raise ReleaseError(message)


def _digest(content: str) -> str:
    return sha256(content.encode("utf-8")).hexdigest()
