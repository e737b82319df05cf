"""Tables that planners bring: each row becomes a record or a fault with its line and column."""

from __future__ import annotations

import csv
from datetime import date
from typing import TYPE_CHECKING

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.errors import RowError, SourceError
from geodata.sources.childminding import read_childminding
from geodata.sources.clock_cells import (
    clock_in_words,
    days_in_words,
    minutes_of_day,
    places_with_parts,
    weekdays,
)
from geodata.sources.indicators import CHILDREN, IN_NEED, read_indicators
from geodata.sources.kita_plan import NO_PLAN, read_plan
from geodata.sources.kita_transport import read_kita_transport
from geodata.sources.kitas import read_kitas

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from geodata.sources.reading import Reading

RUN = {
    "AGS": "7137001",
    "Kita": "k1",
    "Tage": "Mo-Do",
    "Abfahrt Ort": "7:05",
    "Ankunft Kita": "7.20 Uhr",
    "Abfahrt Kita": "15:45",
    "Ankunft Ort": "16 Uhr",
    "Alter von": "3",
    "Begleitung": "ja",
}
NUMBER = {"AGS": "07137001", "Kennzahl": "Kinder unter 7", "Wert": "12", "Jahr": "2025"}
KITA = {"Einrichtung": "Arche", "Länge": "7.1", "Breite": "50.3"}


def write(folder: Path, *rows: dict[str, str]) -> Path:
    path = folder / "tabelle.csv"
    columns = list(dict.fromkeys(name for row in rows for name in row))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, delimiter=";")
        writer.writeheader()
        writer.writerows(rows)
    return path


def faults(reading: Reading[object]) -> list[tuple[int, str]]:
    return [(line, error.field) for line, error in reading.rejected]


def test_a_run_of_the_kita_bus_is_read_with_its_four_times(tmp_path: Path) -> None:
    reading = read_kita_transport(write(tmp_path, RUN))
    ((line, run),) = reading.records
    assert (line, run.ags, run.kita_key, run.runs) == (2, "07137001", "k1", True)
    assert (run.weekdays, run.escort, run.in_school_holidays) == ("0123", True, None)
    assert (run.leaves_home_minutes, run.reaches_kita_minutes) == (425, 440)
    assert (run.leaves_kita_minutes, run.reaches_home_minutes) == (945, 960)
    assert (run.minimum_age, run.maximum_age) == (3.0, None)


def test_a_village_that_has_no_kita_bus_is_a_row_of_its_own(tmp_path: Path) -> None:
    ((_, run),) = read_kita_transport(
        write(tmp_path, {"AGS": "07137001", "Kita": "", "Beförderung": "nein"})
    ).records
    assert (run.runs, run.kita_key, run.weekdays) == (False, "", "")


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"AGS": ""}, "AGS"),
        ({"AGS": "Acht"}, "AGS"),
        ({"Kita": ""}, "Beförderung"),
        ({"Kita": "", "Beförderung": "ja"}, "Kita"),
        ({"Beförderung": "nein"}, "Abfahrt Ort"),
        ({"Tage": "täglich"}, "Tage"),
        ({"Tage": "Fr-Mo"}, "Tage"),
        ({"Abfahrt Ort": "früh"}, "Abfahrt Ort"),
        ({"Ankunft Kita": "7:04"}, "Ankunft Kita"),
        ({"Abfahrt Kita": "7:19"}, "Abfahrt Kita"),
        ({"Alter von": "4", "Alter bis": "3"}, "Alter bis"),
        ({"Begleitung": "vielleicht"}, "Begleitung"),
    ],
)
def test_a_row_at_fault_names_its_line_and_column_and_the_others_are_taken(
    tmp_path: Path, change: dict[str, str], field: str
) -> None:
    reading = read_kita_transport(write(tmp_path, RUN | change, RUN | {"AGS": "07137002"}))
    assert faults(reading) == [(2, field)]
    assert [record.ags for _, record in reading.records] == ["07137002"]


