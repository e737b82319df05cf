"""A social worker in a Kita: two offers for a family, one sheet with the ways from the Kita."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.stories.telling import look, paper, words
from tests.pdfs import pages_of, tags_of, text_of, words_of_figures

if TYPE_CHECKING:
    from tests.browser.walking import Walk

pytestmark = pytest.mark.browser

COUNSELLING, DEBTS = "Erziehungsberatung Auland", "Schuldnerberatung Talheim"
KITA, THURSDAY = "Kita Regenbogen", "2026-11-26"


def keep(desk: Walk, question: str, name: str) -> None:
    """Search, open the offer, and keep it."""
    desk.page.get_by_role("link", name="Hilfe für Familien").click()
    desk.page.get_by_role("searchbox").fill(question)
    desk.page.get_by_role("button", name="Suchen").click()
    desk.page.get_by_role("link", name=name, exact=True).click()
    desk.settle()
    desk.page.get_by_role("button", name="Merken").click()


def test_two_offers_and_a_kita_become_one_sheet_with_maps_and_ways(desk: Walk) -> None:
    page = desk.page
    page.goto(desk.site)
    keep(desk, "Trennung", COUNSELLING)
    keep(desk, "Schulden", DEBTS)
    look(desk, "social-worker-offer")
    page.get_by_role("link", name="Merkliste (2)").click()
    desk.settle()
    page.locator("[data-part=list] .offer").nth(1).wait_for()
    names = page.locator("[data-part=list] .offer__name").all_inner_texts()
    assert names == [COUNSELLING, DEBTS]
    look(desk, "social-worker-list")

    page.get_by_role("button", name="Blatt zum Mitnehmen (PDF)").click()
    desk.settle()
    assert COUNSELLING in words(desk, ".sheet-form ul")
    assert DEBTS in words(desk, ".sheet-form ul")
    page.get_by_label("Start: Ort oder Kita").fill(KITA)
    page.get_by_label("Tag", exact=True).fill(THURSDAY)
    look(desk, "social-worker-form")
    sheet = paper(desk, page.get_by_role("button", name="Blatt als PDF öffnen").click)

    first, second = text_of(sheet).split(DEBTS, 1)
    assert pages_of(sheet) == 2
    assert COUNSELLING in first
    for part, times in (
        (first, ("8:19", "8:20", "8:35", "8:35–9:35", "10:25", "10:40", "17:25")),
        (second, ("8:19", "8:20", "8:50", "8:50–9:50", "10:10", "10:40", "17:10")),
    ):
        assert KITA in part
        assert "Donnerstag, 26. November 2026" in part
        assert [time for time in times if time not in part] == []
    maps = [text for text in words_of_figures(sheet) if "Karte" in text]
    assert len(maps) == 2
    assert {"Document", "H1", "Figure", "L"} <= tags_of(sheet)
