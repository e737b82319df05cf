"""Maps for paper: SVG in black, white and grey, told apart by shape alone."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

import shapely

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from directory.printing.ground import Box, Ground, Name

BAR_LENGTHS_M = (50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000)
LONGEST_BAR = 0.35  # of the width of the map
KILOMETRE_M = 1000
MM_A_STOP_NAME = 11.0  # of the width of a map; more names hide what lies under them
STOP_R, MARK_R, RING_R = 1.9, 2.6, 4.4  # millimetres
RING_LINES = (("#fff", 1.4), ("#000", 0.7))
STYLE = (
    "text{font-family:'Noto Sans','Noto Sans Arabic',sans-serif;fill:#000}"
    ".halo{stroke:#fff;stroke-width:1;stroke-linejoin:round;fill:#fff}"
)


@dataclass(frozen=True)
class Mark:
    """Something to find on the map: an offer ("door", perhaps numbered), a stop, or the start."""

    sign: str  # "door", "stop" or "start"
    x_m: float
    y_m: float
    text: str = ""  # a number inside a door, a name beside a stop or start


@dataclass(frozen=True)
class Drawing:
    """A map to be: its box in metres, its width in millimetres, and what is on it."""

    box: Box
    width_mm: float
    ground: Ground
    marks: Sequence[Mark]
    walk: shapely.LineString | None = None  # metres
    sure: bool = True  # whether the walk is the way itself, not the straight line

    @property
    def height_mm(self) -> float:
        """How high the map is."""
        west, south, east, north = self.box
        return self.width_mm * (north - south) / (east - west)

    def to_paper(self, x_m: float, y_m: float) -> tuple[float, float]:
        """Return millimetres from the left and from the top."""
        west, _south, east, north = self.box
        scale = self.width_mm / (east - west)
        return round((x_m - west) * scale, 2), round((north - y_m) * scale, 2)


def map_of(drawing: Drawing) -> str:
    """Return the map as a `data:` address of an SVG."""
    width, height = drawing.width_mm, drawing.height_mm
    size = f'width="{width}mm" height="{height:.2f}mm" viewBox="0 0 {width} {height:.2f}"'
    frame = f'x=".15" y=".15" width="{width - 0.3}" height="{height - 0.3:.2f}"'
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size}><style>{STYLE}</style>',
        f'<rect width="{width}" height="{height:.2f}" fill="#fff"/>',
        *_lines(drawing),
        *_names(drawing),
        *_walk(drawing),
        *(_mark(drawing, mark) for mark in drawing.marks),
        _bar(drawing),
        f'<rect {frame} fill="none" stroke="#000" stroke-width=".3"/></svg>',
    ]
    return "data:image/svg+xml;base64," + b64encode("".join(parts).encode()).decode()


def _lines(drawing: Drawing) -> Iterator[str]:
    if drawing.ground.streets is not None:
        path = _path(drawing, drawing.ground.streets)
        yield f'<path d="{path}" fill="none" stroke="#9a9a9a" stroke-width=".55"/>'
    for outline in drawing.ground.outlines:
        yield (
            f'<path d="{_path(drawing, outline)}" fill="none" stroke="#777" stroke-width=".3"'
            ' stroke-dasharray="2.2 .8 .5 .8"/>'
        )


def _names(drawing: Drawing) -> Iterator[str]:
    """Yield names of places that do not lie over another name or over a mark."""
    marks = [drawing.to_paper(mark.x_m, mark.y_m) for mark in drawing.marks]
    taken: list[shapely.Geometry] = [shapely.Point(point).buffer(MARK_R + 1) for point in marks]
    if drawing.walk is not None:
        course = [drawing.to_paper(x, y) for x, y in drawing.walk.coords]
        taken.append(shapely.LineString(course).buffer(1))
    stops = 0
    for name in sorted(drawing.ground.names, key=lambda name: name.kind == "stop"):
        is_stop = name.kind == "stop"
        if is_stop and stops >= drawing.width_mm / MM_A_STOP_NAME:
            continue
        size = 2.1 if is_stop else 3.1
        frame = _frame(drawing, name, size)
        if frame is None or any(frame.intersects(other) for other in taken):
            continue
        taken.append(frame)
        stops += is_stop
        yield _label(drawing, name, size, grey=is_stop)


def _frame(drawing: Drawing, name: Name, size: float) -> shapely.Polygon | None:
    """Return the room of a name on paper; None where it would stand over the edge."""
    x, y = drawing.to_paper(name.x_m, name.y_m)
    half = 0.29 * size * len(name.name)
    frame = shapely.box(x - half, y - size, x + half, y + size / 2)
    paper = shapely.box(0.5, 0.5, drawing.width_mm - 0.5, drawing.height_mm - 6)
    return frame if paper.contains(frame) else None


def _label(drawing: Drawing, name: Name, size: float, *, grey: bool) -> str:
    x, y = drawing.to_paper(name.x_m, name.y_m)
    fill = "#444" if grey else "#000"
    return _text(x, y, name.name, size, fill=fill, anchor="middle")


def _text(  # noqa: PLR0913 - what a text on paper has
    x: float, y: float, text: str, size: float, *, fill: str = "#000", anchor: str = "start"
) -> str:
    """Return a text with a white rim, so that it can be read over lines."""
    place = f'x="{x}" y="{y}" font-size="{size}" text-anchor="{anchor}"'
    words = escape(text)
    return f'<text {place} class="halo">{words}</text><text {place} fill="{fill}">{words}</text>'


def _walk(drawing: Drawing) -> Iterator[str]:
    if drawing.walk is None:
        return
    path = _path(drawing, drawing.walk)
    yield f'<path d="{path}" fill="none" stroke="#fff" stroke-width="2"/>'
    dashes = "" if drawing.sure else ' stroke-dasharray="1.2 1"'
    yield f'<path d="{path}" fill="none" stroke="#000" stroke-width="1"{dashes}/>'


def _mark(drawing: Drawing, mark: Mark) -> str:
    x, y = drawing.to_paper(mark.x_m, mark.y_m)
    if mark.sign == "door":
        return _door(x, y, mark.text)
    if mark.sign == "start":  # a ring, so that an offer in the same house can still be read
        ring = f'<circle cx="{x}" cy="{y}" r="{RING_R}" fill="none"'
        white, black = (f'{ring} stroke="{c}" stroke-width="{w}"/>' for c, w in RING_LINES)
        return white + black + _text(x, round(y + RING_R + 3, 2), mark.text, 2.8, anchor="middle")
    sign = (
        f'<circle cx="{x}" cy="{y}" r="{STOP_R}" fill="#fff" stroke="#000" stroke-width=".6"/>'
        f'<text x="{x}" y="{y + 0.95}" font-size="2.7" font-weight="700"'
        ' text-anchor="middle">H</text>'
    )
    if not mark.text:
        return sign
    if x > drawing.width_mm / 2:
        return sign + _text(x - 2.8, y + 1, mark.text, 2.6, anchor="end")
    return sign + _text(x + 2.8, y + 1, mark.text, 2.6)


def _door(x: float, y: float, text: str) -> str:
    """Return a black disc with a white eye, or as wide as the numbers in it need."""
    if not text:
        disc = f'<circle cx="{x}" cy="{y}" r="{MARK_R}" fill="#000" stroke="#fff"'
        return f'{disc} stroke-width=".6"/><circle cx="{x}" cy="{y}" r=".9" fill="#fff"/>'
    half = max(MARK_R, 0.95 * len(text) + 0.9)
    place = f'x="{x - half:.2f}" y="{y - MARK_R:.2f}" width="{2 * half:.2f}" height="{2 * MARK_R}"'
    return (
        f'<rect {place} rx="{MARK_R}" fill="#000" stroke="#fff" stroke-width=".6"/>'
        f'<text x="{x}" y="{y + 1}" font-size="2.9" font-weight="700" text-anchor="middle"'
        f' style="fill:#fff">{escape(text)}</text>'
    )


def _bar(drawing: Drawing) -> str:
    """Return the scale: a bar of a round length."""
    west, _south, east, _north = drawing.box
    mm_per_m = drawing.width_mm / (east - west)
    longest_m = LONGEST_BAR * (east - west)
    metres = max((m for m in BAR_LENGTHS_M if m <= longest_m), default=BAR_LENGTHS_M[0])
    length, y = metres * mm_per_m, drawing.height_mm - 2.2
    text = f"{metres} m" if metres < KILOMETRE_M else f"{metres // KILOMETRE_M} km"
    bar = f'<path d="M2 {y - 1.2:.2f}v1.2h{length:.2f}v-1.2"'
    return (
        f'{bar} fill="none" stroke="#fff" stroke-width="1.6"/>'
        f'{bar} fill="none" stroke="#000" stroke-width=".4"/>'
        + _text(round(length + 3, 2), round(y, 2), text, 2.4)
    )


def _path(drawing: Drawing, shape: shapely.Geometry) -> str:
    """Return the lines of a shape as an SVG path."""
    pieces = []
    for line in shapely.get_parts(shape):
        if not isinstance(line, shapely.LineString):
            continue
        corners = [drawing.to_paper(x, y) for x, y in line.coords]
        pieces.append("M" + "L".join(f"{x} {y}" for x, y in corners))
    return "".join(pieces)
