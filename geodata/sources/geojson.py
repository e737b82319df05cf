"""GeoJSON text checked before anything else sees it, and its points as table rows."""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any, Never

from geodata.errors import SourceError
from geodata.sources.csv_tables import decode

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from geodata.sources.csv_tables import Cells

LONGITUDE, LATITUDE = "Länge", "Breite"


def read_collection(path: Path) -> tuple[str, dict[str, Any]]:
    """
    Return a GeoJSON FeatureCollection, as text and parsed; its features are well formed.

    Raises
    ------
    SourceError
        If the text is no JSON, is cut off, nested too deeply, holds a number
        that is none (NaN, 1e400) or is no FeatureCollection.
    """
    text, _encoding = decode(path, path.read_bytes())
    return text, collection_of(path, text)


def collection_of(path: Path, text: str) -> dict[str, Any]:
    """Return the FeatureCollection of a text as `read_collection` does; the path is for errors."""
    try:
        collection = json.loads(text, parse_float=_finite, parse_constant=_refuse)
    except json.JSONDecodeError as error:
        raise SourceError(path, f"is not whole JSON ({error.msg})", line=error.lineno) from None
    except RecursionError:
        raise SourceError(path, "is nested too deeply to be a map") from None
    except ValueError as error:
        raise SourceError(path, f"holds a number that cannot be used ({error})") from None
    _check_features(path, collection)
    return dict(collection)


def read_points(path: Path) -> Iterator[tuple[int, Cells]]:
    """Yield a header and one row per feature: its properties and the position of its point."""
    features = read_collection(path)[1]["features"]
    names = dict.fromkeys(name for feature in features for name in feature["properties"] or {})
    header = [name for name in names if name not in {LONGITUDE, LATITUDE}]
    yield 0, [*header, LONGITUDE, LATITUDE]
    for number, feature in enumerate(features, start=1):
        properties = feature["properties"] or {}
        position = _position(path, number, feature.get("geometry"))
        yield number, [*(_cell(properties.get(name)) for name in header), *position]


def _check_features(path: Path, collection: object) -> None:
    if not isinstance(collection, dict) or collection.get("type") != "FeatureCollection":
        raise SourceError(path, "is JSON, but no GeoJSON FeatureCollection")
    features = collection.get("features")
    if not isinstance(features, list):
        raise SourceError(path, "has no list of features", field="features")
    for number, feature in enumerate(features, start=1):
        if not _is_feature(feature):
            raise SourceError(path, "this entry is no GeoJSON feature", line=number)


def _is_feature(feature: object) -> bool:
    return (
        isinstance(feature, dict)
        and feature.get("type") == "Feature"
        and isinstance(feature.setdefault("properties", None), dict | None)
        and isinstance(feature.get("geometry"), dict | None)
    )


def _position(path: Path, number: int, geometry: dict[str, Any] | None) -> tuple[str, str]:
    if geometry is None:
        return "", ""
    coordinates = geometry.get("coordinates")
    if geometry.get("type") != "Point" or not isinstance(coordinates, list):
        problem = f"the feature is a {geometry.get('type')}, but this table needs points"
        raise SourceError(path, problem, line=number)
    longitude, latitude = (*coordinates, None, None)[:2]
    return _cell(longitude), _cell(latitude)


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nein"
    if isinstance(value, list):
        return ";".join(_cell(entry) for entry in value)
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _finite(digits: str) -> float:
    number = float(digits)
    if not math.isfinite(number):
        raise ValueError(digits)
    return number


def _refuse(constant: str) -> Never:
    raise ValueError(constant)
