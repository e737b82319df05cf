from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely import MultiPolygon, Polygon, box

from directory.planning.charts import (
    Bar,
    Chart,
    ClockRing,
    DotRow,
    Line,
    Shape,
    Table,
    bar_chart,
    day_clock,
    dot_chart,
    line_chart,
    village_map,
)
from directory.planning.charts.picture import FILLS, STATUS_FILLS, WIDTH, Circle, Path, Rect
from tests.pages import Node, parsed
from tests.small_district import HOSTILE

if TYPE_CHECKING:
    from flask import Flask

WORDS: dict[str, Any] = {"name": "probe", "title": "Titel", "description": "Beschreibung"}
TABLE = Table("Dieselben Zahlen", ("Ort", "Wert"), (("Oberau", "12"), ("Unterau", "–")))


def drawn(app: Flask, chart: Chart) -> Node:
    with app.test_request_context("/"):
        module: Any = app.jinja_env.get_template("components/chart.html").module
        return parsed(str(module.chart(chart)))


def charts() -> list[Chart]:
    return [
        bar_chart([Bar("a", 1.0, "1"), Bar("b", None, "–")], limit=2.0, **WORDS),
        dot_chart([DotRow("a", 3.0, 9.0, "3 / 9")], ticks=(0, 30, 60), limit=30.0, **WORDS),
        day_clock(ClockRing([0.5] * 23 + [None]), **WORDS),
        line_chart([Line("a", [(0, 0), (1, 1)])], across="x", up="y", diagonal=True, **WORDS),
        village_map([Shape(box(0, 0, 1, 1), "partly", "Oberau")], **WORDS),
    ]


@pytest.mark.parametrize("chart", charts(), ids=["bars", "dots", "clock", "lines", "map"])
def test_a_picture_has_a_role_a_title_and_a_description(app: Flask, chart: Chart) -> None:
    picture = drawn(app, chart).one("svg")
    assert picture.attributes["role"] == "img"
    ids = picture.attributes["aria-labelledby"].split()
    assert [picture.one(id=name).text for name in ids] == ["Titel", "Beschreibung"]


@pytest.mark.parametrize("chart", charts(), ids=["bars", "dots", "clock", "lines", "map"])
def test_nothing_in_a_picture_is_an_inline_style_or_script(app: Flask, chart: Chart) -> None:
    for node in drawn(app, chart).walk():
        assert node.tag not in {"script", "style"}
        assert not {name for name in node.attributes if name == "style" or name.startswith("on")}


def test_every_fill_is_a_pattern_that_the_page_defines(app: Flask) -> None:
    with app.test_request_context("/"):
        module: Any = app.jinja_env.get_template("components/chart.html").module
        patterns = parsed(str(module.chart_patterns()))
        assert {f"chart-{fill}" for fill in FILLS} < {
            node.attributes["id"] for node in patterns.all("pattern")
        }
        assert module.fill_of("served") == "url(#status-served)"
        assert len({str(patterns.one(id=f"chart-{fill}")) for fill in FILLS}) == len(FILLS)
    assert set(STATUS_FILLS).isdisjoint(FILLS)


def test_the_table_beneath_says_the_same_and_can_be_scrolled_with_keys(app: Flask) -> None:
    figure = drawn(app, bar_chart([], table=TABLE, **WORDS))
    frame = figure.one(class_="table-frame")
    assert frame.attributes["tabindex"] == "0"
    assert frame.one(id=frame.attributes["aria-labelledby"]).text == "Dieselben Zahlen"
    assert [cell.text for cell in figure.one("tbody").all("td")] == ["12", "–"]


def test_hostile_words_are_text(app: Flask) -> None:
    chart = bar_chart([Bar(HOSTILE, 1.0, HOSTILE)], **(WORDS | {"title": HOSTILE}))
    figure = drawn(app, chart)
    assert not figure.all("script")
    assert HOSTILE in figure.one("figcaption").text


@given(st.lists(st.floats(0, 1e6) | st.none(), max_size=8), st.none() | st.floats(1, 1e6))
def test_no_bar_is_wider_than_the_chart_and_what_is_not_known_has_none(
    values: list[float | None], highest: float | None
) -> None:
    bars = [Bar("x", value, "") for value in values]
    chart = bar_chart(bars, highest=highest, **WORDS)
    filled = [m for m in chart.marks if isinstance(m, Rect) and m.fill == "solid"]
    assert len(filled) == len([value for value in values if value is not None])
    assert all(0 <= bar.width <= WIDTH for bar in filled)


def test_bars_are_as_long_as_their_values() -> None:
    chart = bar_chart([Bar("a", 10.0, ""), Bar("b", 40.0, "")], **WORDS)
    widths = [m.width for m in chart.marks if isinstance(m, Rect) and m.fill == "solid"]
    assert widths == [WIDTH / 4, WIDTH]


def test_a_dot_stands_where_its_figure_is_and_an_unknown_one_nowhere() -> None:
    chart = dot_chart([DotRow("a", 30.0, None), DotRow("b", 60.0, 90.0)], ticks=(0, 60), **WORDS)
    dots = [mark for mark in chart.marks if isinstance(mark, Circle)]
    assert [(dot.x, dot.fill) for dot in dots] == [
        (WIDTH / 2, "solid"),
        (WIDTH - 8, "empty"),  # beyond the axis: at its end
        (WIDTH - 8, "solid"),
    ]


def test_an_hour_without_anybody_is_empty_and_one_not_known_is_dotted() -> None:
    shares: list[float | None] = [0.0] * 24
    shares[9], shares[10] = 1.0, None
    marks = [m for m in day_clock(ClockRing(shares), **WORDS).marks if isinstance(m, Path)]
    assert [m.fill for m in marks if m.fill != "none"] == ["solid", "insufficient_data"]


def test_a_village_keeps_its_holes_and_north_is_on_top() -> None:
    ring = Polygon([(0, 0), (4, 0), (4, 4), (0, 4)], [[(1, 1), (2, 1), (2, 2), (1, 2)]])
    shapes = [
        Shape(MultiPolygon([ring]), "served", "A", strong=True),
        Shape(box(4, 0, 8, 4), "partly", "B"),
    ]
    chart = village_map(shapes, **WORDS)
    (second, first) = [mark for mark in chart.marks if isinstance(mark, Path)]
    assert (first.name, second.name) == ("A", "B")  # the village in question lies on top
    assert first.d.count("Z") == 2
    assert chart.height == pytest.approx(300.0)
    assert "0.0 300.0" in first.d  # its south-west corner is down left


def test_no_villages_are_an_empty_map() -> None:
    assert village_map([], **WORDS).marks == ()
