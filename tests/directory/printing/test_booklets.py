from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING

import pytest

from directory.printing.booklets import booklet_pdf, edition_of
from directory.printing.editions import NEW, Edition, changes_since, read_edition
from directory.printing.numbering import Booklet, in_order
from directory.printing.sheets import Look
from directory.printing.small_map import MapMaker
from directory.records import queries as records
from directory.sessions import current_session
from geodata.errors import SourceError
from tests.pdfs import (
    boxes_of_lines,
    language_and_title,
    letter_sizes,
    lines_of,
    tags_of,
    text_of,
    texts_of_pages,
    words_of_figures,
)
from tests.small_district import service_id
from tests.small_ways import TUESDAY

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from flask import Flask

    from directory.printing.editions import Changes

GERMAN = Look()
NAMES = ("Kita Regenbogen", "Erziehungsberatung Auland", "Telefon für Eltern", "Kita Sonnenblume")


@pytest.fixture(autouse=True)
def _asked(app: Flask) -> Iterator[None]:
    with app.test_request_context():
        yield


@pytest.fixture
def booklet() -> Booklet:
    session = current_session()
    services = [records.service_by_id(session, service_id(name)) for name in NAMES]
    start = services[0].locations_here[0].location.longitude_latitude
    return in_order("Kita Regenbogen", services, start)


def printed(booklet: Booklet, look: Look = GERMAN, changes: Changes | None = None) -> bytes:
    session = current_session()
    maps = MapMaker(session, records.outlines_at(session, "municipality"))
    edition = edition_of(booklet, TUESDAY, look)
    return booklet_pdf(booklet, edition, look, maps=maps, changes=changes)


def test_numbers_begin_at_the_kita_and_end_with_what_has_no_place(booklet: Booklet) -> None:
    assert [service.name for service in booklet.services] == [
        "Kita Regenbogen",
        "Erziehungsberatung Auland",
        "Kita Sonnenblume",
        "Telefon für Eltern",
    ]
    assert [place.text for place in booklet.places] == ["1", "2", "3"]


def test_offers_at_one_spot_share_a_mark_and_have_numbers_in_a_row(booklet: Booklet) -> None:
    twice = in_order("", [*booklet.services[:2], *booklet.services[:2]])
    assert [place.text for place in twice.places] == ["1–2", "3–4"]


def test_a_booklet_is_tagged_and_says_the_same_as_its_map(booklet: Booklet) -> None:
    pdf = printed(booklet)
    assert language_and_title(pdf) == ("de", "Was gibt es rund um Kita Regenbogen?")
    assert {"H1", "H2", "H3", "Table", "TH", "Figure"} <= tags_of(pdf)
    assert all(words_of_figures(pdf))
    text = text_of(pdf)
    assert all(name in text for name in NAMES)
    assert "Öffnungszeiten: Montag, Dienstag, Donnerstag: 8:00 bis 12:30 Uhr" in text


def test_what_is_new_changed_or_gone_is_marked(booklet: Booklet) -> None:
    now = edition_of(booklet, TUESDAY, GERMAN)
    first, second, third, _new = now.offers
    lost = replace(third, id="lost", name="Krabbelgruppe von früher")
    before = Edition("", TUESDAY, (first, replace(second, phone="02630 1"), third, lost))
    changes = changes_since(before, now.offers)
    assert sorted(changes.marks.values()) == ["changed", NEW]
    text = text_of(printed(booklet, changes=changes))
    assert "Erziehungsberatung Auland geändert" in text
    assert "Telefon für Eltern neu" in text
    assert "Nicht mehr dabei • Krabbelgruppe von früher" in text
    assert "Kita Regenbogen neu" not in text


def test_a_booklet_in_large_print_has_large_letters_and_one_column(booklet: Booklet) -> None:
    pdf = printed(booklet, Look(large=True))
    assert max(letter_sizes(pdf)) > min(letter_sizes(pdf) - {8.0}) >= 14  # 8: number of the page
    assert all(name in text_of(pdf) for name in NAMES)
    begins = {left for left, words in lines_of(pdf) if words.startswith("Telefon:")}
    assert len(begins) == 1


@pytest.mark.parametrize("large", [False, True])
def test_no_entry_lies_over_another_at_the_end_of_a_page(booklet: Booklet, *, large: bool) -> None:
    look = Look(large=large)
    many = replace(booklet, services=[*booklet.services] * 9)
    lines = boxes_of_lines(printed(many, look))
    for number, page in enumerate(lines):
        for one, other in combinations(page, 2):
            assert not one.intersects(other), f"page {number + 1}"


def test_below_a_list_that_goes_over_to_a_second_page_the_entries_begin(booklet: Booklet) -> None:
    heading = "Die Angebote im Einzelnen"
    one = in_order("Auland", booklet.services[-1:])  # by telephone: without a map there is room
    short = [text.count("02630 99999") for text in texts_of_pages(printed(one))]
    assert short == [1, 1]  # but the list to hang up has a page of its own
    many = replace(booklet, services=[*booklet.services] * 4)
    _cover, second, *_rest = texts_of_pages(printed(many))
    assert heading in second
    assert not second.startswith(heading)


def test_another_number_alone_is_no_change(booklet: Booklet) -> None:
    now = edition_of(booklet, TUESDAY, GERMAN)
    moved = tuple(replace(offer, number=offer.number + 7) for offer in now.offers)
    assert not changes_since(now, moved).marks


def test_the_data_file_gives_the_edition_back(booklet: Booklet, tmp_path: Path) -> None:
    edition = edition_of(booklet, TUESDAY, GERMAN)
    edition.write(tmp_path / "heft.json")
    assert read_edition(tmp_path / "heft.json") == edition


@pytest.mark.parametrize("text", ["", "[]", '{"format": "other", "version": 1}', "{}"])
def test_a_file_that_is_no_edition_is_refused(text: str, tmp_path: Path) -> None:
    path = tmp_path / "heft.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SourceError, match="written beside an earlier booklet"):
        read_edition(path)
