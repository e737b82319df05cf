"""To a Kita and home, twice: the card, the page and the sheet tell both trips with their times."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.pages import Client, Page, parsed
from tests.pdfs import pages_of, text_of
from tests.small_bus import CALLS, FOR_KITAS, travelling_app
from tests.small_district import service_id
from tests.small_results import VILLAGES

if TYPE_CHECKING:
    from flask import Flask

THURSDAY = "2026-11-26"
KITA = "Kita Regenbogen"  # in Oberau; open from 8:00 to 12:30
BRINGING = "Bringen: hin 7:29, an der Kita 8:00–8:10, zu Hause 8:51"
RIDES = ("7:30–8:00", "8:20–8:50", "11:15–11:45", "12:10–12:40")
COLLECTING = "Abholen: hin 11:14, an der Kita 11:45–11:55, zu Hause 12:41"


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    return travelling_app(tmp_path_factory.mktemp("kitas"), calls=CALLS + FOR_KITAS)


@pytest.fixture
def way(client: Client) -> Page:
    return client.get(f"/angebot/{service_id(KITA)}/weg", von=VILLAGES[2], tag=THURSDAY)


def test_the_page_names_the_kita_and_tells_bringing_and_collecting_leg_by_leg(way: Page) -> None:
    assert way.root.one("h1").text == f"Hinweg und Rückweg: {KITA}"
    assert [h.text for h in way.root.one("main").all("h2")][:2] == ["Bringen", "Abholen"]
    assert BRINGING in way.text
    assert COLLECTING in way.text
    times = [leg.text for leg in way.root.all("span", "leg__time")]
    assert [time for time in times if time in RIDES] == list(RIDES)
    assert way.text.count("Die letzte Rückfahrt des Tages: los um 12:10 Uhr.") == 1


def test_no_id_stands_twice_on_the_page_of_two_trips(way: Page) -> None:
    ids = [node.attributes["id"] for node in way.root.walk() if "id" in node.attributes]
    assert len(ids) == len(set(ids))
    labels = [node.attributes["aria-labelledby"] for node in way.root.all("section")]
    assert {"hin-titel", "zurueck-titel", "hin-titel-abholen", "zurueck-titel-abholen"} <= set(
        labels
    )
    assert set(labels) <= set(ids)


def test_the_card_of_the_list_tells_both_trips_in_a_line(client: Client) -> None:
    form = {"q": "Kita", "von": VILLAGES[2], "tag": THURSDAY}
    response = client.plain.post("/angebote", data=form, follow_redirects=True)
    cards = parsed(response.get_data(as_text=True)).all("li", "offer")
    card = next(one.text for one in cards if KITA in one.text)
    assert f"{BRINGING}; {COLLECTING}; letzte Rückfahrt 12:10" in card
    assert "Termin" not in card


def test_the_sheet_prints_both_trips_on_its_one_page(app: Flask) -> None:
    form = {"angebot": str(service_id(KITA)), "von": VILLAGES[2], "tag": THURSDAY}
    response = app.test_client().post("/verweisblatt.pdf", data=form)
    assert pages_of(response.data) == 1
    text = text_of(response.data)
    for words in (
        *("Bringen", "Abholen", "Hin, morgens mit dem Kind", "Zurück, nach dem Abholen"),
        *("7:30", "8:00–8:10", "8:50", "11:15", "11:45–11:55", "12:40", "letzte Rückfahrt 12:10"),
    ):
        assert words in text
    assert "Termin möglich" not in text
    assert "8:20" not in text  # the way back in the morning is told by its times alone
    assert "zu Fuß zur Haltestelle" not in text  # one starts at it
