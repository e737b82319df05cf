from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from directory.printing.sheets import Entry, Look, Occasion, sheet_pdf
from directory.printing.small_map import MapMaker
from directory.records import queries as records
from directory.sessions import current_session
from tests.pdfs import (
    language_and_title,
    letter_sizes,
    opened,
    pages_of,
    tags_of,
    text_of,
    words_of_figures,
)
from tests.small_district import HOSTILE, service_id
from tests.small_ways import NO_BUS, TUESDAY, way_to

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from flask import Flask

    Printer = Callable[..., bytes]

OCCASION = Occasion("Kita Regenbogen", TUESDAY, TUESDAY, sample_timetable=True)
COUNSELLING, SECRET = "Erziehungsberatung Auland", "Beratung bei Gewalt"


def entry_of(name: str, *, by_bus: bool = True, description: str | None = None) -> Entry:
    service = records.service_by_id(current_session(), service_id(name))
    if description is not None:
        service.description = description
    if name == SECRET:
        return Entry(service, neutral=True, freshness="confirmed")
    position = service.location.longitude_latitude if service.location else None
    if position is None:
        return Entry(service, neutral=False, freshness="confirmed")
    way = way_to(service.name, *position)
    told = way if by_bus else NO_BUS
    return Entry(service, neutral=False, freshness="confirmed", way=told, stops=way.stops)


def printed(*entries: Entry, language: str = "de", large: bool = False) -> bytes:
    session = current_session()
    maps = MapMaker(session, records.outlines_at(session, "municipality"))
    look = Look(language, large=large)
    return sheet_pdf(entries, look, OCCASION, maps=maps, address_of=lambda _service: None)


@pytest.fixture(autouse=True)
def _asked(app: Flask) -> Iterator[None]:
    with app.test_request_context():
        yield


def test_a_sheet_is_a_tagged_pdf_that_says_its_language() -> None:
    pdf = printed(entry_of(COUNSELLING))
    document = opened(pdf)
    assert document.Root["/Lang"] == "de"
    assert document.Root.MarkInfo["/Marked"]
    with document.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"
    assert {"Document", "H1", "H2", "H3", "L", "LI", "P", "Figure"} <= tags_of(pdf)


def test_every_picture_of_a_sheet_has_words() -> None:
    figures = words_of_figures(printed(entry_of(COUNSELLING)))
    assert len(figures) == 2
    assert all(figures)


def test_a_sheet_tells_contact_hours_way_and_last_way_home() -> None:
    text = text_of(printed(entry_of(COUNSELLING)))
    for words in (
        *(COUNSELLING, "02630 99999", "Dorfstraße 1, 56999", "Ausweis", "kostenfrei"),
        *("Montag, Dienstag, Donnerstag: 8:00 bis 12:30 Uhr", "Bus 350", "letzte Rückfahrt 17:34"),
        *("mit Unterstand", "Vorher anmelden: 0261 99999 bis Mo., 23. Nov., 18:00"),
        *("Geprüft am 1.10.2026 durch den Träger", "Mein Termin am", "Dienstag, 24. November 2026"),
        *(
            "Dieser Eintrag ist erfunden",
            "Musterfahrplan, frei erfunden",
            "Fahrpreis: nicht bekannt",
        ),
    ):
        assert words in text


def test_no_connection_is_printed_where_no_timetable_is_valid() -> None:
    text = text_of(printed(entry_of(COUNSELLING, by_bus=False)))
    assert "keinen gültigen Fahrplan" in text
    assert "Bus 350" not in text
    assert "letzte Rückfahrt" not in text


@pytest.mark.parametrize("length", [1, 40, 110])
def test_each_offer_has_one_page_however_much_it_says(length: int) -> None:
    wordy = entry_of(COUNSELLING, description="Wir hören zu und sprechen mit Ihnen. " * length)
    assert pages_of(printed(wordy, entry_of("Telefon für Eltern"))) == 2


def test_a_text_that_had_to_be_cut_says_so() -> None:
    text = text_of(printed(entry_of(COUNSELLING, description="Wir hören zu. " * 400)))
    assert "Der ganze Text steht auf der Seite des Angebots" in text


def test_the_sheet_of_a_sensitive_offer_says_nothing_of_what_it_is_about() -> None:
    pdf = printed(entry_of(SECRET))
    text = text_of(pdf)
    assert "02630 99999" in text
    for word in ("Gewalt", "Auland", "Beratung", "example.org", "Dorfstraße", "hören zu", "Bus"):
        assert word not in text
    assert words_of_figures(pdf) == []
    assert language_and_title(pdf) == ("de", "Kontakt und Weg")


def test_an_arabic_sheet_is_arabic_and_leaves_the_entry_as_it_is() -> None:
    pdf = printed(entry_of(COUNSELLING), language="ar")
    assert language_and_title(pdf)[0] == "ar"
    text = text_of(pdf)
    assert COUNSELLING in text
    assert "Öffnungszeiten" not in text
    assert "نوفمبر" in text


@pytest.mark.parametrize("large", [False, True])
def test_the_name_of_a_stop_is_not_torn_on_a_sheet_in_another_language(*, large: bool) -> None:
    entry = entry_of(COUNSELLING)
    assert entry.way is not None
    assert entry.way.there is not None
    name = "Feuerwehrgerätehausbrückenstraßenecke"  # too long for the rest of its line
    legs = tuple(replace(leg, headsign=name) for leg in entry.way.there.legs)
    way = replace(entry.way, there=replace(entry.way.there, legs=legs))
    text = text_of(printed(replace(entry, way=way), language="ar", large=large))
    assert text.count(name) == 2  # of two rides


def test_large_print_has_letters_of_sixteen_points() -> None:
    sizes = letter_sizes(printed(entry_of(COUNSELLING), large=True))
    assert max(sizes) > min(sizes - {8.0}) >= 14  # 8: the number of the page


def test_large_print_without_a_ride_takes_two_pages() -> None:

    assert pages_of(printed(entry_of(COUNSELLING, by_bus=False), large=True)) == 2


def test_hostile_names_are_only_letters(hostile_app: Flask) -> None:
    with hostile_app.test_request_context():
        assert "<script>alert(1)" in text_of(printed(entry_of(HOSTILE)))
