from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from directory.families import visit_days
from directory.travelling import doors
from tests.pages import Client, Page, parsed
from tests.small_bus import travelling_app, village_point
from tests.small_district import TUESDAY, service_id
from tests.small_results import VILLAGES

if TYPE_CHECKING:
    from flask import Flask

    from directory.records.tables import Service

THURSDAY, FRIDAY, AFTER = "2026-11-26", "2026-11-27", "2027-02-25"
DEBTS = f"/angebot/{service_id('Schuldnerberatung Talheim')}/weg"


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    return travelling_app(tmp_path_factory.mktemp("ways"))


@pytest.fixture
def client(app: Flask) -> Client:
    return Client(app.test_client())


def _post(client: Client, address: str, **form: str) -> Page:
    response = client.plain.post(address, data=form, follow_redirects=True)
    return Page(response, parsed(response.get_data(as_text=True)))


def test_the_way_there_and_back_is_told_with_its_times_and_the_last_ride_home(
    client: Client,
) -> None:
    page = client.get(DEBTS, von=VILLAGES[0], tag=THURSDAY)
    assert page.status == 200
    assert (
        "hin 8:19, Termin 8:50–9:50, zurück 10:10, zu Hause 10:41; letzte Rückfahrt 17:10"
        in page.text
    )
    assert page.root.one("h1").text == "Hinweg und Rückweg: Schuldnerberatung Talheim"
    assert "Donnerstag, 26. November 2026 (Schultag)" in page.text
    assert "Bus 340" in page.text
    assert "von Oberau Kirche nach Talheim Kirche, 1 Halt dazwischen" in page.text
    assert "Minuten für einen Weg (geschätzt)" in page.text
    assert "Unterstand: nicht bekannt, Bank: nicht bekannt, Licht: nicht bekannt" in page.text


def test_one_line_at_a_stop_is_one_line(client: Client) -> None:
    stop = "Talheim Kirche: 0 Min. zu Fuß; Linie 340"
    assert stop in client.get(DEBTS, von=VILLAGES[0], tag=THURSDAY).text
    offer = client.get(DEBTS.removesuffix("/weg")).text
    assert "Talheim Kirche (0 Min. zu Fuß; Linie 340)" in offer


def test_the_same_times_stand_on_the_card_of_the_list(client: Client) -> None:
    page = _post(client, "/angebote", q="schulden", von=VILLAGES[0], tag=THURSDAY)
    card = next(one for one in page.root.all("li", "offer") if "Schuldner" in one.text)
    assert "hin 8:19, Termin 8:50–9:50, zurück 10:10, zu Hause 10:41" in card.text
    assert "letzte Rückfahrt 17:10" in card.text
    assert "Schultag. Gerechnet ist mit einem Termin von einer Stunde, bei Kitas" in page.text
    steps = next(link for link in card.all("a") if "Alle Schritte" in link.text)
    assert "hin 8:19, Termin 8:50–9:50" in client.get(steps.attributes["href"]).text


@pytest.fixture
def evening(app: Flask, client: Client, monkeypatch: pytest.MonkeyPatch) -> Client:
    """It is Tuesday, eight in the evening; doors are open on Monday, Tuesday and Thursday."""
    monkeypatch.setitem(app.config, "CLOCK", lambda: TUESDAY.replace(hour=20))
    return client


NEXT_DAY = "Heute ist nicht mehr geöffnet, darum der nächste Tag: Donnerstag, 26. November 2026."


def test_in_the_evening_the_list_shows_ways_of_the_next_open_day_and_says_so(
    evening: Client,
) -> None:
    page = _post(evening, "/angebote", q="schulden", von=VILLAGES[0])
    card = next(one for one in page.root.all("li", "offer") if "Schuldner" in one.text)
    assert NEXT_DAY in page.text
    assert "hin 8:19, Termin 8:50–9:50" in card.text
    steps = next(link for link in card.all("a") if "Alle Schritte" in link.text)
    assert f"tag={THURSDAY}" in steps.attributes["href"]
    chosen = _post(evening, "/angebote", q="schulden", von=VILLAGES[0], tag="2026-11-24")
    assert "Heute nicht mehr mit Bus und Bahn erreichbar." in chosen.text
    assert NEXT_DAY not in chosen.text


