"""The report as a page's download: of the build in use, of any version, of the released one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Blueprint, Response, after_this_request, request

from directory.config import now, settings
from directory.planning.access import stay_internal
from directory.planning.publishing.freezing import public_of
from directory.planning.publishing.reading import public_results, released
from directory.planning.report.content import report_of
from directory.planning.report.printing import report_pdf
from directory.records import queries
from directory.records.releases.queries import release_by_key
from directory.sessions import current_session

if TYPE_CHECKING:
    from directory.records.releases.tables import Release

bp = Blueprint("planning_report", __name__, url_prefix="/planung")
bp.before_request(stay_internal)
public_bp = Blueprint("reachability_report", __name__, url_prefix="/erreichbarkeit")


@bp.get("/bericht.pdf")
def of_build() -> Response:
    """Return the report of the build in use, marked as not released."""
    return _printed(public_of(settings().results), None)


@bp.get("/fassungen/<key>/bericht.pdf")
def of_release(key: str) -> Response:
    """Return the report of a version in whatever state, with what municipalities say."""
    session = current_session()
    release = release_by_key(session, key)
    return _printed(public_results(session, release), release)


@public_bp.get("/bericht.pdf")
def of_released() -> Response:
    """Return the report of a released version."""
    after_this_request(_never_kept)
    session = current_session()
    release = released(session, request.args.get("fassung"))
    return _printed(public_results(session, release), release)


def _printed(public: dict[str, Any], release: Release | None) -> Response:
    report = report_of(public, method=public["method"], made_on=now().date(), release=release)
    pdf = report_pdf(report, queries.outlines_at(current_session(), "municipality"))
    name = f"erreichbarkeit-{release.key if release else report.judged_by.isoformat()}.pdf"
    headers = {"Content-Disposition": f'inline; filename="{name}"'}
    return Response(pdf, mimetype="application/pdf", headers=headers)


def _never_kept(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    return response
