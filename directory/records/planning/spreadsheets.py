"""Tables for planners: what they brought, and a Kita-Bedarfsplan of all of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from directory.records import queries as records
from directory.records.planning import queries
from directory.records.planning.bedarfsplan import PLAN_TABLE, childminding_row, plan_row
from directory.records.spreadsheets import write_table, yes_no
from geodata.sources.childminding import CHILDMINDING_COLUMNS
from geodata.sources.clock_cells import clock_in_words, days_in_words
from geodata.sources.indicators import DIRECTIONS, INDICATOR_COLUMNS
from geodata.sources.kita_transport import TRANSPORT_COLUMNS

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy.orm import Session

    from directory.records.planning.tables import Childminding, Indicator, KitaTransport
    from directory.records.spreadsheets import Value

GERMAN_DIRECTION = {code: word for word, code in DIRECTIONS.items()}
TIMES = (
    "leaves_home_minutes",
    "reaches_kita_minutes",
    "leaves_kita_minutes",
    "reaches_home_minutes",
)


def export_bedarfsplan(session: Session, path: Path) -> int:
    """
    Write Kitas by age and hours of care and the Kindertagespflege; return how many rows.

    One table, by Verbandsgemeinde and municipality: a row for each Kita on offer, then one for the
    Kindertagespflege of the municipality where that was reported.
    """
    assigned = queries.assignments(session)
    names = {area.ags: area.name for area in records.areas_at(session, "municipality")}
    rows = [
        plan_row(service, assigned.get(service.id, ()), names)
        for service in records.services(session, kind="kita")
    ]
    areas = {area.ags: area for area in records.areas_at(session, "municipality")}
    rows += [
        childminding_row(areas[ags], row) for ags, row in queries.childminding(session).items()
    ]
    rows.sort(key=lambda row: tuple(str(row[name]) for name in ("association", "city", "ags")))
    write_table(path, "Bedarfsplan", PLAN_TABLE, rows)
    return len(rows)


def export_transport(session: Session, path: Path) -> int:
    """Write the Kita transport as the table that is imported; return how many rows."""
    rows = [
        transport_row(ags, run)
        for ags, runs in queries.kita_transport_of(session).items()
        for run in runs
    ]
    write_table(path, "Kita-Beförderung", TRANSPORT_COLUMNS, rows)
    return len(rows)


def export_childminding(session: Session, path: Path) -> int:
    """Write the Kindertagespflege as the table that is imported; return how many rows."""
    rows = [_childminding(ags, row) for ags, row in queries.childminding(session).items()]
    write_table(path, "Kindertagespflege", CHILDMINDING_COLUMNS, rows)
    return len(rows)


def export_indicators(session: Session, path: Path) -> int:
    """Write the numbers of need as the table that is imported; return how many rows."""
    rows = [_indicator(ags, "", row) for ags, row in queries.indicators_by_area(session)]
    rows += [
        _indicator("", row.service.key if row.service else "", row)
        for row in queries.indicators_by_kita(session)
    ]
    write_table(path, "Kennzahlen", INDICATOR_COLUMNS, rows)
    return len(rows)


def transport_row(ags: str, run: KitaTransport) -> dict[str, Value]:
    """Return a run by the field names of TRANSPORT_COLUMNS."""
    row: dict[str, Value] = {
        "ags": ags,
        "part": run.part,
        "runs": yes_no(run.runs),
        "kita_key": run.service.key if run.service else "",
        "weekdays": days_in_words(run.weekdays),
        "minimum_age": run.minimum_age,
        "maximum_age": run.maximum_age,
        "escort": yes_no(run.escort),
        "in_school_holidays": yes_no(run.in_school_holidays),
        "note": run.note,
        "sample": yes_no(run.sample),
    }
    return row | {name: clock_in_words(getattr(run, name)) for name in TIMES}


def _childminding(ags: str, row: Childminding) -> dict[str, Value]:
    facts = {name: getattr(row, name) for name in CHILDMINDING_COLUMNS if name != "ags"}
    return facts | {"ags": ags, "sample": yes_no(row.sample)}


def _indicator(ags: str, kita_key: str, row: Indicator) -> dict[str, Value]:
    return {
        "ags": ags,
        "kita_key": kita_key,
        "name": row.name,
        "value": row.value,
        "unit": row.unit,
        "year": row.year,
        "direction": GERMAN_DIRECTION["lowers" if row.lowers_need else "raises"],
        "source": row.source,
        "sample": yes_no(row.sample),
    }
