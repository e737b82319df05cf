"""What reading a file gives: the usable rows, and every row that is not, with its reason."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Generic, TypeVar

from geodata.errors import RowError

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable

Record = TypeVar("Record")
Row = TypeVar("Row")


@dataclass(frozen=True)
class Reading(Generic[Record]):
    """
    Every row of a file, either as a record or as a fault; none is lost.

    Parameters
    ----------
    records
        (line, record) of the rows that can be used; the header is line 1. In
        files without lines (GeoPackage, Shapefile, GeoJSON) the line is the
        number of the feature, counted from 1.
    rejected
        (line, error) of the rows that cannot.
    notes
        (line, sentence) on records that were taken but changed on request,
        such as a repaired polygon.
    """

    records: list[tuple[int, Record]]
    rejected: list[tuple[int, RowError]] = field(default_factory=list)
    notes: list[tuple[int, str]] = field(default_factory=list)


def read_rows(
    rows: Iterable[tuple[int, Row]],
    parse: Callable[[Row], Record],
    *,
    rejected: Iterable[tuple[int, RowError]] = (),
) -> Reading[Record]:
    """
    Parse row after row; a bad row is listed and never stops the others.

    Parameters
    ----------
    rows
        (line, row) in the order of the file.
    parse
        Returns the record of a row or raises RowError.
    rejected
        Rows that were already found to be at fault, taken over into the list.
    """
    reading: Reading[Record] = Reading([], list(rejected))
    for line, row in rows:
        try:
            reading.records.append((line, parse(row)))
        except RowError as error:
            reading.rejected.append((line, error))
    reading.rejected.sort(key=lambda entry: entry[0])
    return reading


def unique(
    reading: Reading[Record], key: Callable[[Record], Hashable], field: str
) -> Reading[Record]:
    """Return the reading with each key once: the first row is kept, later ones are rejected."""
    first_lines: dict[Hashable, int] = {}
    kept, rejected = [], list(reading.rejected)
    for line, record in reading.records:
        first = first_lines.setdefault(key(record), line)
        if first == line:
            kept.append((line, record))
        else:
            rejected.append(
                (line, RowError(field, f"{key(record)!r} stands in line {first} already"))
            )
    rejected.sort(key=lambda entry: entry[0])
    return Reading(kept, rejected, reading.notes)
