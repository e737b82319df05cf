"""
Freeze the results as a version, let municipalities comment, release or withdraw it.

A version is a copy: later builds do not change it. Public pages show released ones alone.
"""

from __future__ import annotations

from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import click

from directory.planning.publishing.freezing import frozen, refuse_faults
from directory.planning.publishing.reading import public_results, villages_of
from directory.records.database import database_url as url_of
from directory.records.database import open_engine, writing
from directory.records.migrating import upgrade
from directory.records.releases import queries, steps
from geodata.builds import CURRENT
from geodata.errors import MissingInputError
from scripts.options import database_option, date_option, district_option

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from sqlalchemy.orm import Session

    from directory.records.releases.tables import Release
    from geodata.district import District

TEXT_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group(help=__doc__)
def main() -> None:
    """Gather the steps of a version."""


@main.command()
@click.option("--title", required=True, help='What people call it, such as "Herbst 2026".')
@district_option
@database_option
def create(title: str, district: District, database_url: str | None) -> None:
    """Freeze the results of the build in use as a draft; nothing is public yet."""
    copy = frozen(district.var / CURRENT / "results")
    with _writing(district, database_url) as session:
        now = _now(district)
        known = {release.key for release in queries.releases(session)}
        made = steps.add_draft(session, copy, title=title, at=now, on=now.date(), known=known)
        key = made.key
    click.echo(key)


@main.command(name="list")
@district_option
@database_option
def list_releases(district: District, database_url: str | None) -> None:
    """Print every version, the newest first."""
    with _writing(district, database_url) as session:
        for release in queries.releases(session):
            click.echo(_line(release))


@main.command(name="open")
@click.argument("key")
@date_option("Last day for comments of the municipalities, that day included.", "--until")
@district_option
@database_option
def open_(key: str, day: date | None, district: District, database_url: str | None) -> None:
    """Open a draft for comments of the municipalities."""
    until = _given(day, "--until")
    with _writing(district, database_url) as session:
        release = queries.release_by_key(session, key)
        steps.open_for_comments(release, until=until, today=_now(district).date())
        click.echo(_line(release))


@main.command()
@click.argument("key")
@click.argument("ags")
@click.option("--by", "said_by", required=True, help="The function of whoever speaks, no name.")
@click.option("--text", help="The comment itself.")
@click.option("--file", "path", type=TEXT_FILE, help="Or a text file that holds it.")
@date_option("Day of the comment; today where none is given.")
@district_option
@database_option
def comment(  # noqa: PLR0913 - one argument an option
    key: str,
    ags: str,
    *,
    said_by: str,
    text: str | None,
    path: Path | None,
    day: date | None,
    district: District,
    database_url: str | None,
) -> None:
    """Keep what the municipality with this key (AGS) says of a version."""
    if (text is None) == (path is None):
        message = "Give either --text or --file."
        raise click.UsageError(message)
    words = text if path is None else path.read_text(encoding="utf-8-sig")
    with _writing(district, database_url) as session:
        release, now = queries.release_by_key(session, key), _now(district)
        names = villages_of(session, release)
        if ags not in names:
            message = f"The version {key} holds no municipality with the key {ags}."
            raise MissingInputError(message)
        steps.add_comment(
            release,
            ags=ags,
            municipality=names[ags],
            said_by=said_by,
            said_on=day or now.date(),
            text=words or "",
            at=now,
        )
        click.echo(_line(release))


@main.command()
@click.argument("key")
@click.option("--decided-by", required=True, help="For example: JHA, session of 3 March 2027.")
@date_option("Day of the decision.", "--decided-on")
@district_option
@database_option
def publish(
    key: str, decided_by: str, day: date | None, district: District, database_url: str | None
) -> None:
    """Release a version: from then on everybody can see it."""
    with _writing(district, database_url) as session:
        release, today = queries.release_by_key(session, key), _now(district).date()
        refuse_faults(public_results(session, release))
        steps.publish(
            release,
            decided_by=decided_by,
            decided_on=_given(day, "--decided-on"),
            today=today,
            municipalities=set(villages_of(session, release)),
        )
        click.echo(_line(release))


@main.command()
@click.argument("key")
@click.option("--because", required=True, help="Why; it is kept with the version.")
@district_option
@database_option
def withdraw(key: str, because: str, district: District, database_url: str | None) -> None:
    """Take a version back: no public page shows it any more."""
    with _writing(district, database_url) as session:
        release = queries.release_by_key(session, key)
        steps.withdraw(release, because=because, today=_now(district).date())
        click.echo(_line(release))


@contextmanager
def _writing(district: District, database_url: str | None) -> Iterator[Session]:
    """Yield a session that writes everything at the end, or nothing."""
    engine = open_engine(database_url or url_of(district))
    try:
        upgrade(engine)
        with writing(engine) as session, session.begin():
            yield session
    finally:
        engine.dispose()


def _now(district: District) -> datetime:
    return datetime.now(tz=ZoneInfo(district.timezone))


def _given(day: date | None, option: str) -> date:
    if day is None:
        message = f"Give {option} YYYY-MM-DD."
        raise click.UsageError(message)
    return day


def _line(release: Release) -> str:
    until = f", comments until {release.comments_until}" if release.comments_until else ""
    decided = (
        f", decided {release.decided_on} by {release.decided_by}" if release.decided_on else ""
    )
    count = f", {len(release.comments)} comments" if release.comments else ""
    return f"{release.key}  {release.status:<9}  {release.title}{until}{decided}{count}"
