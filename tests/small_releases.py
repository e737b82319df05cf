"""Released versions of the small district, as the commands would leave them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from directory.planning.publishing.freezing import frozen
from directory.records.database import open_engine, writing
from directory.records.releases import queries, steps

if TYPE_CHECKING:
    from pathlib import Path

    from directory.records.releases.tables import Release

FROZEN_AT = datetime(2026, 9, 1, 8, 0, tzinfo=UTC)
OPENED, UNTIL, DECIDED = date(2026, 9, 1), date(2026, 10, 1), date(2026, 11, 3)
WORDS = "Der Bus um 7:05 Uhr fährt nur an Schultagen.\n\nWir bitten um eine zweite Fahrt."


def draft(folder: Path, title: str = "Herbst 2026") -> str:
    """Freeze the results in a folder as a draft in its database; return its key."""
    engine = open_engine(f"sqlite:///{folder / 'directory.sqlite'}")
    with writing(engine) as session, session.begin():
        known = {release.key for release in queries.releases(session)}
        made = steps.add_draft(
            session, frozen(folder), title=title, at=FROZEN_AT, on=FROZEN_AT.date(), known=known
        )
        key = made.key
    engine.dispose()
    return key


def change(folder: Path, key: str, step: str) -> None:
    """Take a version one of the steps: "open", "comment", "publish", "withdraw"."""
    engine = open_engine(f"sqlite:///{folder / 'directory.sqlite'}")
    with writing(engine) as session, session.begin():
        STEPS[step](queries.release_by_key(session, key))
    engine.dispose()


def comment(release: Release, ags: str = "99999000", name: str = "Oberau") -> None:
    """Let a municipality speak."""
    steps.add_comment(
        release,
        ags=ags,
        municipality=name,
        said_by="Ortsbürgermeisterin",
        said_on=date(2026, 9, 20),
        text=WORDS,
        at=datetime(2026, 9, 21, tzinfo=UTC),
    )


def publish(release: Release) -> None:
    """Release a version after the time for comments."""
    steps.publish(
        release,
        decided_by="JHA, Sitzung vom 3. November 2026",
        decided_on=DECIDED,
        today=DECIDED,
        municipalities={"99999000", "99999001", "99999002"},
    )


STEPS = {
    "open": lambda release: steps.open_for_comments(release, until=UNTIL, today=OPENED),
    "comment": comment,
    "publish": publish,
    "withdraw": lambda release: steps.withdraw(release, because="Fahrplan falsch", today=DECIDED),
}
