"""The day as a clock of 24 hours: each hour's sector is filled as far out as its share is high."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, pi, sin
from typing import TYPE_CHECKING

from directory.planning.charts.picture import TEXT, Chart, Mark, Path, Words, straight

if TYPE_CHECKING:
    from collections.abc import Sequence

    from directory.planning.charts.picture import Table

HOURS = 24
SIZE = 320.0
INNER, OUTER = 46.0, 126.0  # radius where a share is 0, and where it is 1
NAMED = tuple(range(0, HOURS, 3))
ARC_STEPS = 4  # straight pieces of the arc of an hour: no eye sees them


@dataclass(frozen=True)
class ClockRing:
    """The shares of 24 hours, 0 to 1, the first from midnight; None is not known."""

    shares: Sequence[float | None]
    fill: str = "solid"


def day_clock(
    ring: ClockRing, *, name: str, title: str, description: str, table: Table | None = None
) -> Chart:
    """
    Return the clock of a day, midnight on top.

    Rings at a half and at all tell how far out a sector reaches. An hour that is not known is
    dotted, one with a share of 0 is empty.
    """
    marks: list[Mark] = [_circle(radius) for radius in (INNER, (INNER + OUTER) / 2.0, OUTER)]
    for hour, share in enumerate(ring.shares):
        if share is None:
            marks.append(Path(_sector(hour, OUTER), "insufficient_data", 0.5))
        elif share > 0.0:
            radius = INNER + min(share, 1.0) * (OUTER - INNER)
            marks.append(Path(_sector(hour, radius), ring.fill))
    marks += [_hour(hour) for hour in NAMED]
    middle = SIZE / 2.0
    marks.append(Words(middle, middle + TEXT / 3.0, "Uhr", anchor="middle"))
    return Chart(name, title, description, SIZE, SIZE, tuple(marks), table)


def _at(hour: float, radius: float) -> tuple[float, float]:
    angle = hour / HOURS * 2.0 * pi
    return SIZE / 2.0 + radius * sin(angle), SIZE / 2.0 - radius * cos(angle)


def _arc(first: float, last: float, radius: float, steps: int) -> list[tuple[float, float]]:
    return [_at(first + (last - first) * step / steps, radius) for step in range(steps + 1)]


def _sector(hour: int, radius: float) -> str:
    outer = _arc(hour, hour + 1, radius, ARC_STEPS)
    inner = _arc(hour + 1, hour, INNER, ARC_STEPS)
    return straight(outer + inner, closed=True)


def _circle(radius: float) -> Path:
    around = _arc(0, HOURS, radius, HOURS * ARC_STEPS)
    return Path(straight(around, closed=True), stroke_width=0.5)


def _hour(hour: int) -> Words:
    x, y = _at(hour, OUTER + TEXT)
    return Words(x, y + TEXT / 3.0, str(hour), anchor="middle", strong=hour % 6 == 0)
