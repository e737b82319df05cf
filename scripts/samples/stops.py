"""The real stops and places, as published: those of the district and those used around it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scripts.samples.raw import DISTRICT_AGS
from scripts.samples.writing import write_table

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from scripts.samples.raw import Raw

COLUMNS = ("id", "name", "type", "lat", "lon", "products", "weight", "ags", "parent")


def write_stops(raw: Raw, out: Path, *, used: Collection[str]) -> None:
    """Write stops.csv: every stop of the district, and the surrounding ones in `used`."""
    shipped = (s for s in raw.stops.values() if s.ags.startswith(DISTRICT_AGS) or s.key in used)
    write_table(out / "stops.csv", COLUMNS, [stop.row for stop in shipped])


def write_places(raw: Raw, out: Path) -> None:
    """Write places.csv with the columns of GeoNames."""
    rows = sorted((place.row for place in raw.places), key=lambda row: int(row["geonameid"]))
    write_table(out / "places.csv", tuple(rows[0]), rows)
