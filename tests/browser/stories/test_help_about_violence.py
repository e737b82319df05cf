"""Somebody who looks for help about violence, and whom nobody may find out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.stories.telling import kept_on_device, look, paper, words
from tests.pdfs import text_of

if TYPE_CHECKING:
    from playwright.sync_api import Request, Response

    from tests.browser.walking import Walk

pytestmark = pytest.mark.browser

TELLING = ("gewalt", "violence", "schl%C3%A4gt", "schlägt", "oberau")
WEATHER = "https://www.dwd.de/"


def ask(phone: Walk) -> Response:
    """Ask in one's own words; return the answer."""
    phone.page.goto(phone.site)
    phone.page.get_by_role("searchbox").fill("mein mann schlägt mich Oberau")
    with phone.page.expect_response("**/angebote") as answer:
        phone.page.get_by_role("button", name="Suchen").click()
    phone.settle()
    return answer.value


def test_list_and_offer_are_neutral_outside_and_kept_nowhere(phone: Walk) -> None:
    page = phone.page
    assert "no-store" in ask(phone).headers["cache-control"]
    assert page.title() == "Suchergebnisse – Landkreis Muster"
    assert words(phone, ".offer__name") == "Beratung bei Gewalt"
    assert "Die Adresse ist zum Schutz der Familien geheim." in words(phone, ".offer")
    assert "hin " not in words(phone, ".offer__lines")  # times would tell where it is
    look(phone, "violence-results")

    with page.expect_response("**/angebot/*") as answer:
        page.get_by_role("link", name="Beratung bei Gewalt").click()
    phone.settle()
    assert "no-store" in answer.value.headers["cache-control"]
    assert page.title() == "Angebot – Landkreis Muster"
    assert page.get_by_role("link", name="02630 99999").is_visible()
    for name in ("Merken", "Kontakt speichern", "Hinweg und Rückweg zeigen"):
        assert not page.get_by_text(name).count()
    look(phone, "violence-offer")

    assert kept_on_device(phone) == [0] * 7
    asked = " ".join(phone.requested).lower()
    assert [word for word in TELLING if word in asked] == []


def test_one_press_leads_out_to_a_harmless_page_that_is_not_told_from_where(phone: Walk) -> None:
    left: list[Request] = []
    ask(phone)
    phone.page.on("request", lambda request: left.append(request))  # noqa: PLW0108 - it must be Python
    phone.page.route(f"{WEATHER}**", lambda route: route.fulfill(body="Wetter"))
    assert "nicht löschen" in words(phone, ".leave")
    phone.page.get_by_role("link", name="Seite jetzt verlassen").click()
    phone.page.wait_for_url(WEATHER)
    assert "referer" not in left[0].headers
    assert phone.page.locator("body").inner_text() == "Wetter"


@pytest.mark.parametrize("person", ["phone", "phone_without_script"])
def test_the_way_out_takes_the_place_of_the_page_in_the_history_where_script_runs(
    request: pytest.FixtureRequest, person: str
) -> None:
    walk: Walk = request.getfixturevalue(person)
    walk.page.route(f"{WEATHER}**", lambda route: route.fulfill(body="Wetter"))
    walk.page.goto(walk.site)
    walk.page.goto(f"{walk.site}/heute-nacht")
    walk.page.get_by_role("link", name="Seite jetzt verlassen").click()
    walk.page.wait_for_url(WEATHER)
    walk.page.go_back()
    left_behind = walk.page.url.removeprefix(walk.site)
    assert left_behind == ("/" if person == "phone" else "/heute-nacht")


def test_the_way_out_stands_on_the_first_screen(phone: Walk) -> None:
    ask(phone)
    box = phone.page.get_by_role("link", name="Seite jetzt verlassen").bounding_box()
    assert box is not None
    assert box["y"] + box["height"] <= 800


def test_the_sheet_names_neither_the_offer_nor_its_topic(phone: Walk) -> None:
    ask(phone)
    phone.page.get_by_role("link", name="Beratung bei Gewalt").click()
    phone.page.get_by_role("link", name="Verweisblatt").click()
    phone.settle()
    look(phone, "violence-form")
    press = phone.page.get_by_role("button", name="Blatt als PDF öffnen").click
    text = text_of(paper(phone, press))
    assert "02630 99999" in text
    assert "gewalt" not in text.lower().replace("hilfetelefon gewalt gegen frauen", "")
