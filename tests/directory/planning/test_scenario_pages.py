"""Pages of scenarios in the small district: list, form, outcome, comparison, files."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING

import pytest

from directory.planning.scenarios.words import CHANGES, FIELDS, REFUSALS
from geodata.scenarios.reading import READERS
from geodata.scenarios.refusals import SENTENCES
from tests.pages import Client
from tests.small_bus import village_point
from tests.small_district import small_app
from tests.small_scenarios import scenario_app, small_folder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ADDRESS = "/planung/szenarien"
KITA = "00802cd4-4320-5758-8e72-b20a37a7d75f"


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """A client of an app whose var folder is its own."""
    folder = tmp_path_factory.mktemp("pages")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOZIALRAUM_VAR", str(folder / "var"))
        yield Client(scenario_app(small_folder(folder)).test_client())


def made(here: Client, **fields: str) -> str:
    """Make a scenario by the form; return its id."""
    answer = here.plain.post(f"{ADDRESS}/neu", data={"title": "Versuch", **fields})
    assert answer.status_code == 303, answer.get_data(as_text=True)
    return answer.headers["Location"].rpartition("/")[2]


def test_a_mobile_day_is_made_shown_and_removed_without_script(here: Client) -> None:
    id_ = made(here, kind="mobile_day", kita=KITA, hours="Di 9:00-16:00")
    page = here.get(f"{ADDRESS}/{id_}")
    assert page.status == 200
    assert "Beratungstag in einer Kita: Kita Regenbogen, Di 9:00-16:00" in page.text
    (row,) = [r for r in page.root.all("tr") if "Oberau" in r.text]
    assert "gewinnt" in row.text
    assert not page.root.one("main").all("script")
    assert page.root.one("svg", class_="chart__drawing").attributes["role"] == "img"
    assert "Versuch" in here.get(ADDRESS).text
    assert here.post(f"{ADDRESS}/{id_}/loeschen").status == 200
    assert here.get(f"{ADDRESS}/{id_}").status == 404


@pytest.mark.parametrize("kind", CHANGES)
def test_each_kind_of_change_has_a_form_that_needs_no_script(here: Client, kind: str) -> None:
    page = here.get(f"{ADDRESS}/neu", art=kind, linie="340")
    assert page.status == 200
    (form,) = page.root.all("form", method="post")
    for field in [*form.all("input"), *form.all("select"), *form.all("textarea")]:
        if field.attributes.get("type") != "hidden":
            assert form.all("label", for_="") or page.root.all(
                "label", **{"for": field.attributes["id"]}
            )


def test_a_trip_is_chosen_from_those_of_its_line(here: Client) -> None:
    assert not here.get(f"{ADDRESS}/neu", art="copied_trip").root.all("select", id="trip")
    page = here.get(f"{ADDRESS}/neu", art="copied_trip", linie="340")
    assert "08:20 Oberau Kirche bis Talheim Kirche" in page.text


def test_scenarios_stand_side_by_side_in_maps_and_table(here: Client) -> None:
    one = made(here, kind="mobile_day", kita=KITA, hours="Di 9:00-16:00")
    other = made(here, kind="closure", door="Erziehungsberatung Auland")
    address = f"{ADDRESS}/vergleich?ids={one}&ids={other}&art=counselling"
    page = here.get(address)
    assert page.status == 200
    assert len(page.root.all("svg", class_="chart__drawing")) == 2
    assert "gewinnt" in page.text
    assert "verliert" in page.text
    assert here.get(f"{ADDRESS}/vergleich").status == 404


def test_outcomes_are_exported_as_json_and_csv(here: Client) -> None:
    id_ = made(here, kind="mobile_day", kita=KITA, hours="Di 9:00-16:00", title="=1+1")
    (plain,) = json.loads(here.plain.get(f"{ADDRESS}/{id_}/json").get_data(as_text=True))
    assert plain["changes"][0]["kind"] == "mobile_day"
    assert {outcome["kind"] for outcome in plain["outcomes"]} == {
        "kita",
        "counselling",
        "family_education",
    }
    text = here.plain.get(f"{ADDRESS}/{id_}/csv").get_data(as_text=True)
    rows = list(csv.DictReader(text.splitlines(), delimiter=";"))
    assert len(rows) == 9
    assert rows[0]["scenario"] == "'=1+1"


LONGITUDE, LATITUDE = village_point(0)
PLACE = {"kind": "new_location", "service": "counselling", "name": "Neu", "hours": "Di 9-12 Uhr"}


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({**PLACE, "longitude": "13.4", "latitude": "52.5"}, "außerhalb des Landkreises"),
        ({**PLACE, "longitude": f"{LATITUDE}", "latitude": f"{LONGITUDE}"}, "vertauscht?"),
        ({**PLACE, "longitude": "viel", "latitude": "50"}, "keine Zahl"),
        ({"kind": "mobile_day", "kita": "Kita Nirgends", "hours": "Di 9-12"}, "Kita Nirgends"),
        ({"kind": "mobile_day", "kita": KITA, "hours": "manchmal"}, "Öffnungszeit lesen"),
        ({"kind": "mobile_day", "kita": KITA, "hours": "Mo-Fr 9-12"}, "5 Wochentage"),
        ({"kind": "copied_trip", "trip": "x", "shift_minutes": "5"}, "Fahrplan nicht"),
        ({"kind": "copied_trip", "trip": "there", "shift_minutes": "0"}, "dieselbe Fahrt"),
        ({"kind": "new_trip", "line": "999", "calls": "", "days": "Mo"}, "Linie „999“"),
        ({"kind": "zone", "name": "R", "municipalities": "12345"}, "Gemeinde „12345“"),
    ],
)
def test_what_cannot_be_meant_is_refused_in_a_sentence_and_stays_in_the_form(
    here: Client, fields: dict[str, str], said: str
) -> None:
    before = here.get(ADDRESS).text
    page = here.post(f"{ADDRESS}/neu", title="Mein Versuch", **fields)
    assert page.status == 200
    assert said in page.root.one(id="fehler").text
    if fields["kind"] != "copied_trip":
        assert page.root.one("input", name="title").attributes["value"] == "Mein Versuch"
    assert here.get(ADDRESS).text == before


def test_a_form_of_another_site_makes_no_scenario(here: Client) -> None:
    before = here.get(ADDRESS).text
    answer = here.plain.post(
        f"{ADDRESS}/neu",
        data={"title": "x", "kind": "closure", "door": "Kita Regenbogen"},
        headers={"Origin": "https://evil.example"},
    )
    assert answer.status_code == 400
    assert here.get(ADDRESS).text == before


@pytest.mark.parametrize("id_", ["../gaps", "..%2f..%2fgaps", "0" * 12, "x", "neu2"])
def test_an_id_is_never_a_path(here: Client, id_: str) -> None:
    assert here.get(f"{ADDRESS}/{id_}").status in {404, 308}


def test_pages_ask_for_a_build_where_there_is_none(tmp_path: Path) -> None:
    page = Client(small_app(tmp_path).test_client()).get(ADDRESS)
    assert page.root.one("code").text == "sozialraum build"


def test_hostile_names_are_inert(here: Client) -> None:
    id_ = made(here, kind="closure", door="Kita Regenbogen", title="<script>alert(1)</script>")
    for address in (ADDRESS, f"{ADDRESS}/{id_}", f"{ADDRESS}/vergleich?ids={id_}"):
        assert "<script>alert" not in here.plain.get(address).get_data(as_text=True)


def test_every_refusal_and_kind_has_german_words() -> None:
    assert REFUSALS.keys() == SENTENCES.keys()
    assert CHANGES.keys() == READERS.keys()
    assert all(FIELDS.values())
