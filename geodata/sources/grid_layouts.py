"""Which columns of a grid file hold the centres and the people, told by their names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geodata.errors import SourceError

if TYPE_CHECKING:
    from pathlib import Path

ZENSUS_SRID = 3035  # ETRS89-LAEA, the INSPIRE grid
SHIPPED_SRID = 25832
ZENSUS_X = re.compile(r"x_mp_(100m|1km|10km)", re.IGNORECASE)
CELL_M = {"100m": 100.0, "1km": 1000.0, "10km": 10_000.0}
PEOPLE_COLUMNS = ("Einwohner", "Insgesamt_Bevoelkerung", "people", "value")


@dataclass(frozen=True)
class Layout:
    """Which columns hold what, and in which system the centres are."""

    x: str
    y: str
    people: str
    srid: int
    cell_m: float | None = None
    cell_column: str = ""
    area_column: str = ""

    @property
    def columns(self) -> list[str]:
        """The columns to be read."""
        names = (self.x, self.y, self.people, self.cell_column, self.area_column)
        return [name for name in names if name]


def find_layout(path: Path, columns: tuple[str, ...], people_column: str) -> Layout:
    """
    Return the layout of a file with these columns.

    Raises
    ------
    SourceError
        If a column for x, y or people is missing.
    """
    people = _people_column(path, columns, people_column)
    if {"x_m", "y_m", "cell_m"} <= set(columns):
        area = "ags" if "ags" in columns else ""
        return Layout("x_m", "y_m", people, SHIPPED_SRID, None, "cell_m", area)
    for column in columns:
        if match := ZENSUS_X.fullmatch(column):
            y = _required(path, columns, "y" + column[1:])
            return Layout(column, y, people, ZENSUS_SRID, CELL_M[match[1].lower()])
    return Layout(_required(path, columns, "x"), _required(path, columns, "y"), people, ZENSUS_SRID)


def _people_column(path: Path, columns: tuple[str, ...], wanted: str) -> str:
    if wanted:
        return _required(path, columns, wanted)
    found = [column for column in PEOPLE_COLUMNS if column in columns]
    return found[0] if found else _required(path, columns, PEOPLE_COLUMNS[0])


def _required(path: Path, columns: tuple[str, ...], name: str) -> str:
    if name not in columns:
        advice = f"The columns found are: {', '.join(columns[:20])}."
        raise SourceError(path, "this column is missing", field=name, advice=advice)
    return name
