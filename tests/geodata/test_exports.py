"""Tables for people: no cell of a CSV or XLSX can act as a formula."""

from __future__ import annotations

import csv
import io
from datetime import date
from typing import TYPE_CHECKING

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.exports import neutralise, restore, write_csv, write_xlsx

if TYPE_CHECKING:
    from pathlib import Path

HOSTILE = [
    '=HYPERLINK("http://evil.example","hier")',
    "+49 261 1",
    "-1+1",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    " =1+1",
    "＝1+1",  # noqa: RUF001 - full-width on purpose
    "'=1+1",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_no_cell_of_a_csv_begins_like_a_formula(text: str) -> None:
    file = io.StringIO()
    write_csv(file, ["Name", text], [[text, 1.5], [None, date(2026, 11, 1)]])
    file.seek(0)
    rows = list(csv.reader(file, delimiter=";"))
    assert rows[0][1] == rows[1][0] == "'" + text
    assert rows[1][1] == "1.5"
    assert rows[2] == ["", "2026-11-01"]


@pytest.mark.parametrize("text", HOSTILE)
def test_no_cell_of_a_workbook_is_a_formula(tmp_path: Path, text: str) -> None:
    path = tmp_path / "out.xlsx"
    write_xlsx(path, "Angebote", ["Name", text], [[text, -1.5], [None, date(2026, 11, 1)]])
    sheet = openpyxl.load_workbook(path).active
    texts = [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "s"]
    assert all(not str(cell.value).startswith(("=", "+", "-", "@")) for cell in texts)
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    assert sheet["B2"].value == -1.5
    assert sheet["B3"].value.date() == date(2026, 11, 1)


@given(st.text() | st.text("'=+-@ \t\r\nab"))
def test_what_was_neutralised_can_be_restored(text: str) -> None:
    assert restore(neutralise(text)) == text


@given(st.text("'=+-@ \t\r\nab", min_size=1))
def test_what_was_neutralised_begins_with_no_sign_of_a_formula(text: str) -> None:
    assert neutralise(text).lstrip(" ")[:1] not in set("=+-@\t\r\n")


def test_ordinary_words_stay_as_they_are() -> None:
    for text in ("Caritas", "Mo-Fr 8-12", "a=b", "'s Hertogenbosch", ""):
        assert neutralise(text) == text


def test_signs_that_no_workbook_may_hold_are_left_out(tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"
    write_xlsx(path, "Angebote", ["Name"], [["a\x00b\x0bc"]])
    assert openpyxl.load_workbook(path).active["A2"].value == "abc"


def test_the_header_stays_in_sight_beyond_26_columns(tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"
    names = [f"Spalte {n}" for n in range(30)]
    write_xlsx(path, "Breit", names, [list(range(30))])
    sheet = openpyxl.load_workbook(path).active
    assert [cell.value for cell in sheet[1]] == names
    assert sheet.freeze_panes == "A2"
    assert sheet["AD2"].value == 29
