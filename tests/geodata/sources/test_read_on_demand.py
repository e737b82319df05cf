from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from shapely import MultiPolygon, box

from geodata.errors import SourceError
from geodata.sources.boundaries import BoundaryRecord
from geodata.sources.on_demand import EVERY_DAY, OnDemandRecord, outlines_of, read_on_demand

if TYPE_CHECKING:
    from pathlib import Path


def _table(folder: Path, *lines: str) -> Path:
    path = folder / "rufbus.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_a_line_with_days_hours_and_lead_time(tmp_path: Path) -> None:
    header = "line,days,from,to,lead_minutes,phone"
    reading = read_on_demand(
        _table(tmp_path, header, '340,"Mo-Fr, So",18:00,26:00,60,02651 123', "341,,,,0,")
    )
    assert reading.rejected == []
    assert [record for _, record in reading.records] == [
        OnDemandRecord("340", frozenset({0, 1, 2, 3, 4, 6}), 1080, 1560, 60, "02651 123"),
        OnDemandRecord("341", EVERY_DAY, 0, 2880, 0, ""),
    ]


def test_german_names_are_understood_and_a_span_may_go_over_sunday(tmp_path: Path) -> None:
    reading = read_on_demand(
        _table(tmp_path, "Linie;Tage;von;bis;Vorlauf;Telefon", "340;Sa – Mo;;;30;")
    )
    assert reading.records[0][1].days == {5, 6, 0}
    assert reading.records[0][1].lead_minutes == 30


@pytest.mark.parametrize(
    ("row", "field"),
    [
        (",Angermünde,,,,60,", "area"),
        ("340,Angermünde,,,,60,", "area"),
        (",,,,,60,", "line"),
        ("340,,,,,,", "lead_minutes"),
        ("340,,,,,-5,", "lead_minutes"),
        ("340,,Xy,,,60,", "days"),
        ("340,,Mo-,,,60,", "days"),
        ("340,,,8 Uhr,,60,", "from"),
        ("340,,,20:00,06:00,60,", "to"),
    ],
)
def test_a_row_that_cannot_be_used_is_listed(tmp_path: Path, row: str, field: str) -> None:
    header = "line,area,days,from,to,lead_minutes,phone"
    reading = read_on_demand(_table(tmp_path, header, row, "341,,,,,60,"))
    assert [(line, error.field) for line, error in reading.rejected] == [(2, field)]
    assert len(reading.records) == 1


def test_a_table_without_lead_times_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="lead_minutes"):
        read_on_demand(_table(tmp_path, "line,phone", "340,1"))


def _square(west: float) -> MultiPolygon:
    return MultiPolygon([box(west, 50.0, west + 0.1, 50.1)])


def test_an_area_has_the_outlines_that_it_names_and_ends_at_midnight(tmp_path: Path) -> None:
    named = {"07137074": "Monreal", "07137001": "Acht", "07137004": "Bell", "07137005": "Bell"}
    records = [
        BoundaryRecord(key, "", name, "Gemeinde", None, _square(number))
        for number, (key, name) in enumerate(named.items())
    ]
    rows = ("Monreal,Mo-Fr,08:00,18:00,60,1", "07137004 + Acht,,,,60,", "Bell,,,,60,")
    path = _table(tmp_path, "area,days,from,to,lead_minutes,phone", *rows)
    reading = read_on_demand(path, outlines=outlines_of(records))
    one, both = (record for _, record in reading.records)
    assert (one.area, one.line, one.outline) == ("Monreal", "", _square(0))
    assert (one.from_minutes, one.to_minutes, both.to_minutes) == (480, 1080, 1440)
    assert both.outline is not None
    assert both.outline.equals(_square(1).union(_square(2)))
    assert [(line, error.field) for line, error in reading.rejected] == [(4, "area")]
