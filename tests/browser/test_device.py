from __future__ import annotations

import gzip
from base64 import urlsafe_b64encode
from pathlib import Path
from typing import TYPE_CHECKING

import axe_playwright_python
import pytest

from tests.browser.walking import Walk
from tests.small_district import service_id

if TYPE_CHECKING:
    from uuid import UUID

    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

KITA, PHONE = service_id("Kita Regenbogen"), service_id("Telefon für Eltern")
SECRET = service_id("Beratung bei Gewalt")
AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js")
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
FIRST_PAGE_BYTES = 150_000  # compressed, fonts and pictures included
KEPT = "JSON.parse(localStorage.getItem('sozialraum-merkliste') ?? '[]')"
CACHED = """
async () => {
  const texts = [];
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      texts.push(request.url, await (await cache.match(request)).text());
    }
  }
  return texts.join("\\n");
}
"""


def other_phone(*ids: UUID) -> str:
    """The address that the QR code of another phone holds."""
    shorts = [urlsafe_b64encode(one.bytes).decode().rstrip("=") for one in ids]
    return f"/merkliste#{'.'.join(shorts)}"


def open_list(walk: Walk, address: str = "/merkliste") -> None:
    walk.page.goto("about:blank")
    walk.page.goto(walk.site + address)
    walk.settle()


def names_of(walk: Walk) -> list[str]:
    return walk.page.locator("[data-part=list] .offer__name").all_inner_texts()


def take_over(walk: Walk, *ids: UUID) -> None:
    open_list(walk, other_phone(*ids))
    walk.page.get_by_role("button", name="Ja, hier merken").click()
    walk.page.locator("[data-part=actions]").wait_for()


def test_an_empty_list_leads_to_the_offers_and_leaves_nothing_on_the_device(walk: Walk) -> None:
    open_list(walk)
    assert walk.page.get_by_role("heading", name="Noch nichts gemerkt").is_visible()
    assert walk.page.evaluate("localStorage.length") == 0


def test_a_list_comes_over_from_another_phone_and_the_server_hears_nothing_of_it(
    walk: Walk,
) -> None:
    open_list(walk, other_phone(KITA, PHONE))
    assert walk.page.evaluate(KEPT) == []  # only once the person has said yes
    take_over(walk, KITA, PHONE)
    assert names_of(walk) == ["Kita Regenbogen", "Telefon für Eltern"]
    assert walk.page.evaluate(KEPT) == [str(KITA), str(PHONE)]
    asked = " ".join(walk.requested).partition("#")[0]
    assert str(KITA) not in asked
    assert walk.foreign_requests == []


def test_an_address_that_somebody_made_up_keeps_no_sensitive_offer(walk: Walk) -> None:
    take_over(walk, SECRET, KITA)
    assert walk.page.evaluate(KEPT) == [str(KITA)]


def test_an_offer_is_taken_off_and_the_list_is_cleared(walk: Walk) -> None:
    take_over(walk, KITA, PHONE)
    walk.page.get_by_role("button", name="Von der Merkliste nehmen").first.click()
    walk.page.locator(".offer", has_text="Kita Regenbogen").wait_for(state="detached")
    assert names_of(walk) == ["Telefon für Eltern"]
    walk.page.get_by_role("button", name="Liste leeren").click()
    walk.page.get_by_role("heading", name="Noch nichts gemerkt").wait_for()
    assert walk.page.evaluate("localStorage.length") == 0


def test_the_list_goes_into_a_code_and_into_a_letter(walk: Walk) -> None:
    take_over(walk, KITA)
    walk.page.get_by_role("button", name="QR-Code").click()
    walk.page.get_by_role("img", name="QR-Code").wait_for()
    letter = walk.page.locator("[data-part=mail]").get_attribute("href") or ""
    assert letter.startswith("mailto:?subject=")
    assert "Kita%20Regenbogen" in letter


def test_nothing_is_kept_for_offline_use_before_somebody_asks_for_it(walk: Walk) -> None:
    walk.open("start")
    walk.open("offer")
    assert walk.page.evaluate("caches.keys()") == []
    assert walk.page.evaluate("navigator.serviceWorker.getRegistrations()") == []


