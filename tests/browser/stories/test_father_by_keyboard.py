"""A father who uses no mouse: from the start page to a sheet, and always sees where he is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.stories.telling import look, paper, words
from tests.browser.walking import Walk
from tests.pdfs import pages_of, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

DEBTS = "Schuldnerberatung Talheim"


@pytest.fixture
def father(browser: Browser, village_site: str, width: int) -> Iterator[Walk]:
    with Walk(browser, village_site, width=width) as person:
        yield person


def test_by_keyboard_alone_he_comes_from_the_start_page_to_the_paper(
    father: Walk, width: int
) -> None:
    father.page.goto(father.site)
    father.settle()
    look(father, f"father-start-{width}")
    father.tab_to("q")
    father.page.keyboard.type("Schulden Oberau")
    father.follow()
    assert "zu: Schulden" in words(father, "h1")
    look(father, f"father-results-{width}")
    father.tab_to(DEBTS)
    father.follow()
    assert words(father, "h1") == DEBTS
    father.tab_to("Verweisblatt")
    father.follow()
    father.tab_to("von")
    father.page.keyboard.type("Oberau")
    father.tab_to("Blatt als PDF öffnen")
    look(father, f"father-form-{width}")

    sheet = paper(father, lambda: father.page.keyboard.press("Enter"))
    text = text_of(sheet)
    assert pages_of(sheet) == 1
    assert DEBTS in text
    assert "02630 99999" in text
    for time in ("8:20", "8:50–9:50", "10:10", "10:40", "17:10"):
        assert time in text


def test_the_keyboard_opens_the_filters_and_narrows_by_them(father: Walk) -> None:
    father.page.goto(f"{father.site}/angebote?q=Beratung+Oberau")
    father.settle()
    names = father.page.locator(".offer__name").all_inner_texts()
    assert {"Telefon für Eltern", DEBTS} <= set(names)
    father.tab_to("Startort, Tag und Filter")
    father.page.keyboard.press("Enter")
    father.tab_to("stufenfrei")
    father.page.keyboard.press("Space")
    father.tab_to("Anwenden")
    father.follow()
    assert "stufenfrei=1" in father.page.url
    assert "ufenfrei" in words(father, ".chosen")
    narrowed = father.page.locator(".offer__name").all_inner_texts()
    assert set(names) - set(narrowed) == {"Telefon für Eltern"}  # it has no door at all
