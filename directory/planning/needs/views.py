"""Pages of need: which Kitas get social work, and what Kita-Sozialarbeit there is."""

from __future__ import annotations

from flask import Blueprint, render_template, request

from directory.config import settings
from directory.planning.access import stay_internal
from directory.planning.needs import asking
from directory.planning.needs.numbers import catchments
from directory.planning.needs.selection import select_kitas
from directory.planning.needs.social_work import coverage, social_work
from directory.planning.results import read_results
from directory.records.planning.bedarfsplan import hours_per_100_places
from directory.sessions import current_session
from geodata.sources.clock_cells import days_in_words

bp = Blueprint("planning_needs", __name__, url_prefix="/planung")

bp.before_request(stay_internal)  # an index of need per Kita is never public


@bp.get("/auswahl")
def needs() -> str:
    """Show the Kitas in the order of need, by weights that the address may name."""
    found = catchments(current_session())
    asked = asking.read_asked(request.args, [number.name for number in found.numbers])
    return render_template(
        "planning/needs.html",
        found=found,
        asked=asked,
        selection=select_kitas(found, asked) if found.numbers else None,
        field_of=asking.field_of,
    )


@bp.get("/kita-sozialarbeit")
def kita_social_work() -> str:
    """Show weekly hours per 100 places, present days, and counselling with and without it."""
    results = read_results(settings().results)
    counselling = results.rows("counselling") if results else []
    villages, total = social_work(current_session(), counselling)
    return render_template(
        "planning/social_work.html",
        results=results,
        villages=villages,
        total=total,
        coverage=coverage(villages, counselling),
        days_in_words=days_in_words,
        hours_per_100_places=hours_per_100_places,
    )
