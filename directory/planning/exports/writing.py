"""Write villages as CSV, XLSX, GeoPackage, GeoJSON or Parquet, whole or not at all."""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np
import pandas as pd
from shapely.geometry import mapping

from directory.features import in_degrees
from directory.planning.exports.rows import Table, table_of
from geodata.crs import METRIC_SRID
from geodata.errors import SourceError
from geodata.exports import write_csv, write_xlsx

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from shapely import MultiPolygon

    Outlines = Mapping[str, MultiPolygon]

FORMATS = {
    "csv": "CSV (Tabelle)",
    "xlsx": "XLSX (Excel, LibreOffice)",
    "gpkg": "GeoPackage (QGIS)",
    "geojson": "GeoJSON",
    "parquet": "GeoParquet",
}
TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "gpkg": "application/geopackage+sqlite3",
    "geojson": "application/geo+json",
    "parquet": "application/vnd.apache.parquet",
}
LAYER = "erreichbarkeit"


def export(villages: Sequence[Mapping[str, Any]], outlines: Outlines, path: Path) -> int:
    """
    Write villages into a file by its ending; return how many there are.

    The file is written beside its place and renamed, so that nothing half-written is ever there.

    Parameters
    ----------
    villages
        As in the JSON form of the results.
    outlines
        Boundaries by AGS, in metres (EPSG:25832); a village without one has no geometry.
    path
        Ends in one of FORMATS.

    Raises
    ------
    SourceError
        If it ends in something else.
    """
    form = path.suffix.lower().removeprefix(".")
    if form not in FORMATS:
        endings = ", ".join(f".{known}" for known in FORMATS)
        raise SourceError(path, "has an unknown ending", advice=f"End it in one of {endings}.")
    with TemporaryDirectory(dir=path.parent, prefix=".unfinished-") as folder:
        unfinished = Path(folder) / f"file.{form}"
        WRITERS[form](villages, outlines, unfinished)
        unfinished.replace(path)
    return len(villages)


def exported(villages: Sequence[Mapping[str, Any]], outlines: Outlines, form: str) -> bytes:
    """Return the bytes of such a file; `form` is one of FORMATS."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"file.{form}"
        WRITERS[form](villages, outlines, path)
        return path.read_bytes()


def _csv(villages: Sequence[Mapping[str, Any]], _outlines: Outlines, path: Path) -> None:
    table = table_of(villages)
    with path.open("w", encoding="utf-8-sig", newline="") as file:  # Excel needs the BOM
        write_csv(file, table.columns, table.rows)


def _xlsx(villages: Sequence[Mapping[str, Any]], _outlines: Outlines, path: Path) -> None:
    table = table_of(villages)
    write_xlsx(path, "Erreichbarkeit", table.columns, table.rows)


def _geojson(villages: Sequence[Mapping[str, Any]], outlines: Outlines, path: Path) -> None:
    table = table_of(villages)
    features = [
        {
            "type": "Feature",
            "id": village["ags"],
            "geometry": _in_degrees(outlines.get(village["ags"])),
            "properties": dict(zip(table.columns, row, strict=True)),
        }
        for village, row in zip(villages, table.rows, strict=True)
    ]
    collection = {"type": "FeatureCollection", "features": features}
    path.write_text(json.dumps(collection, ensure_ascii=False), encoding="utf-8")


def _in_degrees(outline: MultiPolygon | None) -> dict[str, Any] | None:
    return None if outline is None else dict(mapping(in_degrees(outline)))


def _gpkg(villages: Sequence[Mapping[str, Any]], outlines: Outlines, path: Path) -> None:
    frame = frame_of(villages, outlines)
    frame.to_file(path, driver="GPKG", layer=LAYER, engine="pyogrio", geometry_type="MultiPolygon")


def _parquet(villages: Sequence[Mapping[str, Any]], outlines: Outlines, path: Path) -> None:
    frame_of(villages, outlines).to_parquet(path, index=False)


def frame_of(villages: Sequence[Mapping[str, Any]], outlines: Outlines) -> gpd.GeoDataFrame:
    """Return villages with their outlines, each column of one kind, missing values told as such."""
    table = table_of(villages)
    columns = {name: _column(table, number) for number, name in enumerate(table.columns)}
    shapes = np.array([outlines.get(village["ags"]) for village in villages], dtype=object)
    return gpd.GeoDataFrame(pd.DataFrame(columns), geometry=shapes, crs=METRIC_SRID)


def _column(table: Table, number: int) -> pd.Series[Any]:
    values = [row[number] for row in table.rows]
    known = {type(value) for value in values if value is not None}
    if known and known <= {bool}:
        return pd.Series(values, dtype="boolean")
    if known <= {int, float}:  # a column without any value too: a number may come
        return pd.Series(values, dtype="Float64").astype("float64")
    return pd.Series([None if value is None else str(value) for value in values], dtype="object")


WRITERS: dict[str, Callable[[Sequence[Mapping[str, Any]], Outlines, Path], None]] = {
    "csv": _csv,
    "xlsx": _xlsx,
    "gpkg": _gpkg,
    "geojson": _geojson,
    "parquet": _parquet,
}
