"""What every story asks of its pages: paper, words, and what stays on the device."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Route

    from tests.browser.walking import Walk

SCREENSHOTS = Path(__file__).parents[2] / "screenshots" / "stories"
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
KEPT = """
async () => [
  localStorage.length, sessionStorage.length, (await caches.keys()).length,
  (await navigator.serviceWorker.getRegistrations()).length,
  (await indexedDB.databases()).length, document.cookie.length,
]
"""


def paper(walk: Walk, press: Callable[[], None]) -> bytes:
    """Return the sheet that a press orders; what a browser does with a PDF is its own affair."""
    papers: list[bytes] = []

    def keep(route: Route) -> None:
        answer = route.fetch()
        assert answer.headers["content-type"] == "application/pdf"
        assert answer.headers["cache-control"] == "no-store"
        papers.append(answer.body())
        route.fulfill(status=204)

    walk.page.route("**/verweisblatt.pdf", keep)
    with walk.page.expect_response("**/verweisblatt.pdf"):
        press()
    walk.page.unroute("**/verweisblatt.pdf")
    return papers[0]


def look(walk: Walk, name: str) -> None:
    """Keep a picture of the page, which must fit, ask nobody else and show no tags as words."""
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    walk.page.screenshot(path=SCREENSHOTS / f"{name}.png", full_page=True)
    assert "</" not in walk.page.locator("body").inner_text()
    assert walk.page.evaluate(TOO_WIDE) <= 0
    assert walk.foreign_requests == []
    assert walk.complaints == []


def words(walk: Walk, selector: str) -> str:
    """Return what stands in the first such part of the page, with single spaces."""
    return " ".join(walk.page.locator(selector).first.inner_text().split())


def card_of(walk: Walk, name: str) -> str:
    """Return what the list says of an offer."""
    return " ".join(walk.page.locator(".offer", has_text=name).first.inner_text().split())


def kept_on_device(walk: Walk) -> list[int]:
    """Return how much is kept in each place where a page can keep something."""
    return [*walk.page.evaluate(KEPT), len(walk.page.context.cookies())]
