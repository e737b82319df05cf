from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from flask_babel import force_locale, gettext

from directory.config import EXTENSION
from directory.languages import GERMAN, LANGUAGES, Language, entry_lang
from tests.pages import parsed
from tests.small_district import service_id

if TYPE_CHECKING:
    from flask import Flask

    from tests.pages import Client, Node

OTHERS = [language for language in LANGUAGES if language != GERMAN]
CODES = [language.code for language in OTHERS]
PAGES = ("", "angebote", "angebote?q=Schulden", "quellen", "impressum", "leichte-sprache")


@pytest.mark.parametrize("language", OTHERS, ids=CODES)
def test_a_page_says_which_language_it_is_in_and_how_that_is_written(
    client: Client, language: Language
) -> None:
    html = client.get(f"/{language.code}/").root.one("html").attributes
    assert html["lang"] == language.code
    assert html["dir"] == ("rtl" if language.code == "ar" else "ltr")


def test_words_in_a_row_stand_apart_as_their_language_does_it(client: Client) -> None:
    address = f"/ar/angebot/{service_id('Schuldnerberatung Talheim')}"
    facts = {row.one("dt").text: row.one("dd").text for row in _facts(client, address)}
    assert any("، " in said for said in facts.values())  # of its two topics
    assert not any(", " in said for said in facts.values())
    german = [row.one("dd").text for row in _facts(client, address.removeprefix("/ar"))]
    assert "Geld und Leistungen, Schulden" in german


def _facts(client: Client, address: str) -> list[Node]:
    return client.get(address).root.one("dl").all("div")


def test_german_needs_no_prefix_and_reads_from_the_left(client: Client) -> None:
    html = client.get("/").root.one("html").attributes
    assert (html["lang"], html["dir"]) == ("de", "ltr")


@pytest.mark.parametrize("page", PAGES)
def test_every_own_address_on_a_page_keeps_the_language(client: Client, page: str) -> None:
    root = client.get(f"/tr/{page}").root
    languages = root.one("nav", "languages")
    switches = {link.attributes["href"] for link in languages.all("a") if "lang" in link.attributes}
    addresses = [
        node.attributes[name]
        for node in root.walk()
        for name in ("href", "src", "action")
        if node.attributes.get(name, "").startswith("/")
    ]
    assert addresses
    strangers = [one for one in addresses if one not in switches and not one.startswith("/tr/")]
    assert not strangers


def test_the_languages_lead_to_the_same_page_with_its_question(client: Client) -> None:
    page = client.get("/ar/angebote", q="Schulden Mayen")
    links = page.root.one("nav", "languages").all("a")
    found = {
        link.attributes["lang"]: link.attributes["href"]
        for link in links
        if link.attributes.get("lang")
    }
    assert found["de"] == "/angebote?q=Schulden+Mayen"
    assert found["uk"] == "/uk/angebote?q=Schulden+Mayen"
    assert set(found) == {"de", *CODES}


def test_a_link_to_a_language_never_leaves_the_site(client: Client) -> None:
    elsewhere = {"PATH_INFO": "//example.org/x"}
    answer = client.plain.get("/", environ_overrides=elsewhere)
    assert answer.status_code == 404
    links = parsed(answer.get_data(as_text=True)).one("nav", "languages").all("a")
    assert "/example.org/x" in {link.attributes["href"] for link in links}
    assert not any(link.attributes["href"].startswith("//") for link in links)


def test_a_longer_question_than_anybody_types_is_cut_in_the_links(client: Client) -> None:
    links = client.get("/angebote", q="x" * 9000).root.one("nav", "languages").all("a")
    assert max(len(link.attributes["href"]) for link in links) < 1100


@pytest.mark.parametrize("code", CODES)
def test_a_translation_says_that_no_native_speaker_has_read_it(client: Client, code: str) -> None:
    assert client.get(f"/{code}/").root.one(id="translation-notice").text
    assert not client.get("/").root.all(id="translation-notice")


