"""One reading session of the records for each request, closed when the request ends."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from flask import current_app, g

from directory.records import queries
from directory.records.database import open_engine, reading

if TYPE_CHECKING:
    from flask import Flask
    from sqlalchemy import Engine
    from sqlalchemy.orm import Session

EXTENSION = "sozialraum-engine"


def register(app: Flask, database_url: str) -> None:
    """Open the engine once; templates may ask which data is sample data."""
    app.extensions[EXTENSION] = open_engine(database_url)
    app.teardown_appcontext(_close)
    app.context_processor(lambda: {"sample_data": sample_data})


def current_session() -> Session:
    """Return the session of this request; it sees one state of the records throughout."""
    if "session" not in g:
        g.session = reading(cast("Engine", current_app.extensions[EXTENSION]))
    return cast("Session", g.session)


def sample_data() -> bool:
    """Say whether anything in the records is invented, so that every page can warn."""
    return queries.has_samples(current_session())


def _close(_error: BaseException | None) -> None:
    if "session" in g:
        g.pop("session").close()
