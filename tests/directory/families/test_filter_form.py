from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from directory.families.filter_words import BOX_NAMES, SORT_NAMES, set_filters
from directory.families.filters import BOXES, SORTS, Filters

if TYPE_CHECKING:
    from tests.pages import Client, Page


def _names(page: Page) -> list[str]:
    return [heading.text for heading in page.root.all("h2", "offer__name")]


def test_every_filter_and_every_order_has_a_name_on_the_page() -> None:
    assert set(BOX_NAMES) == set(BOXES)
    assert set(SORT_NAMES) == set(SORTS)


def test_a_filter_leads_to_an_address_that_can_be_passed_on(client: Client) -> None:
    answer = client.plain.post("/angebote", data={"q": "kita", "stufenfrei": "1", "alter": "3"})
    address = answer.headers["Location"]
    assert address == "/angebote?q=kita&alter=3&stufenfrei=1"
    form = client.get(address).root.one("form", "filters__form")
    assert "checked" in form.one("input", name="stufenfrei").attributes
    assert "checked" not in form.one("input", name="kostenlos").attributes
    assert form.one("input", name="alter").attributes["value"] == "3"


def test_what_is_set_can_be_taken_off_again(client: Client) -> None:
    page = client.get("/angebote?q=kita&stufenfrei=1&tag=2026-11-25")
    links = {a.attributes["href"]: a.text for a in page.root.one("ul", "chosen").all("a")}
    assert set(links) == {"/angebote?q=kita&tag=2026-11-25", "/angebote?q=kita&stufenfrei=1"}
    assert "am 25.11.2026" in " ".join(links.values())


def test_the_kind_keeps_the_filters_and_filters_keep_the_kind(client: Client) -> None:
    page = client.get("/angebote?art=counselling&jetzt=1")
    form = page.root.one("form", "filters__form")
    assert form.one("input", name="art").attributes["value"] == "counselling"
    assert page.root.one("nav", "kinds").all("a")[0].attributes["href"] == "/angebote?jetzt=1"


def test_open_at_a_chosen_day_keeps_what_is_open_then(client: Client) -> None:
    assert len(_names(client.get("/angebote?art=kita&tag=2026-11-24"))) == 2
    assert not _names(client.get("/angebote?art=kita&tag=2026-11-28"))  # a Saturday


def test_filters_that_leave_nothing_can_be_dropped_in_one_step(client: Client) -> None:
    page = client.get("/angebote?q=kita&fern=1")
    assert page.root.one("h1").text == "Dazu haben wir nichts gefunden"
    steps = {a.attributes["href"] for a in page.root.one("main").all("a")}
    assert "/angebote?q=kita" in steps


@pytest.mark.parametrize("topic", ["violence", "sexual_violence"])
def test_a_sensitive_topic_chosen_in_the_form_stays_out_of_the_address(
    client: Client, topic: str
) -> None:
    answer = client.plain.post("/angebote", data={"thema": topic})
    assert answer.status_code == 200
    assert answer.cache_control.no_store


def test_what_is_not_set_is_not_told() -> None:
    assert set_filters(Filters()) == []
