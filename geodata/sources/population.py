"""Inhabitants and children of each municipality, as the statistical offices publish them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from geodata.errors import RowError, SourceError
from geodata.sources.entries import postal_code
from geodata.sources.fields import (
    municipality_key,
    not_negative,
    optional_date,
    required_number,
    required_text,
    text,
)
from geodata.sources.population_grid import GridCells, read_population_grid
from geodata.sources.population_parts import PartResidents, read_residents_by_part
from geodata.sources.positions import read_position
from geodata.sources.reading import Reading, read_rows, unique
from geodata.sources.tables import Table, read_table

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from geodata.crs import Bounds

__all__ = [
    "POPULATION_COLUMNS",
    "GridCells",
    "MunicipalPopulation",
    "PartResidents",
    "read_municipal_population",
    "read_population_grid",
    "read_residents_by_part",
]

POPULATION_COLUMNS: dict[str, str] = {
    "ags": "AGS",
    "ars": "ARS",
    "name": "Name",
    "association": "Verbandsgemeinde",
    "area_km2": "Fläche km²",
    "population": "Einwohner",
    "population_date": "Einwohner Stand",
    "under_3": "unter 3",
    "age_3_to_5": "3 bis 5",
    "age_6_to_9": "6 bis 9",
    "age_10_to_14": "10 bis 14",
    "age_15_to_17": "15 bis 17",
    "under_18": "unter 18",
    "population_of_ages": "Einwohner zum Altersstand",
    "ages_date": "Alter Stand",
    "postal_code": "PLZ",
    "longitude": "Länge",
    "latitude": "Breite",
}
# Tables put together from the Gemeindeverzeichnis (31 columns, "gv") and Regionalstatistik
# carry the date in the name of the column: pop_gv_20260228, u3_2015 (31 December).
DATED_POPULATION = re.compile(r"pop_gv_(\d{4})(\d{2})(\d{2})")
DATED_AGE = re.compile(r"(u3|3to5|6to9|10to14|15to17|under18|pop)_(\d{4})")
AGES = {
    "u3": "unter 3",
    "3to5": "3 bis 5",
    "6to9": "6 bis 9",
    "10to14": "10 bis 14",
    "15to17": "15 bis 17",
    "under18": "unter 18",
    "pop": "Einwohner zum Altersstand",
}
ALIASES = {"verband": "Verbandsgemeinde", "lon_gv": "Länge", "lat_gv": "Breite"}


@dataclass(frozen=True)
class MunicipalPopulation:
    """
    The people of one municipality; None and "" mean that the table does not say.

    `population` is of `population_date`; the age groups, in completed years and
    inclusive at both ends, and their total `population_of_ages` are of `ages_date`.
    """

    ags: str
    ars: str
    name: str
    association: str
    area_km2: float | None
    population: float
    population_date: date | None
    under_3: float | None
    age_3_to_5: float | None
    age_6_to_9: float | None
    age_10_to_14: float | None
    age_15_to_17: float | None
    under_18: float | None
    population_of_ages: float | None
    ages_date: date | None
    postal_code: str
    longitude: float | None
    latitude: float | None


def read_municipal_population(
    path: Path, *, bounds: Bounds | None = None
) -> Reading[MunicipalPopulation]:
    """
    Read a table with one row per municipality; a bad row is listed.

    Parameters
    ----------
    path
        CSV, XLSX or GeoJSON with the columns of POPULATION_COLUMNS (AGS, Name
        and Einwohner are needed), or with dated names such as pop_gv_20260228
        and u3_2015.
    bounds
        Where a municipality's centre may lie.

    Raises
    ------
    SourceError
        If the file cannot be read as a table, lacks a needed column or has two
        dates for the same group.
    """
    raw = read_table(path)
    aliases, population_date, ages_date = _dated_columns(raw)
    table = raw.named(POPULATION_COLUMNS.values(), {**POPULATION_COLUMNS, **ALIASES, **aliases})
    table.require("AGS", "Name", "Einwohner")
    dates = population_date, ages_date
    reading = read_rows(
        table.rows, lambda row: _people(row, dates, bounds), rejected=table.rejected
    )
    return unique(reading, lambda people: people.ags, "AGS")


def _dated_columns(table: Table) -> tuple[dict[str, str], date | None, date | None]:
    """Return the aliases of dated columns and the two dates in their names."""
    aliases: dict[str, str] = {}
    dates: dict[str, set[date]] = {"people": set(), "ages": set()}
    for column in table.columns:
        if match := DATED_POPULATION.fullmatch(column):
            aliases[column] = "Einwohner"
            dates["people"].add(_named_date(table, column, *match.groups()))
        elif match := DATED_AGE.fullmatch(column):
            aliases[column] = AGES[match[1]]
            dates["ages"].add(_named_date(table, column, match[2], "12", "31"))
    if max(len(found) for found in dates.values()) > 1:
        advice = "Keep the columns of one date."
        raise SourceError(table.path, "has figures of several dates side by side", advice=advice)
    return aliases, min(dates["people"], default=None), min(dates["ages"], default=None)


def _named_date(table: Table, column: str, year: str, month: str, day: str) -> date:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        raise SourceError(table.path, "this name holds no date", field=column) from None


def _people(
    row: Mapping[str, str], dates: tuple[date | None, date | None], bounds: Bounds | None
) -> MunicipalPopulation:
    if not text(row, "AGS"):
        raise RowError(POPULATION_COLUMNS["ags"], "is empty")
    longitude, latitude = read_position(row, bounds) or (None, None)
    return MunicipalPopulation(
        ags=municipality_key(row, "AGS"),
        ars=text(row, "ARS"),
        name=required_text(row, "Name"),
        association=text(row, "Verbandsgemeinde"),
        area_km2=not_negative(row, "Fläche km²"),
        population=_population(row),
        population_date=optional_date(row, "Einwohner Stand") or dates[0],
        under_3=not_negative(row, "unter 3"),
        age_3_to_5=not_negative(row, "3 bis 5"),
        age_6_to_9=not_negative(row, "6 bis 9"),
        age_10_to_14=not_negative(row, "10 bis 14"),
        age_15_to_17=not_negative(row, "15 bis 17"),
        under_18=not_negative(row, "unter 18"),
        population_of_ages=not_negative(row, "Einwohner zum Altersstand"),
        ages_date=optional_date(row, "Alter Stand") or dates[1],
        postal_code=postal_code(row, "PLZ"),
        longitude=longitude,
        latitude=latitude,
    )


def _population(row: Mapping[str, str]) -> float:
    not_negative(row, "Einwohner")
    return required_number(row, "Einwohner")
