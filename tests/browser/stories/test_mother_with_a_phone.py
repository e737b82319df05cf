"""A mother with a pushchair, in a village, with her phone: who helps, and is there a bus home?"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.stories.telling import card_of, kept_on_device, look, words

if TYPE_CHECKING:
    from tests.browser.walking import Walk

pytestmark = pytest.mark.browser

ONE_SCREEN = 740  # pixels of an ordinary telephone, which is less high than the window here
COUNSELLING = "Erziehungsberatung Auland"
TIMES = "hin 8:19, Termin 8:35–9:35, zurück 10:25, zu Hause 10:41; letzte Rückfahrt 17:25"


def search(phone: Walk) -> None:
    phone.page.goto(phone.site)
    phone.page.get_by_role("searchbox").fill("streit mit ex Oberau")
    phone.page.get_by_role("button", name="Suchen").click()
    phone.settle()


def test_she_sees_who_helps_whether_it_is_open_and_how_she_gets_home(phone: Walk) -> None:
    search(phone)
    assert "in der Nähe von Oberau" in words(phone, "h1")
    card = card_of(phone, COUNSELLING)
    assert words(phone, ".offer__name") == COUNSELLING  # it is the first
    assert "jetzt geschlossen öffnet heute um 8:00 Uhr" in card
    assert TIMES in card
    look(phone, "mother-results")


def test_the_first_name_stands_on_the_first_screen(phone: Walk) -> None:
    search(phone)
    box = phone.page.locator(".offer__name").first.bounding_box()
    assert box is not None
    assert box["y"] + box["height"] <= ONE_SCREEN


def test_from_the_list_to_every_step_of_the_way_to_the_contact_on_her_phone(phone: Walk) -> None:
    search(phone)
    phone.page.get_by_role("link", name="Alle Schritte").first.click()
    phone.settle()
    assert TIMES in words(phone, ".way__answer")
    there = words(phone, "section[aria-labelledby=hin-titel]")
    assert "8:20–8:35" in there
    assert "von Oberau Kirche nach Mitte Kirche" in there
    assert "Die letzte Rückfahrt des Tages: los um 17:25 Uhr." in words(phone, ".way__both")
    look(phone, "mother-way")

    phone.page.get_by_role("link", name="Alles über dieses Angebot").click()
    phone.settle()
    assert words(phone, "h1") == COUNSELLING
    assert phone.page.get_by_role("link", name="02630 99999").is_visible()
    look(phone, "mother-offer")

    with phone.page.expect_download() as download:
        phone.page.get_by_role("link", name="Kontakt speichern").click()
    card = Path(download.value.path()).read_text(encoding="utf-8")
    assert f"FN:{COUNSELLING}" in card
    assert "02630 99999" in card
    assert kept_on_device(phone) == [0] * 7
