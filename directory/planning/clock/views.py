"""The clock of a day for all villages: a table of hours, and the clock of the whole district."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask import Blueprint, render_template, request

from directory.config import settings
from directory.planning.access import stay_internal
from directory.planning.charts import ClockRing, day_clock
from directory.planning.clock_file import read_clock
from directory.planning.plain_results import plain_results
from directory.records.errors import NotFoundError
from directory.records.folding import fold
from geodata.measures.thresholds import KINDS, threshold_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from directory.planning.charts import Chart
    from directory.planning.clock_file import ClockResults

DAYS = {"school_tuesday": "Schultag", "holiday_tuesday": "Ferien"}
HOURS = 24
# From which share on a cell of the table has a sign of its own: sign, fill, words.
STEPS = (
    (0.8, "●", "mindestens 80 %"),
    (0.5, "◕", "50 bis 80 %"),
    (0.2, "◑", "20 bis 50 %"),
    (0.0, "◔", "unter 20 %"),
)
NOBODY = ("", "niemand")

bp = Blueprint("planning_clock", __name__, url_prefix="/planung")
bp.before_request(stay_internal)


@dataclass(frozen=True)
class HourRow:
    """A village with its shares of the hours shown; None where they are unknown."""

    ags: str
    name: str
    shares: Sequence[float] | None


@bp.get("/tagesuhr")
def clock() -> str:
    """Show in which hour an appointment can begin, per village, for a kind and a sort of day."""
    kind = _chosen("art", KINDS)
    day = _chosen("tag", DAYS)
    results = plain_results(settings().results)
    known = read_clock(settings().results) if results else None
    villages = list(results.villages.values()) if results else []
    rows = _rows(villages, known, kind, day) if known else []
    shown = _hours_shown(rows)
    return render_template(
        "planning/clock.html",
        clock=known,
        kind=kind,
        kinds=KINDS,
        day=day,
        days=DAYS,
        rows=rows,
        hours=shown,
        steps=STEPS,
        sign=sign,
        chart=_whole(rows, villages, day) if rows else None,
        threshold=threshold_of(settings().district, kind),
    )


def sign(share: float) -> tuple[str, str]:
    """Return the sign of a share and what it means."""
    if share <= 0.0:
        return NOBODY
    return next((mark, words) for from_, mark, words in STEPS if share >= from_)


def _chosen(name: str, among: Iterable[str]) -> str:
    known = list(among)
    value = request.args.get(name, known[0])
    if value not in known:
        message = f"There is no {value}."
        raise NotFoundError(message)
    return value


def _rows(
    villages: Sequence[Mapping[str, Any]], known: ClockResults, kind: str, day: str
) -> list[HourRow]:
    found = [HourRow(v["ags"], v["name"], known.shares(v["ags"], kind, day)) for v in villages]
    return sorted(found, key=lambda row: fold(row.name))


def _hours_shown(rows: Sequence[HourRow]) -> list[int]:
    """Return the hours from the first to the last in which anybody can come."""
    told = [row.shares for row in rows if row.shares is not None]
    some = [hour for hour in range(HOURS) if any(shares[hour] for shares in told)]
    return list(range(some[0], some[-1] + 1)) if some else []


def _whole(rows: Sequence[HourRow], villages: Sequence[Mapping[str, Any]], day: str) -> Chart:
    """Return the clock of all villages whose shares are known, weighted by their people."""
    people = {village["ags"]: village["population"] or 0.0 for village in villages}
    known = [(row.shares, people[row.ags]) for row in rows if row.shares is not None]
    total = sum(weight for _, weight in known)
    shares = [
        sum(shares[hour] * weight for shares, weight in known) / total if total else None
        for hour in range(HOURS)
    ]
    return day_clock(
        ClockRing(shares, "solid" if day == "school_tuesday" else "stripes"),
        name="tagesuhr",
        title=f"Alle Gemeinden zusammen, Dienstag ({DAYS[day]})",
        description="Uhr mit 24 Stunden; je weiter ein Feld nach außen reicht, desto mehr Menschen können in dieser Stunde einen Termin beginnen. Der äußere Ring heißt: alle. Die Anteile jeder Gemeinde stehen in der Tabelle.",
    )
