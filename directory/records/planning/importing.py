"""Write planners' tables into the records: every row is taken or reported with line and field."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any, TypeVar

from directory.records.columns import id_from_key
from directory.records.importing.report import ImportReport
from directory.records.planning import queries
from directory.records.planning.finding import Finder
from directory.records.planning.replacing import replace_rows
from directory.records.planning.tables import Childminding, Indicator, KitaTransport
from geodata.errors import RowError
from geodata.exports import restore

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from uuid import UUID

    from sqlalchemy.orm import Session

    from directory.records.area_tables import Dataset
    from geodata.sources.childminding import ChildmindingRecord
    from geodata.sources.indicators import IndicatorRecord
    from geodata.sources.kita_transport import TransportRecord
    from geodata.sources.reading import Reading

Record = TypeVar("Record")


def import_kita_transport(
    session: Session, reading: Reading[TransportRecord], dataset: Dataset
) -> ImportReport:
    """
    Write a table of the Kita transport; it takes the place of the one before.

    What an earlier table said and this does not goes, unless a row of this one was rejected.
    """
    finder = Finder(session)

    def values(record: TransportRecord) -> dict[str, Any]:
        facts = _restored(asdict(record))
        kita_key = facts.pop("kita_key")
        facts["area_id"] = finder.area(facts.pop("ags"))
        return facts | {"service_id": finder.kita(kita_key) if kita_key else None}

    wanted, report = _rows(reading, dataset, values, lambda r: ("kita_transport", *r.key))
    replace_rows(session, KitaTransport, queries.all_transport(session), wanted, dataset, report)
    return report


def import_childminding(
    session: Session, reading: Reading[ChildmindingRecord], dataset: Dataset
) -> ImportReport:
    """Write a table of the Kindertagespflege; it takes the place of the one before."""
    finder = Finder(session)

    def values(record: ChildmindingRecord) -> dict[str, Any]:
        facts = _restored(asdict(record))
        return facts | {"area_id": finder.area(facts.pop("ags"))}

    wanted, report = _rows(reading, dataset, values, lambda r: ("childminding", r.ags))
    by_area = {row["area_id"]: row for row in wanted.values()}
    known = {row.area_id: row for row in queries.childminding(session).values()}
    replace_rows(session, Childminding, known, by_area, dataset, report)
    return report


def import_indicators(
    session: Session, reading: Reading[IndicatorRecord], dataset: Dataset
) -> ImportReport:
    """
    Write numbers about municipalities and Kitas.

    A file takes the place of all that was known of the numbers it names; others stay.
    """
    finder = Finder(session)

    def values(record: IndicatorRecord) -> dict[str, Any]:
        facts = _restored(asdict(record))
        ags, kita_key = facts.pop("ags"), facts.pop("kita_key")
        facts["area_id"] = finder.area(ags) if ags else None
        return facts | {"service_id": finder.kita(kita_key) if kita_key else None}

    wanted, report = _rows(reading, dataset, values, lambda r: ("indicator", *r.key))
    names = {row["name"] for row in wanted.values()}
    known = queries.indicators_named(session, names)
    replace_rows(session, Indicator, known, wanted, dataset, report)
    return report


def _rows(
    reading: Reading[Record],
    dataset: Dataset,
    values: Callable[[Record], dict[str, Any]],
    key: Callable[[Record], tuple[str, ...]],
) -> tuple[dict[UUID, dict[str, Any]], ImportReport]:
    """Return the columns of each row by its id, and a report of those that cannot be written."""
    report = ImportReport(dataset.name, rejected=list(reading.rejected), notes=list(reading.notes))
    wanted = {}
    for line, record in reading.records:
        try:
            row = values(record)
        except RowError as error:
            report.rejected.append((line, error))
            continue
        wanted[id_from_key(*key(record))] = row | {"sample": row["sample"] or dataset.sample}
    report.rejected.sort(key=lambda entry: entry[0])
    return wanted, report


def _restored(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Take back the mark that our tables put before a text that looks like a formula."""
    return {name: restore(v) if isinstance(v, str) else v for name, v in facts.items()}
