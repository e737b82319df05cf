"""A map of statuses as SVG: a tint and strokes of its own for each, so that grey tells them apart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

import numpy as np
import shapely
from shapely import affinity

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from shapely.geometry.base import BaseGeometry

    from directory.records.queries import Outline

WIDTH = 1000.0  # units of the drawing, whatever its size on paper
MARGIN = 6.0
DETAIL = 0.4  # units; finer corners are left out
NAME_SIZE = 17.0
LETTER = 0.55  # of the size, the width of a letter
EDGE, FAINT = "#333a52", "#ffffff"


@dataclass(frozen=True)
class Fill:
    """How a status is filled: a colour, and strokes at an angle or dots in another."""

    tint: str
    ink: str = ""
    spacing: float = 0.0  # units between strokes; 0 is none
    angles: tuple[float, ...] = ()  # degrees; none are dots
    stroke: float = 1.6


FILLS = {
    "served": Fill("#d8efe6"),
    "partly": Fill("#fff0cc", "#a86400", 9.0, (45.0,)),
    "underserved": Fill("#c2413a", "#5c0f0b", 7.0, (45.0, 135.0), 1.9),
    "insufficient_data": Fill("#f1f2f6", "#5a6080", 11.0),
}


@dataclass(frozen=True)
class _Frame:
    """Turns metres into units of the drawing."""

    west_m: float
    north_m: float
    scale: float
    height: float

    def drawn(self, shape: BaseGeometry) -> BaseGeometry:
        return shapely.transform(
            shape,
            lambda xy: np.column_stack(
                [
                    MARGIN + (xy[:, 0] - self.west_m) * self.scale,
                    MARGIN + (self.north_m - xy[:, 1]) * self.scale,
                ]
            ),
        )


def status_map(
    outlines: Sequence[Outline],
    status_by_key: Mapping[str, str],
    *,
    named: frozenset[str] = frozenset(),
) -> str:
    """
    Return the map as an SVG document, without title: the page around it says what it shows.

    Parameters
    ----------
    outlines
        Boundaries of the villages in metres; one at least.
    status_by_key
        Status by AGS; a village without one is drawn as `insufficient_data`.
    named
        AGS of the villages whose name stands on the map, where there is room.
    """
    frame = _frame(outlines)
    shapes = [frame.drawn(o.boundary).simplify(DETAIL) for o in outlines]
    statuses = [status_by_key.get(o.ags, "insufficient_data") for o in outlines]
    size = f'viewBox="0 0 {WIDTH:.0f} {frame.height:.0f}"'
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img">']
    for shape, status in zip(shapes, statuses, strict=True):
        parts += _filled(shape, FILLS[status])
    edges = "".join(map(path_of, shapes))
    parts.append(f'<path d="{edges}" fill="none" stroke="{EDGE}" stroke-width="1.3"/>')
    parts += _names(outlines, shapes, named)
    return "".join([*parts, "</svg>"])


def swatch(status: str, *, width: float = 60.0, height: float = 36.0) -> str:
    """Return a little piece of a fill as an SVG document, for a legend."""
    size = f'viewBox="0 0 {width:.0f} {height:.0f}"'
    inside = patch(status, 1, width - 1, height)
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{inside}</svg>'


def patch(status: str, left: float, right: float, height: float) -> str:
    """Return a rectangle filled like a status, with its edge, as part of an SVG."""
    shape = shapely.box(left, 1, right, height - 1)
    edge = f'<path d="{path_of(shape)}" fill="none" stroke="{EDGE}" stroke-width="2"/>'
    return "".join(_filled(shape, FILLS[status])) + edge


def path_of(shape: BaseGeometry) -> str:
    """Return polygons or lines as the path of an SVG."""
    pieces = []
    for part in shapely.get_parts(shape):
        if isinstance(part, shapely.Polygon):
            pieces += [f"{_line(ring)}z" for ring in (part.exterior, *part.interiors)]
        elif isinstance(part, shapely.LineString):
            pieces.append(_line(part))
    return "".join(pieces)


def _line(line: BaseGeometry) -> str:
    corners = shapely.get_coordinates(line)
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in corners)


def _filled(shape: BaseGeometry, fill: Fill) -> Iterator[str]:
    yield f'<path d="{path_of(shape)}" fill="{fill.tint}" fill-rule="evenodd"/>'
    if not fill.spacing:
        return
    if not fill.angles:
        yield f'<path d="{_dots(shape, fill.spacing)}" fill="{fill.ink}"/>'
        return
    strokes = "".join(_strokes(shape, fill.spacing, angle) for angle in fill.angles)
    yield f'<path d="{strokes}" fill="none" stroke="{fill.ink}" stroke-width="{fill.stroke}"/>'


def _strokes(shape: BaseGeometry, spacing: float, angle: float) -> str:
    """Return parallel lines inside a shape; patterns of SVG are drawn coarsely on paper."""
    turned = affinity.rotate(shape, -angle, origin=(0, 0))
    west, south, east, north = turned.bounds
    rows = np.arange(np.ceil(south / spacing) * spacing, north, spacing)
    ends = np.array([[(west - 1, y), (east + 1, y)] for y in rows]).reshape(-1, 2, 2)
    inside = np.atleast_1d(np.asarray(shapely.intersection(shapely.linestrings(ends), turned)))
    lines = affinity.rotate(shapely.GeometryCollection(list(inside)), angle, origin=(0, 0))
    return path_of(shapely.GeometryCollection(list(_lines_in(lines))))


def _lines_in(shape: BaseGeometry) -> Iterator[shapely.LineString]:
    for part in shapely.get_parts(shape):
        if isinstance(part, shapely.LineString):
            if not part.is_empty:
                yield part
        elif hasattr(part, "geoms"):
            yield from _lines_in(part)


def _dots(shape: BaseGeometry, spacing: float) -> str:
    west, south, east, north = shape.bounds
    xs = np.arange(np.ceil(west / spacing) * spacing, east, spacing)
    ys = np.arange(np.ceil(south / spacing) * spacing, north, spacing)
    x, y = (grid.ravel() for grid in np.meshgrid(xs, ys))
    inside = shapely.contains_xy(shapely.buffer(shape, -1.5), x, y)
    dot = "a1.6 1.6 0 1 0 3.2 0a1.6 1.6 0 1 0 -3.2 0"
    return "".join(
        f"M{at_x - 1.6:.1f} {at_y:.1f}{dot}"
        for at_x, at_y in zip(x[inside], y[inside], strict=True)
    )


def _names(
    outlines: Sequence[Outline], shapes: Sequence[BaseGeometry], named: frozenset[str]
) -> Iterator[str]:
    """Yield the names of villages, the largest areas first, as long as none hides another."""
    taken: list[BaseGeometry] = []
    chosen = [(o, s) for o, s in zip(outlines, shapes, strict=True) if o.ags in named]
    for outline, shape in sorted(chosen, key=lambda pair: -pair[1].area):
        middle = shape.representative_point()
        half = LETTER * NAME_SIZE * len(outline.name) / 2
        x = min(max(middle.x, half + 2), WIDTH - half - 2)
        room = shapely.box(x - half, middle.y - NAME_SIZE, x + half, middle.y + NAME_SIZE / 2)
        if any(room.intersects(other) for other in taken):
            continue
        taken.append(room)
        yield _name(x, middle.y, outline.name)


def _name(x: float, y: float, name: str) -> str:
    place = (
        f'x="{x:.1f}" y="{y:.1f}" font-size="{NAME_SIZE}" text-anchor="middle"'
        ' font-family="Noto Sans, Fira Sans, sans-serif" font-weight="600"'
    )
    words = escape(name)
    rim = f'stroke="{FAINT}" stroke-width="5" stroke-linejoin="round" fill="{FAINT}"'
    return f'<text {place} {rim}>{words}</text><text {place} fill="#131525">{words}</text>'


def _frame(outlines: Sequence[Outline]) -> _Frame:
    west, south, east, north = shapely.total_bounds([o.boundary for o in outlines])
    scale = (WIDTH - 2 * MARGIN) / (east - west)
    return _Frame(
        float(west), float(north), float(scale), float((north - south) * scale + 2 * MARGIN)
    )
