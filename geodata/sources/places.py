"""A table of place names in the form of GeoNames read into records."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geodata.sources.fields import municipality_key, required_text, text
from geodata.sources.positions import required_position
from geodata.sources.reading import Reading, read_rows, unique
from geodata.sources.tables import read_table

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from geodata.crs import Bounds

COLUMNS = ("geonameid", "name", "lat", "lon", "fcode", "admin4_ags")
ALIASES = {
    "id": "geonameid",
    "Kennung": "geonameid",
    "Breite": "lat",
    "Länge": "lon",
    "latitude": "lat",
    "longitude": "lon",
    "feature_code": "fcode",
    "Art": "fcode",
    "ags": "admin4_ags",
}
KINDS = {  # https://www.geonames.org/export/codes.html, class P; the seat's level tells its size
    "PPLC": "town",
    "PPLA": "town",
    "PPLA2": "town",
    "PPLA3": "town",
    "PPLA4": "village",
    "PPLA5": "village",
    "PPL": "village",
    "PPLX": "part",
    "PPLF": "locality",
    "PPLL": "locality",
    "STADT": "town",
    "DORF": "village",
    "ORTSTEIL": "part",
}


@dataclass(frozen=True)
class PlaceRecord:
    """One named place; kind is town, village, part, locality or other."""

    key: str
    name: str
    kind: str
    longitude: float
    latitude: float
    ags: str


def read_places(path: Path, *, bounds: Bounds | None = None) -> Reading[PlaceRecord]:
    """
    Read a table of places; a bad row is listed and never stops the others.

    Parameters
    ----------
    path
        CSV, XLSX or GeoJSON with the columns geonameid, name, lat, lon and, if
        known, fcode (GeoNames, or the German words Stadt, Dorf, Ortsteil) and
        admin4_ags.
    bounds
        Where a place of the district may lie.

    Raises
    ------
    SourceError
        If the file cannot be read as a table or lacks a needed column.
    """
    table = read_table(path).named(COLUMNS, ALIASES)
    table.require("geonameid", "name", "lat", "lon")
    reading = read_rows(table.rows, lambda row: _place(row, bounds), rejected=table.rejected)
    return unique(reading, lambda place: place.key, "geonameid")


def _place(row: Mapping[str, str], bounds: Bounds | None) -> PlaceRecord:
    longitude, latitude = required_position(row, bounds, longitude="lon", latitude="lat")
    return PlaceRecord(
        key=required_text(row, "geonameid"),
        name=required_text(row, "name"),
        kind=KINDS.get(text(row, "fcode").upper(), "other"),
        longitude=longitude,
        latitude=latitude,
        ags=municipality_key(row, "admin4_ags"),
    )
