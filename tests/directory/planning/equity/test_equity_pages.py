from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.pages import Client
from tests.small_district import small_app
from tests.small_equity import AGS, write_equity

if TYPE_CHECKING:
    from pathlib import Path

    from tests.pages import Node, Page

EQUITY, SITES = "/planung/verteilung", "/planung/standorte"


@pytest.fixture(scope="module")
def equity(tmp_path_factory: pytest.TempPathFactory) -> Client:
    folder = tmp_path_factory.mktemp("equity")
    app = small_app(folder)
    write_equity(folder)
    return Client(app.test_client())


def rows_of(table: Node) -> list[list[str]]:
    return [
        [cell.text for cell in row.children if not isinstance(cell, str)]
        for row in table.one("tbody").all("tr")
    ]


def plan_rows(page: Page) -> dict[str, list[str]]:
    return {row[0]: row[1:] for row in rows_of(page.root.all("table")[0])}


@pytest.mark.parametrize("kind", ["kita", "counselling", "family_education"])
@pytest.mark.parametrize("address", [EQUITY, SITES])
def test_each_kind_has_its_page(equity: Client, address: str, kind: str) -> None:
    page = equity.get(address, art=kind)
    assert page.status == 200
    assert "unterversorgt" not in page.text
    assert "nicht zur Veröffentlichung freigegeben" in page.text


def test_every_figure_of_inequality_stands_under_its_area(equity: Client) -> None:
    table = equity.get(EQUITY).root.all("table")[0]
    columns = [cell.text for cell in table.one("thead").all("th")]
    assert columns == ["Kennzahl", "Landkreis Muster", "Kreisjugendamt Muster"]
    found = {row[0]: row[1:] for row in rows_of(table)}
    assert found["Gemeinden"] == ["3", "2"]
    assert found["Gini (0 gleich, 1 ungleich)"] == ["0,40", "0,10"]
    assert found["Weg über 30 Minuten: Anteil (FGT 0)"] == ["25,0 %", "25,0 %"]
    assert found["Palma (bestes Zehntel zu unteren 40 %)"] == ["–", "–"]  # unknown, never 0
    assert found["Theil, zwischen den Verbandsgemeinden"] == ["0,100", "0,100"]


def test_the_curve_says_in_words_and_in_a_table_what_it_shows(equity: Client) -> None:
    page = equity.get(EQUITY)
    picture = page.root.one("svg", class_="chart__drawing")
    assert picture.attributes["role"] == "img"
    assert (
        "Landkreis Muster: Die schlechter versorgte Hälfte hat 37,9 %" in picture.one("desc").text
    )
    table = rows_of(page.root.all("table")[1])
    assert len(table) == 11
    assert table[5] == ["50,0 %", "37,9 %", "46,7 %"]


def test_villages_with_hardly_any_children_have_no_rank(equity: Client) -> None:
    rows = rows_of(equity.get(EQUITY).root.all("table")[2])
    assert [row[0] for row in rows] == ["Oberau", "Unterau", "Talheim an der Au (kleine Zahl)"]
    assert rows[0][1:4] == ["40", "0,25", "0,25"]
    assert rows[2][1:5] == ["10", "0,10", "0,10", "unter 5"]


def test_offers_are_told_for_a_thousand_people(equity: Client) -> None:
    rows = rows_of(equity.get(EQUITY, art="counselling").root.all("table")[2])
    assert rows[0][2] == "250,00"


def test_what_is_left_out_is_told(equity: Client) -> None:
    text = equity.get(EQUITY).text
    assert "1 weitere fehlen" in text
    assert "7 Personen fehlen" in text
    assert "20 davon" in text


def test_a_proposal_says_where_and_what_it_gains(equity: Client) -> None:
    rows = plan_rows(equity.get(SITES, anzahl="1"))
    assert rows["Heute"][:2] == ["–", "0"]
    where, within, share, gain, *_ = rows["Optimum: ein Ort mehr"]
    assert (where, within, share, gain) == ("Oberau", "80", "84,2 %", "80")


def test_the_planner_s_own_plan_stands_beside_an_optimum_of_as_many_places(
    equity: Client,
) -> None:
    rows = plan_rows(equity.get(f"{SITES}?anzahl=3&ort={AGS[1]}&ort={AGS[1]}&ort="))
    assert rows["Ihr Plan"][:4] == ["Unterau", "12", "12,6 %", "12"]
    assert rows["Optimum mit ebenso vielen: ein Ort mehr"][:2] == ["Oberau", "80"]


def test_a_gain_of_fewer_than_five_people_is_not_told(equity: Client) -> None:
    rows = plan_rows(equity.get(f"{SITES}?ort={AGS[2]}"))
    assert rows["Ihr Plan"][1] == rows["Ihr Plan"][3] == "unter 5"


def test_the_shortest_ways_are_another_aim(equity: Client) -> None:
    page = equity.get(SITES, ziel="median", anzahl="2")
    assert page.root.one("select", id="ziel").all("option")[1].attributes.get("selected") == ""
    rows = plan_rows(page)  # Unterau saves 12 × 21 there and 3 × 80 in Talheim, Talheim 3 × 110
    assert rows["Optimum: 2 Orte mehr"][0] == "Oberau, Unterau"


@pytest.mark.parametrize(
    "query", ["anzahl=6", "anzahl=x", "ziel=krumm", "ort=07137", "art=zoo", "anzahl="]
)
def test_what_nobody_can_choose_is_not_found(equity: Client, query: str) -> None:
    assert equity.get(f"{SITES}?{query}").status == 404


def test_before_a_build_both_pages_name_the_command(client: Client) -> None:
    for address in (EQUITY, SITES):
        page = client.get(address)
        assert page.status == 200
        assert page.root.one("code").text == "sozialraum build"


def test_a_file_of_another_version_is_told(tmp_path: Path) -> None:
    app = small_app(tmp_path)
    (tmp_path / "equity.json").write_text("[]", encoding="utf-8")
    assert Client(app.test_client()).get(EQUITY).status >= 500


def test_hostile_names_are_inert(tmp_path: Path) -> None:
    app = small_app(tmp_path, hostile=True)
    write_equity(tmp_path)
    html = Client(app.test_client()).get(EQUITY).response.get_data(as_text=True)
    assert "<script>alert" not in html
    assert "&lt;script&gt;" in html


def test_nobody_elsewhere_sees_the_pages(tmp_path: Path) -> None:
    app = small_app(tmp_path)
    write_equity(tmp_path)
    for address in (EQUITY, SITES):
        asked = app.test_client().get(address, headers={"Via": "192.0.2.7"})
        assert asked.status_code == 404
