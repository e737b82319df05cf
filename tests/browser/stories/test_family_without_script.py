"""A family whose phone runs no JavaScript: search, filter, offer, way and sheet all the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.stories.telling import card_of, look, paper, words
from tests.pdfs import text_of

if TYPE_CHECKING:
    from tests.browser.walking import Walk

pytestmark = pytest.mark.browser

DEBTS, THURSDAY = "Schuldnerberatung Talheim", "2026-11-26"
TIMES = "hin 8:19, Termin 8:50–9:50, zurück 10:10, zu Hause 10:41; letzte Rückfahrt 17:10"


def test_without_script_a_search_ends_with_a_sheet_in_the_hand(
    phone_without_script: Walk,
) -> None:
    family = phone_without_script
    page = family.page
    page.goto(family.site)
    page.get_by_role("searchbox").fill("Beratung Oberau")
    page.get_by_role("button", name="Suchen").click()
    look(family, "no-script-results")

    page.locator(".filters > summary").click()
    page.get_by_label("Tag", exact=True).fill(THURSDAY)
    page.get_by_label("Stufenfrei").check()
    look(family, "no-script-filters")
    page.get_by_role("button", name="Anwenden").click()
    assert "Donnerstag" in words(family, ".chosen") or "26.11.2026" in words(family, ".chosen")
    assert TIMES in card_of(family, DEBTS)
    assert "Telefon für Eltern" not in words(family, ".offers")  # it has no door at all

    page.get_by_role("link", name=DEBTS, exact=True).click()
    assert words(family, "h1") == DEBTS
    look(family, "no-script-offer")
    page.get_by_label("Wo starten Sie?").fill("Oberau")
    page.get_by_label("Tag", exact=True).fill(THURSDAY)
    page.get_by_role("button", name="Hinweg und Rückweg zeigen").click()
    assert "Donnerstag, 26. November 2026 (Schultag), ab Oberau" in words(family, ".lead")
    assert TIMES in words(family, ".way__answer")
    look(family, "no-script-way")

    page.get_by_role("link", name="Alles über dieses Angebot").click()
    assert words(family, "h1") == DEBTS
    page.get_by_role("link", name="Verweisblatt").click()
    page.get_by_label("Start: Ort oder Kita").fill("Oberau")
    page.get_by_label("Tag", exact=True).fill(THURSDAY)
    look(family, "no-script-form")
    press = page.get_by_role("button", name="Blatt als PDF öffnen").click
    text = text_of(paper(family, press))
    assert "Donnerstag, 26. November 2026" in text
    for time in ("8:20", "8:50–9:50", "10:10", "10:40", "17:10"):
        assert time in text
