"""Pages for everybody: what a committee has released, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import Blueprint, Response, after_this_request, render_template, request, url_for

from directory.planning.exports.writing import FORMATS, TYPES, exported
from directory.planning.publishing.inputs import inputs_of
from directory.planning.publishing.reading import released
from directory.planning.releases.showing import STATUSES, Version, map_of, version_of
from directory.records import queries
from directory.records.errors import NotFoundError
from directory.records.releases.queries import public_releases
from directory.sessions import current_session
from geodata.measures.thresholds import KINDS

if TYPE_CHECKING:
    from directory.records.releases.tables import Release

bp = Blueprint("reachability", __name__, url_prefix="/erreichbarkeit")


@dataclass(frozen=True)
class PublicAddresses:
    """Where the pages of a released version are; the newest one needs no key."""

    key: str | None = None

    def overview(self, art: str | None = None, fassung: str | None = None) -> str:
        """Return the address of the overview, of this version or another."""
        return url_for("reachability.overview", fassung=fassung or self.key, art=art)

    def map(self, art: str) -> str:
        """Return the address of the map."""
        return url_for("reachability.picture", fassung=self.key, art=art)

    def municipality(self, ags: str) -> str:
        """Return the address of a municipality."""
        return url_for("reachability.municipality", ags=ags, fassung=self.key)

    def report(self) -> str:
        """Return the address of the report."""
        return url_for("reachability_report.of_released", fassung=self.key)

    def data(self, ending: str) -> str:
        """Return the address of the data."""
        return url_for("reachability.data", ending=ending, fassung=self.key)


@bp.before_request
def stay_fresh() -> None:
    """Let no browser and no proxy keep an answer: a version may be withdrawn."""

    @after_this_request
    def _never_kept(response: Response) -> Response:
        response.headers["Cache-Control"] = "no-store"
        return response


@bp.get("")
def overview() -> str:
    """Show a released version for one kind: map, table, comments, method, inputs."""
    version = _version()
    kind = version.kind(request.args.get("art"))
    return render_template(
        "released/overview.html",
        **facts_of(version, kind),
        addresses=_addresses(),
        others=_others(version.release),
        formats=FORMATS,
        preview=False,
    )


@bp.get("/gemeinde/<ags>")
def municipality(ags: str) -> str:
    """Show what a released version says of one municipality, its comment beside it."""
    version = _version()
    return render_template(
        "released/municipality.html",
        release=version.release,
        results=version.results,
        village=version.village(ags),
        comments=version.comments_of(ags),
        addresses=_addresses(),
        preview=False,
    )


@bp.get("/karte.svg")
def picture() -> Response:
    """Return the map of a kind."""
    version = _version()
    kind = version.kind(request.args.get("art"))
    return Response(map_of(current_session(), version, kind), mimetype="image/svg+xml")


@bp.get("/daten.<ending>")
def data(ending: str) -> Response:
    """Return the villages of a released version as a file."""
    if ending not in FORMATS:
        message = f"There is no format {ending}."
        raise NotFoundError(message)
    version = _version()
    outlines = queries.outlines_at(current_session(), "municipality")
    content = exported(version.results["villages"], {o.ags: o.boundary for o in outlines}, ending)
    name = f"erreichbarkeit-{version.release.key}.{ending}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, content_type=TYPES[ending], headers=headers)


def released_kinds() -> tuple[str, ...]:
    """Return the kinds that a page may link to: none before a version has been released."""
    return KINDS if public_releases(current_session()) else ()


def facts_of(version: Version, kind: str) -> dict[str, object]:
    """Return what the overview shows of a version, released or not."""
    return {
        "release": version.release,
        "results": version.results,
        "kind": kind,
        "rows": version.rows(kind),
        "statuses": STATUSES,
        "said": version.said,
        "inputs": inputs_of(version.results),
    }


def _version() -> Version:
    session = current_session()
    return version_of(session, released(session, request.args.get("fassung")))


def _addresses() -> PublicAddresses:
    return PublicAddresses(request.args.get("fassung"))


def _others(shown: Release) -> list[Release]:
    return [other for other in public_releases(current_session()) if other.id != shown.id]