def test_an_offer_whose_hours_nobody_knows_does_not_keep_a_list_in_an_evening_without_ways(
    evening: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed = doors.doors_of

    def some_unknown(service: Service) -> tuple[doors.Door, ...]:
        unknown = {"Krabbelgruppe 1", "Krabbelgruppe 4"}
        return tuple(replace(d, schedules=()) if d.name in unknown else d for d in listed(service))

    monkeypatch.setattr(visit_days, "doors_of", some_unknown)
    assert NEXT_DAY in _post(evening, "/angebote", q="krabbelgruppe", von=VILLAGES[0]).text


@pytest.mark.parametrize("method", ["get", "post"])
def test_in_the_evening_a_way_without_a_day_is_that_of_the_next_open_day(
    evening: Client, method: str
) -> None:
    given = {"von": VILLAGES[0]}
    page = evening.get(DEBTS, **given) if method == "get" else _post(evening, DEBTS, **given)
    assert NEXT_DAY in page.text
    assert "hin 8:19, Termin 8:50–9:50" in page.text
    assert page.root.one("input", type="date").attributes["value"] == THURSDAY


def test_from_somebodys_home_no_card_leads_to_an_address_with_it(client: Client) -> None:
    longitude, latitude = village_point(0)
    page = _post(
        client, "/angebote", q="schulden", position=f"{latitude},{longitude}", tag=THURSDAY
    )
    card = next(one for one in page.root.all("li", "offer") if "Schuldner" in one.text)
    assert "hin 8:19" in card.text
    links = [link.attributes["href"] for link in page.root.all("a")]
    assert not any("/weg" in address or "position" in address for address in links)


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        (FRIDAY, "An diesem Tag geschlossen."),
        (AFTER, "Für diesen Tag liegt kein gültiger Fahrplan vor."),
        ("2026-11-24", "Heute nicht mehr mit Bus und Bahn erreichbar."),  # it is 10:30
    ],
)
def test_what_cannot_be_done_is_said_and_no_connection_is_printed(
    client: Client, day: str, sentence: str
) -> None:
    page = client.get(DEBTS, von=VILLAGES[0], tag=day)
    assert sentence in page.text
    assert not page.root.all("ol", "legs")
    assert "Termin" not in page.text


def test_a_home_address_never_stands_in_an_address_and_is_kept_nowhere(client: Client) -> None:
    longitude, latitude = village_point(0)
    page = _post(client, DEBTS, position=f"{latitude},{longitude}", tag=THURSDAY)
    assert page.response.request.path == DEBTS
    assert page.response.request.query_string == b""
    assert "no-store" in page.response.headers["Cache-Control"]
    assert "hin 8:19" in page.text
    html = page.response.get_data(as_text=True)
    assert f"{longitude:.3f}" not in html
    assert f"{latitude:.3f}" not in html
    redirected = client.plain.get(DEBTS, query_string={"von": "Kirchgasse"})
    assert redirected.status_code in {302, 303}
    assert "Kirchgasse" not in redirected.headers["Location"]


@pytest.mark.parametrize("name", ["Beratung bei Gewalt", "Telefon für Eltern"])
def test_no_way_is_told_to_what_is_secret_or_has_no_door(client: Client, name: str) -> None:
    address = f"/angebot/{service_id(name)}/weg"
    assert client.get(address, von=VILLAGES[0]).status == 404
    listed = _post(client, "/angebote", q=name, von=VILLAGES[0], tag=THURSDAY)
    cards = [card for card in listed.root.all("li", "offer") if name in card.text]
    assert all("hin " not in card.text and "Min." not in card.text for card in cards)


def test_hostile_words_in_the_form_are_inert(client: Client) -> None:
    for words in ("<script>alert(1)</script>", '"*:^()' + "x" * 10_000):
        page = _post(client, DEBTS, von=words, tag="kein Tag")
        assert page.status == 200
        assert "<script>alert" not in page.response.get_data(as_text=True)
        assert "hin " not in page.text
