from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import axe_playwright_python
import pytest

from tests.browser.conftest import _served
from tests.browser.walking import Walk
from tests.small_needs import RAINBOW, needs_app

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js")
SCREENSHOTS = Path(__file__).parents[1] / "screenshots"
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
PAGES = {
    "needs": "/planung/auswahl?anzahl=1&gewicht_wohngeld=viel",
    "social_work": "/planung/kita-sozialarbeit",
}


@pytest.fixture(scope="module")
def needs_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    yield from _served(needs_app(tmp_path_factory.mktemp("needs_site")))


@pytest.mark.parametrize("name", PAGES)
def test_a_page_of_need_fits_asks_nobody_else_and_axe_finds_nothing(
    browser: Browser, needs_site: str, width: int, name: str
) -> None:
    with Walk(browser, needs_site, width=width) as walk:
        walk.page.goto(needs_site + PAGES[name])
        walk.settle()
        SCREENSHOTS.mkdir(exist_ok=True)
        walk.page.screenshot(path=SCREENSHOTS / f"{name}-{width}.png", full_page=True)
        assert walk.page.evaluate(TOO_WIDE) <= 0
        assert walk.foreign_requests == []
        assert walk.complaints == []
        violations = walk.evaluate_axe(AXE.read_text(encoding="utf-8"))
        assert [(v["id"], [node["html"] for node in v["nodes"]]) for v in violations] == []


def test_weights_are_changed_by_a_plain_form(browser: Browser, needs_site: str) -> None:
    with Walk(browser, needs_site, width=1280, scripts=False) as walk:
        walk.page.goto(f"{needs_site}/planung/auswahl")
        walk.page.get_by_label("Wohngeld").fill("9")
        walk.page.get_by_label("Wie viele Kitas").fill("1")
        walk.page.get_by_role("button", name="Neu rechnen").click()
        first = walk.page.locator("tbody tr").first
        assert RAINBOW in first.inner_text()
        assert "sicher ausgewählt" in first.inner_text()
