from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from directory.planning.profile.measuring import area_profile, concentration, towns
from directory.planning.profile.queries import KitaPlaces, OfferPlace
from directory.records.area_tables import Area, AreaPopulation

if TYPE_CHECKING:
    from tests.pages import Client


def area(ags: str, name: str, minors: float | None, *, km2: float = 10.0) -> Area:
    population = AreaPopulation(
        people=1000.0, area_km2=km2, under_18=minors, under_3=20.0, age_3_to_5=30.0
    )
    population.people_of_ages = 500.0  # so that counts are doubled
    return Area(ags=ags, name=name, level="municipality", population=population)


AREAS = [area("1", "Stadt", 100.0), area("2", "Dorf", 60.0, km2=30.0)]
OFFERS = [
    OfferPlace("a", "counselling", "Stadt", "1", sample=True),
    OfferPlace("b", "counselling", "Nachbarstadt", None, sample=True),
    OfferPlace("c", "counselling", "Dorf", "2", sample=True),
    OfferPlace("d", "family_education", "Stadt", "1", sample=True),
]


def test_density_is_people_by_area_of_all_municipalities_together() -> None:
    profile = area_profile("Kreis", AREAS, [], OFFERS)
    assert profile.people == 2000.0
    assert profile.density == pytest.approx(50.0)  # 2,000 on 40 km², no mean of 100 and 33
    assert profile.under_6 == pytest.approx(200.0)
    assert profile.under_18 == pytest.approx(320.0)
    assert profile.offers == {"counselling": 2, "family_education": 1}
    assert profile.per_minors("counselling") == pytest.approx(6.25)


def test_a_kita_whose_places_nobody_recorded_is_counted_apart() -> None:
    kitas = [
        KitaPlaces("1", 40, None, sample=True),
        KitaPlaces("2", None, True, sample=True),  # noqa: FBT003 - a column
        KitaPlaces(None, 99, None, sample=True),  # outside
    ]
    profile = area_profile("Kreis", AREAS, kitas, [])
    assert (profile.kitas, profile.kitas_without_places, profile.places) == (2, 1, 40)
    assert profile.family_centres == 1
    assert profile.places_per_child == pytest.approx(0.2)


def test_a_sum_with_something_unknown_in_it_is_unknown() -> None:
    unknown = [*AREAS, area("3", "Weiler", None)]
    assert area_profile("Kreis", unknown, [], []).under_18 is None
    assert concentration("Kreis", unknown, OFFERS, ["Stadt"]).share_of_minors is None
    assert area_profile("Kreis", unknown, [], []).per_minors("counselling") is None


def test_the_finding_counts_offers_of_a_centre_outside_but_not_its_families() -> None:
    finding = concentration("Kreis", AREAS, OFFERS, ["Stadt", "Nachbarstadt"])
    assert finding.share_of_offers("counselling") == pytest.approx(2 / 3)
    assert finding.share_of_offers("family_education") == 1.0
    assert finding.share_of_minors == pytest.approx(200 / 320)


def test_for_an_area_without_a_centre_none_of_its_families_live_in_one() -> None:
    finding = concentration("Land", AREAS[1:], OFFERS, ["Stadt"])
    assert finding.share_of_minors == 0.0
    assert finding.offers["counselling"] == 3


def test_without_offers_there_is_no_share() -> None:
    assert concentration("Kreis", AREAS, [], ["Stadt"]).share_of_offers("counselling") is None


def test_towns_are_in_order_and_a_centre_without_offers_is_told() -> None:
    found = towns(OFFERS, AREAS, ["Stadt", "Leere"])
    assert [(town.name, town.total, town.centre) for town in found] == [
        ("Stadt", 2, True),
        ("Dorf", 1, False),
        ("Nachbarstadt", 1, False),
        ("Leere", 0, True),
    ]
    assert found[0].under_18 == pytest.approx(200.0)
    assert found[2].under_18 is None


def test_the_page_names_the_area_of_every_row_and_hides_secret_places(client: Client) -> None:
    page = client.get("/planung/profil")
    first = page.root.all("table")[0].one("tbody").all("tr")
    assert [row.one("th").text for row in first] == ["Landkreis Muster"]
    towns_told = page.root.one(id="orte-titel")
    assert towns_told.text == "Angebote nach Orten"
    rows = {row.one("th").text: row for row in page.root.all("table")[-1].one("tbody").all("tr")}
    # 24 groups of parents and children, 8 in each village; one counselling in Unterau, as the
    # other there keeps its place secret
    assert [cell.text for cell in rows["Unterau"].all("td")] == ["1", "8", "9", "–", "ja"]
