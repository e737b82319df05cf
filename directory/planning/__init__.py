"""Internal pages for planners: which villages are underserved, on a map and in a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from directory.planning import labels, views

if TYPE_CHECKING:
    from flask import Flask


def register(app: Flask) -> None:
    """Attach the pages; only an app with internal pages does this."""
    app.register_blueprint(views.bp)
    app.jinja_env.filters.update(labels.FILTERS)
