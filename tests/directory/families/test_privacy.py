"""What may stand in an address, in a title and on a device, and what never."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from directory.records.taxonomy import topics
from tests.small_district import HOSTILE, service_id

if TYPE_CHECKING:
    from tests.pages import Client, Node, Page

VIOLENCE = f"/angebot/{service_id('Beratung bei Gewalt')}"
SECRET_WORDS = ("gewalt", "frauenhaus", "violence")
POSITION = "50.3312,7.2103"  # latitude, longitude: inside the small district


def _names(page: Page) -> list[str]:
    return [heading.text for heading in page.root.all("h2", "offer__name")]


def _addresses(root: Node) -> list[str]:
    """Every address that a page links to, asks for, or sends a form to."""
    names = ("href", "src", "action", "data-offers")
    return [n.attributes[name] for n in root.walk() for name in names if name in n.attributes]


def test_ordinary_words_lead_to_an_address_that_can_be_passed_on(client: Client) -> None:
    answer = client.plain.post("/angebote", data={"q": "kita oberau"})
    assert answer.status_code == 303
    assert answer.headers["Location"] == "/angebote?q=kita+oberau"
    assert _names(client.post("/angebote", q="kita oberau"))[0] == "Kita Regenbogen"


@pytest.mark.parametrize("words", ["Frauenhaus", "Gewalt Unterau", "kita Frauenhaus"])
def test_sensitive_words_are_answered_at_once_and_stand_in_no_address(
    client: Client, words: str
) -> None:
    page = client.post("/angebote", q=words)
    assert page.response.request.path == "/angebote"
    assert page.response.request.query_string == b""
    assert page.root.one("title").text.startswith("Suchergebnisse")
    assert page.response.cache_control.no_store
    assert not page.root.all("div", "map")
    assert not [a for a in _addresses(page.root) if any(w in a.lower() for w in SECRET_WORDS)]
    assert "Beratung bei Gewalt" in _names(page)


@pytest.mark.parametrize("words", ["frauenhuas", "mein Mann Kevin Muster", "Kirchgasse 7 schulden"])
def test_words_that_nobody_understood_stand_in_no_address(client: Client, words: str) -> None:
    page = client.post("/angebote", q=words)
    assert page.response.request.query_string == b""
    assert page.response.cache_control.no_store
    assert not [map_ for map_ in page.root.all("div", "map") if map_.attributes.get("data-offers")]
    last = words.rsplit(maxsplit=1)[-1].lower()
    assert not [a for a in _addresses(page.root) if last in a.lower() and last != "schulden"]


def test_a_sensitive_topic_on_the_start_page_is_a_button_and_no_address(client: Client) -> None:
    root = client.get("/").root
    for topic in topics():
        if topic.sensitive:
            button = root.one("button", name="thema", value=topic.code)
            assert button.text == topic.name
    targets = " ".join(_addresses(root)).lower()
    assert not any(word in targets for word in SECRET_WORDS)


def test_the_button_of_a_sensitive_topic_finds_what_helps(client: Client) -> None:
    page = client.post("/angebote", thema="violence")
    assert _names(page) == ["Beratung bei Gewalt"]
    assert page.response.cache_control.no_store
    assert not [a for a in _addresses(page.root) if "violence" in a]


def test_the_list_goes_on_by_buttons_where_the_question_is_private(client: Client) -> None:
    page = client.post("/angebote", q="xyzzy krabbelgruppe")
    assert len(page.root.all("button", name="schritt", value="seite=2")) == 1
    fields = {
        f.attributes["name"]: f.attributes["value"] for f in page.root.one(id="weiter").all("input")
    }
    second = client.post("/angebote", **fields, schritt="seite=2")
    assert "Seite 2 von 2" in second.text
    assert _names(second)
    assert set(_names(second)).isdisjoint(_names(page))


def test_a_position_is_used_and_named_nowhere(client: Client) -> None:
    page = client.post("/angebote", q="kita", position=POSITION)
    assert page.response.request.query_string == b""
    assert page.response.cache_control.no_store
    assert not [a for a in _addresses(page.root) if "50.3312" in a or "7.2103" in a]


@pytest.mark.parametrize("position", ["0,0", "50.33", "99999,1", "<script>", "nan,nan", "7.2,50.3"])
def test_an_odd_position_gives_a_page(client: Client, position: str) -> None:
    assert client.post("/angebote", q="kita", position=position).status == 200


def test_a_start_that_may_be_a_home_stays_out_of_addresses(client: Client) -> None:
    public = client.plain.post("/angebote", data={"q": "kita", "von": "Oberau"})
    assert public.headers["Location"] == "/angebote?q=kita&von=Oberau"
    private = client.post("/angebote", q="kita", von="Kirchgasse 7, Niemandsort")
    assert private.response.request.query_string == b""
    assert not [a for a in _addresses(private.root) if "Kirchgasse" in a]


def test_of_an_address_only_its_village_is_passed_on(client: Client) -> None:
    answer = client.plain.post("/angebote", data={"q": "kita", "von": "Waldweg 3, Oberau"})
    assert answer.headers["Location"] == "/angebote?q=kita&von=Oberau"


def test_an_address_typed_into_an_address_is_not_taken(client: Client) -> None:
    query = {"q": "kita", "von": "Am Brückchen 3 Nirgendwo"}
    answer = client.plain.get("/angebote", query_string=query)
    assert answer.headers["Location"] == "/angebote?q=kita"


@pytest.mark.parametrize("address", [VIOLENCE, "/heute-nacht"])
def test_a_way_out_says_that_it_cannot_clear_the_history(client: Client, address: str) -> None:
    page = client.get(address)
    way_out = page.root.one("aside", "leave")
    assert "kann den Verlauf Ihres Browsers nicht löschen" in way_out.text
    link = way_out.one("a")
    assert link.attributes["href"] == "https://www.dwd.de/"
    assert "noreferrer" in link.attributes["rel"]
    assert page.response.cache_control.no_store


def test_a_sensitive_offer_is_neither_kept_nor_described_to_machines(client: Client) -> None:
    page = client.get(VIOLENCE)
    assert not page.root.all("script", type="application/ld+json")
    assert not page.root.all("div", "map")
    assert not [a for a in _addresses(page.root) if a.endswith((".vcf", ".ics"))]
    assert client.plain.get(f"{VIOLENCE}.vcf").status_code == 404
    assert json.loads(client.plain.get(f"{VIOLENCE}.geojson").data)["features"] == []
    assert page.response.headers["X-Robots-Tag"] == "noindex, nofollow"


def test_the_letter_about_an_error_has_a_neutral_subject(app, client: Client) -> None:  # noqa: ANN001 - the fixture's type is in its definition
    settings = app.extensions["sozialraum"]
    settings.district.texts["coordinator_email"] = "koordination@example.org"
    try:
        links = client.get(VIOLENCE).root.one("p", "report").all("a")
    finally:
        del settings.district.texts["coordinator_email"]
    address = links[0].attributes["href"]
    assert address.startswith("mailto:koordination@example.org?subject=Hinweis%20zum%20Verzeichnis")
    assert not any(word in address.lower() for word in SECRET_WORDS)


@pytest.mark.parametrize(
    "text", ['"*:^()', "ü" * 10_000, "%_\\", "\0", "' OR 1=1 --", "🙂", HOSTILE]
)
def test_odd_and_endless_forms_give_a_page_without_a_cookie(client: Client, text: str) -> None:
    for field in ("q", "von", "position", "schritt", "thema", "tag", "zeit", "alter"):
        answer = client.plain.post("/angebote", data={field: text})
        assert answer.status_code in {200, 303}
        assert "Set-Cookie" not in answer.headers
        assert len(answer.headers.get("Location", "")) < 2_000
        assert "<b>`" not in answer.get_data(as_text=True)
