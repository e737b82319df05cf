"""Administrative boundaries (VG250 or alike) read into records in degrees."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd
import shapely
from shapely import MultiPolygon, Polygon

from geodata.errors import RowError, SourceError
from geodata.sources.positions import check_position
from geodata.sources.reading import Reading, read_rows, unique
from geodata.sources.vectors import read_vectors

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import geopandas as gpd
    from shapely.geometry.base import BaseGeometry

    from geodata.crs import Bounds

# Our names → names in VG250 (BKG, Verwaltungsgebiete 1:250 000, documentation 2024) and others
COLUMNS = {
    "ags": ("AGS",),
    "ars": ("ARS", "RS"),
    "id": ("ID", "KEY", "KENNUNG"),
    "name": ("GEN", "NAME"),
    "designation": ("BEZ", "DESIGNATION"),
    "population": ("EWZ", "POPULATION", "EINWOHNER"),
    "structure": ("GF",),
}
LAND = 4  # GF, Geofaktor: land with structure; lower values are water
AGS = re.compile(r"\d{8}")
GEOMETRY = "geometry"


@dataclass(frozen=True)
class BoundaryRecord:
    """
    One area: its official keys, its name, its people where known, and its boundary.

    Parameters
    ----------
    key
        AGS (8 digits) of a municipality; otherwise the ARS, or the file's own id.
    ars
        Amtlicher Regionalschlüssel, or "" where the file has none.
    name, designation
        GEN and BEZ of VG250, for example "Acht" and "Gemeinde".
    population
        Inhabitants, or None where the file does not say.
    geometry
        Boundary in degrees (EPSG:4326), longitude first.
    """

    key: str
    ars: str
    name: str
    designation: str
    population: float | None
    geometry: MultiPolygon


def read_boundaries(
    path: Path,
    *,
    layer: str | None = None,
    bounds: Bounds | None = None,
    repair: bool = False,
    key_prefix: str = "",
) -> Reading[BoundaryRecord]:
    """
    Read areas; a bad one is listed and never stops the others.

    Parameters
    ----------
    path
        GeoPackage, GeoJSON or Shapefile with AGS or ARS (RS), GEN and BEZ as in
        VG250, or with id and name.
    layer
        Layer of a GeoPackage, for example vg250_gem.
    bounds
        Where the middle of an area may lie.
    repair
        Mend polygons that cross themselves, and note it; otherwise they are
        rejected.
    key_prefix
        Take only areas whose key begins so ("07137"); a note counts the others.

    Raises
    ------
    SourceError
        If the file cannot be read as a map or has no column for key or name.
    """
    frame = _named(path, read_vectors(path, layer=layer))
    notes: list[tuple[int, str]] = []
    rows = list(_own_rows(frame, key_prefix, notes))
    reading = read_rows(rows, lambda row: _boundary(row, bounds, notes if repair else None))
    reading.notes.extend(notes)
    return unique(reading, lambda record: record.key, "AGS")


def _named(path: Path, frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return the columns that matter under our names; the others are left out."""
    found = {str(column).upper(): column for column in frame.columns}
    names = {
        found[theirs]: ours
        for ours, candidates in COLUMNS.items()
        for theirs in reversed(candidates)
        if theirs in found
    }
    ours = set(names.values())
    if "name" not in ours or not ours & {"ags", "ars", "id"}:
        advice = "Needed are AGS, ARS or id, and GEN or name."
        raise SourceError(path, "lacks the key or the name of the areas", advice=advice)
    chosen = {ours: theirs for theirs, ours in names.items()}
    return frame[[*chosen.values(), GEOMETRY]].rename(
        columns={theirs: ours for ours, theirs in chosen.items()}
    )


def _own_rows(
    frame: gpd.GeoDataFrame, key_prefix: str, notes: list[tuple[int, str]]
) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield the features that are land and ours, with their number; note what is left out."""
    foreign = 0
    for line, row in enumerate(frame.to_dict("records"), start=1):
        record = {str(name): value for name, value in row.items()} | {"line": line}
        if not _key(record).startswith(key_prefix):
            foreign += 1
        elif "structure" in record and record["structure"] != LAND:
            notes.append((line, f"GF {record['structure']} is not land; left out"))
        else:
            yield line, record
    if foreign:
        notes.append((0, f"{foreign} areas whose key does not begin with {key_prefix} left out"))


def _boundary(
    row: dict[str, Any], bounds: Bounds | None, repairs: list[tuple[int, str]] | None
) -> BoundaryRecord:
    key, name = _key(row), _text(row, "name")
    if not key:
        raise RowError("AGS", "is empty")  # noqa: EM101 - a column, not a message
    if not name:
        raise RowError("GEN", "is empty")  # noqa: EM101 - a column, not a message
    geometry = _polygons(row[GEOMETRY], row["line"], repairs)
    west, south, east, north = geometry.bounds
    check_position((west + east) / 2, (south + north) / 2, bounds)
    return BoundaryRecord(
        key=key,
        ars=_text(row, "ars"),
        name=name,
        designation=_text(row, "designation"),
        population=_population(row),
        geometry=geometry,
    )


def _key(row: dict[str, Any]) -> str:
    ags = _text(row, "ags")
    return ags if AGS.fullmatch(ags) else _text(row, "ars") or _text(row, "id")


def _text(row: dict[str, Any], name: str) -> str:
    value = row.get(name)
    if value is None or pd.isna(value):
        return ""
    return (
        str(int(value)) if isinstance(value, float) and value.is_integer() else str(value).strip()
    )


def _population(row: dict[str, Any]) -> float | None:
    text = _text(row, "population")
    try:
        people = float(text) if text else None
    except ValueError:
        raise RowError("population", f"{text!r} is not a number") from None  # noqa: EM101
    if people is not None and people < 0:
        raise RowError("population", f"{text} is less than 0")  # noqa: EM101 - a column
    return people


def _polygons(geometry: object, line: int, repairs: list[tuple[int, str]] | None) -> MultiPolygon:
    """Return the geometry as polygons, or raise RowError saying what is wrong with it."""
    if not isinstance(geometry, Polygon | MultiPolygon):
        kind = getattr(geometry, "geom_type", "nothing")
        raise RowError(GEOMETRY, f"is {kind}, not a polygon")
    if geometry.is_empty:
        raise RowError(GEOMETRY, "is empty")
    if not shapely.is_valid(geometry):
        geometry = _repaired(geometry, line, repairs)
    return geometry if isinstance(geometry, MultiPolygon) else MultiPolygon([geometry])


def _repaired(
    geometry: Polygon | MultiPolygon, line: int, repairs: list[tuple[int, str]] | None
) -> Polygon | MultiPolygon:
    reason = shapely.is_valid_reason(geometry)
    mended = None if repairs is None else _areas_only(shapely.make_valid(geometry))
    if mended is None or repairs is None:
        raise RowError(GEOMETRY, f"the boundary is not valid ({reason})")
    repairs.append((line, f"the boundary was repaired ({reason})"))
    return mended


def _areas_only(geometry: BaseGeometry) -> Polygon | MultiPolygon | None:
    """Return the polygons of a mended geometry, without the lines that mending leaves over."""
    parts = shapely.get_parts(geometry)
    polygons = [part for part in shapely.get_parts(parts) if isinstance(part, Polygon)]
    return MultiPolygon(polygons) if polygons else None
