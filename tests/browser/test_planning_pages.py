from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import axe_playwright_python
import pytest

from tests.browser.walking import FOCUS_IS_VISIBLE, Walk

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

SCREENSHOTS = Path(__file__).parents[1] / "screenshots"
AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js")
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
PAGES = {
    "planning_overview": "/planung/",
    "planning_profile": "/planung/profil",
    "planning_clock": "/planung/tagesuhr?art=counselling",
    "planning_holidays": "/planung/ferien",
    "planning_quality": "/planung/datenlage",
    "planning_village": "/planung/gemeinde/99999000?alles=1",
}


@pytest.mark.parametrize("name", PAGES)
def test_a_planners_page_fits_asks_nobody_else_and_axe_finds_nothing(
    walk: Walk, width: int, name: str
) -> None:
    page = walk.page
    page.goto(walk.site + PAGES[name])
    walk.settle()
    SCREENSHOTS.mkdir(exist_ok=True)
    page.screenshot(path=SCREENSHOTS / f"{name}-{width}.png", full_page=True)
    assert page.evaluate(TOO_WIDE) <= 0
    assert walk.foreign_requests == []
    assert walk.complaints == []
    violations = walk.evaluate_axe(AXE.read_text(encoding="utf-8"))
    assert [(v["id"], [node["html"] for node in v["nodes"]]) for v in violations] == []


@pytest.mark.parametrize("width", [360], ids=["phone"])
def test_without_script_charts_tables_and_explanations_are_there(
    browser: Browser, site: str, width: int
) -> None:
    with Walk(browser, site, width=width, scripts=False) as walk:
        for address in PAGES.values():
            walk.page.goto(site + address)
            assert walk.page.locator("h1").count() == 1
        charts = walk.page.locator("svg.chart__drawing")
        assert charts.count() > 6
        assert charts.last.is_visible()
        assert walk.page.locator(".how__text").first.is_visible()
        assert walk.foreign_requests == []


@pytest.mark.parametrize("width", [1280], ids=["desk"])
def test_with_keys_alone_one_finds_a_village_and_how_a_number_was_computed(
    browser: Browser, site: str, width: int
) -> None:
    with Walk(browser, site, width=width) as walk:
        page = walk.page
        page.goto(site + PAGES["planning_overview"])
        page.locator("#gemeinde").focus()
        page.keyboard.press("U")  # Unterau
        walk.tab_to("Blatt der Gemeinde zeigen")
        walk.follow()
        assert page.locator("h1").inner_text() == "Unterau"
        explanation = page.locator("details.how").first
        explanation.locator("summary").focus()
        page.keyboard.press("Enter")
        assert explanation.locator(".how__text").is_visible()
        page.keyboard.press("Tab")
        assert page.evaluate(FOCUS_IS_VISIBLE)


@pytest.mark.parametrize("hostile", [False, True], ids=["names", "hostile names"])
def test_the_map_as_one_file_opens_from_a_disk_and_asks_nobody(
    browser: Browser,
    request: pytest.FixtureRequest,
    tmp_path: Path,
    hostile: bool,  # noqa: FBT001 - a case
) -> None:
    site = request.getfixturevalue("hostile_site" if hostile else "site")
    with Walk(browser, site, width=1280) as walk:
        alerts: list[str] = []
        walk.page.on("dialog", lambda dialog: (alerts.append(dialog.message), dialog.dismiss()))
        answer = walk.page.request.get(f"{site}/planung/karte.html?art=kita")
        path = tmp_path / "karte.html"
        path.write_bytes(answer.body())
        walk.requested.clear()
        walk.page.goto(path.as_uri())
        walk.page.locator("path.leaflet-interactive").first.click()
        walk.page.locator(".leaflet-popup").wait_for()
        assert walk.page.locator("path.leaflet-interactive").count() == 3
        assert walk.requested == [path.as_uri()]
        assert walk.complaints == []
        assert alerts == []
        if not hostile:
            assert walk.evaluate_axe(AXE.read_text(encoding="utf-8")) == []
            walk.page.screenshot(path=SCREENSHOTS / "planning_one_file-1280.png", full_page=True)
