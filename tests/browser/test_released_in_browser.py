"""Released versions in a browser: nothing for axe to find, nothing asked of others, no script needed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import axe_playwright_python
import pytest

from tests.browser.conftest import _served
from tests.browser.walking import Walk
from tests.small_district import small_app
from tests.small_releases import change, draft

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

SCREENSHOTS = Path(__file__).parents[1] / "screenshots"
AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js")
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
PAGES = {
    "released": "/erreichbarkeit?art=counselling",
    "released_municipality": "/erreichbarkeit/gemeinde/99999000",
    "arabic_released": "/ar/erreichbarkeit",
    "versions": "/planung/fassungen",
}


@pytest.fixture(scope="module")
def released_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a small district with a released version and a draft."""
    folder = tmp_path_factory.mktemp("released_site")
    app = small_app(folder)
    key = draft(folder)
    for step in ("open", "comment", "publish"):
        change(folder, key, step)
    results = folder / "gaps.json"
    results.write_text(results.read_text("utf-8").replace("41.3", "12.3"), "utf-8")
    draft(folder, "Winter 2026")
    yield from _served(app)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_fits_asks_nobody_else_and_axe_finds_nothing(
    browser: Browser, released_site: str, width: int, name: str
) -> None:
    with Walk(browser, released_site, width=width) as walk:
        walk.page.goto(released_site + PAGES[name])
        walk.settle()
        SCREENSHOTS.mkdir(exist_ok=True)
        walk.page.screenshot(path=SCREENSHOTS / f"{name}-{width}.png", full_page=True)
        assert walk.page.evaluate(TOO_WIDE) <= 0
        assert walk.foreign_requests == []
        assert walk.complaints == []
        violations = walk.evaluate_axe(AXE.read_text(encoding="utf-8"))
        assert [(v["id"], [node["html"] for node in v["nodes"]]) for v in violations] == []


def test_the_map_shows_without_script(browser: Browser, released_site: str) -> None:
    with Walk(browser, released_site, width=1280, scripts=False) as walk:
        walk.page.goto(released_site + PAGES["released"])
        picture = walk.page.locator(".status-map img")
        assert picture.is_visible()
        assert picture.bounding_box()["height"] > 100  # type: ignore[index] # it is visible
