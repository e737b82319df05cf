"""What a chart is made of: marks with places and fills, words, and the table of the same figures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markupsafe import Markup

WIDTH = 400.0  # units of a drawing; a phone shows one in less than a pixel, a desk in more
TEXT = 15.0  # height of letters in the same units
# Each fill is a pattern of its own, so that none is told from another by its colour alone.
FILLS = ("solid", "stripes", "dots", "grid", "lines", "empty")
STATUS_FILLS = ("served", "partly", "underserved", "insufficient_data")

Anchor = Literal["start", "middle", "end"]


@dataclass(frozen=True)
class Rect:
    """A filled rectangle."""

    x: float
    y: float
    width: float
    height: float
    fill: str
    shape: str = "rect"


@dataclass(frozen=True)
class Circle:
    """A filled circle."""

    x: float
    y: float
    radius: float
    fill: str
    shape: str = "circle"


@dataclass(frozen=True)
class Path:
    """An outline; not filled where `fill` is "none"; `dash` tells lines apart without colour."""

    d: str
    fill: str = "none"
    stroke_width: float = 1.0
    dash: str = ""
    name: str = ""  # shown by browsers when pointed at
    shape: str = "path"


@dataclass(frozen=True)
class Words:
    """Text beside the marks."""

    x: float
    y: float
    text: str
    anchor: Anchor = "start"
    strong: bool = False
    shape: str = "words"


Mark = Rect | Circle | Path | Words


@dataclass(frozen=True)
class Table:
    """The same figures as words: the name of each column, and rows whose first cell names them."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str | Markup, ...], ...]


@dataclass(frozen=True)
class Chart:
    """
    A picture with a title, a description of what it shows, and the table of its figures.

    Parameters
    ----------
    name
        Tells the charts of a page apart: letters, digits and hyphens.
    title, description
        Read aloud in place of the picture.
    width, height
        Of the drawing, in its own units.
    marks
        From back to front.
    table
        None where the page has a table of the same figures of its own.
    """

    name: str
    title: str
    description: str
    width: float
    height: float
    marks: tuple[Mark, ...]
    table: Table | None = None


def straight(points: Sequence[tuple[float, float]], *, closed: bool = False) -> str:
    """Return the path along points, to a tenth of a unit."""
    steps = [f"{x:.1f} {y:.1f}" for x, y in points]
    return "M" + "L".join(steps) + ("Z" if closed else "")
