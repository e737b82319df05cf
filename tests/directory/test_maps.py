from __future__ import annotations

from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st
from shapely import MultiPolygon, box

from directory.maps import gap_map, inert
from directory.records.queries import Outline
from tests.small_district import HOSTILE


def outline(ags: str, name: str, west_m: float = 370_000.0) -> Outline:
    square = box(west_m, 5_575_000.0, west_m + 4_000.0, 5_579_000.0)
    return Outline(UUID(int=int(ags)), ags, name, MultiPolygon([square]))


@given(st.text())
def test_inert_text_is_neither_html_nor_javascript(text: str) -> None:
    assert not set(inert(text)) & set("<>`$\\")


def test_plain_text_stays_as_it_is() -> None:
    assert inert("Mülheim-Kärlich & Umgebung (30 %)") == "Mülheim-Kärlich & Umgebung (30 %)"


def test_a_hostile_name_is_inert_in_the_map() -> None:
    parts = gap_map([outline("1", HOSTILE)], {"1": "partly"}, {"1": {HOSTILE: HOSTILE}})
    assert "<script" not in parts.script
    assert "${alert" not in parts.script
    assert "alert" in parts.script  # the name itself is still shown
    assert "script" not in parts.html


def test_element_and_script_are_rendered_apart_and_still_belong_together() -> None:
    villages = [outline("1", "Oberau"), outline("2", "Unterau", 374_000.0)]
    first, second = (gap_map(villages, {"1": "served"}, {}) for _ in range(2))
    assert first == second
    assert 'id="map_0"' in first.html
    assert 'L.map(\n                "map_0"' in first.script


def test_a_village_without_a_result_is_filled_as_missing_data() -> None:
    parts = gap_map([outline("1", "Oberau")], {}, {})
    assert "url(#status-insufficient_data)" in parts.script
    assert "url(#status-served)" not in parts.script


def test_chosen_villages_bear_their_name_and_hostile_names_stay_inert() -> None:
    villages = [outline("1", HOSTILE), outline("2", "Unterau", 374_000.0)]
    script = gap_map(villages, {}, {}, named={"1"}).script
    assert script.count("L.divIcon") == 1
    assert "<script" not in script


def test_a_fact_of_one_village_alone_is_told_and_a_dash_for_the_others() -> None:
    villages = [outline("1", "Oberau"), outline("2", "Unterau", 374_000.0)]
    facts = {"1": {"Ergebnis": "Lücke"}, "2": {"Ergebnis": "gut", "Ferien": "Lücke"}}
    script = gap_map(villages, {}, facts).script
    assert '"Ferien": "L\\u00fccke"' in script
    assert '"Ferien": "\\u2013"' in script
    assert 'let fields = ["Gemeinde", "Ergebnis", "Ferien"]' in script


def test_the_map_names_no_other_host() -> None:
    parts = gap_map([outline("1", "Oberau")], {"1": "served"}, {"1": {"Ergebnis": "erreichbar"}})
    assert "//" not in (parts.html + parts.script).replace("http://www.w3.org", "")
