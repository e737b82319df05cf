"""Tables as clerks have them (CSV, XLSX, GeoJSON points), recognised by content and read as text."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import TYPE_CHECKING

from geodata.errors import RowError, SourceError
from geodata.sources.contents import Content, recognise
from geodata.sources.csv_tables import read_csv
from geodata.sources.geojson import read_points
from geodata.sources.workbooks import read_workbook

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from geodata.sources.csv_tables import Cells

MAX_ROWS = 500_000  # a table for people; grids and timetables have readers of their own
UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})


@dataclass(frozen=True)
class Table:
    """
    A table as text: column names and rows with their line in the file.

    Parameters
    ----------
    path
        The file.
    columns
        Names in the first row, blanks around them removed.
    rows
        (line, cells by column name); empty rows are left out. The header is
        line 1 unless empty lines stand above it; the features of a GeoJSON
        count from 1.
    encoding, separator
        As recognised in a CSV, for example "utf_8" and ";"; "" in other files.
    rejected
        Rows with more cells than there are columns.
    """

    path: Path
    columns: tuple[str, ...]
    rows: list[tuple[int, dict[str, str]]]
    encoding: str = ""
    separator: str = ""
    rejected: list[tuple[int, RowError]] = field(default_factory=list)

    def named(self, names: Iterable[str], aliases: Mapping[str, str] | None = None) -> Table:
        """
        Return the table with its columns called by the names we know them by.

        Upper case, blanks, hyphens and the spelling of umlauts do not matter:
        "strasse" is found as "Straße".

        Parameters
        ----------
        names
            The names wanted.
        aliases
            Other names → wanted names.
        """
        known = {_fold(other): name for other, name in (aliases or {}).items()}
        known |= {_fold(name): name for name in names}
        new = {column: known.get(_fold(column), column) for column in self.columns}
        exact = set(self.columns)
        new = {old: old if name in exact else name for old, name in new.items()}
        _refuse_doubles(self.path, new.values())
        rows = [(line, {new[k]: v for k, v in row.items()}) for line, row in self.rows]
        return replace(self, columns=tuple(new.values()), rows=rows)

    def require(self, *names: str) -> None:
        """Raise SourceError unless the table has all these columns."""
        for name in names:
            if name not in self.columns:
                found = ", ".join(self.columns[:20])
                advice = f"Add it; the columns found are: {found}."
                raise SourceError(self.path, "this column is missing", field=name, advice=advice)


def read_table(path: Path) -> Table:
    """
    Read a table of at most 200,000 rows, whatever program wrote it.

    CSV may be UTF-8 (with BOM or without), UTF-16 or Windows-1252 and be
    separated by comma, semicolon or tab; of an XLSX the first sheet with
    content is read, formulas as their last value; of a GeoJSON the points,
    with their position in the columns Länge and Breite.

    Raises
    ------
    SourceError
        If the file is none of these, is damaged, too large, or its header is
        missing or names a column twice.
    """
    content = recognise(path)
    if content is Content.WORKBOOK:
        return _table(path, read_workbook(path))
    if content is Content.GEOJSON:
        return _table(path, read_points(path))
    if content is Content.TEXT:
        text, encoding, separator = read_csv(path)
        return replace(_table(path, text), encoding=encoding, separator=separator)
    advice = "Save it as XLSX, CSV or GeoJSON."
    raise SourceError(path, f"is {content.value}, which is not read as a table", advice=advice)


def _table(path: Path, lines: Iterator[tuple[int, Cells]]) -> Table:
    filled = ((line, cells) for line, cells in lines if any(cell.strip() for cell in cells))
    _line, header = next(filled, (0, ()))
    columns = tuple(unicodedata.normalize("NFC", " ".join(name.split())) for name in header)
    while columns and not columns[-1]:
        columns = columns[:-1]
    if not columns:
        raise SourceError(path, "is empty; a first row with the column names is needed")
    _refuse_doubles(path, filter(None, columns))
    table = Table(path, tuple(filter(None, columns)), [])
    for number, (line, cells) in enumerate(filled, start=1):
        if number > MAX_ROWS:
            raise SourceError(path, f"has more than {MAX_ROWS:,} rows", line=line)
        if any(cell.strip() for cell in cells[len(columns) :]):
            problem = f"{len(cells)} cells in {len(columns)} columns; is one with a separator in it unquoted?"
            table.rejected.append((line, RowError("row", problem)))
            continue
        row = dict(zip(columns, chain(cells, [""] * len(columns)), strict=False))
        row.pop("", None)
        table.rows.append((line, row))
    return table


def _refuse_doubles(path: Path, names: Iterable[str]) -> None:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            raise SourceError(path, "this column is there twice", field=name)
        seen.add(name)


def _fold(name: str) -> str:
    lower = unicodedata.normalize("NFC", name).casefold().translate(UMLAUTS)
    return "".join(character for character in lower if character.isalnum())
