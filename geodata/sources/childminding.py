"""A table of the Kindertagespflege by municipality, never by address, read into records."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geodata.sources.fields import (
    municipality_key,
    optional_count,
    optional_date,
    required_text,
    text,
    yes_or_no,
)
from geodata.sources.reading import Reading, read_rows, unique
from geodata.sources.tables import read_table

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from pathlib import Path

CHILDMINDING_COLUMNS: dict[str, str] = {
    "ags": "AGS",
    "places": "Plätze",
    "children": "Betreute Kinder",
    "childminders": "Tagespflegepersonen",
    "counted_on": "Stand",
    "source": "Quelle",
    "sample": "Muster",
}


@dataclass(frozen=True)
class ChildmindingRecord:
    """The Kindertagespflege of one municipality; None means that the table does not say."""

    ags: str
    places: int | None
    children: int | None
    childminders: int | None
    counted_on: date | None
    source: str
    sample: bool


def read_childminding(path: Path) -> Reading[ChildmindingRecord]:
    """
    Read a table of the Kindertagespflege; a bad row is listed and never stops the others.

    Parameters
    ----------
    path
        CSV or XLSX with the columns of CHILDMINDING_COLUMNS; AGS and Plätze are needed.

    Raises
    ------
    SourceError
        If the file cannot be read as a table or lacks a needed column.
    """
    table = read_table(path).named(CHILDMINDING_COLUMNS.values(), CHILDMINDING_COLUMNS)
    table.require("AGS", "Plätze")
    reading = read_rows(table.rows, _municipality, rejected=table.rejected)
    return unique(reading, lambda record: record.ags, "AGS")


def _municipality(row: Mapping[str, str]) -> ChildmindingRecord:
    required_text(row, "AGS")
    return ChildmindingRecord(
        ags=municipality_key(row, "AGS"),
        places=optional_count(row, "Plätze"),
        children=optional_count(row, "Betreute Kinder"),
        childminders=optional_count(row, "Tagespflegepersonen"),
        counted_on=optional_date(row, "Stand"),
        source=text(row, "Quelle"),
        sample=yes_or_no(row, "Muster") or False,
    )
