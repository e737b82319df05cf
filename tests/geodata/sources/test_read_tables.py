from __future__ import annotations

import json
import zipfile
from datetime import date, datetime
from typing import TYPE_CHECKING

import openpyxl
import pytest

from geodata.errors import SourceError
from geodata.sources.tables import read_table

if TYPE_CHECKING:
    from pathlib import Path

ROWS = [["Einrichtung", "Straße", "Plätze"], ["Löwenzahn, Müden", "Hauptstraße 3", "75"]]
HALF_PAST_EIGHT = datetime(2026, 3, 29, 8, 30)  # noqa: DTZ001 - a cell has no zone
ENCODINGS = ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ENCODINGS)
def test_every_common_encoding_and_separator_gives_the_same_table(
    encoding: str, separator: str, tmp_path: Path
) -> None:
    path = tmp_path / "kitas.csv"
    lines = [separator.join(f'"{cell}"' for cell in row) for row in ROWS]
    path.write_bytes("\r\n".join(lines).encode(encoding))
    table = read_table(path)
    assert table.columns == ("Einrichtung", "Straße", "Plätze")
    assert table.rows == [(2, dict(zip(*ROWS, strict=True)))]
    assert table.separator == separator


def test_a_row_with_too_many_cells_is_listed_and_the_others_are_taken(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("a;b\n1;2\n\n1;2;3\n4\n5;6;\n")
    table = read_table(path)
    assert table.rows == [
        (2, {"a": "1", "b": "2"}),
        (5, {"a": "4", "b": ""}),
        (6, {"a": "5", "b": "6"}),
    ]
    assert [line for line, _error in table.rejected] == [4]


def test_a_cell_with_line_breaks_is_one_row_and_the_next_has_the_right_line(
    tmp_path: Path,
) -> None:
    path = tmp_path / "t.csv"
    path.write_text('a,b\n"x\ny\nz",1\nu,2\n')
    assert [(line, row["b"]) for line, row in read_table(path).rows] == [(2, "1"), (5, "2")]


def test_an_unclosed_quotation_mark_is_a_clear_error(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text('a,b\n"x,1\ny,2\n')
    with pytest.raises(SourceError, match=r"t\.csv, line 2: is damaged .* quotation mark"):
        read_table(path)


def test_a_column_named_twice_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("Name;PLZ;Name\n1;2;3\n")
    with pytest.raises(SourceError, match="field Name: this column is there twice"):
        read_table(path)


@pytest.mark.parametrize("content", [b"", b"\n\n", b" "])
def test_an_empty_file_is_refused(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(content)
    with pytest.raises(SourceError, match="empty"):
        read_table(path)


def test_columns_are_found_whatever_their_case_and_umlauts(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("STRASSE;e mail;traeger;Sonstiges\na;b;c;d\n")
    table = read_table(path).named(["Straße", "E-Mail", "Träger"])
    assert table.columns == ("Straße", "E-Mail", "Träger", "Sonstiges")


def test_a_workbook_gives_dates_numbers_and_answers_as_text(tmp_path: Path) -> None:
    path = tmp_path / "kitas.xlsx"
    book = openpyxl.Workbook()
    book.create_sheet("leer", 0)
    sheet = book.worksheets[1]
    sheet.append(["Name", "am", "um", "Plätze", "Anteil", "Familienzentrum"])
    sheet.append(["Löwenzahn", date(2026, 3, 29), HALF_PAST_EIGHT, 75, 0.5, True])
    sheet.append([])
    sheet.append(["Arche", None, None, 3.0, None, False])
    book.save(path)
    table = read_table(path)
    assert [(line, list(row.values())) for line, row in table.rows] == [
        (2, ["Löwenzahn", "2026-03-29", "2026-03-29 08:30:00", "75", "0.5", "ja"]),
        (4, ["Arche", "", "", "3", "", "nein"]),
    ]


def test_points_of_a_geojson_are_a_table_with_their_positions(tmp_path: Path) -> None:
    path = tmp_path / "kitas.geojson"
    features = [
        _point({"Name": "Arche", "Themen": ["a", "b"]}, [7.2, 50.3]),
        _point({"PLZ": 56727}, None),
    ]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    table = read_table(path)
    assert table.columns == ("Name", "Themen", "PLZ", "Länge", "Breite")
    assert [tuple(row.values()) for _line, row in table.rows] == [
        ("Arche", "a;b", "", "7.2", "50.3"),
        ("", "", "56727", "", ""),
    ]


def _point(properties: dict[str, object], position: list[float] | None) -> dict[str, object]:
    geometry = position and {"type": "Point", "coordinates": position}
    return {"type": "Feature", "properties": properties, "geometry": geometry}


BAD_JSON = {
    "an infinite number": (
        '[{"type":"Feature","geometry":{"type":"Point","coordinates":[1e400,5]}}]',
        "number",
    ),
    "NaN": ('[{"type":"Feature","geometry":{"type":"Point","coordinates":[NaN,5]}}]', "number"),
    "a cut": ('[{"type":"Feature",', "not whole JSON"),
    "deep nesting": ("[" * 10_000 + "]" * 10_000, "nested too deeply|no GeoJSON feature"),
    "a number for a feature": ("[5]", "no GeoJSON feature"),
    "no list": ("5", "no list of features"),
}


@pytest.mark.parametrize("name", BAD_JSON)
def test_a_broken_geojson_is_a_clear_error(name: str, tmp_path: Path) -> None:
    features, problem = BAD_JSON[name]
    path = tmp_path / "t.geojson"
    path.write_text('{"type": "FeatureCollection", "features": ' + features + "}")
    with pytest.raises(SourceError, match=problem):
        read_table(path)


XML = {
    "kml": '<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2"/>',
    "gml": "\ufeff<gml:FeatureCollection/>",
    "csv": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
}


@pytest.mark.parametrize("suffix", XML)
def test_xml_formats_are_refused_at_once(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"t.{suffix}"
    path.write_text(XML[suffix], encoding="utf-8")
    with pytest.raises(
        SourceError, match=r"is XML, which is not read as a table\. Save it as XLSX"
    ):
        read_table(path)


def test_an_entity_bomb_in_a_workbook_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bomb.xlsx"
    book = openpyxl.Workbook()
    book.active["A1"] = "Name"
    book.save(path)
    bomb = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><sst>&b;</sst>'
    _replace_member(path, "xl/worksheets/sheet1.xml", bomb)
    with pytest.raises(SourceError, match="is refused"):
        read_table(path)


def test_a_workbook_that_unpacks_without_measure_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bomb.xlsx"
    book = openpyxl.Workbook()
    book.active["A1"] = "Name"
    book.save(path)
    _replace_member(path, "xl/worksheets/sheet1.xml", " " * 250_000_000)
    with pytest.raises(SourceError, match="unpacks to more than"):
        read_table(path)


def _replace_member(path: Path, name: str, content: str) -> None:
    with zipfile.ZipFile(path) as archive:
        members = {member: archive.read(member) for member in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for member, old in (members | {name: content.encode()}).items():
            archive.writestr(member, old)


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 xls", "from before 2007"),
        (b"\x89PNG\r\n\x00\x00\x00\x01\x00", "not a text"),
        (b"PK\x03\x04 broken", "zip"),
        (b"SQLite format 3\x00", "a GeoPackage"),
    ],
)
def test_other_formats_are_refused_whatever_their_name(
    content: bytes, problem: str, tmp_path: Path
) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(content)
    with pytest.raises(SourceError, match=problem):
        read_table(path)


@pytest.mark.parametrize("address", ["http://x.example/t.csv", "/vsicurl/http://x/t", "."])
def test_an_address_is_no_file(address: str, tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="there is no such file"):
        read_table(tmp_path / address)
