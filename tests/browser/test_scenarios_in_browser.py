"""Pages of scenarios in a browser: they fit, axe finds nothing, and no script is needed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import axe_playwright_python
import pytest

from tests.browser.conftest import _served
from tests.browser.walking import Walk
from tests.small_scenarios import scenario_app, small_folder

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js")
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
PHONE, DESK = 360, 1280
PAGES = [
    ("", DESK),
    ("/neu?art=zone", PHONE),
    ("/neu?art=copied_trip&linie=340", DESK),
    ("/ONE", PHONE),
    ("/vergleich?ids=ONE&ids=OTHER&art=counselling", PHONE),
]


@pytest.fixture(scope="module")
def scenario_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of an app whose var folder is its own."""
    folder = tmp_path_factory.mktemp("scenario_site")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOZIALRAUM_VAR", str(folder / "var"))
        yield from _served(scenario_app(small_folder(folder)))


@pytest.fixture(scope="module")
def ids(browser: Browser, scenario_site: str) -> tuple[str, str]:
    """Two scenarios, made by a planner whose browser runs no script."""
    made = []
    with Walk(browser, scenario_site, width=PHONE, scripts=False) as walk:
        page = walk.page
        page.goto(f"{scenario_site}/planung/szenarien")
        page.get_by_role("link", name="Beratungstag in einer Kita").click()
        page.get_by_label("Name des Szenarios").fill("Beratung in der Kita")
        page.get_by_label("Kita", exact=True).select_option("Kita Regenbogen")
        page.get_by_label("Öffnungszeiten").fill("Di 9:00-16:00")
        page.get_by_role("button", name="Anlegen").click()
        assert "gewinnt" in page.locator("table").inner_text()
        made.append(page.url.rpartition("/")[2])
        page.goto(f"{scenario_site}/planung/szenarien/neu?art=copied_trip")
        page.get_by_label("1. Linie").select_option("340")
        page.get_by_role("button", name="Fahrten dieser Linie zeigen").click()
        page.get_by_label("Name des Szenarios").fill("Ein Bus mehr")
        page.get_by_label("Um wie viele Minuten").fill("45")
        page.get_by_role("button", name="Anlegen").click()
        assert "45 Minuten später" in page.locator("main").inner_text()
        made.append(page.url.rpartition("/")[2])
    return made[0], made[1]


@pytest.mark.parametrize(("address", "width"), PAGES)
def test_a_page_of_scenarios_fits_asks_nobody_else_and_axe_finds_nothing(
    browser: Browser, scenario_site: str, ids: tuple[str, str], address: str, width: int
) -> None:
    told = address.replace("ONE", ids[0]).replace("OTHER", ids[1])
    with Walk(browser, scenario_site, width=width) as walk:
        walk.page.goto(f"{scenario_site}/planung/szenarien{told}")
        walk.settle()
        assert walk.page.evaluate(TOO_WIDE) <= 0
        assert walk.foreign_requests == []
        assert walk.complaints == []
        violations = walk.evaluate_axe(AXE.read_text(encoding="utf-8"))
        assert [(v["id"], [node["html"] for node in v["nodes"]]) for v in violations] == []
