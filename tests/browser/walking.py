"""A person who walks through the pages, and what they notice on the way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self
from urllib.parse import urlsplit

from tests.small_district import service_id

if TYPE_CHECKING:
    from playwright.sync_api import Browser, ConsoleMessage, Page, Request

PAGES = {
    "start": "/",
    "results": "/angebote?q=Beratung+Oberau",
    "all": "/angebote",
    "nothing": "/angebote?q=xyzzy",
    "offer": f"/angebot/{service_id('Kita Regenbogen')}",
    "undisclosed": f"/angebot/{service_id('Beratung bei Gewalt')}",
    "gaps": "/planung/erreichbarkeit",
    "gap_map": "/planung/erreichbarkeit/karte?art=kita",
    "sources": "/quellen",
    "accessibility": "/barrierefreiheit",
    "error": "/gibt-es-nicht",
    "tonight": "/heute-nacht",
    "filtered": "/angebote?q=Beratung&von=Oberau&stufenfrei=1&tag=2026-11-25&gesprochen=uk",
    "imprint": "/impressum",
    "privacy": "/datenschutz",
    "shortlist": "/merkliste",
    "offline": "/ohne-netz",
    "plain_language": "/leichte-sprache",
    "sign_language": "/gebaerdensprache",
    "arabic_start": "/ar/",
    "arabic_results": "/ar/angebote?q=Beratung+Oberau",
    "arabic_offer": f"/ar/angebot/{service_id('Kita Regenbogen')}",
    "turkish_accessibility": "/tr/barrierefreiheit",
}
FOCUS_IS_VISIBLE = """
() => {
  const element = document.activeElement;
  if (element.tagName === "IFRAME") return true; // what is focused inside shows it
  const style = getComputedStyle(element);
  const box = element.getBoundingClientRect();
  const drawn = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  return drawn && box.width > 0 && box.bottom > 0 && box.top < innerHeight;
}
"""
NAME_OF_FOCUS = """
() => {
  const element = document.activeElement;
  return (element.getAttribute("aria-label") || element.innerText || element.title ||
          element.name || element.tagName).trim().replace(/\\s+/g, " ");
}
"""


class Walk:
    """One window: opens pages, presses keys, and keeps what went wrong."""

    def __init__(self, browser: Browser, site: str, *, width: int, scripts: bool = True) -> None:
        self.site = site
        self.requested: list[str] = []
        self.complaints: list[str] = []
        self._context = browser.new_context(
            viewport={"width": width, "height": 800}, java_script_enabled=scripts, locale="de-DE"
        )
        self.page: Page = self._context.new_page()
        self.page.on("request", self._note_request)
        self.page.on("console", self._note_console)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self._context.close()

    def open(self, name: str) -> Page:
        """Open one of the PAGES and wait until it is still."""
        self.page.goto(self.site + PAGES[name])
        self.settle()
        return self.page

    def settle(self) -> None:
        """Wait for all requests; a map in a frame is loaded only once it is in sight."""
        self.page.wait_for_load_state("networkidle")
        for frame in self.page.locator("iframe").all():
            frame.scroll_into_view_if_needed()
            self.page.wait_for_load_state("networkidle")
            self.page.frame_locator("iframe").locator("path.leaflet-interactive").first.wait_for()

    def tab_to(self, name: str, *, most: int = 60) -> None:
        """Press Tab until something whose name begins so has the focus, which must be visible each time."""
        for _press in range(most):
            self.page.keyboard.press("Tab")
            focused = self.focused()
            assert self.page.evaluate(FOCUS_IS_VISIBLE), f"the focus on {focused!r} is not visible"
            if focused.startswith(name):
                return
        message = f"{name!r} cannot be reached with {most} presses of Tab"
        raise AssertionError(message)

    def focused(self) -> str:
        """Return the name of what has the focus."""
        return str(self.page.evaluate(NAME_OF_FOCUS))

    def follow(self) -> None:
        """Press Enter on a link or in a form and wait for the page that it leads to."""
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")
        self.settle()

    @property
    def foreign_requests(self) -> list[str]:
        """What was asked of any other host."""
        own = urlsplit(self.site).netloc
        return [address for address in self.requested if urlsplit(address).netloc != own]

    def evaluate_axe(self, script: str) -> list[dict[str, Any]]:
        """Run axe-core, put in past the security policy, and return its violations."""
        self.page.evaluate(script)
        result = self.page.evaluate(
            "async () => await axe.run(document, {resultTypes: ['violations']})"
        )
        return list(result["violations"])

    def _note_request(self, request: Request) -> None:
        self.requested.append(request.url)

    def _note_console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.complaints.append(message.text)
