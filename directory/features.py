"""Boundaries and doors as GeoJSON, for the maps that a page draws itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely
from shapely import Point
from shapely.geometry import mapping

from geodata.crs import to_degrees

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from uuid import UUID

    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    from directory.records.queries import Outline

OUTLINE_TOLERANCE_M = 60.0  # neighbours stay seamless; about a pixel at the zoom of a district
DECIMALS = 5  # of a degree: about one metre


@dataclass(frozen=True)
class Pin:
    """A door on the map; its position in metres (EPSG:25832)."""

    service_id: UUID
    name: str
    kind: str
    city: str
    x_m: float
    y_m: float


def outlines_as_geojson(
    outlines: Sequence[Outline], people: Mapping[UUID, float]
) -> dict[str, object]:
    """
    Return boundaries in degrees, simplified; each with its name, people and a point to label it.

    `people` may lack areas; maps use it to decide whose name is shown first.
    """
    shapes = simplified(outlines)
    labels = [in_degrees(shape.representative_point()) for shape in shapes]
    features = [
        _feature(
            in_degrees(shape),
            name=outline.name,
            people=people.get(outline.area_id, 0.0),
            label=shapely.get_coordinates(label)[0].tolist(),
        )
        for outline, shape, label in zip(outlines, shapes, labels, strict=True)
    ]
    return {"type": "FeatureCollection", "features": features}


def pins_as_geojson(pins: Sequence[Pin]) -> dict[str, object]:
    """Return doors as points in degrees with name, kind, town and the id of their page."""
    longitude, latitude = to_degrees([pin.x_m for pin in pins], [pin.y_m for pin in pins])
    positions = zip(longitude.round(DECIMALS), latitude.round(DECIMALS), strict=True)
    features = [
        _feature(Point(*position), id=str(p.service_id), name=p.name, kind=p.kind, city=p.city)
        for p, position in zip(pins, positions, strict=True)
    ]
    return {"type": "FeatureCollection", "features": features}


def simplified(outlines: Sequence[Outline]) -> list[BaseGeometry]:
    """Return the boundaries in metres with fewer corners; neighbours keep their common line."""
    shapes = np.array([outline.boundary for outline in outlines], dtype=object)
    return list(shapely.coverage_simplify(shapes, OUTLINE_TOLERANCE_M)) if len(shapes) else []


def in_degrees(shape: BaseGeometry) -> BaseGeometry:
    """Return a shape given in metres in degrees, to about a metre."""
    return shapely.transform(shape, _to_rounded_degrees)


def _to_rounded_degrees(metres: NDArray[np.float64]) -> NDArray[np.float64]:
    longitude, latitude = to_degrees(metres[:, 0], metres[:, 1])
    return np.column_stack([longitude, latitude]).round(DECIMALS)


def _feature(shape: BaseGeometry, **properties: object) -> dict[str, object]:
    return {
        "type": "Feature",
        "geometry": mapping(shape),
        "properties": properties,
    }
