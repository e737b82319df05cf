from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from geodata.errors import SourceError
from geodata.sources.on_demand import EVERY_DAY, OnDemandRecord, read_on_demand

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
