"""Residents by part of a municipality and year of birth, as a Melderegister exports them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geodata.errors import RowError
from geodata.sources.fields import municipality_key, optional_count, required_text, text
from geodata.sources.reading import Reading, read_rows, unique
from geodata.sources.tables import read_table

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

COLUMNS = ("AGS", "Ortsteil", "Geburtsjahr", "Anzahl", "Geschlecht")
ALIASES = {
    "Gemeindeschlüssel": "AGS",
    "Gemeindekennziffer": "AGS",
    "Stadtteil": "Ortsteil",
    "Ortsbezirk": "Ortsteil",
    "Jahrgang": "Geburtsjahr",
    "Einwohner": "Anzahl",
    "Personen": "Anzahl",
}
EARLIEST_YEAR, LATEST_YEAR = 1890, 2100  # nobody alive was born before; a typing error is


@dataclass(frozen=True)
class PartResidents:
    """How many people born in one year live in one part of a municipality."""

    ags: str
    part: str
    birth_year: int
    people: int


def read_residents_by_part(path: Path) -> Reading[PartResidents]:
    """
    Read an export with one row per part and year of birth; a bad row is listed.

    Where the export tells men and women apart (a column Geschlecht) a part and
    year has several rows; otherwise its second row is rejected as a double.

    Parameters
    ----------
    path
        CSV or XLSX with the columns AGS, Ortsteil, Geburtsjahr and Anzahl.

    Raises
    ------
    SourceError
        If the file cannot be read as a table or lacks a needed column.
    """
    table = read_table(path).named(COLUMNS, ALIASES)
    table.require("AGS", "Ortsteil", "Geburtsjahr", "Anzahl")
    pairs = unique(
        read_rows(table.rows, _with_sex, rejected=table.rejected),
        lambda pair: (pair[0].ags, pair[0].part, pair[0].birth_year, pair[1]),
        "Geburtsjahr",
    )
    return Reading([(line, residents) for line, (residents, _sex) in pairs.records], pairs.rejected)


def _with_sex(row: Mapping[str, str]) -> tuple[PartResidents, str]:
    required_text(row, "AGS")
    residents = PartResidents(
        ags=municipality_key(row, "AGS"),
        part=required_text(row, "Ortsteil"),
        birth_year=_year(row),
        people=_count(row, "Anzahl"),
    )
    return residents, text(row, "Geschlecht")


def _year(row: Mapping[str, str]) -> int:
    year = _count(row, "Geburtsjahr")
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        problem = f"{year} is not a year of birth"
        raise RowError("Geburtsjahr", problem)  # noqa: EM101 - a column, not a message
    return year


def _count(row: Mapping[str, str], field: str) -> int:
    count = optional_count(row, field)
    if count is None:
        raise RowError(field, "is empty; a whole number is needed")
    return count