def test_the_same_run_twice_is_taken_once(tmp_path: Path) -> None:
    later = RUN | {"Abfahrt Ort": "7:10"}
    reading = read_kita_transport(write(tmp_path, RUN, later, RUN))
    assert faults(reading) == [(4, "AGS")]
    assert len(reading.records) == 2


@pytest.mark.parametrize(
    ("read", "column"),
    [
        (read_kita_transport, "Kita"),
        (read_childminding, "Plätze"),
        (read_indicators, "Kennzahl"),
    ],
)
def test_a_table_without_a_needed_column_is_refused_by_name(
    tmp_path: Path, read: Callable[[Path], object], column: str
) -> None:
    with pytest.raises(SourceError, match=f"field {column}: this column is missing"):
        read(write(tmp_path, {"AGS": "07137001", "Irgendwas": "1"}))


def test_childminding_is_by_municipality_and_empty_is_unknown(tmp_path: Path) -> None:
    full = {"AGS": "07137001", "Plätze": "10", "Betreute Kinder": "8", "Stand": "01.03.2026"}
    reading = read_childminding(write(tmp_path, full, {"AGS": "07137002", "Plätze": ""}))
    (_, first), (_, second) = reading.records
    assert (first.places, first.children, first.counted_on) == (10, 8, date(2026, 3, 1))
    assert (second.places, second.childminders, second.counted_on) == (None, None, None)


def test_childminding_twice_for_one_municipality_is_refused(tmp_path: Path) -> None:
    row = {"AGS": "07137001", "Plätze": "10"}
    assert faults(read_childminding(write(tmp_path, row, row))) == [(3, "AGS")]


def test_numbers_are_read_about_municipalities_and_about_kitas(tmp_path: Path) -> None:
    of_kita = {"AGS": "", "Kita": "k1", "Kennzahl": "Wohngeld", "Wert": "12,5", "Jahr": "2024"}
    of_kita |= {"Einheit": "%", "Bedarf": "sinkt", "Quelle": "Amt"}
    reading = read_indicators(write(tmp_path, NUMBER | {"Kita": ""}, of_kita))
    (_, first), (_, second) = reading.records
    assert (first.ags, first.value, first.year, first.lowers_need) == (
        "07137001",
        12.0,
        2025,
        False,
    )
    assert (second.kita_key, second.value, second.unit) == ("k1", 12.5, "%")
    assert second.lowers_need


@pytest.mark.parametrize("said", ["", ".", "x", "/", "…"])
def test_a_number_that_is_kept_secret_is_unknown_and_never_zero(tmp_path: Path, said: str) -> None:
    ((_, record),) = read_indicators(write(tmp_path, NUMBER | {"Wert": said})).records
    assert record.value is None


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"Kita": "k1"}, "AGS"),
        ({"AGS": "", "Kita": ""}, "AGS"),
        ({"Kennzahl": ""}, "Kennzahl"),
        ({"Wert": "viele"}, "Wert"),
        ({"Wert": "-"}, "Wert"),
        ({"Jahr": "heute"}, "Jahr"),
        ({"Jahr": "20255"}, "Jahr"),
        ({"Bedarf": "rauf"}, "Bedarf"),
    ],
)
def test_a_number_at_fault_names_its_column(
    tmp_path: Path, change: dict[str, str], field: str
) -> None:
    reading = read_indicators(write(tmp_path, NUMBER | change))
    assert (faults(reading), reading.records) == ([(2, field)], [])


@pytest.mark.parametrize(
    ("change", "field"), [({"Einheit": "%"}, "Einheit"), ({"Bedarf": "sinkt"}, "Bedarf")]
)
def test_one_number_has_one_unit_and_one_direction(
    tmp_path: Path, change: dict[str, str], field: str
) -> None:
    first = NUMBER | {"Einheit": "Kinder", "Bedarf": "steigt"}
    second = first | {"AGS": "07137002"} | change
    assert faults(read_indicators(write(tmp_path, first, second))) == [(3, field)]


