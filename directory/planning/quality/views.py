"""The state of the data: what is missing, and what each number rests on."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from flask import Blueprint, render_template

from directory.config import now, settings
from directory.planning.access import stay_internal
from directory.planning.charts import Bar, bar_chart
from directory.planning.measuring.queries import asked_doors
from directory.planning.plain_results import plain_results
from directory.planning.quality import lacking
from directory.planning.quality.queries import (
    entry_counts,
    kita_counts,
    secret_cells,
    villages_without_ages,
)
from directory.planning.results import timetables_of
from directory.records import queries
from directory.records.planning.queries import kita_transport_of
from directory.sessions import current_session
from geodata.measures.thresholds import KINDS

if TYPE_CHECKING:
    from directory.planning.charts import Chart
    from directory.planning.plain_results import PlainResults
    from directory.planning.quality.lacking import Lack


bp = Blueprint("planning_quality", __name__, url_prefix="/planung")
bp.before_request(stay_internal)


@bp.get("/datenlage")
def quality() -> str:
    """Say what is missing, what follows, what would be needed, and list every source."""
    session, results = current_session(), plain_results(settings().results)
    return render_template(
        "planning/quality.html",
        results=results,
        lacks=_lacks(results),
        states=lacking.STATES,
        unknown=_unknown(results) if results else {},
        kinds=KINDS,
        datasets=queries.datasets(session),
        samples=entry_counts(session, before=now().date()).samples,
        chart=_chart(results) if results else None,
    )


def _lacks(results: PlainResults | None) -> list[Lack]:
    session, today = current_session(), now().date()
    zone = ZoneInfo(settings().district.timezone)
    known = timetables_of(settings().results).timetables
    found = [
        *lacking.opening_hours({kind: asked_doors(session, kind, zone) for kind in KINDS}),
        *lacking.confirmations(entry_counts(session, before=today - lacking.CONFIRMED_FOR)),
        *lacking.kita_places(kita_counts(session)),
        *lacking.timetables(known, today),
        lacking.squares(*secret_cells(session)),
        lacking.ages(
            villages_without_ages(session), len(queries.areas_at(session, "municipality"))
        ),
    ]
    if results is None:
        return found
    return [*found, *lacking.inputs_lacking(results, transport=len(kita_transport_of(session)))]


def _unknown(results: PlainResults) -> dict[str, list[tuple[str, int]]]:
    """Return for each kind why how many villages have no result, the commonest reason first."""
    return {
        kind: Counter(
            village["kinds"][kind]["reason"] or "ohne Angabe"
            for village in results.villages.values()
            if village["kinds"].get(kind, {}).get("status") == "insufficient_data"
        ).most_common()
        for kind in KINDS
    }


def _chart(results: PlainResults) -> Chart:
    counts = {
        kind: sum(
            village["kinds"].get(kind, {}).get("status") == "insufficient_data"
            for village in results.villages.values()
        )
        for kind in KINDS
    }
    return bar_chart(
        [
            Bar(lacking.KIND_NAMES[kind], number, f"{number} Gemeinden", "insufficient_data")
            for kind, number in counts.items()
        ],
        name="ohne-ergebnis",
        title="Gemeinden, für die Daten fehlen",
        description="Ein Balken für jede Art des Angebots, von 0 bis zur Zahl aller Gemeinden; die Gründe stehen in der Tabelle darunter.",
        highest=max(len(results.villages), 1),
    )
