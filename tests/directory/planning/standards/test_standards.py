from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
import shapely
from shapely.geometry import shape

from directory.planning.standards.building import fingerprint
from directory.planning.standards.tables import number, percent
from geodata.errors import SourceError
from tests.pages import Client
from tests.small_bus import village_point
from tests.small_district import small_app, small_district
from tests.small_supply import supply_app

if TYPE_CHECKING:
    from pathlib import Path

    from flask import Flask

    from tests.pages import Page

ADDRESS = "/planung/guete"
OBERAU, UNTERAU, TALHEIM = "99999000", "99999001", "99999002"
SCHOOL = "school_tuesday"
STANDARDS = ("two_hours", "are_2011", "oevgk18", "goat_germany", "bbsr", "sdg_11_2_1")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("supply")


@pytest.fixture(scope="module")
def app(folder: Path) -> Flask:
    return supply_app(folder)


@pytest.fixture
def client(app: Flask) -> Client:
    return Client(app.test_client())


@pytest.fixture
def results(app: Flask, folder: Path) -> dict[str, Any]:
    assert app
    raw: dict[str, Any] = json.loads((folder / "standards.json").read_text("utf-8"))
    return raw


def _villages(results: dict[str, Any], key: str) -> dict[str, Any]:
    villages: dict[str, Any] = results["found"][key][SCHOOL]["villages"]
    return villages


def _rows(page: Page) -> dict[str, dict[str, str]]:
    columns = [cell.text for cell in page.root.one("thead").all("th")]
    rows = [
        [cell.text for cell in row.children if not isinstance(cell, str)]
        for row in page.root.one("tbody").all("tr")
    ]
    return {row[0]: dict(zip(columns, row, strict=True)) for row in rows}


def test_shares_are_those_of_the_homes_in_reach_and_the_rest_is_not_known(
    results: dict[str, Any],
) -> None:
    # 500 m on foot are 378 m as the crow flies; one home lies beyond the timetable
    villages = _villages(results, "sdg_11_2_1")
    assert villages[OBERAU]["shares"] == [0.6, 0.4, 0.0]
    assert villages[UNTERAU]["shares"] == [0.0, 1.0, 0.0]
    assert villages[TALHEIM]["shares"] == [0.5, 0.0, 0.5]


def test_one_bus_a_day_is_the_worst_class(results: dict[str, Any]) -> None:
    # category VII: class F within 420 m on foot, that is 318 m as the crow flies
    villages = _villages(results, "oevgk18")
    assert villages[OBERAU]["shares"] == [0, 0, 0, 0, 0, 0.6, 0.4, 0]
    stops = results["found"]["oevgk18"][SCHOOL]["stations"]
    # 8:20 alone: (140² + 840² − 140²) / 840 = 840 minutes
    oberau = next(
        stop
        for place, stop in zip(results["stations"][SCHOOL], stops, strict=True)
        if place["name"] == "Oberau Kirche"
    )
    assert oberau == {"grade": "F", "figures": {"bus": 840.0}}


def test_the_target_of_two_hours_is_judged_at_the_best_stop(results: dict[str, Any]) -> None:
    villages = _villages(results, "two_hours")
    assert villages[OBERAU]["state"] == "not_met"
    assert villages[OBERAU]["figure"] == 700.0  # 8:20 to 20:00
    assert villages[UNTERAU]["figure"] == 420.0  # 10:25 to 17:25
    assert villages[UNTERAU]["one_way"] == 420.0  # to Oberau; to Talheim 8:35 is the only one
    assert villages[TALHEIM]["state"] == "insufficient_data"
    assert villages[TALHEIM]["figure"] is None


def test_trips_a_day_and_direction_count_the_end_of_a_line_in_full(
    results: dict[str, Any],
) -> None:
    villages = _villages(results, "vdv")
    assert (villages[OBERAU]["figure"], villages[UNTERAU]["figure"]) == (1.0, 1.5)
    assert villages[UNTERAU]["state"] == "not_met"


def test_a_centre_is_reached_by_bus_and_by_car_and_other_levels_are_not_known(
    results: dict[str, Any],
) -> None:
    levels = _villages(results, "rin")[OBERAU]["levels"]
    assert levels["mittelzentrum"] == {"public_transport": 1.0, "car": 1.0}
    assert levels["grundzentrum"] is levels["oberzentrum"] is None
    # 30 minutes by bus, 8 km × 1.32 at 40 km/h by car: 1.9
    assert _villages(results, "ratio")[OBERAU]["shares"] == [0, 0, 1.0, 0, 0]


def test_both_days_are_judged_and_named(results: dict[str, Any]) -> None:
    assert results["days"][SCHOOL] == "2026-11-24"
    assert set(results["found"]["are_2011"]) == {SCHOOL, "holiday_tuesday"}
    assert results["found"]["plan"] == {}


