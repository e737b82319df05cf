from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from directory.planning.pages.holidays import CHANGES, differences
from directory.planning.plain_results import plain_results
from geodata.errors import SourceError
from tests.pages import Client, parsed
from tests.small_district import HOSTILE, small_app

if TYPE_CHECKING:
    from pathlib import Path

    from flask import Flask

PAGES = (
    "/planung/",
    "/planung/profil",
    "/planung/tagesuhr",
    "/planung/ferien",
    "/planung/datenlage",
    "/planung/gemeinde/99999000",
)


@pytest.mark.parametrize("address", PAGES)
def test_every_page_is_internal_has_the_menu_and_calls_no_village_underserved(
    client: Client, address: str
) -> None:
    page = client.get(address)
    assert page.status == 200
    assert "nicht zur Veröffentlichung freigegeben" in page.text
    assert "unterversorg" not in page.response.get_data(as_text=True).lower()
    menu = page.root.one("nav", class_="planner-nav")
    assert {"Überblick", "Erreichbarkeit", "Profil", "Tagesuhr", "Datenlage"} <= {
        link.text for link in menu.all("a")
    }
    assert page.response.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("address", [*PAGES, "/planung/karte.html"])
def test_nobody_else_sees_them(client: Client, address: str) -> None:
    answer = client.plain.get(address, headers={"X-Forwarded-For": "192.0.2.7"})
    assert answer.status_code == 404


def test_the_menu_marks_the_page_that_is_shown(client: Client) -> None:
    menu = client.get("/planung/profil").root.one("nav", class_="planner-nav")
    assert [a.text for a in menu.all("a") if "aria-current" in a.attributes] == ["Profil"]


def test_every_link_of_the_menu_and_every_tile_leads_somewhere(client: Client) -> None:
    page = client.get("/planung/")
    for link in page.root.one("main").all("a", class_="tile"):
        assert client.get(link.attributes["href"]).status == 200, link.text


def test_a_village_is_chosen_from_a_list_without_script(client: Client) -> None:
    form = client.get("/planung/").root.one("form", class_="village-form")
    names = [option.text for option in form.all("option")]
    assert names == ["Oberau", "Talheim an der Au", "Unterau"]
    value = form.all("option")[0].attributes["value"]
    answer = client.plain.get(form.attributes["action"], query_string={"gemeinde": value})
    assert answer.headers["Location"].endswith("/planung/gemeinde/99999000")


@pytest.fixture(scope="module")
def unbuilt(tmp_path_factory: pytest.TempPathFactory) -> Client:
    """The pages before anything has been built."""
    folder = tmp_path_factory.mktemp("unbuilt")
    app = small_app(folder)
    (folder / "gaps.json").unlink()
    return Client(app.test_client())


@pytest.mark.parametrize("address", PAGES[:-1])
def test_before_the_first_build_every_page_is_there(unbuilt: Client, address: str) -> None:
    assert unbuilt.get(address).status == 200


@pytest.mark.parametrize("address", ["/planung/", "/planung/tagesuhr", "/planung/ferien"])
def test_before_the_first_build_pages_name_the_command(unbuilt: Client, address: str) -> None:
    assert "sozialraum build" in [code.text for code in unbuilt.get(address).root.all("code")]


@pytest.mark.parametrize("address", ["/planung/gemeinde/99999000", "/planung/karte.html"])
def test_before_the_first_build_there_is_no_sheet_and_no_file(
    unbuilt: Client, address: str
) -> None:
    assert unbuilt.get(address).status == 404


def test_results_that_are_none_say_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "gaps.json").write_text('{"date": 1}')
    with pytest.raises(SourceError, match="sozialraum build"):
        plain_results(tmp_path)


def village(
    school: str, holiday: str, *minutes: float | None, only: bool = False
) -> dict[str, Any]:
    days = {
        day: {"status": status, "minutes_pt": {"p50": half}}
        for day, status, half in zip(
            ("school_tuesday", "holiday_tuesday"), (school, holiday), minutes, strict=True
        )
    }
    gap = {"days": days, "fails_only_in_holidays": only}
    return {"ags": "1", "name": "Oberau", "kinds": {"kita": gap}}


@pytest.mark.parametrize(
    ("one", "change"),
    [
        (village("served", "underserved", 20.0, 50.0, only=True), "only_in_holidays"),
        (village("served", "insufficient_data", 20.0, None), "unknown"),
        (village("served", "underserved", 20.0, None), "no_connection"),
        (village("served", "served", 20.0, 30.0), "longer"),
        (village("served", "served", 20.0, 29.9), "same"),
        (village("served", "partly", 20.0, 21.0), "worse"),
        (village("partly", "served", 20.0, 21.0), "better"),
        (village("served", "served", 31.0, 21.0), "better"),
        (village("underserved", "underserved", None, None), "same"),
    ],
)
def test_what_the_holidays_change_is_named(one: dict[str, Any], change: str) -> None:
    (row,) = differences([one], "kita")
    assert row.change == change
    assert change in CHANGES


def test_a_village_without_days_is_not_known_and_not_the_same() -> None:
    plain = {"ags": "1", "name": "Oberau", "kinds": {"kita": {}}}
    assert differences([plain], "kita")[0].change == "unknown"


def test_each_change_has_a_fill_of_its_own() -> None:
    assert len({fill for _, fill in CHANGES.values()}) == len(CHANGES)


def test_the_holiday_page_names_both_days_and_has_a_row_a_village(client: Client) -> None:
    page = client.get("/planung/ferien", art="counselling")
    assert "24.11.2026" in page.text
    assert "29.12.2026" in page.text
    rows = page.root.one("tbody").all("tr")
    assert [row.one("a").text for row in rows] == ["Unterau", "Oberau", "Talheim an der Au"]
    assert "nur in den Ferien eine Lücke" in rows[0].text
    assert "nicht bekannt" in rows[2].text
    assert client.get("/planung/ferien", art="schule").status == 404


def exported(app: Flask) -> str:
    answer = app.test_client().get("/planung/karte.html?art=kita")
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    return answer.get_data(as_text=True)


def test_the_map_as_one_file_names_no_other_file_or_host(app: Flask) -> None:
    page = parsed(exported(app))
    for node in page.walk():
        assert "src" not in node.attributes, node
        assert not node.attributes.get("href", "#").partition("#")[0], node
    html = exported(app)
    assert not re.findall(r"url\((?!#)[^)]*\)", html.partition("</style>")[0])
    assert "sourceMappingURL" not in html
    policy = page.one("meta", **{"http-equiv": "Content-Security-Policy"}).attributes["content"]
    assert policy.startswith("default-src 'none'")


def test_the_map_as_one_file_has_an_equal_table(app: Flask) -> None:
    page = parsed(exported(app))
    rows = page.one("tbody").all("tr")
    assert [row.one("th").text for row in rows] == ["Oberau", "Talheim an der Au", "Unterau"]
    assert "Erreichbarkeitslücke" in rows[0].text
    assert "nicht zur Veröffentlichung freigegeben" in page.one("main").text


def test_hostile_names_are_inert_in_the_file(hostile_app: Flask) -> None:
    html = exported(hostile_app)
    assert HOSTILE not in html
    assert "<script>alert" not in html
    assert "${alert" not in html
    scripts = parsed(html).all("script")
    assert (
        len(scripts) == 3
    )  # Leaflet, its settings, the map: no name has ended one or begun another
