"""A father looks for something to do this week near him: by keyboard, on a phone, without script."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import axe_playwright_python
import pytest

from tests.browser.conftest import _served
from tests.browser.walking import Walk
from tests.small_district import service_id
from tests.small_events import small_app_with_events

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js")
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
PAGES = {
    "week": "/termine",
    "area": "/termine?gebiet=999990001&alter=3",
    "nothing": "/termine?ab=2026-12-01",
    "offer": f"/angebot/{service_id('Krabbelgruppe 1')}",
    "arabic": "/ar/termine",
}


@pytest.fixture(scope="module")
def dated_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    yield from _served(small_app_with_events(tmp_path_factory.mktemp("dated")))


@pytest.mark.parametrize("name", PAGES)
def test_a_page_with_dates_fits_asks_nobody_else_and_axe_finds_nothing(
    browser: Browser, dated_site: str, width: int, name: str
) -> None:
    with Walk(browser, dated_site, width=width) as walk:
        walk.page.goto(dated_site + PAGES[name])
        walk.settle()
        assert walk.page.evaluate(TOO_WIDE) <= 0
        assert walk.foreign_requests == []
        assert walk.complaints == []
        violations = walk.evaluate_axe(AXE.read_text(encoding="utf-8"))
        assert [(v["id"], [node["html"] for node in v["nodes"]]) for v in violations] == []


def test_by_keyboard_on_a_phone_a_week_becomes_an_entry_of_the_calendar(
    browser: Browser, dated_site: str
) -> None:
    with Walk(browser, dated_site, width=360) as walk:
        walk.page.goto(dated_site)
        walk.settle()
        walk.tab_to("Termine")
        walk.follow()
        walk.tab_to("überall")  # a list is named by what is chosen
        walk.page.keyboard.type("Auland")
        walk.tab_to("Termine zeigen")
        walk.follow()
        assert walk.page.locator("h1").inner_text() == "Diese Woche: Auland"
        assert walk.page.locator(".event__title").all_inner_texts() == ["Am Telefon"]
        walk.tab_to("In den Kalender")
        with walk.page.expect_download() as download:
            walk.page.keyboard.press("Enter")
        assert download.value.suggested_filename == "termin.ics"


def test_without_script_the_week_can_be_chosen(browser: Browser, dated_site: str) -> None:
    with Walk(browser, dated_site, width=360, scripts=False) as walk:
        walk.page.goto(f"{dated_site}/termine")
        walk.page.get_by_label("ab dem").fill("2026-12-08")
        walk.page.get_by_role("button", name="Termine zeigen").click()
        assert walk.page.locator(".event__title").all_inner_texts() == ["Im Advent"]
