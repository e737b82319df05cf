"""The district's own map tiles, as the build made them from OpenStreetMap."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import request, send_file

from directory.config import settings
from directory.languages import OUTSIDE
from directory.records.errors import NotFoundError
from geodata.basemap import BASEMAP

if TYPE_CHECKING:
    from pathlib import Path

    from flask import Flask, Response

ADDRESS = "karte/grundkarte.pmtiles"
MEDIA_TYPE = "application/vnd.pmtiles"
NO_BASEMAP = (
    "This district has no map tiles; they are built where it names an OpenStreetMap extract."
)


def register(app: Flask) -> None:
    """Serve the tiles, and let templates ask where they are."""
    app.add_url_rule(f"/{ADDRESS}", "basemap", basemap)
    app.jinja_env.globals["basemap_address"] = basemap_address


def basemap() -> Response:
    """Return the part of the file that a map asks for; a new build has another ETag."""
    path = _path()
    if path is None:
        raise NotFoundError(NO_BASEMAP)
    response = send_file(path, mimetype=MEDIA_TYPE, conditional=True)
    response.cache_control.no_transform = True  # a proxy that compresses would break the ranges
    return response


def basemap_address() -> str | None:
    """Return where the tiles are, the same in every language, or None where there are none."""
    return f"{request.environ.get(OUTSIDE, '')}/{ADDRESS}" if _path() else None


def _path() -> Path | None:
    """Return the file beside the results of the build in use."""
    results = settings().results
    path = results.parent / BASEMAP if results else None
    return path if path is not None and path.is_file() else None
