"""GeoJSON, GeoPackage and Shapefile through GDAL, which sees nothing but a copy we have checked."""

from __future__ import annotations

import re
import shutil
import warnings
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import numpy as np
import pyogrio
from pyogrio.errors import DataLayerError, DataSourceError
from pyproj.exceptions import CRSError
from shapely.errors import ShapelyError

from geodata.crs import GEOGRAPHIC_SRID
from geodata.errors import SourceError
from geodata.sources.contents import Content, recognise
from geodata.sources.geojson import read_collection
from geodata.sources.unpacking import unpacked

if TYPE_CHECKING:
    import geopandas as gpd

DRIVERS = {
    Content.GEOJSON: ("GeoJSON", ".geojson"),
    Content.GEOPACKAGE: ("GPKG", ".gpkg"),
    Content.SHAPEFILE: ("ESRI Shapefile", ".shp"),
}
BESIDE_SHAPEFILE = (".dbf", ".shx", ".prj", ".cpg")
# OGC GeoPackage 1.3, requirement 2: the application id stands at byte 68 of the SQLite header
APPLICATION_ID, GEOPACKAGE_IDS = slice(68, 72), {b"GPKG", b"GP10", b"GP11"}
NAMED_CRS = re.compile(r"(urn:ogc:def:crs:(EPSG|OGC):[\w.]*:\w+|EPSG:\d+)", re.IGNORECASE)
WIDEST, HIGHEST = 180.0, 90.0


def read_vectors(path: Path, *, layer: str | None = None) -> gpd.GeoDataFrame:
    """
    Return the features of a map file in degrees (EPSG:4326), one row each.

    The format is told by content. GDAL gets a copy under a name of our own and
    may use one driver, so that neither a path nor a file can make it open or
    fetch anything else.

    Parameters
    ----------
    path
        A GeoJSON, GeoPackage or Shapefile (with its .dbf, .shx and .prj), or a zip with one
        Shapefile in it.
    layer
        Name of the layer; needed where a GeoPackage has several.

    Raises
    ------
    SourceError
        If the file is another format or damaged, has no coordinate system, no
        such layer, or positions that cannot be degrees.
    """
    content = recognise(path)
    if content is Content.ZIP:
        with unpacked(path, ".shp") as shapefile:
            return read_vectors(shapefile, layer=layer)
    if content not in DRIVERS:
        advice = "Save it as GeoPackage, GeoJSON or Shapefile."
        raise SourceError(path, f"is {content.value}, which is not read as a map", advice=advice)
    with TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # GDAL's remarks; we judge the result
        try:
            frame = _read(path, _copy(path, content, Path(folder)), content, layer)
        except (DataSourceError, DataLayerError, CRSError, ShapelyError, ValueError) as error:
            if isinstance(error, SourceError):
                raise
            raise SourceError(path, f"cannot be read as {content.value} ({error})") from None
    return frame


def _copy(path: Path, content: Content, folder: Path) -> Path:
    """Put a checked copy into the folder under a name of our own."""
    copy = folder / f"source{DRIVERS[content][1]}"
    if content is Content.GEOJSON:
        text, collection = read_collection(path)
        _check_named_crs(path, collection)
        copy.write_text(text, encoding="utf-8")
        return copy
    shutil.copyfile(path, copy)
    if content is Content.GEOPACKAGE:
        _check_application_id(path)
    else:
        _copy_beside(path, copy)
    return copy


def _check_named_crs(path: Path, collection: dict[str, Any]) -> None:
    """Refuse a coordinate system given by link: GDAL would fetch it."""
    crs = collection.get("crs")
    if crs is None:
        return
    properties = crs.get("properties") if isinstance(crs, dict) else None
    name = properties.get("name") if isinstance(properties, dict) else None
    if not isinstance(name, str) or not NAMED_CRS.fullmatch(name):
        raise SourceError(path, "the coordinate system is not named by its EPSG code", field="crs")


def _check_application_id(path: Path) -> None:
    with path.open("rb") as file:
        head = file.read(100)
    if head[APPLICATION_ID] not in GEOPACKAGE_IDS:
        raise SourceError(path, "is an SQLite database, but no GeoPackage")


def _copy_beside(path: Path, copy: Path) -> None:
    """Copy the companions of a Shapefile, whose endings may be in capitals."""
    companions = {file.suffix.lower(): file for file in path.parent.glob(f"{path.stem}.*")}
    for suffix in BESIDE_SHAPEFILE:
        if suffix in companions:
            shutil.copyfile(companions[suffix], copy.with_suffix(suffix))
        elif suffix in {".dbf", ".shx"}:
            raise SourceError(path, f"its companion {path.stem}{suffix} is missing beside it")


def _read(path: Path, copy: Path, content: Content, layer: str | None) -> gpd.GeoDataFrame:
    name = _layer(path, [str(name) for name, _kind in pyogrio.list_layers(copy)], layer)
    info = pyogrio.read_info(copy, layer=name)
    if info["driver"] != DRIVERS[content][0]:
        raise SourceError(path, f"is refused: GDAL takes it for {info['driver']}")
    if info["crs"] is None:
        advice = "A Shapefile needs its .prj file beside it."
        raise SourceError(path, "does not say its coordinate system", advice=advice)
    frame = pyogrio.read_dataframe(copy, layer=name, force_2d=True, on_invalid="ignore")
    if "geometry" not in frame.columns:
        raise SourceError(path, f"the layer {name} has no geometry")
    degrees: gpd.GeoDataFrame = frame.to_crs(GEOGRAPHIC_SRID)
    _check_degrees(path, degrees)
    return degrees


def _layer(path: Path, layers: list[str], wanted: str | None) -> str:
    if wanted is None and len(layers) == 1:
        return layers[0]
    if wanted in layers:
        return str(wanted)
    problem = "has several layers" if wanted is None else f"has no layer {wanted}"
    raise SourceError(path, problem, advice=f"Name one of: {', '.join(layers)}.")


def _check_degrees(path: Path, frame: gpd.GeoDataFrame) -> None:
    """Refuse metres where the file promises degrees; single features are judged elsewhere."""
    furthest = np.abs(frame.total_bounds)  # NaN where there is no position at all
    if (furthest[[0, 2]] > WIDEST).any() or (furthest[[1, 3]] > HIGHEST).any():
        raise SourceError(path, "has positions that are not degrees: metres?")
