"""Pages about the supply with buses and trains: choose a standard, see map, villages and stops."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, Response, render_template, request

from directory.config import settings
from directory.planning.access import stay_internal
from directory.planning.standards import labels
from directory.planning.standards.maps import supply_map
from directory.planning.standards.reading import (
    StandardText,
    SupplyResults,
    read_areas,
    read_supply,
)
from directory.planning.standards.tables import Table, number, village_table
from directory.records import queries
from directory.records.errors import NotFoundError
from directory.sessions import current_session

if TYPE_CHECKING:
    from directory.maps import MapParts

WITH_MAP = ("grades", "stops")

bp = Blueprint("standards", __name__, url_prefix="/planung/guete")

bp.before_request(stay_internal)
bp.add_app_template_filter(number, "figure")


@bp.get("")
def standards() -> str:
    """Show one standard: where it comes from, its map, and a table that says the same."""
    results = read_supply(settings().results)
    if results is None:
        return render_template("planning/standards.html", results=None)
    standard, day, table = _asked(results)
    return render_template(
        "planning/standards.html",
        results=results,
        standard=standard,
        day=day,
        table=table,
        labels=labels,
        with_map=table is not None and standard.measure in WITH_MAP,
    )


@bp.get("/haltestellen")
def stops() -> str:
    """Show the class of every stop by a standard that has classes."""
    results = _results()
    standard, day, _ = _asked(results)
    if standard.measure != "grades" or day is None:
        message = f"{standard.key} gives stops no class."
        raise NotFoundError(message)
    graded = results.found[standard.key][day]["stations"]
    rows = sorted(
        zip(results.stations[day], graded, strict=True), key=lambda row: str(row[0]["name"])
    )
    return render_template(
        "planning/standards_stops.html", standard=standard, day=day, rows=rows, labels=labels
    )


@bp.get("/karte")
def supply_map_page() -> str:
    """Show the map alone, as the page puts it into a frame."""
    parts, standard = _map_parts()
    return render_template(
        "planning/standards_map.html", parts=parts, standard=standard, day=request.args.get("tag")
    )


@bp.get("/karte.js")
def supply_map_script() -> Response:
    """Return the script of the map, apart from its page as the security policy demands."""
    return Response(_map_parts()[0].script, mimetype="text/javascript")


def _map_parts() -> tuple[MapParts, StandardText]:
    standard, day, table = _asked(_results())
    if table is None or standard.measure not in WITH_MAP:
        message = f"There is no map of {standard.key}."
        raise NotFoundError(message)
    areas = read_areas(settings().results, standard.key, str(day))
    outlines = queries.outlines_at(current_session(), "municipality")
    return supply_map(standard, table, areas, outlines), standard


def _asked(results: SupplyResults) -> tuple[StandardText, str | None, Table | None]:
    """Return the standard and the day that the address names, and their table if there is one."""
    standard = results.standard(request.args.get("standard"))
    day = results.day_of(standard, request.args.get("tag"))
    return standard, day, None if day is None else village_table(results, standard, day)


def _results() -> SupplyResults:
    results = read_supply(settings().results)
    if results is None:
        message = "The supply has not been judged yet."
        raise NotFoundError(message)
    return results
