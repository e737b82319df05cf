"""Pages of scenarios: a list, a form to make one, what one does, and several side by side."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from flask import Blueprint, Response, redirect, render_template, request, url_for

from directory.planning.access import stay_internal
from directory.planning.scenarios import asking, formats, showing, words
from directory.records import queries
from directory.records.errors import NotFoundError
from directory.sessions import current_session
from geodata.measures.thresholds import KINDS

if TYPE_CHECKING:
    from werkzeug.wrappers import Response as Answer

WRITERS = {
    "json": (formats.write_json, "application/json"),
    "csv": (formats.write_csv, "text/csv; charset=utf-8"),
}

bp = Blueprint("planning_scenarios", __name__, url_prefix="/planung/szenarien")
bp.before_request(stay_internal)


@bp.get("")
def scenarios() -> str:
    """List the scenarios that are kept; several can be chosen to be compared."""
    return render_template(
        "planning/scenarios.html",
        built=asking.ground_here() is not None,
        rows=asking.listed(),
        kinds_of_change=words.CHANGES,
        most=asking.MOST_COMPARED,
    )


@bp.get("/neu")
def form() -> str:
    """Show the form for one kind of change."""
    return _form(asking.Sent())


@bp.post("/neu")
def create() -> str | Answer:
    """Keep the scenario of the form and lead to what it does."""
    sent = asking.sent(request.form)
    if not sent.id:
        return _form(sent)
    return redirect(url_for("planning_scenarios.scenario", id_=sent.id), 303)


@bp.get("/<id_>")
def scenario(id_: str) -> str:
    """Show what a scenario does: map and equal table, who gains and who loses."""
    answer = asking.one_answer(id_)
    kind = showing.chosen_kind([answer], request.args.get("art"))
    booked = "rufbus" in request.args or bool(answer.scenario.zones)
    outcome = showing.outcome_for(answer, kind, on_demand=booked)
    return render_template(
        "planning/scenario.html",
        answer=answer,
        told=showing.told_changes(asking.needed_ground(), answer.scenario),
        kind=kind,
        kinds=KINDS,
        outcome=outcome,
        counts=showing.effect_counts(outcome),
        effects=words.EFFECTS,
        chart=showing.effect_map(_outlines(), outcome, name="karte"),
        threshold=asking.needed_ground().question.threshold(kind),
    )


@bp.get("/<id_>/<any(json, csv):form>")
def export(id_: str, form: str) -> Response:
    """Return what a scenario does as a file."""
    write, mimetype = WRITERS[form]
    file = io.StringIO()
    write([asking.one_answer(id_)], file)
    named = {"Content-Disposition": f'attachment; filename="szenario-{id_}.{form}"'}
    return Response(file.getvalue(), mimetype=mimetype, headers=named)


@bp.post("/<id_>/loeschen")
def remove(id_: str) -> Answer:
    """Forget a scenario."""
    asking.forget(id_)
    return redirect(url_for("planning_scenarios.scenarios"), 303)


@bp.get("/vergleich")
def compare() -> str:
    """Show several scenarios side by side: maps, and one table."""
    answers = asking.some_answers(request.args.getlist("ids"))
    if not answers:
        message = "No scenario was chosen."
        raise NotFoundError(message)
    kind = showing.chosen_kind(answers, request.args.get("art"))
    outcomes = [showing.outcome_for(a, kind, on_demand=bool(a.scenario.zones)) for a in answers]
    outlines = _outlines()
    return render_template(
        "planning/scenarios_compared.html",
        answers=answers,
        outcomes=outcomes,
        rows=showing.side_by_side(outcomes),
        charts=[
            showing.effect_map(outlines, outcome, name=f"karte-{number}")
            for number, outcome in enumerate(outcomes, start=1)
        ],
        kind=kind,
        kinds=KINDS,
        effects=words.EFFECTS,
    )


def _form(sent: asking.Sent) -> str:
    ground = asking.needed_ground()
    kind = str(sent.values.get("kind") or request.args.get("art", ""))
    line = str(sent.values.get("line") or request.args.get("linie", ""))
    if kind not in words.CHANGES:
        message = f"There is no change {kind}."
        raise NotFoundError(message)
    return render_template(
        "planning/scenario_form.html",
        sent=sent,
        kind=kind,
        line=line,
        kinds_of_change=words.CHANGES,
        services=KINDS,
        choices=showing.choices(ground, line),
    )


def _outlines() -> list[queries.Outline]:
    return queries.outlines_at(current_session(), "municipality")