@pytest.mark.parametrize("code", CODES)
def test_the_start_page_has_its_heading_in_the_language(client: Client, code: str) -> None:
    heading = client.get(f"/{code}/").root.one("h1").text
    assert heading
    assert heading != client.get("/").root.one("h1").text


def test_no_page_sets_a_cookie_to_know_the_language(client: Client) -> None:
    assert "Set-Cookie" not in client.get("/tr/").response.headers
    assert client.get("/").root.one("html").attributes["lang"] == "de"


def test_an_entry_keeps_its_own_language_and_says_so(client: Client) -> None:
    card = client.get("/ar/angebote", q="Kita").root.all("li", "offer")[0]
    name = card.one("h2").one("a")
    assert (name.attributes["lang"], name.attributes["dir"]) == ("de", "ltr")
    german = client.get("/angebote", q="Kita").root.all("li", "offer")[0].one("h2").one("a")
    assert "lang" not in german.attributes


def test_an_unknown_language_is_an_unknown_page(client: Client) -> None:
    assert client.get("/xx/").status == 404
    assert client.get("/tr").status == 200


def test_planners_pages_stay_german(client: Client) -> None:
    assert client.get("/tr/planung/erreichbarkeit").root.one("html").attributes["lang"] == "de"


def test_a_sheet_may_be_written_in_another_language_than_its_page(app: Flask) -> None:
    with app.test_request_context("/"), force_locale("ar"):
        assert gettext("Suchen") != "Suchen"
        assert entry_lang() == ' lang="de" dir="ltr"'


@pytest.mark.parametrize(
    ("address", "folgt"),
    [("/leichte-sprache", "Text folgt."), ("/gebaerdensprache", "Video folgt.")],
)
def test_what_people_have_still_to_write_or_record_shows_as_a_gap(
    client: Client, address: str, folgt: str
) -> None:
    slots = client.get(address).root.all("p", "slot")
    assert [folgt in slot.text for slot in slots] == [True] * 4
    names = {
        link.attributes["href"] for link in client.get("/").root.one("nav", "languages").all("a")
    }
    assert address in names


def test_what_people_wrote_or_recorded_takes_the_place_of_the_gap(
    app: Flask, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = app.extensions[EXTENSION].district.texts
    monkeypatch.setitem(texts, "plain_offer", "Hier finden Sie Hilfe.\nZum Beispiel: eine Kita.")
    monkeypatch.setitem(texts, "sign_more", "https://example.org/film")
    plain = client.get("/tr/leichte-sprache").root
    assert len(plain.all("p", "slot")) == 3
    assert plain.one("p", "plain").text == "Hier finden Sie Hilfe. Zum Beispiel: eine Kita."
    assert plain.one("p", "plain").attributes["lang"] == "de"
    signed = client.get("/gebaerdensprache").root
    assert len(signed.all("p", "slot")) == 3
    assert signed.one("main").one("a").attributes["href"] == "https://example.org/film"


def test_a_video_at_no_web_address_stays_a_gap(
    app: Flask, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.extensions[EXTENSION].district.texts, "sign_more", "javascript:alert()")
    assert len(client.get("/gebaerdensprache").root.all("p", "slot")) == 4


def test_the_language_comes_after_the_place_where_the_app_is_mounted(app: Flask) -> None:
    answer = app.test_client().get("/uk/quellen", environ_overrides={"SCRIPT_NAME": "/hilfe"})
    root = parsed(answer.get_data(as_text=True))
    links = {link.attributes["href"] for link in root.one("nav", "languages").all("a")}
    assert {"/hilfe/quellen", "/hilfe/tr/quellen", "/hilfe/uk/leichte-sprache"} <= links


def test_what_was_posted_is_not_taken_into_another_language(client: Client) -> None:
    answer = client.plain.post("/tr/merkliste", data={"angebot": "geheim", "von": "Am Rain 7"})
    links = parsed(answer.get_data(as_text=True)).one("nav", "languages").all("a")
    assert "/uk/" in {link.attributes["href"][:4] for link in links}
    assert not any("Rain" in link.attributes["href"] for link in links)
    assert not any("geheim" in link.attributes["href"] for link in links)
