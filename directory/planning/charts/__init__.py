"""Charts as accessible pictures: geometry here, drawing in templates/components/chart.html."""

from __future__ import annotations

from directory.planning.charts.bars import Bar, bar_chart
from directory.planning.charts.clock import ClockRing, day_clock
from directory.planning.charts.dots import DotRow, dot_chart
from directory.planning.charts.lines import Line, line_chart
from directory.planning.charts.picture import Chart, Table
from directory.planning.charts.village_map import Shape, village_map

__all__ = [
    "Bar",
    "Chart",
    "ClockRing",
    "DotRow",
    "Line",
    "Shape",
    "Table",
    "bar_chart",
    "day_clock",
    "dot_chart",
    "line_chart",
    "village_map",
]
