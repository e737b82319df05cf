"""Internal pages for planners: which villages are underserved, on a map and in a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from directory.planning import labels, views
from directory.planning.clock import views as clock
from directory.planning.equity import views as equity
from directory.planning.needs import views as needs
from directory.planning.pages import views as pages
from directory.planning.profile import views as profile
from directory.planning.quality import views as quality
from directory.planning.releases import public_views as released
from directory.planning.releases import views as releases
from directory.planning.report import views as report
from directory.planning.scenarios import views as scenarios
from directory.planning.standards import views as standards
from directory.planning.villages import views as villages

if TYPE_CHECKING:
    from flask import Blueprint, Flask


def blueprints() -> list[Blueprint]:
    """Return the pages of every subject of planning, one blueprint each."""
    return [
        pages.bp,
        views.bp,
        profile.bp,
        clock.bp,
        villages.bp,
        quality.bp,
        equity.bp,
        needs.bp,
        releases.bp,
        report.bp,
        scenarios.bp,
        standards.bp,
    ]


def register(app: Flask) -> None:
    """Attach the pages; only an app with internal pages does this."""
    for blueprint in blueprints():
        app.register_blueprint(blueprint)


def register_released(app: Flask) -> None:
    """Attach the pages of released versions, which are for everybody."""
    app.register_blueprint(released.bp)
    app.register_blueprint(report.public_bp)
    app.jinja_env.filters.update(labels.FILTERS)
    app.jinja_env.globals["released_kinds"] = released.released_kinds