def test_more_children_in_need_than_children_are_refused(tmp_path: Path) -> None:
    every = {"AGS": "07137001", "Kennzahl": CHILDREN, "Wert": "20", "Jahr": "2025"}
    in_need = every | {"Kennzahl": IN_NEED}
    rows = (every, in_need, in_need | {"Jahr": "2024", "Wert": "21"})
    assert faults(read_indicators(write(tmp_path, *rows))) == []
    reading = read_indicators(write(tmp_path, every, in_need | {"Wert": "21"}))
    assert faults(reading) == [(3, "Wert")]
    assert len(reading.records) == 1


def test_a_workbook_is_read_as_well(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(list(NUMBER))
    sheet.append(["07137001", "Kinder unter 7", 12, 2025])
    book.save(tmp_path / "zahlen.xlsx")
    ((line, record),) = read_indicators(tmp_path / "zahlen.xlsx").records
    assert (line, record.value, record.year) == (2, 12.0, 2025)


def test_a_kita_without_a_plan_has_none(tmp_path: Path) -> None:
    ((_, record),) = read_kitas(write(tmp_path, KITA)).records
    assert record.plan == NO_PLAN


def test_the_plan_of_a_kita_is_read(tmp_path: Path) -> None:
    row = KITA | {
        "Plätze": "40",
        "Plätze unter 2": "5",
        "Plätze ab 2": "10",
        "Plätze ab 3": "25",
        "Kinder ab 3": "27",
        "Plätze bis 7 Stunden": "10",
        "Plätze über 7 Stunden": "30",
        "Zugeordnete Orte": "7137001; 07137003 Kell; 07137003 Kell",
        "Kita-Sozialarbeit": "ja",
        "Kita-Sozialarbeit Wochenstunden": "19,5",
        "Kita-Sozialarbeit Tage": "Di und Do",
        "Kita-Sozialarbeit Vertretung": "Team Maifeld",
    }
    ((_, record),) = read_kitas(write(tmp_path, row)).records
    plan = record.plan
    assert (plan.places_under_2, plan.places_from_2, plan.places_from_3) == (5, 10, 25)
    assert (plan.children_under_2, plan.children_from_3) == (None, 27)
    assert (plan.places_to_7_hours, plan.places_over_7_hours) == (10, 30)
    assert plan.assigned == (("07137001", ""), ("07137003", "Kell"))
    assert (plan.social_work_hours, plan.social_work_days) == (19.5, "13")
    assert plan.social_work_deputy == "Team Maifeld"


@pytest.mark.parametrize(
    ("row", "field"),
    [
        ({"Plätze": "30", "Plätze unter 2": "6", "Plätze ab 3": "25"}, "Plätze ab 3"),
        ({"Plätze": "30", "Plätze über 7 Stunden": "31"}, "Plätze über 7 Stunden"),
        ({"Zugeordnete Orte": "Acht"}, "Zugeordnete Orte"),
        ({"Kinder ab 2": "2,5"}, "Kinder ab 2"),
        (
            {"Kita-Sozialarbeit": "nein", "Kita-Sozialarbeit Wochenstunden": "3"},
            "Kita-Sozialarbeit Wochenstunden",
        ),
    ],
)
def test_a_plan_that_contradicts_itself_is_refused(row: dict[str, str], field: str) -> None:
    with pytest.raises(RowError) as caught:
        read_plan(row)
    assert caught.value.field == field


@given(st.sets(st.integers(0, 6)))
def test_days_come_back_as_they_were_written(days: set[int]) -> None:
    digits = "".join(map(str, sorted(days)))
    assert weekdays({"Tage": days_in_words(digits)}, "Tage") == digits


@given(st.integers(0, 1440))
def test_times_come_back_as_they_were_written(minutes: int) -> None:
    assert minutes_of_day({"Zeit": clock_in_words(minutes)}, "Zeit") == minutes


def test_days_are_read_as_people_write_them() -> None:
    said = {"Montag bis Freitag": "01234", "Mo., Mi + Fr": "024", "Di und Do": "13", "": ""}
    assert {text: weekdays({"T": text}, "T") for text in said} == said


def test_a_place_needs_its_key() -> None:
    assert places_with_parts({"Z": ""}, "Z") == ()
    with pytest.raises(RowError, match="does not begin with an AGS"):
        places_with_parts({"Z": "07137001; Kell"}, "Z")
