"""Pages for planners: every version with its state, and how it would look if it were public."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, Response, render_template, request, url_for

from directory.config import settings
from directory.planning.access import stay_internal
from directory.planning.exports.writing import FORMATS, TYPES, exported
from directory.planning.publishing.inputs import inputs_of
from directory.planning.releases.public_views import facts_of
from directory.planning.releases.showing import Version, map_of, version_of
from directory.planning.results import read_results
from directory.records import queries
from directory.records.errors import NotFoundError
from directory.records.releases.queries import release_by_key, releases
from directory.sessions import current_session

bp = Blueprint("planning_releases", __name__, url_prefix="/planung")
bp.before_request(stay_internal)


@dataclass(frozen=True)
class PreviewAddresses:
    """Where planners see the pages of a version."""

    key: str

    def overview(self, art: str | None = None) -> str:
        """Return the address of the overview."""
        return url_for("planning_releases.preview", key=self.key, art=art)

    def map(self, art: str) -> str:
        """Return the address of the map."""
        return url_for("planning_releases.picture", key=self.key, art=art)

    def municipality(self, ags: str) -> str:
        """Return the address of a municipality."""
        return url_for("planning_releases.municipality", key=self.key, ags=ags)


@bp.get("/fassungen")
def versions() -> str:
    """List all versions, what comes next for each, and the data of the build in use."""
    return render_template(
        "planning/releases.html",
        releases=releases(current_session()),
        results=read_results(settings().results),
        formats=FORMATS,
    )


@bp.get("/fassungen/<key>")
def preview(key: str) -> str:
    """Show a version as the public would see it."""
    version = _version(key)
    kind = version.kind(request.args.get("art"))
    facts = facts_of(version, kind)
    addresses = PreviewAddresses(key)
    return render_template("released/overview.html", **facts, addresses=addresses, preview=True)


@bp.get("/fassungen/<key>/gemeinde/<ags>")
def municipality(key: str, ags: str) -> str:
    """Show one municipality of a version as the public would see it."""
    version = _version(key)
    return render_template(
        "released/municipality.html",
        release=version.release,
        results=version.results,
        village=version.village(ags),
        comments=version.comments_of(ags),
        inputs=inputs_of(version.results),
        addresses=PreviewAddresses(key),
        preview=True,
    )


@bp.get("/fassungen/<key>/karte.svg")
def picture(key: str) -> Response:
    """Return the map of a version."""
    version = _version(key)
    kind = version.kind(request.args.get("art"))
    return Response(map_of(current_session(), version, kind), mimetype="image/svg+xml")


@bp.get("/erreichbarkeit/daten.<ending>")
def data(ending: str) -> Response:
    """Return the results of the build in use as a file, with everything that planners see."""
    results = read_results(settings().results)
    if results is None or ending not in FORMATS:
        message = f"There are no results in the format {ending}."
        raise NotFoundError(message)
    outlines = queries.outlines_at(current_session(), "municipality")
    content = exported(results.villages, {o.ags: o.boundary for o in outlines}, ending)
    name = f"erreichbarkeit-intern-{results.date.isoformat()}.{ending}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, content_type=TYPES[ending], headers=headers)


def _version(key: str) -> Version:
    session = current_session()
    return version_of(session, release_by_key(session, key))
