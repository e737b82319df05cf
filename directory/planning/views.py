"""The gap page: a kind of service, a map and an equal table."""

from __future__ import annotations

from flask import Blueprint, Response, render_template, request

from directory import maps
from directory.config import settings
from directory.planning.access import stay_internal
from directory.planning.ordering import ordered
from directory.planning.results import GapResults, read_results
from directory.planning.tooltips import facts
from directory.records import queries
from directory.records.errors import NotFoundError
from directory.sessions import current_session
from geodata.measures.thresholds import KINDS, threshold_of

NAMES_ON_MAP = 8  # of the most populous places: enough to find one's way, few enough to be read

bp = Blueprint("planning", __name__, url_prefix="/planung")

bp.before_request(stay_internal)


@bp.get("/erreichbarkeit")
def gaps() -> str:
    """Show which villages reach a kind of service, on a map and in a table of the same facts."""
    results, kind = read_results(settings().results), _kind()
    order = request.args.get("sortierung", "status")
    rows = ordered(results.rows(kind), order) if results else []
    return render_template(
        "planning/gaps.html",
        results=results,
        kind=kind,
        kinds=KINDS,
        rows=rows,
        order=order,
        threshold=threshold_of(settings().district, kind),
    )


@bp.get("/erreichbarkeit/karte")
def gap_map() -> str:
    """Show the map alone, as the page puts it into a frame."""
    return render_template("planning/gap_map.html", parts=_map_parts(), kind=_kind())


@bp.get("/erreichbarkeit/karte.js")
def gap_map_script() -> Response:
    """Return the script of the map, apart from its page as the security policy demands."""
    return Response(_map_parts().script, mimetype="text/javascript")


def _map_parts() -> maps.MapParts:
    rows = _results().rows(_kind())
    outlines = queries.outlines_at(current_session(), "municipality")
    largest = sorted(rows, key=lambda row: row.population or 0.0, reverse=True)[:NAMES_ON_MAP]
    return maps.gap_map(
        outlines,
        {row.ags: row.status for row in rows},
        {row.ags: facts(row) for row in rows},
        named={row.ags for row in largest},
    )


def _results() -> GapResults:
    results = read_results(settings().results)
    if results is None:
        message = "No results have been built yet."
        raise NotFoundError(message)
    return results


def _kind() -> str:
    kind = request.args.get("art", KINDS[0])
    if kind not in KINDS:
        message = f"There is no kind {kind}."
        raise NotFoundError(message)
    return kind
