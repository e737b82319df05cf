"""A social worker prints a sheet: from the page of an offer, with a Kita, by keyboard, without script."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import axe_playwright_python
import pytest

from tests.browser.walking import Walk
from tests.small_district import service_id

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js")
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
OFFER = service_id("Erziehungsberatung Auland")
FORM = f"/verweisblatt?angebot={OFFER}"


@pytest.mark.parametrize("address", [FORM, f"/ar{FORM}", "/verweisblatt"])
def test_the_form_fits_asks_nobody_else_and_axe_finds_nothing(walk: Walk, address: str) -> None:
    walk.page.goto(walk.site + address)
    walk.settle()
    assert walk.page.evaluate(TOO_WIDE) <= 0
    assert walk.foreign_requests == []
    assert walk.complaints == []
    violations = walk.evaluate_axe(AXE.read_text(encoding="utf-8"))
    assert [(v["id"], [node["html"] for node in v["nodes"]]) for v in violations] == []


def test_a_start_that_was_not_found_is_said_and_axe_finds_nothing(walk: Walk) -> None:
    walk.page.goto(walk.site + FORM)
    walk.page.fill("#von", "Regenbogen")
    with walk.page.expect_navigation():
        walk.page.keyboard.press("Enter")
    assert walk.page.get_by_role("alert").is_visible()
    assert walk.page.get_by_role("button", name="Kita Regenbogen").is_visible()
    assert walk.evaluate_axe(AXE.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("scripts", [True, False])
def test_a_sheet_is_two_clicks_away_from_an_offer(
    browser: Browser, site: str, *, scripts: bool
) -> None:
    with Walk(browser, site, width=360, scripts=scripts) as walk:
        walk.page.goto(f"{site}/angebot/{OFFER}")
        walk.page.get_by_role("link", name="Verweisblatt").click()
        walk.page.get_by_label("Start: Ort oder Kita").fill("Kita Regenbogen")
        with walk.page.expect_response("**/verweisblatt.pdf") as answer:
            walk.page.get_by_role("button", name="Blatt als PDF öffnen").click()
        assert answer.value.headers["content-type"] == "application/pdf"
        assert "Regenbogen" not in answer.value.url


def test_the_form_can_be_filled_in_by_keyboard_alone(walk: Walk) -> None:
    walk.page.goto(walk.site + FORM)
    for name in ("von", "tag", "Deutsch", "gross", "Blatt als PDF öffnen"):
        walk.tab_to(name)
    assert "PDF öffnen" in walk.page.evaluate("document.activeElement.textContent")
