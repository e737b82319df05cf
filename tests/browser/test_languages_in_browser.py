from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.walking import Walk

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

PHONE = 360
LEFT_EDGE = "element => element.getBoundingClientRect().left"
RIGHT_EDGE = "element => innerWidth - element.getBoundingClientRect().right"


@pytest.mark.parametrize("scripts", [True, False], ids=["script", "no-script"])
def test_somebody_reads_arabic_and_finds_a_kita(
    browser: Browser, site: str, *, scripts: bool
) -> None:
    with Walk(browser, site, width=PHONE, scripts=scripts) as walk:
        page = walk.page
        page.goto(site)
        page.get_by_role("link", name="العربية").click()
        assert page.locator("html").get_attribute("dir") == "rtl"
        page.get_by_role("searchbox").fill("Kita Oberau")
        page.get_by_role("button", name="بحث").click()
        assert "/ar/angebote?" in page.url
        page.get_by_role("link", name="Kita Regenbogen").click()
        assert "/ar/angebot/" in page.url
        assert "ساعات العمل" in page.locator("main").inner_text()
        assert page.locator("html").get_attribute("lang") == "ar"
        assert walk.foreign_requests == []


def test_another_language_shows_the_same_search(browser: Browser, site: str) -> None:
    with Walk(browser, site, width=PHONE) as walk:
        page = walk.page
        page.goto(f"{site}/angebote?q=Beratung+Oberau")
        names = page.locator(".offer__name").all_inner_texts()
        page.get_by_role("link", name="Українська").click()
        assert page.url == f"{site}/uk/angebote?q=Beratung+Oberau"
        assert page.locator(".offer__name").all_inner_texts() == names


def test_an_arabic_page_begins_at_the_right(browser: Browser, site: str) -> None:
    with Walk(browser, site, width=1280) as walk:
        page = walk.page
        page.goto(f"{site}/ar/")
        brand = page.locator(".brand")
        assert brand.evaluate(RIGHT_EDGE) < brand.evaluate(LEFT_EDGE)
        page.goto(f"{site}/")
        brand = page.locator(".brand")
        assert brand.evaluate(LEFT_EDGE) < brand.evaluate(RIGHT_EDGE)


def test_the_keyboard_reaches_every_language(browser: Browser, site: str) -> None:
    with Walk(browser, site, width=PHONE) as walk:
        walk.page.goto(site)
        walk.tab_to("Русский")
        walk.page.keyboard.press("Enter")
        walk.page.wait_for_url("**/ru/")
        assert walk.page.locator("html").get_attribute("lang") == "ru"
