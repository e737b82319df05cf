from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from directory.records.taxonomy import topics
from tests.pages import Client
from tests.small_district import small_app

if TYPE_CHECKING:
    from pathlib import Path

    from tests.pages import Node, Page


def test_the_page_is_german_and_has_one_heading_and_one_search_field(client: Client) -> None:
    page = client.get("/")
    assert page.root.one("html").attributes["lang"] == "de"
    assert page.root.one("h1").text == "Hilfe für Familien in Ihrer Nähe"
    field = page.root.one("input", name="q")
    assert page.root.one("label").attributes["for"] == field.attributes["id"]


def test_the_kinds_are_counted_and_those_without_offers_left_out(client: Client) -> None:
    tiles = [tile.text for tile in client.get("/").root.all("a", "tile")]
    assert len(tiles) == 3
    assert "2 Einträge" in tiles[0]


def test_every_topic_is_one_step_away(client: Client) -> None:
    main = client.get("/").root.one("main")
    assert {topic.name for topic in topics()} <= {
        n.text for n in main.all("a") + main.all("button")
    }


@pytest.mark.parametrize("address", ["/", "/angebote", "/quellen", "/impressum", "/gibt-es-nicht"])
def test_help_numbers_with_their_date_stand_at_the_foot_of_every_page(
    client: Client, address: str
) -> None:
    footer = client.get(address).root.one("footer")
    numbers = {link.attributes["href"] for link in footer.all("a")}
    expected = ("112", "110", "116117", "116111", "08001110550", "116016", "08004040020", "116123")
    assert {f"tel:{number}" for number in (*expected, "08001921000")} <= numbers
    assert footer.one("time").text == "23.11.2026"


def test_hours_of_help_lines_that_nobody_has_confirmed_say_how_old_they_are(
    client: Client,
) -> None:
    lines = {one.one("a").attributes["href"]: one.text for one in help_lines(client.get("/"))}
    old = {address for address, text in lines.items() if "(Stand 2020, nicht bestätigt)" in text}
    assert old == {"tel:116111", "tel:08001110550"}
    assert {address for address, text in lines.items() if "rund um die Uhr" not in text} == old
    tonight = client.get("/heute-nacht").text
    assert "bis 19 Uhr (Stand 2020, nicht bestätigt)" in tonight


def help_lines(page: Page) -> list[Node]:
    return page.root.one("footer").all("li", "help-number")


@pytest.mark.parametrize("address", ["/", "/angebote", "/quellen", "/gibt-es-nicht"])
def test_the_skip_link_comes_first_and_leads_to_the_content(client: Client, address: str) -> None:
    root = client.get(address).root
    assert root.all("a")[0].attributes["href"] == "#inhalt"
    assert root.one("main").attributes["id"] == "inhalt"


def test_the_sample_banner_stands_on_every_page_while_anything_is_invented(client: Client) -> None:
    for address in ("/", "/angebote", "/planung/erreichbarkeit", "/impressum", "/gibt-es-nicht"):
        assert client.get(address).root.one(id="sample-notice")


@pytest.fixture
def public(tmp_path: Path) -> Client:
    """The same district with real data, as the public sees it."""
    return Client(small_app(tmp_path, sample=False, internal_pages=False).test_client())


def test_there_is_no_banner_without_samples(public: Client) -> None:
    assert not public.get("/").root.all(id="sample-notice")


def test_the_public_sees_no_planning_pages_nor_links_to_them(public: Client) -> None:
    assert public.get("/planung/erreichbarkeit").status == 404
    assert public.get("/planung/erreichbarkeit/karte").status == 404
    assert "planung" not in public.get("/").response.get_data(as_text=True).lower()
