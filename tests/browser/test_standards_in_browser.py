from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import axe_playwright_python
import pytest

from tests.browser.conftest import _served
from tests.browser.walking import Walk
from tests.small_supply import supply_app

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js")
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
PHONE, DESK = 360, 1280
PAGES = [
    ("/planung/guete", PHONE),
    ("/planung/guete?standard=oevgk18&tag=holiday_tuesday", DESK),
    ("/planung/guete?standard=rin", PHONE),
    ("/planung/guete/haltestellen?standard=goat_germany", PHONE),
    ("/planung/guete/karte?standard=oevgk18", DESK),
]


@pytest.fixture(scope="module")
def supply_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    yield from _served(supply_app(tmp_path_factory.mktemp("supply_site")))


@pytest.mark.parametrize(("address", "width"), PAGES)
def test_a_page_of_the_supply_fits_asks_nobody_else_and_axe_finds_nothing(
    browser: Browser, supply_site: str, address: str, width: int
) -> None:
    with Walk(browser, supply_site, width=width) as walk:
        walk.page.goto(supply_site + address)
        walk.settle()
        assert walk.page.evaluate(TOO_WIDE) <= 0
        assert walk.foreign_requests == []
        assert walk.complaints == []
        violations = walk.evaluate_axe(AXE.read_text(encoding="utf-8"))
        assert [(v["id"], [node["html"] for node in v["nodes"]]) for v in violations] == []


def test_without_script_the_table_is_there_and_the_map_is_not(
    browser: Browser, supply_site: str
) -> None:
    with Walk(browser, supply_site, width=PHONE, scripts=False) as walk:
        walk.page.goto(f"{supply_site}/planung/guete?standard=are_2011")
        assert walk.page.locator("tbody tr").count() == 3
        assert not walk.page.locator("iframe").locator("visible=true").count()
        assert walk.page.get_by_role("link", name="Ferientag").is_visible()
        walk.page.get_by_role("link", name="Alle zwei Stunden").click()
        assert "Alle zwei Stunden" in walk.page.locator("h1").inner_text()
