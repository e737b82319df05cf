from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.pages import Client
from tests.small_district import small_app
from tests.small_releases import change, draft

if TYPE_CHECKING:
    from pathlib import Path

    from flask import Flask

OVERVIEW = "/erreichbarkeit"
VILLAGE = "/erreichbarkeit/gemeinde/99999000"
PUBLIC = (OVERVIEW, VILLAGE, f"{OVERVIEW}/karte.svg", f"{OVERVIEW}/daten.csv")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("released")


@pytest.fixture(scope="module")
def released_app(folder: Path) -> Flask:
    """A district whose committee has released a version; its planners' pages are not open."""
    app = small_app(folder, internal_pages=False)
    key = draft(folder)
    for step in ("open", "comment", "publish"):
        change(folder, key, step)
    return app


@pytest.fixture
def public(released_app: Flask) -> Client:
    return Client(released_app.test_client())


def test_nothing_is_public_until_a_committee_has_released_it(tmp_path: Path) -> None:
    app = small_app(tmp_path)
    client = app.test_client()
    assert [client.get(address).status_code for address in PUBLIC] == [404] * 4
    key = draft(tmp_path)
    for step in ("open", "comment"):
        assert [client.get(address).status_code for address in PUBLIC] == [404] * 4
        assert client.get(f"{OVERVIEW}?fassung={key}").status_code == 404
        change(tmp_path, key, step)
    change(tmp_path, key, "publish")
    assert [client.get(address).status_code for address in PUBLIC] == [200] * 4
    change(tmp_path, key, "withdraw")
    assert [client.get(address).status_code for address in PUBLIC] == [404] * 4


@pytest.mark.parametrize("address", PUBLIC)
def test_no_browser_keeps_what_may_be_withdrawn(public: Client, address: str) -> None:
    assert public.plain.get(address).headers["Cache-Control"] == "no-store"


def test_the_overview_says_which_version_this_is_and_who_released_it(public: Client) -> None:
    text = public.get(OVERVIEW).text
    assert "Herbst 2026" in text
    assert "3.11.2026, JHA, Sitzung vom 3. November 2026" in text
    assert "Methode 1" in text
    assert "erfundenen Musterdaten" in text


def test_villages_stand_by_name_and_nothing_ranks_them(public: Client) -> None:
    page = public.get(OVERVIEW)
    names = [row.one("th").text for row in page.root.all("table")[0].one("tbody").all("tr")]
    assert names == ["Oberau", "Talheim an der Au", "Unterau"]
    html = page.response.get_data(as_text=True)
    for word in ("Rang", "Schwere", "Priorität", "Bedarf", "unterversorgt", "sortierung"):
        assert word not in html
    assert "Erreichbarkeitslücke" in html


def test_numbers_that_tell_of_few_people_are_on_no_page_and_in_no_file(public: Client) -> None:
    rows = public.get(OVERVIEW).root.all("table")[0].one("tbody").all("tr")
    shares = [row.all("td")[3].text for row in rows]
    assert shares == ["88 %", "zu wenige Personen", "zu wenige Personen"]
    data = public.plain.get(f"{OVERVIEW}/daten.csv").get_data(as_text=True)
    header, *lines = data.lstrip("\ufeff").splitlines()
    assert "severity" not in header
    assert "priority" not in header
    talheim = dict(zip(header.split(";"), lines[2].split(";"), strict=True))
    assert talheim["kinds.kita.share_failing"] == talheim["kinds.kita.target"] == ""
    assert talheim["kinds.kita.withheld"] == "True"


def test_a_municipalitys_comment_stands_beside_its_results(public: Client) -> None:
    beside = public.get(VILLAGE).root.one("aside")
    assert "Ortsbürgermeisterin" in beside.text
    assert "Wir bitten um eine zweite Fahrt." in beside.text
    assert "20.9.2026" in beside.text
    other = public.get("/erreichbarkeit/gemeinde/99999001").root.one("aside")
    assert "nicht geäußert" in other.text


