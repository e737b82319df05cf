"""Bars that lie one above the other, each with its words above it, so that they fit a phone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from directory.planning.charts.picture import TEXT, WIDTH, Chart, Mark, Path, Rect, Words, straight

if TYPE_CHECKING:
    from collections.abc import Sequence

    from directory.planning.charts.picture import Table

BAR_HEIGHT = 16.0
STEP = 50.0  # from one bar to the next
LIMIT_GAP = 6.0  # how far the line of a limit stands out


@dataclass(frozen=True)
class Bar:
    """One bar; a value of None is not known and has no bar, which is never a bar of nothing."""

    label: str
    value: float | None
    shown: str  # the value in words
    fill: str = "solid"


def bar_chart(  # noqa: PLR0913 - a chart's words, all by name
    bars: Sequence[Bar],
    *,
    name: str,
    title: str,
    description: str,
    highest: float | None = None,
    limit: float | None = None,
    table: Table | None = None,
) -> Chart:
    """
    Return the bars of some values.

    Parameters
    ----------
    bars
        From top to bottom.
    name, title, description, table
        See Chart.
    highest
        The value as wide as the chart; the highest of the bars where None.
    limit
        A value at which a line stands across all bars.
    """
    known = [bar.value for bar in bars if bar.value is not None]
    full = max([highest or 0.0, limit or 0.0, *([] if highest else known)]) or 1.0
    marks: list[Mark] = []
    for number, bar in enumerate(bars):
        marks += _bar(bar, number * STEP, full)
    height = len(bars) * STEP
    if limit is not None:
        marks.append(_limit(limit / full * WIDTH, height))
    return Chart(name, title, description, WIDTH, height, tuple(marks), table)


def _bar(bar: Bar, top: float, full: float) -> list[Mark]:
    y = top + TEXT + 6.0
    words: list[Mark] = [
        Words(0.0, top + TEXT, bar.label),
        Words(WIDTH, top + TEXT, bar.shown, anchor="end", strong=True),
        Rect(0.0, y, WIDTH, BAR_HEIGHT, "ground"),
    ]
    if bar.value is None:
        return words
    share = min(max(bar.value / full, 0.0), 1.0)
    return [*words, Rect(0.0, y, share * WIDTH, BAR_HEIGHT, bar.fill)]


def _limit(x: float, height: float) -> Path:
    return Path(straight([(x, LIMIT_GAP), (x, height)]), stroke_width=2.0, dash="5 4")
