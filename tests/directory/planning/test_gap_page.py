from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.pages import Client
from tests.small_district import small_app

if TYPE_CHECKING:
    from pathlib import Path

    from tests.pages import Page

ADDRESS = "/planung/erreichbarkeit"


def _table(page: Page) -> list[dict[str, str]]:
    table = page.root.one("table")
    columns = [cell.text for cell in table.one("thead").all("th")]
    return [
        dict(
            zip(
                columns,
                [cell.text for cell in row.children if not isinstance(cell, str)],
                strict=True,
            )
        )
        for row in table.one("tbody").all("tr")
    ]


@pytest.mark.parametrize("kind", ["kita", "counselling", "family_education"])
def test_each_kind_has_its_page(client: Client, kind: str) -> None:
    page = client.get(ADDRESS, art=kind)
    assert page.status == 200
    assert len(_table(page)) == 3
    assert page.root.one("iframe").attributes["src"].endswith(f"karte?art={kind}")


def test_an_unknown_kind_is_not_found(client: Client) -> None:
    assert client.get(ADDRESS, art="<script>").status == 404


def test_the_words_are_those_of_the_law(client: Client) -> None:
    text = client.get(ADDRESS).text
    assert "Erreichbarkeitslücke" in text
    assert "nur Hinweg" not in text
    assert "unterversorgt" not in text
    assert "nicht zur Veröffentlichung freigegeben" in text


def test_a_row_says_everything_with_severity_rank_and_certainty(client: Client) -> None:
    row = _table(client.get(ADDRESS))[0]
    assert row["Gemeinde"] == "Oberau"
    assert row["Ergebnis"] == "Erreichbarkeitslücke"
    assert row["Bus und Bahn: Hälfte (Min.)"] == "41"
    assert row["Anteil ohne guten Weg"] == "88 %"
    assert row["Personen ohne guten Weg"] == "70"
    assert row["Weg von zu Hause: Hälfte (Min.)"] == "160"
    assert (row["Schwere"], row["Rang"], row["Sicherheit"]) == ("0,40", "28,0", "93 % sicher")
    assert row["Daten"] == "Schätzung, Muster"


def test_small_numbers_stay_secret_in_table_reason_and_map(client: Client) -> None:
    row = _table(client.get(ADDRESS, sortierung="gemeinde"))[2]
    assert row["Gemeinde"] == "Unterau"
    assert row["Anteil ohne guten Weg"] == "78 % zusammen mit Oberau"
    assert row["Schwere"] == "–"
    assert row["Personen ohne guten Weg"] == "unter 5 oder geschützt"
    assert "%" not in row["Warum"]
    assert "17 %" not in client.plain.get(f"{ADDRESS}/karte.js").get_data(as_text=True)


def test_unknown_is_a_dash_and_never_a_zero(client: Client) -> None:
    row = _table(client.get(ADDRESS, sortierung="gemeinde"))[1]
    assert row["Ergebnis"] == "Daten fehlen"
    assert row["Bus und Bahn: Hälfte (Min.)"] == "–"
    assert row["Zielgruppe"] == "unter 5"


def test_a_gap_in_the_holidays_alone_and_the_status_with_what_is_booked_are_marked(
    client: Client,
) -> None:
    row = _table(client.get(ADDRESS, sortierung="gemeinde"))[2]
    assert row["Ergebnis"] == "erreichbar Lücke nur in den Ferien"
    assert "nur in den Ferien" in client.plain.get(f"{ADDRESS}/karte.js").get_data(as_text=True)


def test_straight_lines_are_told(client: Client) -> None:
    assert "Luftlinie" in client.get(ADDRESS).root.one(id="straight-line-notice").text


def test_before_the_first_build_the_page_names_the_command(tmp_path: Path) -> None:
    app = small_app(tmp_path)
    (tmp_path / "gaps.json").unlink()
    page = Client(app.test_client()).get(ADDRESS)
    assert page.status == 200
    assert page.root.one("code").text == "sozialraum build"
    assert Client(app.test_client()).get(f"{ADDRESS}/karte").status == 404


def test_hostile_names_are_inert_in_table_and_map(hostile: Client) -> None:
    html = hostile.get(ADDRESS).response.get_data(as_text=True)
    assert "<script>alert" not in html
    script = hostile.plain.get(f"{ADDRESS}/karte.js").get_data(as_text=True)
    assert "<script" not in script
    assert "${alert" not in script


@pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded", "Via"])
def test_a_request_that_a_proxy_passed_on_never_sees_the_page(tmp_path: Path, header: str) -> None:
    asked = small_app(tmp_path).test_client()
    headers = {header: "192.0.2.7"}
    assert asked.get("/planung/erreichbarkeit").status_code == 200
    assert asked.get("/planung/erreichbarkeit", headers=headers).status_code == 404
    assert asked.get("/planung/erreichbarkeit/karte.js", headers=headers).status_code == 404
    assert "Planung" not in asked.get("/", headers=headers).get_data(as_text=True)
