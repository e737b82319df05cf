from __future__ import annotations

import csv
from datetime import date
from typing import TYPE_CHECKING

import openpyxl
import pytest

from geodata.crs import Bounds
from geodata.errors import SourceError
from geodata.sources.services import KITA_COLUMNS, SERVICE_COLUMNS, read_kitas, read_services

if TYPE_CHECKING:
    from pathlib import Path

BOUNDS = Bounds(6.9, 50.1, 7.8, 50.6)
SERVICE = {
    "Kennung": "b1",
    "Art": "Beratung",
    "Name": "Lebensberatung",
    "Träger": "Bistum",
    "Themen": "Erziehung; Trennung ;Erziehung",
    "Alter von": "0",
    "Alter bis": "17,5",
    "Sprachen": "de; Türkisch",
    "Termin": "mit Termin",
    "Straße": "Hauptstraße 1",
    "PLZ": "56727",
    "Ort": "Mayen",
    "AGS": "7137068",
    "Länge": "7,2235",
    "Breite": "50.3289",
    "Stufenfrei": "ja",
    "Kind darf mit": "nein",
    "Website": "www.example.org",
    "Bestätigt am": "29.03.2026",
    "Bestätigt durch": "Träger",
    "Stand der Quelle": "2025-07",
    "Muster": "ja",
}
KITA = {
    "Einrichtung": "Arche",
    "Plätze": "75",
    "Alter von": "2",
    "Länge": "7.2",
    "Breite": "50.3",
    "Familienzentrum": "ja",
}


