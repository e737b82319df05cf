from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.small_district import service_id

if TYPE_CHECKING:
    from tests.pages import Client, Page


def _names(page: Page) -> list[str]:
    return [heading.text for heading in page.root.all("h2", "offer__name")]


def test_a_topic_and_a_place_find_what_is_near(client: Client) -> None:
    page = client.get("/angebote", q="kita oberau")
    assert _names(page) == ["Kita Regenbogen", "Kita Sonnenblume"]
    assert page.root.one("h1").text == "2 Angebote zu: Kita in der Nähe von Oberau"
    assert "8,0 km Luftlinie" in page.root.all("li", "offer")[1].text


def test_the_same_words_in_another_order_find_the_same(client: Client) -> None:
    assert _names(client.get("/angebote", q="Oberau Kita")) == [
        "Kita Regenbogen",
        "Kita Sonnenblume",
    ]


def test_a_slip_of_the_keyboard_is_mended_and_told(client: Client) -> None:
    page = client.get("/angebote", q="Schuldnerbertung")
    assert _names(page) == ["Schuldnerberatung Talheim"]
    assert "„schuldnerbertung“ als „schuldnerberatung“ verstanden" in page.text


def test_a_card_says_state_freshness_and_that_it_is_invented(client: Client) -> None:
    marks = [mark.text for mark in client.get("/angebote", q="Regenbogen").root.all("span", "mark")]
    assert marks == ["jetzt geöffnet", "bestätigt am 1.10.2026 durch den Träger", "Muster"]


def test_without_words_everything_is_listed_page_by_page(client: Client) -> None:
    first, second = client.get("/angebote"), client.get("/angebote", seite=2)
    names = _names(first) + _names(second)
    assert len(names) == len(set(names)) == 30
    assert "Seite 1 von 2" in first.text


@pytest.mark.parametrize("page", ["0", "-1", "99999999999999999999", "zwei", ""])
def test_an_odd_page_number_is_brought_into_range(client: Client, page: str) -> None:
    assert client.get("/angebote", seite=page).status == 200


def test_one_kind_can_be_chosen_and_an_unknown_one_changes_nothing(client: Client) -> None:
    assert len(_names(client.get("/angebote", art="kita"))) == 2
    assert "30 Angebote" in client.get("/angebote", art="<script>").text


@pytest.mark.parametrize("text", ['"*:^()', "x" * 10_000, "%_\\", "\0", "' OR 1=1 --", "🙂"])
def test_odd_and_endless_input_gives_a_page(client: Client, text: str) -> None:
    assert client.get("/angebote", q=text).status == 200
    assert client.plain.get("/angebote.geojson", query_string={"q": text}).status_code == 200


def test_nothing_found_says_what_to_try(client: Client) -> None:
    page = client.get("/angebote", q="xyzzy Polch")
    assert page.root.one("h1").text == "Dazu haben wir nichts gefunden"
    assert "Das können Sie versuchen" in page.text


def test_what_nobody_here_helps_with_is_said_in_a_friendly_way(client: Client) -> None:
    page = client.get("/angebote", q="Hund Oberau")
    assert _names(page) == []
    assert "Zu „Hund“ steht hier nichts" in page.text
    assert "Steckt eine Sorge dahinter?" in page.text


def test_the_map_has_all_hits_and_the_list_the_same(client: Client) -> None:
    found = json.loads(client.plain.get("/angebote.geojson?art=family_education").data)
    assert len(found["features"]) == 24
    page = client.get("/angebote", art="family_education")
    assert page.root.one("h1").text == "24 Angebote zu: Familienbildung"
    assert "Die Karte zeigt von 24 Angeboten alle, die einen Ort haben" in page.text


def test_the_map_of_one_offer_speaks_of_one(client: Client) -> None:
    note = client.get("/angebote", q="Schuldnerberatung").root.one("p", "map-note").text
    assert note == "Die Karte zeigt 1 Angebot, wenn es einen Ort hat."


def test_an_undisclosed_place_is_on_no_map(client: Client) -> None:
    found = json.loads(client.plain.get("/angebote.geojson?art=counselling").data)
    names = {feature["properties"]["name"] for feature in found["features"]}
    assert names == {"Erziehungsberatung Auland", "Schuldnerberatung Talheim"}
    address = f"/angebot/{service_id('Beratung bei Gewalt')}.geojson"
    assert json.loads(client.plain.get(address).data)["features"] == []


def test_an_undisclosed_place_has_no_distance_and_is_not_found_by_its_village(
    client: Client,
) -> None:
    card = client.get("/angebote", q="Gewalt Unterau").root.one("li", "offer").text
    assert "Luftlinie" not in card
    assert "Unterau" not in card
    assert "Beratung bei Gewalt" not in _names(client.get("/angebote", q="56999"))


def test_a_search_on_a_sensitive_topic_leaves_nothing_on_the_device(client: Client) -> None:
    assert client.get("/angebote", q="Frauenhaus").response.cache_control.no_store
    assert not client.get("/angebote", q="Kita").response.cache_control.no_store


def test_hostile_names_are_inert_in_lists_and_map_data(hostile: Client) -> None:
    for address in ("/", "/angebote?art=other", "/angebote?q=<script>alert(1)</script>"):
        html = hostile.get(address).response.get_data(as_text=True)
        assert "<script>alert" not in html
        assert "<b>" not in html
    answer = hostile.plain.get("/angebote.geojson?art=other")
    assert answer.mimetype == "application/geo+json"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_the_boundaries_are_sent_once_and_then_confirmed(client: Client) -> None:
    first = client.plain.get("/karte/gemeinden.geojson")
    assert len(json.loads(first.data)["features"]) == 3
    mark = {"If-None-Match": first.headers["ETag"]}
    again = client.plain.get("/karte/gemeinden.geojson", headers=mark)
    assert again.status_code == 304
    assert not again.data
