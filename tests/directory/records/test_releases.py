"""Versions of the results on both databases: each step in its order, or a sentence why not."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest

from directory.records.errors import NotFoundError
from directory.records.releases import queries, steps
from directory.records.releases.steps import Frozen, ReleaseError
from directory.records.releases.tables import DRAFT, OPEN, RELEASED, WITHDRAWN

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from directory.records.releases.tables import Release

NOW = datetime(2026, 9, 1, 8, 0, tzinfo=UTC)
TODAY, UNTIL, AFTER = date(2026, 9, 1), date(2026, 10, 1), date(2026, 10, 2)
FROZEN = Frozen(
    {"gaps.json": "{}", "public.json": '{"ä": 1}'}, date(2026, 9, 8), "Methode 1", sample=True
)
VILLAGES = {"07137001", "07137008"}


def a_draft(session: Session, frozen: Frozen = FROZEN, title: str = "Herbst 2026") -> Release:
    known = {release.key for release in queries.releases(session)}
    return steps.add_draft(session, frozen, title=title, at=NOW, on=TODAY, known=known)


def commented(release: Release, ags: str, said_by: str = "Ortsbürgermeister") -> None:
    steps.add_comment(
        release,
        ags=ags,
        municipality="Acht",
        said_by=said_by,
        said_on=TODAY,
        text="Zu wenig Busse.",
        at=NOW,
    )


def opened(release: Release, until: date = UNTIL) -> None:
    steps.open_for_comments(release, until=until, today=TODAY)


def published(release: Release, on: date = AFTER, by: str = "JHA") -> None:
    steps.publish(release, decided_by=by, decided_on=on, today=AFTER, municipalities=VILLAGES)


def test_a_version_is_kept_with_its_files_and_found_again(session: Session) -> None:
    key = a_draft(session).key
    session.commit()
    session.expire_all()
    found = queries.release_by_key(session, key)
    assert (found.status, found.title, found.frozen_at) == (DRAFT, "Herbst 2026", NOW)
    assert queries.content_of(session, found, "public.json") == '{"ä": 1}'
    assert key.startswith("2026-09-01-")
    with pytest.raises(NotFoundError):
        queries.content_of(session, found, "other.json")


def test_what_is_not_committed_is_not_there(session: Session) -> None:
    a_draft(session)
    session.rollback()
    assert list(queries.releases(session)) == []


def test_the_same_results_are_frozen_once_a_day(session: Session) -> None:
    a_draft(session)
    session.flush()
    with pytest.raises(ReleaseError, match="frozen already"):
        a_draft(session)
    assert a_draft(session, replace(FROZEN, files={"gaps.json": "[]"})).key


def test_the_steps_in_their_order(session: Session) -> None:
    release = a_draft(session)
    opened(release)
    assert (release.status, release.comments_until) == (OPEN, UNTIL)
    commented(release, "07137001")
    published(release)
    assert (release.status, release.decided_by, release.decided_on) == (RELEASED, "JHA", AFTER)
    session.commit()
    session.expire_all()
    (found,) = queries.public_releases(session)
    assert [comment.text for comment in found.comments] == ["Zu wenig Busse."]
    steps.withdraw(found, because="Fahrplan falsch", today=AFTER)
    session.commit()
    assert found.status == WITHDRAWN
    assert list(queries.public_releases(session)) == []


def test_nothing_is_released_before_municipalities_could_comment(session: Session) -> None:
    release = a_draft(session)
    with pytest.raises(ReleaseError, match="not open for comments"):
        published(release)
    opened(release)
    with pytest.raises(ReleaseError, match="may comment until 2026-10-01"):
        published(release, on=UNTIL)
    assert release.status == OPEN
    for ags in VILLAGES:
        commented(release, ags)
    published(release, on=TODAY)  # all of them have spoken: nobody is waited for
    assert release.status == RELEASED


NONSENSE = {
    "needs a title": lambda session, _release: a_draft(session, title=" "),
    "is no draft but open": lambda _s, release: opened(release),
    "Say who decided": lambda _s, release: published(release, by=" "),
    "decision lies in the future": lambda _s, release: published(release, on=date(2026, 10, 3)),
    "Say why": lambda _s, release: steps.withdraw(release, because="", today=TODAY),
}


@pytest.mark.parametrize("message", NONSENSE)
def test_a_step_that_makes_no_sense_is_refused(session: Session, message: str) -> None:
    release = a_draft(session)
    opened(release)
    with pytest.raises(ReleaseError, match=message):
        NONSENSE[message](session, release)
    assert release.status == OPEN


def test_the_time_for_comments_lies_ahead(session: Session) -> None:
    release = a_draft(session)
    with pytest.raises(ReleaseError, match="must lie ahead"):
        opened(release, until=TODAY)
    assert release.status == DRAFT


def test_what_is_withdrawn_stays_withdrawn(session: Session) -> None:
    release = a_draft(session)
    steps.withdraw(release, because="x", today=TODAY)
    with pytest.raises(ReleaseError, match="withdrawn already"):
        steps.withdraw(release, because="x", today=TODAY)
    with pytest.raises(ReleaseError, match="is no draft but withdrawn"):
        opened(release)


def test_a_comment_needs_a_version_that_is_open_a_function_and_words(session: Session) -> None:
    release = a_draft(session)
    with pytest.raises(ReleaseError, match="open it first"):
        commented(release, "07137001")
    opened(release)
    for said_by in ("", " ", "x" * 121):
        with pytest.raises(ReleaseError, match="function"):
            commented(release, "07137001", said_by)
    assert release.comments == []


def test_the_version_decided_last_comes_first(session: Session) -> None:
    days = (date(2026, 10, 2), date(2026, 11, 3), date(2026, 10, 20))
    for number, day in enumerate(days):
        frozen = replace(FROZEN, files={"public.json": str(number)})
        release = a_draft(session, frozen, title=str(number))
        opened(release)
        steps.publish(
            release, decided_by="JHA", decided_on=day, today=days[1], municipalities=VILLAGES
        )
    session.commit()
    assert [release.title for release in queries.public_releases(session)] == ["1", "2", "0"]
