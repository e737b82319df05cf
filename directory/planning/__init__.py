"""Internal pages for planners: which villages are underserved, on a map and in a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from directory.planning import labels, views
from directory.planning.releases import public_views as released
from directory.planning.releases import views as releases
from directory.planning.standards import views as standards

if TYPE_CHECKING:
    from flask import Blueprint, Flask


def blueprints() -> list[Blueprint]:
    """Return the pages of every subject of planning, one blueprint each."""
    return [
        views.bp,
        releases.bp,
        standards.bp,
    ]


def register(app: Flask) -> None:
    """Attach the pages; only an app with internal pages does this."""
    for blueprint in blueprints():
        app.register_blueprint(blueprint)


def register_released(app: Flask) -> None:
    """Attach the pages of released versions, which are for everybody."""
    app.register_blueprint(released.bp)
    app.jinja_env.filters.update(labels.FILTERS)
