"""The resource directory: a Flask app over records in the shape of HSDS."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from flask import Flask

from directory import (
    basemap,
    compression,
    config,
    errors,
    families,
    help_numbers,
    languages,
    pieces,
    planning,
    security,
    sessions,
    timetable_notices,
)
from directory.operator_key import OperatorKey

if TYPE_CHECKING:
    from geodata.district import District

TEMPLATES = Path(__file__).parents[1] / "templates"


def create_app(  # noqa: PLR0913 - what an app is told, all but the district by name
    district: District,
    *,
    database_url: str,
    results: Path | None = None,
    internal_pages: bool,
    networks: Path | None = None,
    operator_key: str | None = None,
) -> Flask:
    """
    Return the app of one district.

    Parameters
    ----------
    district
        Whose pages these are.
    database_url
        Where the records are, see `directory.records.database.open_engine`.
    results
        Folder with `gaps.json`, if something has been built.
    internal_pages
        Whether planners' pages stand open; only ever on a loopback address.
    networks
        Folder of the network files, if they have been built; without them pages tell no ways.
    operator_key
        Who gives it sees planners' pages from elsewhere; without it nobody does.
    """
    app = Flask(__name__, template_folder=str(TEMPLATES))
    key = OperatorKey(operator_key) if operator_key else None
    known = config.Settings(
        district, results, internal_pages=internal_pages, networks=networks, operator_key=key
    )
    config.register(app, known)
    sessions.register(app, database_url)
    languages.register(app)
    pieces.register(app)
    errors.register(app)
    compression.register(app)
    security.register(app)
    help_numbers.register(app)
    timetable_notices.register(app)
    basemap.register(app)
    families.register(app)
    planning.register_released(app)
    if internal_pages or key:
        planning.register(app)
    return app