def test_each_kind_has_its_overview_and_an_unknown_one_has_none(public: Client) -> None:
    for kind in ("kita", "counselling", "family_education"):
        assert public.get(OVERVIEW, art=kind).status == 200
    assert public.get(OVERVIEW, art="x").status == 404
    assert public.get("/erreichbarkeit/gemeinde/00000000").status == 404
    assert public.plain.get(f"{OVERVIEW}/daten.shp").status_code == 404


def test_the_map_is_a_picture_with_words_and_the_table_says_the_same(public: Client) -> None:
    page = public.get(OVERVIEW)
    picture = page.root.one("figure").one("img")
    assert "Tabelle" in picture.attributes["alt"]
    answer = public.plain.get(picture.attributes["src"])
    assert answer.mimetype == "image/svg+xml"
    assert answer.get_data(as_text=True).count("<path") >= 3


@pytest.mark.parametrize("code", ["en", "tr", "ar", "uk", "ru"])
def test_the_pages_speak_the_languages_of_the_family_pages(public: Client, code: str) -> None:
    german = public.get(OVERVIEW)
    page = public.get(f"/{code}{OVERVIEW}")
    assert page.root.one("html").attributes["lang"] == code
    assert page.root.one("h1").text != german.root.one("h1").text
    said = public.get(f"/{code}{VILLAGE}").root.one("aside").one("ul").all("p")[-1]
    assert said.attributes["lang"] == "de"  # the municipality's own words


def test_planners_see_every_version_and_what_comes_next(tmp_path: Path) -> None:
    client = Client(small_app(tmp_path).test_client())
    assert "sozialraum release create" in client.get("/planung/fassungen").text
    key = draft(tmp_path)
    text = client.get("/planung/fassungen").text
    assert "Entwurf" in text
    assert f"sozialraum release open {key}" in text
    change(tmp_path, key, "open")
    assert "offen für Stellungnahmen bis 1.10.2026" in client.get("/planung/fassungen").text


def test_a_draft_can_be_looked_at_by_planners_alone(tmp_path: Path, public: Client) -> None:
    client = Client(small_app(tmp_path).test_client())
    key = draft(tmp_path)
    for address in (f"/planung/fassungen/{key}", f"/planung/fassungen/{key}/gemeinde/99999000"):
        page = client.get(address)
        assert "Vorschau" in page.text
        assert page.response.headers["Cache-Control"] == "no-store"
        assert public.get(address).status == 404
    assert client.plain.get(f"/planung/fassungen/{key}/karte.svg").status_code == 200


def test_the_page_of_sources_leads_to_what_is_released_and_to_nothing_before(
    tmp_path: Path, public: Client
) -> None:
    links = [a.attributes["href"] for a in public.get("/quellen").root.one("main").all("a")]
    assert f"{OVERVIEW}?art=counselling" in links
    before = small_app(tmp_path).test_client().get("/quellen").get_data(as_text=True)
    assert OVERVIEW not in before.replace("/planung/erreichbarkeit", "")


def test_an_older_version_is_still_there_beside_the_newest(tmp_path: Path) -> None:
    client = Client(small_app(tmp_path).test_client())
    first = draft(tmp_path)
    (tmp_path / "gaps.json").write_text(
        (tmp_path / "gaps.json").read_text("utf-8").replace("41.3", "12.3"), "utf-8"
    )
    second = draft(tmp_path, "Winter 2026")
    for key in (first, second):
        for step in ("open", "publish"):
            change(tmp_path, key, step)
    shown = {client.get(OVERVIEW, fassung=key).root.one("h1").text for key in (first, second)}
    assert len(shown) == 1
    texts = [client.get(OVERVIEW, fassung=key).text for key in (first, second)]
    assert ["Winter 2026" in text.split("Frühere")[0] for text in texts] == [False, True]


def test_planners_can_take_the_data_along(tmp_path: Path) -> None:
    client = small_app(tmp_path).test_client()
    answer = client.get("/planung/erreichbarkeit/daten.csv")
    assert "kinds.kita.severity" in answer.get_data(as_text=True)
    assert "intern" in answer.headers["Content-Disposition"]
    assert client.get("/planung/erreichbarkeit/daten.shp").status_code == 404
