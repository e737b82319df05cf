"""Points for analysts: a table with the columns id, lon and lat, of doors also opening_hours."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from geodata.errors import RowError, SourceError
from geodata.points import Points
from geodata.sources.positions import required_position
from geodata.sources.tables import read_table

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

ID, LONGITUDE, LATITUDE, HOURS = "id", "lon", "lat", "opening_hours"
_SHOWN = 5  # bad rows named in the error


def read_point_file(path: Path) -> tuple[list[str], Points]:
    """
    Return the ids and positions of a table.

    Raises
    ------
    SourceError
        If a column is missing, there is no row, or any row cannot be used: half a matrix would
        look like a whole one.
    """
    ids, points, _ = _read(path, ())
    return ids, points


def read_door_file(path: Path) -> tuple[list[str], Points, list[str]]:
    """Return the ids and positions of a table, and the text of opening hours; see above."""
    ids, points, rows = _read(path, (HOURS,))
    return ids, points, [row[HOURS].strip() for row in rows]


def _read(path: Path, more: tuple[str, ...]) -> tuple[list[str], Points, list[Mapping[str, str]]]:
    table = read_table(path).named((ID, LONGITUDE, LATITUDE, *more))
    table.require(ID, LONGITUDE, LATITUDE, *more)
    rejected, seen = list(table.rejected), dict[str, int]()
    positions: list[tuple[float, float]] = []
    for line, row in table.rows:
        try:
            positions.append(_position(row))
            seen[_new_id(row[ID].strip(), seen)] = line
        except RowError as error:
            rejected.append((line, error))
    _refuse(path, rejected, rows=len(table.rows))
    pairs = np.array(positions, dtype=np.float64)
    points = Points(pairs[:, 0].copy(), pairs[:, 1].copy())
    return [*seen], points, [row for _, row in table.rows]


def _position(row: Mapping[str, str]) -> tuple[float, float]:
    try:
        return required_position(row, None, longitude=LONGITUDE, latitude=LATITUDE)
    except RowError as error:  # whoever checks degrees calls the column as clerks do
        field = LATITUDE if error.field == LATITUDE else LONGITUDE
        raise RowError(field, error.problem) from None


def _new_id(text: str, seen: dict[str, int]) -> str:
    if not text:
        raise RowError(ID, "is empty")
    if text in seen:
        raise RowError(ID, f"{text} stands in line {seen[text]} too")
    return text


def _refuse(path: Path, rejected: list[tuple[int, RowError]], *, rows: int) -> None:
    if not rows and not rejected:
        raise SourceError(path, "has no row below its header")
    if len(rejected) == 1:
        line, error = rejected[0]
        raise SourceError(path, error.problem, line=line, field=error.field)
    if rejected:
        shown = "; ".join(f"line {line}: {error}" for line, error in sorted_rows(rejected))
        more = "" if len(rejected) <= _SHOWN else f"; and {len(rejected) - _SHOWN} more"
        raise SourceError(path, f"{len(rejected)} rows cannot be used ({shown}{more})")


def sorted_rows(rejected: list[tuple[int, RowError]]) -> list[tuple[int, RowError]]:
    """Return the first few rejected rows by line."""
    return sorted(rejected, key=lambda row: row[0])[:_SHOWN]
