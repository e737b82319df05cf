"""The overview, the difference of the holidays, and the map as one file."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from flask import Blueprint, Response, render_template, request

from directory.config import settings
from directory.features import simplified
from directory.planning.access import stay_internal
from directory.planning.charts import Shape, village_map
from directory.planning.ordering import ordered
from directory.planning.pages.contents import planner_pages
from directory.planning.pages.holidays import CHANGES, HOLIDAY, SCHOOL, differences
from directory.planning.pages.one_file import one_file
from directory.planning.plain_results import plain_results
from directory.planning.results import read_results
from directory.planning.secrecy import counted
from directory.records import queries
from directory.records.errors import NotFoundError
from directory.records.folding import fold
from directory.sessions import current_session
from geodata.measures.thresholds import KINDS, threshold_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from directory.planning.charts import Chart
    from directory.planning.pages.holidays import Difference

bp = Blueprint("planning_pages", __name__, url_prefix="/planung")
bp.before_request(stay_internal)
bp.add_app_template_global(planner_pages)
bp.add_app_template_filter(counted)


@bp.get("/")
def overview() -> str:
    """List all pages for planners with what each answers."""
    results = plain_results(settings().results)
    villages = results.villages.values() if results else ()
    by_name = sorted(villages, key=lambda village: fold(village["name"]))
    return render_template("planning/overview.html", results=results, villages=by_name, kinds=KINDS)


@bp.get("/ferien")
def holidays() -> str:
    """Show which villages lose what on a holiday Tuesday against a school Tuesday."""
    results, kind = plain_results(settings().results), _kind()
    rows = differences(results.villages.values(), kind) if results else []
    return render_template(
        "planning/holidays.html",
        results=results,
        kind=kind,
        kinds=KINDS,
        rows=rows,
        changes=CHANGES,
        counts=Counter(row.change for row in rows),
        days=[results.date_of(day) for day in (SCHOOL, HOLIDAY)] if results else [],
        chart=_map_of(rows),
    )


@bp.get("/karte.html")
def one_file_map() -> Response:
    """Return map and table of a kind as one file to keep."""
    results, kind = read_results(settings().results), _kind()
    plain = plain_results(settings().results)
    if results is None or plain is None:
        message = "No results have been built yet."
        raise NotFoundError(message)
    outlines = queries.outlines_at(current_session(), "municipality")
    html = render_template(
        "planning/one_file.html",
        file=one_file(outlines, ordered(results.rows(kind), "gemeinde")),
        kind=kind,
        results=plain,
        threshold=threshold_of(settings().district, kind),
    )
    name = f"karte-{kind}-{plain.school_tuesday.isoformat()}.html"
    return Response(html, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def _map_of(rows: Sequence[Difference]) -> Chart:
    outlines = queries.outlines_at(current_session(), "municipality")
    of = {row.ags: row for row in rows}
    shapes = [
        Shape(
            shape,
            CHANGES[of[outline.ags].change if outline.ags in of else "unknown"][1],
            outline.name,
        )
        for outline, shape in zip(outlines, simplified(outlines), strict=True)
    ]
    return village_map(
        shapes,
        name="ferienkarte",
        title="Unterschied zwischen Schultag und Ferien",
        description="Karte der Gemeinden, gefüllt nach dem Unterschied; dieselben Angaben stehen in der Tabelle darunter.",
    )


def _kind() -> str:
    kind = request.args.get("art", KINDS[0])
    if kind not in KINDS:
        message = f"There is no kind {kind}."
        raise NotFoundError(message)
    return kind
