"""The fact sheet of a village."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, redirect, render_template, request, url_for

from directory.config import settings
from directory.features import simplified
from directory.planning.access import stay_internal
from directory.planning.charts import Shape, village_map
from directory.planning.plain_results import plain_results
from directory.planning.villages.kinds import kind_sheets
from directory.planning.villages.people import people_figures
from directory.records import queries
from directory.records.errors import NotFoundError
from directory.sessions import current_session

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

    from directory.planning.charts import Chart
    from directory.planning.plain_results import PlainResults
    from directory.records.area_tables import Area

bp = Blueprint("planning_villages", __name__, url_prefix="/planung/gemeinde")
bp.before_request(stay_internal)


@bp.get("/")
def chosen() -> Response:
    """Lead from the list of villages to the sheet of one."""
    return redirect(url_for("planning_villages.sheet", ags=request.args.get("gemeinde", "0")))


@bp.get("/<ags>")
def sheet(ags: str) -> str:
    """Show everything that is known of a village; `?alles=1` with all explanations open."""
    results = _results()
    village, area = results.village(ags), _area(ags)
    return render_template(
        "planning/village.html",
        results=results,
        village=village,
        area=area,
        people=people_figures(area, results),
        sheets=kind_sheets(village, results, settings().district, settings().results),
        chart=_place_of(ags),
        opened="alles" in request.args,
    )


def _results() -> PlainResults:
    results = plain_results(settings().results)
    if results is None:
        message = "No results have been built yet."
        raise NotFoundError(message)
    return results


def _area(ags: str) -> Area:
    found = [a for a in queries.areas_at(current_session(), "municipality") if a.ags == ags]
    if not found:
        message = f"There is no village {ags} in the records."
        raise NotFoundError(message)
    return found[0]


def _place_of(ags: str) -> Chart:
    outlines = queries.outlines_at(current_session(), "municipality")
    shapes = [
        Shape(shape, "solid" if one.ags == ags else "empty", one.name, strong=one.ags == ags)
        for one, shape in zip(outlines, simplified(outlines), strict=True)
    ]
    return village_map(
        shapes,
        name="lage",
        title="Lage der Gemeinde im Landkreis",
        description="Umrisse aller Gemeinden; diese ist gefüllt.",
    )
