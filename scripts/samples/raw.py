"""The outside files that the samples stand on: municipalities, stops, places, population."""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
from shapely import STRtree, transform
from shapely.geometry import Point, shape

from geodata.crs import Bounds, to_metres
from geodata.errors import MissingInputError

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

DISTRICT_AGS = "07137"
BUFFER_KM = 10.0  # Koblenz and other neighbours whose services families use


@dataclass(frozen=True)
class Municipality:
    """A municipality in or around the district; its shape is in metres (EPSG:25832)."""

    ags: str
    name: str
    shape: BaseGeometry

    @property
    def inside(self) -> bool:
        """Say whether it belongs to the district."""
        return self.ags.startswith(DISTRICT_AGS)


@dataclass(frozen=True)
class Stop:
    """A real stop: its row as shipped, its municipality and its position in metres."""

    key: str
    name: str
    ags: str
    products: tuple[str, ...]
    x_m: float
    y_m: float
    row: dict[str, str] = field(hash=False, compare=False)

    @property
    def has_bus(self) -> bool:
        """Say whether buses or call-taxis stop here; replacement stops of the railway do not count."""
        return bool({"bus", "taxi"} & set(self.products)) and not self.key.startswith("80")

    @property
    def on_demand_only(self) -> bool:
        """Say whether only call-taxis stop here."""
        return self.products == ("taxi",)


@dataclass(frozen=True)
class Place:
    """A named place of GeoNames: its row as shipped and its position in metres."""

    ags: str
    x_m: float
    y_m: float
    row: dict[str, str] = field(hash=False, compare=False)


@dataclass(frozen=True)
class Raw:
    """Everything read from the raw folder; municipalities by AGS, stops by key."""

    folder: Path
    bounds: Bounds
    municipalities: dict[str, Municipality]
    stops: dict[str, Stop]
    places: tuple[Place, ...]
    population: dict[str, dict[str, str]]

    @property
    def district(self) -> tuple[Municipality, ...]:
        """The municipalities of the district, by AGS."""
        return tuple(m for _, m in sorted(self.municipalities.items()) if m.inside)


def read_raw(folder: Path) -> Raw:
    """
    Return the raw material in a folder.

    Raises
    ------
    MissingInputError
        If a file is absent.
    """
    municipalities = _municipalities(folder)
    bounds = _bounds(folder)
    return Raw(
        folder=folder,
        bounds=bounds,
        municipalities=municipalities,
        stops=_stops(folder, municipalities, bounds),
        places=_places(folder),
        population={row["ags"]: row for row in read_rows(folder, "population.csv")},
    )


def read_json(folder: Path, name: str) -> Any:  # noqa: ANN401 - GeoJSON, checked by use
    """Return the content of a GeoJSON file of the raw folder."""
    return json.loads(_existing(folder, name).read_text(encoding="utf-8"))


def read_rows(folder: Path, name: str) -> list[dict[str, str]]:
    """Return the rows of a comma-separated file of the raw folder."""
    with _existing(folder, name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _existing(folder: Path, name: str) -> Path:
    path = folder / name
    if not path.is_file():
        message = f"{name} is not in {folder}; name the folder of the raw data with --raw."
        raise MissingInputError(message)
    return path


def _municipalities(folder: Path) -> dict[str, Municipality]:
    features = read_json(folder, "municipalities_surroundings.geojson")["features"]
    features += read_json(folder, "municipalities.geojson")["features"]
    return {
        f["properties"]["AGS"]: Municipality(
            f["properties"]["AGS"],
            f["properties"]["GEN"],
            transform(shape(f["geometry"]), _in_metres),
        )
        for f in features
    }


def _in_metres(degrees: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.column_stack(to_metres(degrees[:, 0], degrees[:, 1]))


def _bounds(folder: Path) -> Bounds:
    features = read_json(folder, "municipalities.geojson")["features"]
    boxes = [shape(f["geometry"]).bounds for f in features]
    west, south, east, north = zip(*boxes, strict=True)
    return Bounds(min(west), min(south), max(east), max(north)).widened(BUFFER_KM)


def _stops(folder: Path, near: dict[str, Municipality], bounds: Bounds) -> dict[str, Stop]:
    inside = {row["id"]: row for row in read_rows(folder, "stops.csv")}
    around = {row["id"]: row for row in _surrounding_rows(folder)}
    tree, ags = STRtree([m.shape for m in near.values()]), list(near)
    stops = {}
    for key, row in {**around, **inside}.items():
        longitude, latitude = float(row["lon"]), float(row["lat"])
        x_m, y_m = (float(v) for v in to_metres(longitude, latitude))
        hits = tree.query(Point(x_m, y_m), predicate="within")
        row["ags"] = row["ags"] or (ags[int(min(hits))] if len(hits) else "")
        if key in inside or (row["ags"] and bounds.contain(longitude, latitude)):
            products = tuple(filter(None, row["products"].split("|")))
            stops[key] = Stop(key, row["name"], row["ags"], products, x_m, y_m, row)
    return dict(sorted(stops.items()))


def _surrounding_rows(folder: Path) -> list[dict[str, str]]:
    """Return the surrounding stops with the columns of the district's stop table."""
    lines = _existing(folder, "stops_surroundings.ndjson").read_text(encoding="utf-8")
    return [
        {
            "id": stop["id"],
            "name": stop["name"],
            "type": stop["type"],
            "lat": str(stop["location"]["latitude"]),
            "lon": str(stop["location"]["longitude"]),
            "products": "|".join(k for k, v in stop.get("products", {}).items() if v),
            "weight": str(stop.get("weight", "")),
            "ags": "",
            "parent": stop.get("station", {}).get("id", ""),
        }
        for stop in map(json.loads, lines.splitlines())
    ]


def _places(folder: Path) -> tuple[Place, ...]:
    rows = read_rows(folder, "places_geonames.csv")
    x_m, y_m = to_metres([float(r["lon"]) for r in rows], [float(r["lat"]) for r in rows])
    return tuple(
        Place(row["admin4_ags"], float(x), float(y), row)
        for row, x, y in zip(rows, x_m, y_m, strict=True)
    )
