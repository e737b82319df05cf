"""Pages of supply against demand, of how unequally it is spread, and of further places."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, render_template, request

from directory.config import settings
from directory.planning.access import stay_internal
from directory.planning.equity.plans import AIMS, Choice, compared, each_number, own_plan
from directory.planning.equity.reading import read_equity, read_siting
from directory.planning.equity.showing import area_table, lorenz_chart, village_rows
from directory.planning.equity.siting import MOST_SITES, read_places
from directory.planning.equity.wording import SUPPLY, THINGS, people
from directory.records import queries
from directory.records.errors import NotFoundError
from directory.sessions import current_session
from geodata.measures.thresholds import KINDS, threshold_of

if TYPE_CHECKING:
    from geodata.siting.places import Places

bp = Blueprint("planning_equity", __name__, url_prefix="/planung")
bp.before_request(stay_internal)
bp.add_app_template_filter(people, "people_told")


@bp.get("/verteilung")
def equity() -> str:
    """Show places for each person by village, and how unequally they are spread in each area."""
    results, kind = read_equity(settings().results), _kind()
    figures = results["kinds"][kind] if results else None
    return render_template(
        "planning/equity.html",
        results=results,
        kind=kind,
        kinds=KINDS,
        figures=figures,
        rows=village_rows(figures, kind, _villages()) if figures else [],
        areas=area_table(figures, kind) if figures else None,
        chart=lorenz_chart(figures, kind) if figures else None,
        words={"supply": SUPPLY[kind], "things": THINGS[kind]},
        threshold=threshold_of(settings().district, kind),
    )


@bp.get("/standorte")
def sites() -> str:
    """Show where further places of a kind help most, and what a planner's own choice would do."""
    results, kind = read_siting(settings().results), _kind()
    if results is None:
        return render_template("planning/equity_sites.html", results=None, kind=kind, kinds=KINDS)
    found, names = results["kinds"][kind], results["sites"]
    asked = request.args
    choice = Choice.read(
        asked.get("ziel", "covering"), asked.get("anzahl", "3"), asked.getlist("ort"), names
    )
    return render_template(
        "planning/equity_sites.html",
        results=results,
        kind=kind,
        kinds=KINDS,
        found=found,
        choice=choice,
        aims=AIMS,
        most=MOST_SITES,
        rows=[
            *compared(found, names, choice),
            *(own_plan(found, names, choice, _places(kind)) if choice.own else []),
        ],
        each=each_number(found, names, choice.aim),
        threshold=threshold_of(settings().district, kind),
    )


def _places(kind: str) -> Places:
    folder = settings().results
    if folder is None:
        message = "No results have been built yet."
        raise NotFoundError(message)
    return read_places(folder, kind)


def _villages() -> dict[str, tuple[str, str]]:
    """Return name and Verbandsgemeinde of each village by AGS."""
    villages = queries.areas_at(current_session(), "municipality")
    return {area.ags: (area.name, area.parent.name if area.parent else "") for area in villages}


def _kind() -> str:
    kind = request.args.get("art", KINDS[0])
    if kind not in KINDS:
        message = f"There is no kind {kind}."
        raise NotFoundError(message)
    return kind
