from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.browser.walking import Walk

pytestmark = pytest.mark.browser


def test_from_the_search_field_to_an_offer_and_back(walk: Walk) -> None:
    walk.open("start")
    walk.tab_to("Zum Inhalt springen")
    walk.tab_to("q")
    walk.page.keyboard.type("Oberau Kita")
    walk.follow()
    assert walk.page.locator("h1").inner_text() == "2 Angebote zu: Kita in der Nähe von Oberau"
    walk.tab_to("Kita Regenbogen")
    walk.follow()
    assert walk.page.locator("h1").inner_text() == "Kita Regenbogen"
    walk.tab_to("02630 99999")


def test_the_skip_link_leads_past_the_menu(walk: Walk) -> None:
    walk.open("results")
    walk.tab_to("Zum Inhalt springen")
    walk.follow()
    walk.tab_to("q", most=1)
    assert walk.page.evaluate("document.activeElement.name") == "q"


def test_from_the_list_to_its_next_page_and_to_one_kind(walk: Walk) -> None:
    walk.open("all")
    walk.tab_to("Weitere Angebote")
    walk.follow()
    assert "Seite 2 von 2" in walk.page.locator(".pages").inner_text()
    walk.tab_to("Beratung (4)")
    walk.follow()
    assert walk.page.locator("h1").inner_text() == "4 Angebote zu: Beratung"


def test_a_sign_on_the_map_opens_with_enter_and_leads_to_its_page(walk: Walk) -> None:
    walk.open("results")
    walk.tab_to("Erziehungsberatung Auland, Unterau")
    walk.page.keyboard.press("Enter")
    link = walk.page.locator(".leaflet-popup a")
    link.wait_for()
    assert re.fullmatch(r"/angebot/[0-9a-f-]{36}", link.get_attribute("href") or "")


def test_through_the_gap_page_to_another_kind_and_another_order(walk: Walk) -> None:
    walk.open("gaps")
    walk.page.evaluate("document.activeElement.blur()")
    walk.tab_to("Familienbildung")
    walk.follow()
    assert walk.page.locator("h1").inner_text() == "Erreichbarkeit: Familienbildung"
    walk.tab_to("Gemeinde")
    walk.follow()
    first = walk.page.locator("tbody th").first
    assert first.inner_text() == "Oberau"
    assert walk.page.locator("th[aria-sort]").inner_text() == "Gemeinde"


def test_immediate_help_is_one_step_from_every_page(walk: Walk) -> None:
    walk.open("offer")
    walk.tab_to("Hilfe sofort")
    walk.follow()
    assert walk.page.url.endswith("#hilfe-sofort")
    walk.tab_to("112", most=1)