def test_without_a_network_the_copy_answers_and_knows_nothing_sensitive(walk: Walk) -> None:
    open_list(walk, "/ohne-netz")
    walk.page.get_by_role("button", name="Verzeichnis auf dieses Gerät laden").click()
    walk.page.locator("[data-part=state]", has_text="29 Angebote").wait_for()
    walk.page.goto(f"{walk.site}/angebot/{SECRET}")  # what is looked at is not kept
    kept = walk.page.evaluate(CACHED)
    assert "Kita Regenbogen" in kept
    assert "Beratung bei Gewalt" not in kept
    assert str(SECRET) not in kept

    walk.page.context.set_offline(True)
    walk.page.goto(f"{walk.site}/angebot/{KITA}")
    asked = walk.page.locator("[data-part=asked]")
    asked.wait_for()
    assert "02630 99999" in asked.inner_text()
    assert walk.page.get_by_role("heading", name="Sie sind gerade ohne Netz").is_visible()
    walk.page.get_by_label("Wort oder Ort").fill("telefon oberau")
    walk.page.get_by_label("Wort oder Ort").fill("regenbogen")
    assert names_of(walk) == ["Kita Regenbogen"]
    assert walk.page.get_by_text("116 111").first.is_visible()
    walk.page.goto(f"{walk.site}/angebot/{SECRET}")
    walk.page.get_by_role("heading", name="Sie sind gerade ohne Netz").wait_for()
    assert not walk.page.locator("[data-part=asked] .offer").count()


def test_the_copy_can_be_deleted_again(walk: Walk) -> None:
    open_list(walk, "/ohne-netz")
    walk.page.get_by_role("button", name="Verzeichnis auf dieses Gerät laden").click()
    walk.page.get_by_role("button", name="Kopie löschen").click()
    walk.page.get_by_text("Die Kopie ist gelöscht.").wait_for()
    assert walk.page.evaluate("caches.keys()") == []
    assert walk.page.evaluate("navigator.serviceWorker.getRegistrations()") == []


def test_a_button_keeps_an_offer_and_takes_it_off_again(walk: Walk) -> None:
    walk.open("offer")
    save = walk.page.locator("form[data-save-offer] button")
    save.click()
    walk.page.get_by_text("Merkliste (1)").wait_for()
    assert walk.page.evaluate(KEPT) == [str(KITA)]
    assert "entfernen" in save.inner_text()
    save.click()
    assert walk.page.evaluate(KEPT) == []
    assert not [address for address in walk.requested if "/merkliste" in address]


def test_a_sensitive_offer_has_no_button_to_keep_it(walk: Walk) -> None:
    walk.open("undisclosed")
    assert not walk.page.locator("form[data-save-offer]").count()


def test_an_offer_is_kept_by_keyboard(walk: Walk) -> None:
    walk.open("offer")
    walk.tab_to("Merken")
    walk.page.keyboard.press("Enter")
    walk.page.get_by_text("Merkliste (1)").wait_for()
    assert walk.page.evaluate(KEPT) == [str(KITA)]


def test_without_script_the_button_leads_to_a_list_that_can_be_taken_along(
    browser: Browser, site: str, width: int
) -> None:
    with Walk(browser, site, width=width, scripts=False) as walk:
        walk.page.goto(f"{site}/angebot/{KITA}")
        walk.page.get_by_role("button", name="Merken").click()
        assert walk.page.locator("h2.offer__name").all_inner_texts() == ["Kita Regenbogen"]
        assert walk.page.get_by_role("img", name="QR-Code").is_visible()
        assert walk.page.url == f"{site}/merkliste"


def test_the_first_page_is_light(browser: Browser, site: str) -> None:
    with Walk(browser, site, width=360) as walk:
        weights: dict[str, int] = {}
        walk.page.on("response", lambda r: weights.update({r.url: weight_of(r.body())}))
        walk.open("start")
        total = sum(weights.values())
        assert len(weights) > 5
        assert total <= FIRST_PAGE_BYTES, sorted(weights.items(), key=lambda pair: -pair[1])


def weight_of(body: bytes) -> int:
    """What a file takes on the way when the server in front compresses it; fonts are already."""
    return min(len(body), len(gzip.compress(body, 6)))


@pytest.mark.parametrize("prefix", ["", "/ar"])
def test_axe_finds_nothing_on_a_full_list_or_in_the_copy(walk: Walk, prefix: str) -> None:
    script = AXE.read_text(encoding="utf-8")
    open_list(walk, f"{prefix}/merkliste")
    assert walk.evaluate_axe(script) == []
    open_list(walk, prefix + other_phone(KITA, PHONE))
    assert walk.evaluate_axe(script) == []
    walk.page.locator("[data-part=take]").click()
    walk.page.locator("[data-part=actions]").wait_for()
    assert walk.evaluate_axe(script) == []
    open_list(walk, f"{prefix}/ohne-netz")
    walk.page.locator("[data-part=keep]").click()
    walk.page.locator("[data-part=list] .offer").first.wait_for()
    assert walk.evaluate_axe(script) == []
    assert walk.page.evaluate(TOO_WIDE) <= 0
    assert walk.complaints == []
