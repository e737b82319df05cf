from __future__ import annotations

import json
from types import SimpleNamespace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from directory.planning.equity import building
from directory.planning.equity import supply as supplies
from directory.planning.equity.building import EQUITY, SITING, _areas, equity_results
from directory.planning.equity.measuring import area_figures, associations, village_figures
from directory.planning.equity.siting import NO_WAY_MINUTES, read_places, sites_of, siting_of
from directory.planning.equity.supply import KindSupply, people_at_homes
from directory.planning.measuring.question import Question
from geodata.measures.coverage import Residents
from geodata.measures.criteria import Covered
from geodata.points import Points
from geodata.siting.places import Places
from tests.small_district import small_district

if TYPE_CHECKING:
    from pathlib import Path

NAN = float("nan")
KREIS, STADT = SimpleNamespace(name="Kreisjugendamt"), SimpleNamespace(name="Stadtjugendamt")
AULAND = SimpleNamespace(name="Auland", level="association")


@pytest.fixture
def question(tmp_path: Path) -> Question:
    """Two villages of Auland, the first with two cells, and a town with its own youth office."""
    areas = [
        SimpleNamespace(ags="1", name="Oberau", parent=AULAND, youth_office=KREIS),
        SimpleNamespace(ags="2", name="Unterau", parent=AULAND, youth_office=KREIS),
        SimpleNamespace(ags="3", name="Stadt", parent=None, youth_office=STADT),
    ]
    village = np.array([0, 0, 1, 2])
    return Question(
        district=small_district(tmp_path),
        networks=SimpleNamespace(),
        villages=areas,
        residents=Residents(np.array([100.0, 300.0, 50.0, 200.0]), village, villages=3),
        homes=Points(np.array([7.1, 7.2, 7.3, 7.4]), np.full(4, 50.3)),
        targets={"kita": np.array([40.0, 10.0, NAN])},
        under_3=np.zeros(3),
        under_6=np.zeros(3),
        has_kita=np.ones(3, bool),
        carried=np.full(3, NAN),
    )


@pytest.fixture
def supply() -> KindSupply:
    """One Kita of 30 places in reach of the first three cells, and one that nobody reaches."""
    minutes = np.array([[30.0, NAN], [10.0, NAN], [20.0, NAN], [31.0, NAN]])
    return KindSupply(
        kind="kita",
        limit=30.0,
        minutes=minutes,
        people=np.array([10.0, 30.0, 20.0, 40.0]),
        unknown=0.0,
        supply=np.array([30.0, 50.0]),
        counted="places",
        doors_unknown=0,
    )


