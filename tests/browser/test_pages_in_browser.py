from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import axe_playwright_python
import pytest

from directory.maps import inert
from tests.browser.walking import PAGES, Walk

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

SCREENSHOTS = Path(__file__).parents[1] / "screenshots"
AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js")
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.mark.parametrize("name", PAGES)
def test_a_page_fits_asks_nobody_else_and_axe_finds_nothing(
    walk: Walk, width: int, name: str
) -> None:
    page = walk.open(name)
    SCREENSHOTS.mkdir(exist_ok=True)
    page.evaluate("scrollTo(0, 0)")
    page.screenshot(path=SCREENSHOTS / f"{name}-{width}.png", full_page=True)

    assert page.evaluate(TOO_WIDE) <= 0
    assert walk.foreign_requests == []
    assert [text for text in walk.complaints if "404" not in text or name != "error"] == []
    violations = walk.evaluate_axe(AXE.read_text(encoding="utf-8"))
    assert [(v["id"], [node["html"] for node in v["nodes"]]) for v in violations] == []


def test_a_request_to_another_host_would_be_noticed(walk: Walk) -> None:
    walk.open("start").evaluate("() => fetch('https://example.org/').catch(() => null)")
    # The security policy blocks it before it leaves; the complaint of the browser tells of it.
    assert walk.foreign_requests or any("example.org" in text for text in walk.complaints)


@pytest.mark.parametrize("name", PAGES)
def test_everything_is_there_without_script(
    browser: Browser, site: str, width: int, name: str
) -> None:
    with Walk(browser, site, width=width, scripts=False) as walk:
        page = walk.page
        page.goto(site + PAGES[name])
        assert page.locator("h1").count() == 1
        assert not page.locator(".map, iframe, .folium-map *").locator("visible=true").count()
        assert walk.foreign_requests == []


def test_hostile_names_do_nothing_on_any_page(browser: Browser, hostile_site: str) -> None:
    with Walk(browser, hostile_site, width=1280) as walk:
        alerts: list[str] = []
        walk.page.on("dialog", lambda dialog: (alerts.append(dialog.message), dialog.dismiss()))
        walk.page.goto(f"{hostile_site}/angebote?art=other")
        walk.settle()
        walk.page.locator(".leaflet-marker-icon.map-marker").click()
        walk.page.locator(".leaflet-popup").wait_for()
        assert "<script>" in walk.page.locator(".leaflet-popup").inner_text()
        walk.open("gap_map")
        walk.page.locator("path.leaflet-interactive").first.click()
        walk.page.locator(".leaflet-popup").wait_for()
        assert inert("<script>") in walk.page.locator(".leaflet-popup").inner_text()
        assert not walk.page.locator(".leaflet-popup script, .leaflet-popup b").count()
        assert alerts == []
        assert walk.complaints == []
