"""A planner's table of numbers about municipalities or Kitas, read into records."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geodata.errors import RowError
from geodata.sources.fields import (
    municipality_key,
    one_of,
    optional_number,
    required_number,
    required_text,
    text,
    yes_or_no,
)
from geodata.sources.reading import Reading, read_rows, unique
from geodata.sources.tables import read_table

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

INDICATOR_COLUMNS: dict[str, str] = {
    "ags": "AGS",
    "kita_key": "Kita",
    "name": "Kennzahl",
    "value": "Wert",
    "unit": "Einheit",
    "year": "Jahr",
    "direction": "Bedarf",
    "source": "Quelle",
    "sample": "Muster",
}
AGS, VALUE, YEAR = "AGS", "Wert", "Jahr"
DIRECTIONS = {"steigt": "raises", "sinkt": "lowers"}
# Of German statistics: "." kept secret or unknown, "…" later, "/" too unsure, "x" locked.
UNKNOWN = frozenset({".", "…", "...", "/", "x"})
# Numbers by whose names the factor of need of a municipality is known.
CHILDREN = "Kinder unter 7"
IN_NEED = "Kinder unter 7 in Bedarfsgemeinschaften"
INDEX = "Bedarfsindex"
FIRST_YEAR, LAST_YEAR = 1990, 2100


@dataclass(frozen=True)
class IndicatorRecord:
    """
    One number about a municipality (`ags`) or about a Kita (`kita_key`), of a year.

    `value` is None where it is kept secret or unknown; `lowers_need` says that more of it means
    less need.
    """

    ags: str
    kita_key: str
    name: str
    value: float | None
    unit: str
    year: int
    lowers_need: bool
    source: str
    sample: bool

    @property
    def key(self) -> tuple[str, ...]:
        """What makes two rows the same number."""
        return self.name, str(self.year), self.ags, self.kita_key


def read_indicators(path: Path) -> Reading[IndicatorRecord]:
    """
    Read a table of numbers, one a row; a bad row is listed and never stops the others.

    Parameters
    ----------
    path
        CSV or XLSX with the columns of INDICATOR_COLUMNS; Kennzahl, Wert and Jahr are needed, and
        either AGS or Kita (the Kennung in the list of Kitas).

    Raises
    ------
    SourceError
        If the file cannot be read as a table or lacks a needed column.
    """
    table = read_table(path).named(INDICATOR_COLUMNS.values(), INDICATOR_COLUMNS)
    table.require("Kennzahl", VALUE, YEAR)
    reading = read_rows(table.rows, _number, rejected=table.rejected)
    reading = _of_one_meaning(unique(reading, lambda record: record.key, "Kennzahl"))
    return _without_more_than_all(reading)


def _number(row: Mapping[str, str]) -> IndicatorRecord:
    ags, kita_key = municipality_key(row, AGS), text(row, "Kita")
    if bool(ags) == bool(kita_key):
        problem = "stands beside Kita" if ags else "is empty, and so is Kita"
        raise RowError(AGS, f"{problem}; a number is about one municipality or one Kita")
    return IndicatorRecord(
        ags=ags,
        kita_key=kita_key,
        name=required_text(row, "Kennzahl"),
        value=_value(row),
        unit=text(row, "Einheit"),
        year=_year(row),
        lowers_need=one_of(row, "Bedarf", DIRECTIONS) == "lowers",
        source=text(row, "Quelle"),
        sample=yes_or_no(row, "Muster") or False,
    )


def _value(row: Mapping[str, str]) -> float | None:
    said = text(row, VALUE)
    if said in {"-", "–"}:
        raise RowError(VALUE, f"{said!r} is no number; write 0 for none, nothing for not known")
    return None if said.casefold() in UNKNOWN else optional_number(row, VALUE)


def _year(row: Mapping[str, str]) -> int:
    year = required_number(row, YEAR)
    if not year.is_integer() or not FIRST_YEAR <= year <= LAST_YEAR:
        raise RowError(YEAR, f"{year:g} is no year such as 2025")
    return int(year)


def _of_one_meaning(reading: Reading[IndicatorRecord]) -> Reading[IndicatorRecord]:
    """Return the reading without rows whose unit or direction is not that of the first row."""
    first: dict[str, tuple[int, IndicatorRecord]] = {}
    kept, rejected = [], list(reading.rejected)
    for line, record in reading.records:
        first_line, model = first.setdefault(record.name, (line, record))
        if record.unit != model.unit:
            problem = f"{record.unit!r}, but {model.unit!r} in line {first_line} of {record.name}"
            rejected.append((line, RowError("Einheit", problem)))
        elif record.lowers_need != model.lowers_need:
            problem = f"is not as in line {first_line} of {record.name}"
            rejected.append((line, RowError("Bedarf", problem)))
        else:
            kept.append((line, record))
    rejected.sort(key=lambda entry: entry[0])
    return Reading(kept, rejected, reading.notes)


def _without_more_than_all(reading: Reading[IndicatorRecord]) -> Reading[IndicatorRecord]:
    """Return the reading without rows that have more children in need than there are children."""
    children = {
        (record.ags, record.kita_key, record.year): record.value
        for _line, record in reading.records
        if record.name == CHILDREN
    }
    kept, rejected = [], list(reading.rejected)
    for line, record in reading.records:
        every = children.get((record.ags, record.kita_key, record.year))
        if record.name == IN_NEED and _is_more(record.value, every):
            problem = f"{record.value:g} are more than {CHILDREN} of that year, {every:g}"
            rejected.append((line, RowError(VALUE, problem)))
        else:
            kept.append((line, record))
    rejected.sort(key=lambda entry: entry[0])
    return Reading(kept, rejected, reading.notes)


def _is_more(value: float | None, than: float | None) -> bool:
    return value is not None and than is not None and value > than
