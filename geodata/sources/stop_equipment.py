"""A table of what stops have for those who wait, read into records."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geodata.sources.fields import required_text, yes_or_no
from geodata.sources.reading import Reading, read_rows, unique
from geodata.sources.tables import read_table

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

COLUMNS = ("Kennung", "Unterstand", "Bank", "Licht")
ALIASES = {"id": "Kennung", "stop_id": "Kennung", "shelter": "Unterstand", "bench": "Bank"}
ALIASES |= {"lit": "Licht", "light": "Licht", "Beleuchtung": "Licht", "Wetterschutz": "Unterstand"}


@dataclass(frozen=True)
class StopEquipmentRecord:
    """What one stop has; None is unknown."""

    stop_key: str
    shelter: bool | None
    bench: bool | None
    light: bool | None


def read_stop_equipment(path: Path) -> Reading[StopEquipmentRecord]:
    """
    Read a table of shelters, benches and light; a bad row is listed and never stops the others.

    Parameters
    ----------
    path
        CSV, XLSX or GeoJSON with the columns Kennung (of the stop, as in the stops and in the
        timetable), Unterstand, Bank and Licht: ja, nein, or empty where nobody knows.

    Raises
    ------
    SourceError
        If the file cannot be read as a table or lacks the column Kennung.
    """
    table = read_table(path).named(COLUMNS, ALIASES)
    table.require("Kennung")
    reading = read_rows(table.rows, _equipment, rejected=table.rejected)
    return unique(reading, lambda record: record.stop_key, "Kennung")


def _equipment(row: Mapping[str, str]) -> StopEquipmentRecord:
    return StopEquipmentRecord(
        stop_key=required_text(row, "Kennung"),
        shelter=yes_or_no(row, "Unterstand"),
        bench=yes_or_no(row, "Bank"),
        light=yes_or_no(row, "Licht"),
    )
