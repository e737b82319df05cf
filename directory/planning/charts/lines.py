"""Lines over a square, such as Lorenz curves: told apart by their dashes and by words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from directory.planning.charts.picture import TEXT, Chart, Mark, Path, Words, straight

if TYPE_CHECKING:
    from collections.abc import Sequence

    from directory.planning.charts.picture import Table

SIDE = 300.0
LEFT, TOP = 50.0, 12.0
WIDTH = LEFT + SIDE + 24.0
QUARTERS = (0.0, 0.25, 0.5, 0.75, 1.0)
DASHES = ("", "9 5", "2 5", "12 4 2 4")  # of the first line, the second and so on
KEY_STEP = 24.0
KEY_LENGTH = 40.0


@dataclass(frozen=True)
class Line:
    """A line through points whose two figures lie between 0 and 1, and what it is called."""

    label: str
    points: Sequence[tuple[float, float]]


def line_chart(  # noqa: PLR0913 - a chart's words, all by name
    lines: Sequence[Line],
    *,
    name: str,
    title: str,
    description: str,
    across: str,
    up: str,
    diagonal: bool = False,
    table: Table | None = None,
) -> Chart:
    """
    Return lines over a square from 0 to 100 % each way.

    Parameters
    ----------
    lines
        At most as many as there are DASHES.
    name, title, description, table
        See Chart.
    across, up
        What the axes tell.
    diagonal
        Whether the line of perfect equality is drawn, as Lorenz curves have it.
    """
    marks = _grid()
    if diagonal:
        marks.append(Path(straight([_at(0.0, 0.0), _at(1.0, 1.0)]), stroke_width=1.0))
    for line, dash in zip(lines, DASHES, strict=False):
        marks.append(Path(straight([_at(*point) for point in line.points]), "none", 2.5, dash))
    bottom = TOP + SIDE + TEXT + 12.0
    keys = [f"→ {across}", f"↑ {up}"]
    marks += [Words(LEFT, bottom + KEY_STEP * (n + 1), text) for n, text in enumerate(keys)]
    top_of_keys = bottom + KEY_STEP * len(keys)
    for number, (line, dash) in enumerate(zip(lines, DASHES, strict=False), start=1):
        marks += _key(line.label, dash, top_of_keys + KEY_STEP * number)
    height = top_of_keys + KEY_STEP * (len(lines) + 0.5)
    return Chart(name, title, description, WIDTH, height, tuple(marks), table)


def _at(x: float, y: float) -> tuple[float, float]:
    return LEFT + x * SIDE, TOP + (1.0 - y) * SIDE


def _grid() -> list[Mark]:
    marks: list[Mark] = []
    for share in QUARTERS:
        text, (x, y) = f"{share * 100:.0f} %", _at(share, share)
        marks += [
            Path(straight([_at(share, 0.0), _at(share, 1.0)]), stroke_width=0.4),
            Path(straight([_at(0.0, share), _at(1.0, share)]), stroke_width=0.4),
            Words(x, TOP + SIDE + TEXT + 4.0, text, anchor="middle"),
            Words(LEFT - 6.0, y + TEXT / 3.0, text, anchor="end"),
        ]
    return marks


def _key(label: str, dash: str, y: float) -> list[Mark]:
    line = straight([(LEFT, y - TEXT / 3.0), (LEFT + KEY_LENGTH, y - TEXT / 3.0)])
    return [Path(line, "none", 2.5, dash), Words(LEFT + KEY_LENGTH + 8.0, y, label)]
