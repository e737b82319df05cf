"""A search that must leave no trace, walked by keyboard, with script and without."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import axe_playwright_python
import pytest

from tests.browser.walking import Walk

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js")


@pytest.mark.parametrize("scripts", [True, False], ids=["script", "no script"])
def test_a_sensitive_word_stands_neither_in_address_nor_title(
    browser: Browser,
    site: str,
    scripts: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    with Walk(browser, site, width=360, scripts=scripts) as walk:
        page = walk.page
        page.goto(site)
        page.locator("#suche").fill("Frauenhaus")
        with page.expect_navigation():
            page.keyboard.press("Tab")
            page.keyboard.press("Enter")
        assert page.url == f"{site}/angebote"
        assert "Suchergebnisse" in page.title()
        assert page.locator("h1").inner_text() == "1 Angebot zu: Häusliche Gewalt"
        assert "nicht löschen" in page.locator(".leave").inner_text()
        page.locator(".offer__name a").click()
        page.wait_for_load_state()
        assert page.title().startswith("Angebot –")
        assert not [address for address in walk.requested if "rauenhaus" in address]
        assert walk.foreign_requests == []


def test_axe_finds_nothing_on_a_private_list_nor_in_the_open_filters(walk: Walk) -> None:
    page = walk.open("start")
    page.locator("#suche").fill("xyzzy Krabbelgruppe")
    page.keyboard.press("Tab")
    walk.follow()
    page.locator(".filters > summary").click()
    violations = walk.evaluate_axe(AXE.read_text(encoding="utf-8"))
    assert [(v["id"], [node["html"] for node in v["nodes"]]) for v in violations] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_filters_are_set_and_taken_off_by_keyboard(walk: Walk) -> None:
    walk.open("all")
    walk.tab_to("Startort, Tag und Filter")
    walk.page.keyboard.press("Enter")
    walk.tab_to("fern")
    walk.page.keyboard.press("Space")
    walk.tab_to("Anwenden")
    walk.follow()
    assert walk.page.url.endswith("/angebote?fern=1")
    assert walk.page.locator("h1").inner_text() == "1 Angebot"
    walk.tab_to("am Telefon oder online")
    walk.follow()
    assert walk.page.url.endswith("/angebote")