def test_children_are_shared_out_over_cells_and_the_unknown_are_told_apart(
    question: Question, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = Covered(np.array([True, False, False, True]), np.ones(4, bool))
    monkeypatch.setattr(supplies, "covered_by", lambda *_: here)
    reached = np.array([False, False, True, False])
    people, unknown = people_at_homes(question, "kita", reached=reached)
    assert people.tolist() == [
        10.0,
        0.0,
        10.0,
        0.0,
    ]  # a quarter of 40; reached anyway; nobody counted
    assert unknown == 30.0


def test_what_villages_find_adds_up_to_the_places_in_reach(
    question: Question, supply: KindSupply
) -> None:
    found = village_figures(question, supply)
    assert [found[ags]["per_person"] for ags in "123"] == [0.5, 0.5, 0.0]
    assert sum(one["per_person"] * one["target"] for one in found.values()) == 30.0
    assert found["3"]["balanced"] == 0.0
    mean = sum(one["balanced"] * one["target"] for one in found.values()) / 100
    assert mean == pytest.approx(100.0)  # the Landkreis


def test_a_village_without_known_children_has_no_figure(
    question: Question, supply: KindSupply
) -> None:
    supply.people[3] = 0.0
    assert village_figures(question, supply)["3"]["per_person"] is None


def test_the_figures_of_an_area_are_those_of_its_people_alone(
    question: Question, supply: KindSupply
) -> None:
    whole = area_figures(question, supply, np.ones(3, bool), {})
    office = area_figures(question, supply, np.array([True, True, False]), {})
    assert (whole["people"], office["people"]) == (100.0, 60.0)
    assert whole["minutes"]["fgt0"] == 0.4  # the town, one minute over
    assert whole["minutes"]["fgt1"] == pytest.approx(0.4 / 30, abs=1e-4)
    assert office["minutes"]["fgt0"] == 0.0
    assert whole["opportunities"]["line"] == office["opportunities"]["line"] == 0.3
    assert (whole["opportunities"]["mean"], office["opportunities"]["mean"]) == (0.3, 0.5)
    assert (whole["inequality"]["gini"], office["inequality"]["gini"]) == (0.4, 0.0)
    parts = whole["inequality"]["theil"]
    assert parts["within"] == 0.0  # both villages of Auland have the same, the town has none
    assert parts["between"] == pytest.approx(np.log(1 / 0.6), abs=1e-4)
    assert whole["lorenz"][8] == [0.4, 0.0]
    assert whole["inequality"]["concentration"] is None


def test_with_factors_of_need_it_is_told_whether_the_needy_have_more(
    question: Question, supply: KindSupply
) -> None:
    needy = area_figures(question, supply, np.ones(3, bool), {"1": 1.0, "2": 1.0, "3": 3.0})
    assert needy["inequality"]["concentration"] == -0.4
    rich = area_figures(question, supply, np.ones(3, bool), {"1": 3.0, "2": 3.0, "3": 1.0})
    assert rich["inequality"]["concentration"] == 0.4


def test_a_town_without_a_verbandsgemeinde_is_a_group_of_its_own(question: Question) -> None:
    assert associations(question) == ["Auland", "Auland", "Stadt"]


def test_the_landkreis_comes_first_then_the_largest_youth_office(question: Question) -> None:
    found = _areas(question)
    assert [*found] == ["Landkreis Muster", "Kreisjugendamt", "Stadtjugendamt"]
    assert found["Kreisjugendamt"].tolist() == [True, True, False]


def test_a_site_lies_where_most_people_of_a_village_live(question: Question) -> None:
    sites = sites_of(question, "counselling")
    assert [(site.id, site.longitude) for site in sites] == [("1", 7.2), ("2", 7.3), ("3", 7.4)]
    assert [hours.weekday for hours in sites[0].schedules] == [0, 1, 2, 3, 4]
    assert sites_of(question, "kita")[0].schedules == ()


def test_a_proposal_is_never_worse_than_steps_and_names_its_sites() -> None:
    minutes = np.array([[10.0, 40.0], [40.0, 10.0], [20.0, 20.0]])
    places = Places(minutes, np.array([5.0, 6.0, 7.0]), np.array([50.0, 50.0, NAN]))
    found = siting_of(places, limit=30.0, sites=["a", "b"])
    assert found["today"]["people_within"] == 0.0
    assert found["today"]["mean_minutes"] == pytest.approx(
        (11 * 50 + 7 * NO_WAY_MINUTES) / 18, abs=1e-4
    )
    assert found["covering"][0]["sites"] == found["steps"][0]["sites"] == ["b"]
    assert found["covering"][0]["people_within"] == 13.0
    assert found["everyone"]["sites"] == found["median"][4]["sites"] == ["a", "b"]


def test_a_build_writes_both_files_and_keeps_what_own_plans_are_judged_by(
    question: Question, supply: KindSupply, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    places = Places(np.full((4, 3), 12.0), supply.people, supply.nearest)
    question.networks.typical_day = SimpleNamespace(isoformat=lambda: "2026-11-24")
    monkeypatch.setattr(building, "supply_of", lambda *_: supply)
    monkeypatch.setattr(building, "places_of", lambda *_: (places, 0.0))
    told: list[str] = []
    equity_results(SimpleNamespace(), question, tmp_path, need={}, progress=told.append)
    equity, siting = (json.loads((tmp_path / name).read_text("utf-8")) for name in (EQUITY, SITING))
    assert equity["kinds"]["kita"]["supply"] == 80.0
    assert equity["kinds"]["kita"]["supply_in_reach"] == 30.0  # nobody reaches the other Kita
    assert siting["sites"] == {"1": "Oberau", "2": "Unterau", "3": "Stadt"}
    np.testing.assert_allclose(read_places(tmp_path, "kita").minutes, places.minutes)
    assert len(told) == 3
