from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from werkzeug.datastructures import MultiDict

from directory.families.sheet_orders import Order
from tests.pdfs import language_and_title, pages_of, text_of
from tests.small_district import service_id

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

    from tests.pages import Client

COUNSELLING, SECRET = "Erziehungsberatung Auland", "Beratung bei Gewalt"


def ordered(client: FlaskClient, *names: str, **fields: str) -> TestResponse:
    ids = [str(service_id(name)) for name in names]
    return client.post("/verweisblatt.pdf", data={"angebot": ids, **fields})


@pytest.fixture
def browser(app: Flask) -> FlaskClient:
    return app.test_client()


def test_two_clicks_lead_from_an_offer_to_its_sheet(client: Client, browser: FlaskClient) -> None:
    page = client.get(f"/verweisblatt?angebot={service_id(COUNSELLING)}")
    form = page.root.one("form", "sheet-form")
    assert form.attributes["action"] == "/verweisblatt.pdf"
    assert form.attributes["method"] == "post"
    fields = {
        node.attributes["name"]: node.attributes.get("value", "")
        for node in form.all("input")
        if node.attributes.get("type") != "checkbox"
    }
    response = browser.post("/verweisblatt.pdf", data=fields | {"von": "Kita Regenbogen"})
    assert response.mimetype == "application/pdf"
    assert COUNSELLING in text_of(response.data)


def test_a_merkliste_of_two_offers_becomes_two_pages(browser: FlaskClient) -> None:
    response = ordered(browser, COUNSELLING, "Schuldnerberatung Talheim", von="Oberau")
    assert pages_of(response.data) == 2


def test_of_a_longer_list_the_first_ten_go_onto_a_sheet() -> None:
    ids = [uuid4() for _ in range(11)]
    form = MultiDict([("angebot", str(one)) for one in ids])
    order = Order.from_form(form, today=date(2026, 11, 24), language="de")
    assert order.ids == tuple(ids[:10])


def test_the_sheet_is_not_kept_and_its_name_tells_nothing(browser: FlaskClient) -> None:
    response = ordered(browser, SECRET)
    assert response.cache_control.no_store
    assert response.headers["Content-Disposition"] == 'inline; filename="Kontakt.pdf"'
    assert "Gewalt" not in text_of(response.data)


def test_a_start_that_nobody_knows_is_asked_for_again(browser: FlaskClient) -> None:
    response = ordered(browser, COUNSELLING, von="Nirgendwo 77")
    assert response.mimetype == "text/html"
    text = response.get_data(as_text=True)
    assert "Diesen Ort haben wir nicht gefunden." in text
    assert "Nirgendwo" not in text


def test_names_that_may_have_been_meant_are_one_click_away(browser: FlaskClient) -> None:
    text = ordered(browser, COUNSELLING, von="Regenbogen").get_data(as_text=True)
    assert 'name="von" value="Kita Regenbogen"' in text


def test_a_start_never_stands_in_an_address(browser: FlaskClient) -> None:
    assert browser.get("/verweisblatt.pdf?von=Oberau").status_code == 405


def test_the_sheet_is_in_the_language_that_was_chosen(browser: FlaskClient) -> None:
    response = ordered(browser, COUNSELLING, sprache="tr")
    assert language_and_title(response.data)[0] == "tr"


def test_what_cannot_be_read_of_an_order_is_left_out(browser: FlaskClient) -> None:
    response = browser.post(
        "/verweisblatt.pdf",
        data={"angebot": ["x", str(service_id(COUNSELLING))], "tag": "gestern", "sprache": "xx"},
    )
    assert pages_of(response.data) == 1
    assert "24. November 2026" in text_of(response.data)


def test_the_form_names_no_sensitive_offer(client: Client) -> None:
    page = client.get(f"/verweisblatt?angebot={service_id(SECRET)}")
    assert "Gewalt" not in page.root.one("main").text
    assert "neutralem Blatt" in page.text
