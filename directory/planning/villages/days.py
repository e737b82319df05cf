"""What a village is for a kind of service on each sort of day, as rows and as a chart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from directory.planning.charts import DotRow, dot_chart
from directory.planning.labels import minutes
from directory.planning.secrecy import withheld

if TYPE_CHECKING:
    from collections.abc import Mapping

    from directory.planning.charts import Chart
    from directory.planning.plain_results import PlainResults

    Gap = Mapping[str, Any]

DAYS = {
    "school_tuesday": "Dienstag, Schultag",
    "school_friday": "Freitag, Schultag",
    "holiday_tuesday": "Dienstag, Ferien",
    "saturday": "Samstag",
}
TICKS = (0.0, 30.0, 60.0, 90.0, 120.0)


@dataclass(frozen=True)
class DayRow:
    """One sort of day: status, minutes of half and of nine out of ten; None without connection."""

    name: str
    when: str
    status: str | None  # None: not computed
    half: float | None
    most: float | None
    share: float | None  # None also where it must not be told


def day_rows(village: Mapping[str, Any], kind: str, results: PlainResults) -> list[DayRow]:
    """Return the school week, the four typical days, the holiday week, and all with on-demand."""
    gap = village["kinds"][kind]
    secret = withheld(gap, village["target"].get(kind))
    week, holidays = (_dates(dates) for dates in (results.week, results.holiday_week))
    rows = [_row("Schulwoche (das Ergebnis)", week, gap, secret=secret)]
    for code, name in DAYS.items():
        day = results.date_of(code)
        when = "" if day is None else f"{day.day}.{day.month}.{day.year}"
        rows.append(_row(name, when, (gap.get("days") or {}).get(code), secret=secret))
    rows.append(_row("Ferienwoche", holidays, gap.get("holidays"), secret=secret))
    rows.append(_row("Schulwoche, mit Rufbus", week, gap.get("with_on_demand"), secret=secret))
    return rows


def day_chart(rows: list[DayRow], kind: str, limit: float) -> Chart:
    """Return the minutes of each sort of day as dots, with the limit as a line."""
    return dot_chart(
        [
            DotRow(row.name, row.half, row.most, f"{minutes(row.half)} / {minutes(row.most)} Min.")
            for row in rows
            if row.status is not None
        ],
        name=f"tage-{kind}",
        title="Minuten mit Bus, Bahn oder zu Fuß nach Tagen",
        description=f"Gefüllter Punkt: die Hälfte der Menschen; leerer Punkt: neun von zehn; gestrichelte Linie: Grenze von {limit:.0f} Minuten. Dieselben Zahlen stehen in der Tabelle darunter.",
        ticks=TICKS,
        limit=limit,
    )


def _row(name: str, when: str, answer: Gap | None, *, secret: bool) -> DayRow:
    if not answer:
        return DayRow(name, when, None, None, None, None)
    span = answer.get("minutes_pt") or {}
    share = None if secret else answer.get("share_failing")
    return DayRow(name, when, answer.get("status"), span.get("p50"), span.get("p90"), share)


def _dates(days: tuple[Any, ...]) -> str:
    if not days:
        return ""
    first, last = days[0], days[-1]
    if first == last:
        return f"{first.day}.{first.month}.{first.year}"
    return f"{first.day}.{first.month}.–{last.day}.{last.month}.{last.year}"
