"""Figures as dots on one axis: two a row, joined by a line, such as school day and holiday."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from directory.planning.charts.picture import (
    TEXT,
    WIDTH,
    Chart,
    Circle,
    Mark,
    Path,
    Words,
    straight,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from directory.planning.charts.picture import Anchor, Table

STEP = 46.0
TOP = 26.0  # for the figures of the axis
EDGE = 8.0  # a dot at the end of the axis is not cut
RADIUS = 6.0
REACH = 11.0  # how far a line of the axis reaches above and below a row's dots


@dataclass(frozen=True)
class DotRow:
    """A row with a filled first and an empty second dot; None is not known and has none."""

    label: str
    first: float | None
    second: float | None = None
    shown: str = ""


def dot_chart(  # noqa: PLR0913 - a chart's words, all by name
    rows: Sequence[DotRow],
    *,
    name: str,
    title: str,
    description: str,
    ticks: Sequence[float],
    limit: float | None = None,
    table: Table | None = None,
) -> Chart:
    """
    Return dots along an axis from 0 to the last tick; what lies beyond stands at its end.

    Parameters
    ----------
    rows
        From top to bottom.
    name, title, description, table
        See Chart.
    ticks
        Figures on the axis, ascending.
    limit
        A value at which a line stands across all rows.
    """
    highest, height = ticks[-1] or 1.0, TOP + len(rows) * STEP
    marks: list[Mark] = []
    for tick in ticks:
        x = _place(tick, highest)
        marks += [
            Path(_beside_rows(x, len(rows)), stroke_width=0.5),
            Words(x, TEXT, f"{tick:g}", anchor="middle" if EDGE < x < WIDTH - EDGE else _side(x)),
        ]
    for number, row in enumerate(rows):
        marks += _row(row, TOP + number * STEP, highest)
    if limit is not None:
        x = _place(limit, highest)
        marks.append(Path(_beside_rows(x, len(rows)), stroke_width=2.0, dash="5 4"))
    return Chart(name, title, description, WIDTH, height, tuple(marks), table)


def _beside_rows(x: float, rows: int) -> str:
    """Return a line down the chart that leaves out the words of each row."""
    middles = (TOP + number * STEP + TEXT + 16.0 for number in range(rows))
    return "".join(straight([(x, y - REACH), (x, y + REACH)]) for y in middles)


def _row(row: DotRow, top: float, highest: float) -> list[Mark]:
    y = top + TEXT + 16.0
    places = [None if v is None else _place(v, highest) for v in (row.first, row.second)]
    marks: list[Mark] = [
        Words(0.0, top + TEXT, row.label),
        Words(WIDTH, top + TEXT, row.shown, anchor="end", strong=True),
    ]
    first, second = places
    if first is not None and second is not None:
        marks.append(Path(straight([(first, y), (second, y)]), stroke_width=2.0))
    if second is not None:
        marks.append(Circle(second, y, RADIUS, "empty"))
    if first is not None:
        marks.append(Circle(first, y, RADIUS - 1.0, "solid"))
    return marks


def _place(value: float, highest: float) -> float:
    share = min(max(value / highest, 0.0), 1.0)
    return EDGE + share * (WIDTH - 2.0 * EDGE)


def _side(x: float) -> Anchor:
    """Return on which side of the axis' ends words stand, so that none is cut off."""
    return "start" if x <= EDGE else "end"
