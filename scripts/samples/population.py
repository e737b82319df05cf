"""The official inhabitants and children of each municipality, restated with German columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scripts.samples.writing import write_table

if TYPE_CHECKING:
    from pathlib import Path

    from scripts.samples.raw import Raw

POPULATION_DATE = "2026-02-28"  # Destatis, Gemeindeverzeichnis GV100AD
AGES_DATE = "2015-12-31"  # Regionalstatistik, table 12411-02-03-5
COLUMNS = {  # shipped column: column of the raw table
    "AGS": "ags",
    "ARS": "ars",
    "Name": "name",
    "Verbandsgemeinde": "verband",
    "Fläche km²": "area_km2",
    "Einwohner": "pop_gv_20260228",
    "Einwohner Stand": "",
    "unter 3": "u3_2015",
    "3 bis 5": "3to5_2015",
    "6 bis 9": "6to9_2015",
    "10 bis 14": "10to14_2015",
    "15 bis 17": "15to17_2015",
    "unter 18": "under18_2015",
    "Einwohner zum Altersstand": "pop_2015",
    "Alter Stand": "",
    "PLZ": "plz",
    "Länge": "lon_gv",
    "Breite": "lat_gv",
}


def people(raw: Raw, ags: str) -> int:
    """Return the official inhabitants of a municipality on POPULATION_DATE."""
    return int(raw.population[ags]["pop_gv_20260228"])


def under_6(raw: Raw, ags: str) -> int:
    """Return the children under 6 of a municipality on AGES_DATE."""
    row = raw.population[ags]
    return int(row["u3_2015"]) + int(row["3to5_2015"])


def write_population(raw: Raw, out: Path) -> None:
    """Write population.csv, one row a municipality."""
    dates = {"Einwohner Stand": POPULATION_DATE, "Alter Stand": AGES_DATE}
    rows = [
        {shown: source[column] for shown, column in COLUMNS.items() if column} | dates
        for _, source in sorted(raw.population.items())
    ]
    write_table(out / "population.csv", tuple(COLUMNS), rows)
