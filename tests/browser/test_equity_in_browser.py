from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import axe_playwright_python
import pytest

from tests.browser.conftest import _served
from tests.browser.walking import Walk
from tests.small_district import small_app
from tests.small_equity import write_equity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js")
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
PHONE, DESK = 360, 1280
PAGES = [
    ("/planung/verteilung", PHONE),
    ("/planung/verteilung?art=counselling", DESK),
    ("/planung/standorte?ort=99999001", PHONE),
    ("/planung/standorte", DESK),
]


@pytest.fixture(scope="module")
def equity_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("equity_site")
    app = small_app(folder)
    write_equity(folder)
    yield from _served(app)


@pytest.mark.parametrize(("address", "width"), PAGES)
def test_a_page_of_equity_fits_asks_nobody_else_and_axe_finds_nothing(
    browser: Browser, equity_site: str, address: str, width: int
) -> None:
    with Walk(browser, equity_site, width=width) as walk:
        walk.page.goto(equity_site + address)
        walk.settle()
        assert walk.page.evaluate(TOO_WIDE) <= 0
        assert walk.foreign_requests == []
        assert walk.complaints == []
        violations = walk.evaluate_axe(AXE.read_text(encoding="utf-8"))
        assert [(v["id"], [node["html"] for node in v["nodes"]]) for v in violations] == []


def test_without_script_a_planner_compares_a_place_of_her_own(
    browser: Browser, equity_site: str
) -> None:
    with Walk(browser, equity_site, width=PHONE, scripts=False) as walk:
        walk.page.goto(f"{equity_site}/planung/standorte?art=counselling")
        walk.page.get_by_label("1. Gemeinde").select_option("Unterau")
        walk.page.get_by_label("Wie viele weitere Orte?").select_option("1")
        walk.page.get_by_role("button", name="Vergleichen").click()
        assert walk.page.get_by_label("1. Gemeinde").input_value() == "99999001"
        assert "Ihr Plan" in walk.page.locator("table").first.inner_text()
        assert "art=counselling" in walk.page.url