def _write(path: Path, *rows: dict[str, str]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(
            file, list(dict.fromkeys(k for row in rows for k in row)), delimiter=";"
        )
        writer.writeheader()
        writer.writerows(rows)
    return path


def test_an_offer_is_read_field_by_field(tmp_path: Path) -> None:
    [(line, offer)] = read_services(_write(tmp_path / "s.csv", SERVICE), bounds=BOUNDS).records
    assert line == 2
    assert (offer.kind, offer.delivery, offer.appointment) == ("counselling", "place", "mit Termin")
    assert (offer.topics, offer.languages) == (("Erziehung", "Trennung"), ("de", "tr"))
    assert (offer.minimum_age, offer.maximum_age, offer.ags) == (0, 17.5, "07137068")
    assert (offer.longitude, offer.latitude) == (7.2235, 50.3289)
    assert (offer.step_free, offer.child_welcome, offer.interpreter) == (True, False, None)
    assert (offer.confirmed_on, offer.source_date) == (date(2026, 3, 29), date(2025, 7, 1))
    assert offer.website == "https://www.example.org"
    assert offer.sample is True


def test_confirmations_may_have_english_column_names(tmp_path: Path) -> None:
    row = SERVICE | {"confirmed_on": "2026-05-01", "confirmed_by": "phone"}
    del row["Bestätigt am"], row["Bestätigt durch"]
    [(_line, offer)] = read_services(_write(tmp_path / "s.csv", row)).records
    assert (offer.confirmed_on, offer.confirmed_by) == (date(2026, 5, 1), "phone")


FAULTS = {
    "Art": "Kneipe",
    "Name": "",
    "Alter von": "sechs",
    "Alter bis": "-1",
    "Sprachen": "Klingonisch",
    "Termin": "vielleicht",
    "PLZ": "567",
    "AGS": "123",
    "Länge": "",
    "Breite": "inf",
    "Erbringung": "per Brieftaube",
    "Stufenfrei": "naja",
    "Website": "javascript:alert(1)",
    "Bestätigt am": "30.02.2026",
    "Stand der Quelle": "neulich",
}


@pytest.mark.parametrize("field", FAULTS)
def test_a_bad_row_among_good_ones_is_listed_with_line_and_field(
    field: str, tmp_path: Path
) -> None:
    good, bad = (
        SERVICE | {"Kennung": "b2", "Erbringung": "vor Ort"},
        SERVICE | {field: FAULTS[field]},
    )
    path = _write(tmp_path / "s.csv", good, bad, good | {"Kennung": "b3"})
    reading = read_services(path, bounds=BOUNDS)
    assert [record.key for _line, record in reading.records] == ["b2", "b3"]
    assert [(line, error.field) for line, error in reading.rejected] == [(3, field)]


def test_an_undisclosed_offer_has_neither_position_nor_street(tmp_path: Path) -> None:
    reading = read_services(_write(tmp_path / "s.csv", SERVICE | {"Adresse geheim": "ja"}))
    [(_line, offer)] = reading.records
    assert offer.undisclosed
    assert (offer.longitude, offer.latitude) == (None, None)
    assert (offer.street, offer.postal_code) == ("", "")
    assert [line for line, _note in reading.notes] == [2]


def test_an_offer_by_phone_needs_no_position(tmp_path: Path) -> None:
    row = SERVICE | {"Erbringung": "Telefon", "Länge": "", "Breite": ""}
    [(_line, offer)] = read_services(_write(tmp_path / "s.csv", row)).records
    assert (offer.delivery, offer.longitude) == ("phone", None)


def test_swapped_coordinates_are_refused_with_the_hint(tmp_path: Path) -> None:
    row = SERVICE | {"Länge": "50.3289", "Breite": "7.2235"}
    [(_line, error)] = read_services(_write(tmp_path / "s.csv", row), bounds=BOUNDS).rejected
    assert "swapped?" in str(error)


def test_a_place_beyond_the_bounds_is_refused_without_the_hint(tmp_path: Path) -> None:
    row = SERVICE | {"Länge": "13.4", "Breite": "52.5"}
    [(_line, error)] = read_services(_write(tmp_path / "s.csv", row), bounds=BOUNDS).rejected
    assert "outside the district" in str(error)
    assert "swapped" not in str(error)


def test_metres_where_degrees_belong_are_refused(tmp_path: Path) -> None:
    row = SERVICE | {"Länge": "373000", "Breite": "5577000"}
    [(_line, error)] = read_services(_write(tmp_path / "s.csv", row), bounds=BOUNDS).rejected
    assert "not degrees: metres?" in str(error)


def test_a_latitude_beyond_the_pole_is_no_degree(tmp_path: Path) -> None:
    row = SERVICE | {"Länge": "7.2", "Breite": "95"}
    [(_line, error)] = read_services(_write(tmp_path / "s.csv", row)).rejected
    assert "not degrees" in str(error)


@pytest.mark.parametrize(
    "address", ["ftp://x.example/", "javascript://x.example/%0aalert(1)", "https://x.example/'>"]
)
def test_only_a_plain_web_address_is_taken(address: str, tmp_path: Path) -> None:
    row = SERVICE | {"Website": address}
    [(_line, error)] = read_services(_write(tmp_path / "s.csv", row)).rejected
    assert error.field == "Website"


def test_a_key_that_stands_twice_is_taken_once_and_listed(tmp_path: Path) -> None:
    reading = read_services(_write(tmp_path / "s.csv", SERVICE, SERVICE | {"Name": "Andere"}))
    assert [record.name for _line, record in reading.records] == ["Lebensberatung"]
    assert [line for line, _error in reading.rejected] == [3]
    assert "line 2" in str(reading.rejected[0][1])


def test_without_a_key_name_and_address_stand_in(tmp_path: Path) -> None:
    [(_line, offer)] = read_services(_write(tmp_path / "s.csv", SERVICE | {"Kennung": ""})).records
    assert offer.key == "Lebensberatung | Bistum | Hauptstraße 1 | 56727 | Mayen"


def test_a_kita_is_read_from_a_workbook(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(list(KITA))
    book.active.append(["Arche", 75, 2, 7.2, 50.3, "x"])
    book.save(tmp_path / "k.xlsx")
    [(line, kita)] = read_kitas(tmp_path / "k.xlsx", bounds=BOUNDS).records
    assert (line, kita.name, kita.places, kita.free_places) == (2, "Arche", 75, None)
    assert (kita.family_centre, kita.social_work, kita.minimum_age) == (True, None, 2)


@pytest.mark.parametrize(("said", "fact"), [("ja", True), ("nein", False), ("", None)])
def test_whether_a_kita_is_step_free_is_read_and_never_guessed(
    said: str,
    fact: bool | None,  # noqa: FBT001 - a column of the table
    tmp_path: Path,
) -> None:
    [(_line, kita)] = read_kitas(_write(tmp_path / "k.csv", KITA | {"Stufenfrei": said})).records
    assert kita.step_free is fact


def test_half_a_place_in_a_kita_is_refused(tmp_path: Path) -> None:
    [(_line, error)] = read_kitas(_write(tmp_path / "k.csv", KITA | {"Plätze": "7,5"})).rejected
    assert error.field == "Plätze"


@pytest.mark.parametrize("column", ["Einrichtung", "Länge", "Breite"])
def test_a_missing_column_is_named_with_those_found(column: str, tmp_path: Path) -> None:
    row = {name: value for name, value in KITA.items() if name != column}
    with pytest.raises(SourceError, match=f"field {column}: this column is missing.*Plätze"):
        read_kitas(_write(tmp_path / "k.csv", row))


def test_every_column_belongs_to_one_field() -> None:
    for columns in (SERVICE_COLUMNS, KITA_COLUMNS):
        assert len(set(columns.values())) == len(columns)


def test_services_of_unknown_place_are_all_listed_and_none_is_taken(shared_data: Path) -> None:
    reading = read_services(shared_data / "mayen-koblenz" / "services_unverified.csv")
    assert len(reading.records) + len(reading.rejected) == 124
