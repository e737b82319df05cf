from __future__ import annotations

from base64 import urlsafe_b64decode
from urllib.parse import unquote
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.families.device import shortlists
from tests.pages import Client, Node, Page, parsed
from tests.small_district import service_id

KITA, PHONE = service_id("Kita Regenbogen"), service_id("Telefon für Eltern")
SECRET = service_id("Beratung bei Gewalt")
NO_OFFER = "00000000-0000-0000-0000-000000000000"


def sent(
    client: Client,
    *ids: object,
    without: object = "",
    wanted: str = "",
    to: str = "/merkliste",
) -> Page:
    form = {"angebot": [str(one) for one in ids], "ohne": str(without), "dazu": wanted}
    response = client.plain.post(to, data=form)
    return Page(response, parsed(response.get_data(as_text=True)))


def found(page: Page) -> Node:
    return page.root.one("ul", **{"aria-label": "Gefundene Angebote"})


def test_the_page_itself_names_no_offer_and_asks_for_none(client: Client) -> None:
    page = client.get("/merkliste")
    assert page.status == 200
    assert str(KITA) not in page.response.get_data(as_text=True)
    assert page.root.one("template", id="entry")


def test_a_list_sent_by_a_form_is_shown_and_kept_by_nobody(client: Client) -> None:
    page = sent(client, KITA, PHONE)
    assert page.response.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in page.response.headers
    names = [node.text for node in page.root.all("h2", class_="offer__name")]
    assert names == ["Kita Regenbogen", "Telefon für Eltern"]
    assert "02630 99999" in page.text


def test_one_offer_can_be_taken_off_a_list_without_script(client: Client) -> None:
    page = sent(client, KITA, PHONE, without=KITA)
    assert [n.text for n in page.root.all("h2", class_="offer__name")] == ["Telefon für Eltern"]


def test_a_list_grows_without_script_and_nobody_keeps_it(client: Client) -> None:
    page = sent(client, KITA, wanted="Telefon Eltern")
    assert page.response.headers["Cache-Control"] == "no-store"
    offers = {node.attributes["value"] for node in found(page).all("input", name="angebot")}
    assert {str(KITA), str(PHONE)} <= offers  # each button sends the list so far and one more
    assert str(SECRET) not in offers


def test_what_is_on_a_list_is_not_offered_for_it_again(client: Client) -> None:
    names = [n.text for n in found(sent(client, KITA, wanted="Kita")).all("h3", "offer__name")]
    assert names == ["Kita Sonnenblume"]


def test_of_many_the_ten_best_are_offered(client: Client) -> None:
    page = sent(client, KITA, wanted="Krabbelgruppe")  # there are 24
    assert len(found(page).all("h3", "offer__name")) == 10


def test_a_full_list_asks_for_no_more(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    assert sent(client, KITA, PHONE).root.all("input", name="dazu")
    monkeypatch.setattr(shortlists, "MOST", 2)
    full = sent(client, KITA, PHONE)
    assert "passen 2 Angebote" in full.text
    assert not full.root.all("input", name="dazu")


def test_nothing_sensitive_can_be_searched_for_onto_a_list(client: Client) -> None:
    response = client.plain.post("/merkliste", data={"angebot": [str(KITA)], "dazu": "Gewalt"})
    text = response.get_data(as_text=True)
    assert str(SECRET) not in text
    assert "Beratung bei Gewalt" not in text


def test_the_pages_say_how_much_fits_on_a_list_and_on_a_sheet(client: Client) -> None:
    said = "Auf die Merkliste passen 30 Angebote, auf ein Blatt die ersten 10."
    assert said in client.get("/merkliste").text
    assert said in sent(client, KITA).text


def test_a_sensitive_offer_is_on_no_list_not_even_in_its_qr_code_or_letter(client: Client) -> None:
    page = sent(client, SECRET)
    assert "kein Angebot" in page.text
    both = sent(client, SECRET, KITA)
    assert both.response.get_data() == sent(client, KITA).response.get_data()
    code = sent(client, SECRET, to="/merkliste/qr")
    assert code.response.get_data() == b""


@pytest.mark.parametrize("typed", ["", "x", "<script>", "1" * 10_000, NO_OFFER])
def test_what_is_no_offer_is_dropped_without_an_error(client: Client, typed: str) -> None:
    page = sent(client, typed)
    assert page.status == 200
    assert not page.root.all("h2", class_="offer__name")


def test_the_letter_says_name_number_place_and_address(client: Client) -> None:
    link = sent(client, KITA).root.one("main").all("a")
    letter = next(a.attributes["href"] for a in link if a.attributes["href"].startswith("mailto:"))
    assert letter.startswith("mailto:?")  # to nobody: the person chooses
    lines = unquote(letter.partition("body=")[2]).split("\n")
    assert lines[:3] == ["Kita Regenbogen", "02630 99999", "Dorfstraße 1, 56999 Oberau"]
    assert lines[3].endswith(f"/angebot/{KITA}")


@given(st.lists(st.uuids(), max_size=shortlists.MOST, unique=True))
def test_an_address_carries_every_id_behind_its_hash_and_none_before(ids: list[UUID]) -> None:
    page, _, carried = shortlists.address_of("https://example.org/merkliste", ids).partition("#")
    assert page == "https://example.org/merkliste"
    shorts = [short for short in carried.split(".") if short]
    assert [UUID(bytes=urlsafe_b64decode(short + "==")) for short in shorts] == ids


@given(st.lists(st.uuids() | st.text(), max_size=60))
def test_ids_are_taken_once_in_order_and_no_more_than_fit(texts: list[object]) -> None:
    taken = shortlists.ids_in(str(text) for text in texts)
    wanted = list(dict.fromkeys(text for text in texts if isinstance(text, UUID)))
    assert [known for known in taken if known in wanted] == [
        known for known in wanted if known in taken
    ]


def test_a_list_takes_as_many_as_fit_and_drops_the_rest() -> None:
    ids = [uuid4() for _ in range(shortlists.MOST + 1)]
    assert shortlists.ids_in(map(str, ids)) == ids[: shortlists.MOST]


def test_the_longest_list_still_fits_into_one_code() -> None:
    ids = [uuid4() for _ in range(shortlists.MOST)]
    address = shortlists.address_of("https://familien.landkreis-beispiel.example/merkliste", ids)
    assert shortlists.qr_code(address).startswith("<svg")


def test_the_menu_leads_to_the_list_from_every_page(client: Client) -> None:
    for address in ("/", "/angebote", f"/angebot/{KITA}", "/gibt-es-nicht"):
        links = [a.attributes.get("href") for a in client.get(address).root.all("a")]
        assert "/merkliste" in links
