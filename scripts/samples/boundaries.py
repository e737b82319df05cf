"""The official boundaries, as published, with only the properties that are used."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scripts.samples.raw import read_json
from scripts.samples.writing import write_features

if TYPE_CHECKING:
    from pathlib import Path

KEPT = ("AGS", "RS", "GEN", "BEZ", "GF", "WSK")  # key, name, kind, land or water, valid since


def write_boundaries(raw_folder: Path, out: Path) -> None:
    """Write municipalities.geojson and associations.geojson; coordinates stay as they are."""
    for name, key in (("municipalities.geojson", "AGS"), ("associations.geojson", "RS")):
        features = [_slim(f) for f in read_json(raw_folder, name)["features"]]
        write_features(out / name, sorted(features, key=lambda f: str(f["properties"][key])))


def _slim(feature: dict[str, Any]) -> dict[str, Any]:
    properties = {name: feature["properties"][name] for name in KEPT}
    return {"type": "Feature", "properties": properties, "geometry": feature["geometry"]}
