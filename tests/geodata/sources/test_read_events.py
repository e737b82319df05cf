"""Dates of courses and meetings as clerks write them: each row an event or a named fault."""

from __future__ import annotations

import csv
from datetime import date, datetime, time
from typing import TYPE_CHECKING

import openpyxl
import pytest

from geodata.errors import SourceError
from geodata.sources.events import EVENT_COLUMNS, EventRecord, read_events
from geodata.sources.stop_equipment import read_stop_equipment

if TYPE_CHECKING:
    from pathlib import Path

EVENT = {
    "Kennung": "t1",
    "Angebot": "muster-1",
    "Titel": "Elterncafé",
    "Datum": "24.11.2026",
    "Beginn": "14:30",
    "Ende": "16 Uhr",
    "Plätze": "12",
    "Freie Plätze": "0",
    "Stand der Plätze": "2026-11-20",
    "Abgesagt": "ja",
    "Alter bis": "3",
}


def write(folder: Path, *rows: dict[str, str]) -> Path:
    path = folder / "termine.csv"
    columns = list(dict.fromkeys(name for row in rows for name in row))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, delimiter=";")
        writer.writeheader()
        writer.writerows(rows)
    return path


def only(path: Path) -> EventRecord:
    reading = read_events(path)
    assert reading.rejected == []
    ((_line, record),) = reading.records
    return record


def test_a_row_becomes_an_event(tmp_path: Path) -> None:
    record = only(write(tmp_path, EVENT))
    assert record.starts == datetime(2026, 11, 24, 14, 30)  # noqa: DTZ001 - a wall clock
    assert record.ends == datetime(2026, 11, 24, 16, 0)  # noqa: DTZ001 - a wall clock
    assert (record.key, record.of_list, record.service_key) == ("t1", "services", "muster-1")
    assert (record.places, record.places_left, record.places_on) == (12, 0, date(2026, 11, 20))
    assert (record.cancelled, record.maximum_age, record.minimum_age) == (True, 3.0, None)


def test_what_the_row_does_not_say_stays_unknown(tmp_path: Path) -> None:
    needed = {name: EVENT[name] for name in ("Angebot", "Titel", "Datum", "Beginn")}
    record = only(write(tmp_path, needed))
    assert (record.ends, record.places, record.places_left, record.register_by) == (None,) * 4
    assert (record.cancelled, record.sample, record.registration) == (False, False, "")


def test_an_event_without_a_key_is_known_by_offer_title_and_time(tmp_path: Path) -> None:
    first, again = (only(write(tmp_path, EVENT | {"Kennung": "", "Raum": r})) for r in ("1", "2"))
    other = only(write(tmp_path, EVENT | {"Kennung": "", "Datum": "01.12.2026"}))
    assert first.key == again.key != other.key


@pytest.mark.parametrize("text", ["9", "9:00", "09.00", "9 Uhr", "9:00 Uhr", "09:00:00"])
def test_a_time_is_read_as_people_write_it(tmp_path: Path, text: str) -> None:
    record = only(write(tmp_path, EVENT | {"Beginn": text}))
    assert record.starts.time() == time(9, 0)


def test_an_event_may_end_at_midnight(tmp_path: Path) -> None:
    record = only(write(tmp_path, EVENT | {"Ende": "24:00"}))
    assert record.ends == datetime(2026, 11, 25)  # noqa: DTZ001 - a wall clock


@pytest.mark.parametrize(
    ("column", "cell", "reason"),
    [
        ("Datum", "", "a row of its own"),
        ("Datum", "31.11.2026", "not a date"),
        ("Beginn", "", "19:00"),
        ("Beginn", "abends", "no time of day"),
        ("Beginn", "24:01", "no time of day"),
        ("Beginn", "9:60", "no time of day"),
        ("Ende", "14:30", "not after Beginn"),
        ("Ende", "9:00", "not after Beginn"),
        ("Titel", " ", "is empty"),
        ("Angebot", "", "is empty"),
        ("Freie Plätze", "13", "more than Plätze, 12"),
        ("Plätze", "viele", "not a number"),
        ("Abgesagt", "vielleicht", "neither ja nor nein"),
        ("Liste", "Vereine", "none of"),
    ],
)
def test_a_cell_at_fault_is_named_and_stops_no_other_row(
    tmp_path: Path, column: str, cell: str, reason: str
) -> None:
    reading = read_events(write(tmp_path, EVENT | {column: cell}, EVENT | {"Kennung": "t2"}))
    assert [record.key for _line, record in reading.records] == ["t2"]
    ((line, error),) = reading.rejected
    assert (line, error.field) == (2, column)
    assert reason in str(error)


def test_the_same_key_twice_is_refused_the_second_time(tmp_path: Path) -> None:
    reading = read_events(write(tmp_path, EVENT, EVENT))
    assert [line for line, _record in reading.records] == [2]
    assert reading.rejected[0][0] == 3


def test_a_list_without_a_needed_column_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="Beginn"):
        read_events(write(tmp_path, {"Angebot": "1", "Titel": "x", "Datum": "1.1.2027"}))


def test_a_workbook_may_hold_real_dates_and_times(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["Angebot", "Titel", "Datum", "Beginn", "Ende"])
    book.active.append(["m", "Kurs", date(2026, 3, 29), time(19, 0), time(21, 30)])
    book.save(tmp_path / "termine.xlsx")
    record = only(tmp_path / "termine.xlsx")
    assert record.starts == datetime(2026, 3, 29, 19, 0)  # noqa: DTZ001 - a wall clock
    assert record.ends == datetime(2026, 3, 29, 21, 30)  # noqa: DTZ001 - a wall clock


def test_every_column_has_a_name_of_its_own() -> None:
    assert len(set(EVENT_COLUMNS.values())) == len(EVENT_COLUMNS)


def test_what_a_stop_has_is_yes_no_or_unknown(tmp_path: Path) -> None:
    rows = ({"Kennung": "1", "Unterstand": "ja", "Bank": "nein", "Licht": ""},)
    ((_line, record),) = read_stop_equipment(write(tmp_path, *rows)).records
    assert (record.shelter, record.bench, record.light) == (True, False, None)


def test_the_words_of_openstreetmap_are_understood_too(tmp_path: Path) -> None:
    rows = ({"id": "1", "shelter": "yes", "bench": "no", "lit": "unbekannt"},)
    ((_line, record),) = read_stop_equipment(write(tmp_path, *rows)).records
    assert (record.shelter, record.bench, record.light) == (True, False, None)


def test_an_answer_that_is_none_is_reported(tmp_path: Path) -> None:
    rows = ({"Kennung": "1", "Bank": "kaputt"}, {"Kennung": "2", "Bank": "ja"})
    reading = read_stop_equipment(write(tmp_path, *rows))
    assert [record.stop_key for _line, record in reading.records] == ["2"]
    assert reading.rejected[0][1].field == "Bank"
