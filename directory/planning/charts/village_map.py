"""The villages as a still picture that needs no script, each filled by what it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely

from directory.planning.charts.picture import Chart, Mark, Path, straight

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    from directory.planning.charts.picture import Table

WIDTH = 600.0


@dataclass(frozen=True)
class Shape:
    """The outline of a village in metres (EPSG:25832), its fill, and what it is called."""

    outline: BaseGeometry
    fill: str
    name: str
    strong: bool = False  # drawn with a thick line, for the village that a page is about


def village_map(
    shapes: Sequence[Shape], *, name: str, title: str, description: str, table: Table | None = None
) -> Chart:
    """Return the map of some villages, north on top; `name` and the others as in Chart."""
    if not shapes:
        return Chart(name, title, description, WIDTH, 1.0, (), table)
    west, south, east, north = shapely.total_bounds([shape.outline for shape in shapes])
    units = WIDTH / max(east - west, 1.0)  # a metre in units of the drawing

    def place(metres: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.column_stack([(metres[:, 0] - west) * units, (north - metres[:, 1]) * units])

    marks: list[Mark] = [
        Path(
            _rings(shapely.transform(shape.outline, place)),
            shape.fill,
            3.5 if shape.strong else 0.8,
            "",
            shape.name,
        )
        for shape in sorted(shapes, key=lambda shape: shape.strong)
    ]
    return Chart(name, title, description, WIDTH, (north - south) * units, tuple(marks), table)


def _rings(shape: BaseGeometry) -> str:
    parts = shapely.get_parts(shapely.get_rings(shapely.get_parts(shape)))
    return "".join(straight(shapely.get_coordinates(ring).tolist(), closed=True) for ring in parts)