def test_areas_hold_just_the_homes_that_have_the_class(app: Flask, folder: Path) -> None:
    assert app
    features = json.loads((folder / "standards.geojson").read_text("utf-8"))["features"]
    areas = [
        shape(feature["geometry"])
        for feature in features
        if feature["properties"] == {"standard": "sdg_11_2_1", "day": SCHOOL, "class": "mit Zugang"}
    ]
    longitude, latitude = village_point(0)
    assert shapely.union_all(areas).intersects(shapely.Point(longitude, latitude + 0.0030))
    assert not shapely.union_all(areas).intersects(shapely.Point(longitude, latitude + 0.0038))


def test_binding_targets_come_first_and_the_first_with_figures_is_shown(client: Client) -> None:
    page = client.get(ADDRESS)
    assert page.root.one("h1").text == "Angebot mit Bus und Bahn: Alle zwei Stunden"
    headings = [heading.text for heading in page.root.all("h2")]
    assert headings.index("Verbindliche Ziele") < headings.index("Vergleich")
    assert _rows(page)["Oberau"]["Ergebnis"] == "Ziel nicht erreicht"
    assert _rows(page)["Talheim an der Au"]["Ergebnis"] == "Daten fehlen"
    assert "Kreistag Muster, 1. März 2024" in page.text
    assert "unterversorgt" not in page.text


def test_a_standard_without_confirmed_values_has_no_figures(client: Client) -> None:
    page = client.get(ADDRESS, standard="plan")
    assert "nicht bestätigt: bitte am Original prüfen" in page.text
    assert "nie als null" in page.root.one(id="ohne-werte").text
    assert not page.root.all("table")
    assert not page.root.all("iframe")


@pytest.mark.parametrize("standard", STANDARDS)
def test_a_map_has_a_table_that_says_the_same(client: Client, standard: str) -> None:
    page = client.get(ADDRESS, standard=standard, tag="holiday_tuesday")
    address = page.root.one("iframe").attributes["src"]
    assert set(_rows(page)) == {"Oberau", "Unterau", "Talheim an der Au"}
    assert client.get(address).status == 200
    script = client.plain.get(address.replace("karte?", "karte.js?")).get_data(as_text=True)
    assert "Talheim an der Au" in script


@pytest.mark.parametrize("standard", ["rin", "ratio", "vdv", "eu_poelman"])
def test_every_other_standard_has_its_table(client: Client, standard: str) -> None:
    page = client.get(ADDRESS, standard=standard)
    assert page.status == 200
    assert len(_rows(page)) == 3


def test_the_stops_have_a_page_of_their_own(client: Client) -> None:
    rows = _rows(client.get(f"{ADDRESS}/haltestellen", standard="oevgk18"))
    assert rows["Oberau Kirche"]["Klasse"] == "F"
    assert rows["Oberau Kirche"]["mittlerer Takt (Min.)"] == "Bus: 840"
    assert rows["Mitte Kirche"]["Abfahrten 6 bis 20 Uhr"] == "3"


@pytest.mark.parametrize(
    "query",
    [
        "?standard=<script>",
        "?standard=are_2011&tag=sunday",
        "/karte?standard=rin",
        "/karte?standard=plan",
        "/haltestellen?standard=two_hours",
    ],
)
def test_what_there_is_not_is_not_found(client: Client, query: str) -> None:
    assert client.get(f"{ADDRESS}{query}").status == 404


def test_pages_are_internal(app: Flask) -> None:
    passed_on = {"X-Forwarded-For": "192.0.2.7"}
    for part in ("", "/karte", "/karte.js", "/haltestellen"):
        assert app.test_client().get(f"{ADDRESS}{part}", headers=passed_on).status_code == 404


def test_before_the_first_build_the_page_names_the_command(tmp_path: Path) -> None:
    client = Client(small_app(tmp_path).test_client())
    assert client.get(ADDRESS).root.one("code").text == "sozialraum build"
    assert client.get(f"{ADDRESS}/karte").status == 404


def test_a_changed_file_of_standards_makes_another_build(tmp_path: Path) -> None:
    district = small_district(tmp_path)
    before = fingerprint(district)
    (tmp_path / "standards.toml").write_text("# nothing yet\n", "utf-8")
    assert fingerprint(district) != before


def test_shares_near_nothing_and_near_all_are_not_rounded_away() -> None:
    assert [percent(share) for share in (None, 0, 0.004, 0.42, 0.996, 1)] == [
        "–",
        "0 %",
        "unter 1 %",
        "42 %",
        "über 99 %",
        "100 %",
    ]
    assert [number(figure) for figure in (None, 7.0, 7.5)] == ["–", "7", "7,5"]


def test_a_file_that_cannot_be_used_is_refused_before_a_build_begins(tmp_path: Path) -> None:
    (tmp_path / "standards.toml").write_text('[[standard]]\nkey = "x"\n', "utf-8")
    with pytest.raises(SourceError, match=r"standards\.toml, field standard x: cannot be used"):
        fingerprint(small_district(tmp_path))
