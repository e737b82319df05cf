"""Pages for families: find help, see whether it is open, and where it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from directory.families import (
    device,  # noqa: F401 - its import puts its pages on the blueprint
    events,  # noqa: F401 - its import puts its pages on the blueprint
    labels,
    legal,  # noqa: F401 - its import puts its pages on the blueprint
    plain_words,  # noqa: F401 - its import puts its pages on the blueprint
    results,  # noqa: F401 - the same
    search_rows,  # noqa: F401 - the same
    sheets,  # noqa: F401 - the same
    views,
    way_words,
    ways,  # noqa: F401 - the same
)
from directory.families.tonight import views as tonight  # noqa: F401 - the same

if TYPE_CHECKING:
    from flask import Flask


def register(app: Flask) -> None:
    """Attach the pages and the German words that their templates use."""
    app.register_blueprint(views.bp)
    app.jinja_env.filters.update(labels.FILTERS | way_words.FILTERS)
