"""Write what stops have for those who wait."""

from __future__ import annotations

from typing import TYPE_CHECKING

from directory.records.area_tables import StopEquipment
from directory.records.importing import queries
from directory.records.importing.report import ImportReport

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from directory.records.area_tables import Dataset
    from geodata.sources.reading import Reading
    from geodata.sources.stop_equipment import StopEquipmentRecord


def import_stop_equipment(
    session: Session, reading: Reading[StopEquipmentRecord], dataset: Dataset
) -> ImportReport:
    """Write shelters, benches and light; what an earlier file said and this does not goes."""
    report = ImportReport(dataset.name, rejected=list(reading.rejected), notes=list(reading.notes))
    known, stops = queries.stop_equipment(session), queries.stop_keys(session)
    for line, record in reading.records:
        if record.stop_key not in stops:
            report.note(line, f"{record.stop_key!r} is no stop in the records; kept all the same")
        row = known.pop(record.stop_key, None)
        if row is None:
            row = StopEquipment(stop_key=record.stop_key)
            session.add(row)
            report.added += 1
        elif _facts(row) == _facts(record):
            report.unchanged += 1
        else:
            report.updated += 1
        row.shelter, row.bench, row.light = _facts(record)
        row.dataset_id = dataset.id
    if not reading.rejected:
        report.retired = _remove(session, [r for r in known.values() if r.dataset_id == dataset.id])
    dataset.rows = report.imported
    session.flush()
    return report


def _facts(
    row: StopEquipment | StopEquipmentRecord,
) -> tuple[bool | None, bool | None, bool | None]:
    return row.shelter, row.bench, row.light


def _remove(session: Session, rows: list[StopEquipment]) -> int:
    for row in rows:
        session.delete(row)
    return len(rows)
