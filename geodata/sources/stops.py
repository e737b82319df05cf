"""A table of public-transport stops read into records."""

from __future__ import annotations

import re
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

COLUMNS = ("id", "name", "lat", "lon", "products", "ags", "parent")
ALIASES = {
    "stop_id": "id",
    "stop_name": "name",
    "stop_lat": "lat",
    "stop_lon": "lon",
    "parent_station": "parent",
    "Kennung": "id",
    "Haltestelle": "name",
    "Breite": "lat",
    "Länge": "lon",
    "Verkehrsmittel": "products",
}
SEPARATORS = re.compile(r"[|;,]")


@dataclass(frozen=True)
class StopRecord:
    """One stop; `products` are the kinds of vehicle that call there, such as bus or regional."""

    key: str
    name: str
    longitude: float
    latitude: float
    products: tuple[str, ...]
    ags: str
    parent_key: str


def read_stops(path: Path, *, bounds: Bounds | None = None) -> Reading[StopRecord]:
    """
    Read a table of stops; a bad row is listed and never stops the others.

    Parameters
    ----------
    path
        CSV, XLSX or GeoJSON with the columns id, name, lat, lon and, if known,
        products ("bus|taxi"), ags and parent; the names in GTFS stops.txt are
        understood too.
    bounds
        Where a stop of the district may lie.

    Raises
    ------
    SourceError
        If the file cannot be read as a table or lacks a needed column.
    """
    table = read_table(path).named(COLUMNS, ALIASES)
    table.require("id", "name", "lat", "lon")
    reading = read_rows(table.rows, lambda row: _stop(row, bounds), rejected=table.rejected)
    return unique(reading, lambda stop: stop.key, "id")


def _stop(row: Mapping[str, str], bounds: Bounds | None) -> StopRecord:
    longitude, latitude = required_position(row, bounds, longitude="lon", latitude="lat")
    products = (product.strip() for product in SEPARATORS.split(text(row, "products")))
    return StopRecord(
        key=required_text(row, "id"),
        name=required_text(row, "name"),
        longitude=longitude,
        latitude=latitude,
        products=tuple(product for product in products if product),
        ags=municipality_key(row, "ags"),
        parent_key=text(row, "parent"),
    )
