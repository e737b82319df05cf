from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.small_district import HOSTILE, service_id

if TYPE_CHECKING:
    from tests.pages import Client, Page


def _offer(client: Client, name: str) -> Page:
    return client.get(f"/angebot/{service_id(name)}")


def _fact(page: Page, label: str) -> str:
    for row in page.root.one("dl").all("div"):
        if row.one("dt").text == label:
            return row.one("dd").text
    pytest.fail(f"no fact {label}")


def test_a_kita_shows_its_places_and_what_is_not_known(client: Client) -> None:
    page = _offer(client, "Kita Regenbogen")
    assert page.root.one("h1").text == "Kita Regenbogen"
    assert _fact(page, "Plätze") == "60"
    assert _fact(page, "Freie Plätze") == "3"
    assert _fact(page, "Familienzentrum") == "ja"
    assert _fact(page, "Kita-Sozialarbeit") == "nicht bekannt"
    assert _fact(page, "Sprachen") == "Ukrainisch"
    assert _fact(page, "Stufenfrei") == "ja"


def test_the_week_is_a_table_with_today_marked(client: Client) -> None:
    week = _offer(client, "Kita Regenbogen").root.one("table", "hours")
    assert week.one("tr", "hours__today").text == "Dienstag (heute) 8:00 bis 12:30 Uhr"
    assert "Mittwoch geschlossen" in week.text


def test_contact_is_one_tap_away(client: Client) -> None:
    targets = [
        a.attributes["href"] for a in _offer(client, "Kita Regenbogen").root.one("main").all("a")
    ]
    assert targets[:3] == ["tel:0263099999", "mailto:post@example.org", "https://www.example.org"]


def test_no_two_actions_have_the_same_symbol(client: Client) -> None:
    actions = _offer(client, "Kita Regenbogen").root.one("ul", "actions")
    symbols = [use.attributes["href"] for use in actions.all("use")]
    assert {"#symbol-contact", "#symbol-sheet"} <= set(symbols)
    assert len(symbols) == len(set(symbols))
    drawn = {symbol.attributes["id"] for symbol in client.get("/").root.all("symbol")}
    assert {symbol.removeprefix("#") for symbol in symbols} <= drawn


def test_an_undisclosed_place_shows_no_address_no_map_and_a_neutral_title(client: Client) -> None:
    page = _offer(client, "Beratung bei Gewalt")
    assert "zum Schutz der Familien geheim" in page.text
    assert page.root.one("title").text == "Angebot – Landkreis Muster"
    assert not page.root.all("div", "map")
    assert not page.root.all("address")
    assert page.response.cache_control.no_store


def test_an_offer_by_phone_has_no_address_and_says_so(client: Client) -> None:
    page = _offer(client, "Telefon für Eltern")
    assert "Dieses Angebot hat keine feste Adresse: am Telefon." in page.text


def test_a_hostile_entry_is_inert(hostile: Client) -> None:
    page = _offer(hostile, HOSTILE)
    assert page.root.one("h1").text == HOSTILE
    assert not [a for a in page.root.all("a") if "alert" in a.attributes.get("href", "")]
    data = page.root.one("script", type="application/ld+json")  # read, never run
    assert all("src" in script.attributes for script in page.root.all("script") if script != data)
    assert json.loads(data.text)["name"] == HOSTILE


def test_the_legal_pages_show_what_the_operator_wrote_or_that_it_is_missing(client: Client) -> None:
    assert client.get("/impressum").text == "Impressum Erster Absatz. Zweiter."
    assert "noch nicht eingetragen" in client.get("/datenschutz").text
    statement = client.get("/barrierefreiheit").text
    assert "Noch nicht bewertet" in statement
    assert "Durchsetzungsstelle" in statement
    assert "noch keinen Kontakt eingetragen" in statement


def test_the_sources_are_listed_with_licence_and_what_they_are(client: Client) -> None:
    row = client.get("/quellen").root.one("tbody").one("tr").text
    assert row == "angebote.csv frei erfunden EUPL-1.2 nicht bekannt Muster"


def test_a_contact_card_holds_what_an_address_book_needs(client: Client) -> None:
    answer = client.plain.get(f"/angebot/{service_id('Kita Regenbogen')}.vcf")
    lines = answer.get_data(as_text=True).split("\r\n")
    assert answer.mimetype == "text/vcard"
    assert lines[:3] == ["BEGIN:VCARD", "VERSION:4.0", "KIND:org"]
    assert "FN:Kita Regenbogen" in lines
    assert "TEL;TYPE=work:02630 99999" in lines
    assert "ADR;TYPE=work:;;Dorfstraße 1;Oberau;;56999;" in lines
    assert lines[-2:] == ["END:VCARD", ""]


def test_a_hostile_name_ends_no_line_of_a_contact_card(hostile: Client) -> None:
    text = hostile.plain.get(f"/angebot/{service_id(HOSTILE)}.vcf").get_data(as_text=True)
    assert text.count("BEGIN:") == text.count("END:") == 1


def test_machines_read_the_same_offer(client: Client) -> None:
    data = json.loads(
        _offer(client, "Kita Regenbogen").root.one("script", type="application/ld+json").text
    )
    assert data["@context"] == "https://schema.org"
    assert data["@type"] == "ChildCare"
    assert data["address"]["postalCode"] == "56999"
    assert data["openingHoursSpecification"][0] == {
        "@type": "OpeningHoursSpecification",
        "dayOfWeek": "Monday",
        "opens": "08:00",
        "closes": "12:30",
    }


def test_what_matters_is_shown_even_where_nobody_knows_it(client: Client) -> None:
    page = _offer(client, "Erziehungsberatung Auland")
    for label in (
        "Alter",
        "Wartezeit",
        "Ohne Namen möglich (anonym)",
        "Wickeltisch",
        "Einzugsgebiet",
    ):
        assert _fact(page, label) == "nicht bekannt"
    assert "bis 12:30 Uhr" in page.root.one("ul", "marks").text
