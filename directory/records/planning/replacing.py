"""Let one table take the place of the one before, a clerk's before the district's own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import inspect

from directory.records.importing.sources import is_by_hand
from directory.records.planning.tables import Childminding, Indicator, KitaTransport

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from sqlalchemy.orm import Session

    from directory.records.area_tables import Dataset
    from directory.records.importing.report import ImportReport

Row = TypeVar("Row", KitaTransport, Childminding, Indicator)


def replace_rows(  # noqa: PLR0913, PLR0917 - what is there, what shall be, and who says so
    session: Session,
    table: type[Row],
    known: Mapping[UUID, Row],
    wanted: Mapping[UUID, Mapping[str, Any]],
    dataset: Dataset,
    report: ImportReport,
) -> None:
    """
    Bring the rows of a table up to what a file says of them, and count what became of each.

    Parameters
    ----------
    session
        A writing session.
    table
        The class of the rows.
    known
        The rows that the file takes the place of, by their keys.
    wanted
        The columns of the rows that the file has, by their keys.
    dataset
        The file. That of a district leaves alone what a clerk imported by hand since.
    report
        Counts the rows. Where some were rejected, no row goes.
    """
    if not is_by_hand(dataset) and any(is_by_hand(row.dataset) for row in known.values()):
        report.note(0, "a table imported by hand since was left as it is; this file was not taken")
        report.unchanged += len(wanted)
        wanted = {}
    else:
        for key, values in wanted.items():
            _write(session, table, key, known.get(key), dict(values), dataset, report)
        _retire(session, [row for key, row in known.items() if key not in wanted], report)
    dataset.rows = report.imported
    session.flush()


def _write(  # noqa: PLR0913, PLR0917 - as above
    session: Session,
    table: type[Row],
    key: UUID,
    row: Row | None,
    values: dict[str, Any],
    dataset: Dataset,
    report: ImportReport,
) -> None:
    values["dataset_id"] = dataset.id
    if row is None:
        (primary,) = inspect(table).primary_key
        session.add(table(**{primary.name: key} | values))
        report.added += 1
    elif all(getattr(row, name) == value for name, value in values.items()):
        report.unchanged += 1
    else:
        for name, value in values.items():
            setattr(row, name, value)
        report.updated += 1


def _retire(session: Session, rows: list[Row], report: ImportReport) -> None:
    if rows and report.rejected:
        report.note(0, f"{len(rows)} rows of an earlier table stay until every row here is right")
        return
    for row in rows:
        session.delete(row)
    report.retired += len(rows)
