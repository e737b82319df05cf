"""The sample Kita plan and the sample Kita transport of the shipped district."""

from __future__ import annotations

import pytest

from geodata.district import SHIPPED
from geodata.sources.kita_transport import TransportRecord, read_kita_transport
from geodata.sources.kitas import KitaRecord, read_kitas
from geodata.sources.population import read_municipal_population

HOME = SHIPPED / "mayen-koblenz"


@pytest.fixture(scope="module")
def kitas() -> list[KitaRecord]:
    reading = read_kitas(HOME / "kitas.csv")
    assert reading.rejected == []
    return [record for _, record in reading.records]


@pytest.fixture(scope="module")
def runs() -> list[TransportRecord]:
    reading = read_kita_transport(HOME / "kita_transport.csv")
    assert reading.rejected == []
    return [record for _, record in reading.records]


def test_the_plan_gives_every_village_a_kita_and_its_own_where_it_has_one(
    kitas: list[KitaRecord],
) -> None:
    everywhere = {
        record.ags for _, record in read_municipal_population(HOME / "population.csv").records
    }
    assert {ags for kita in kitas for ags, _part in kita.plan.assigned} == everywhere
    for kita in kitas:
        assert kita.ags in {ags for ags, _part in kita.plan.assigned}


def test_places_by_age_and_by_hours_are_all_places_and_fit_the_youngest_age(
    kitas: list[KitaRecord],
) -> None:
    told = [kita for kita in kitas if kita.plan.places_from_3 is not None]
    assert 0.8 * len(kitas) < len(told) < len(kitas)
    for kita in told:
        plan = kita.plan
        ages = (plan.places_under_2, plan.places_from_2, plan.places_from_3)
        assert sum(n or 0 for n in ages) == kita.places
        assert (plan.places_to_7_hours or 0) + (plan.places_over_7_hours or 0) == kita.places
        assert kita.minimum_age is not None
        assert not plan.places_under_2 or kita.minimum_age < 2


def test_social_work_has_hours_only_where_there_is_any(kitas: list[KitaRecord]) -> None:
    for kita in kitas:
        assert kita.social_work or kita.plan.social_work_hours is None
    with_it = [kita for kita in kitas if kita.social_work]
    assert any(kita.plan.social_work_hours is None for kita in with_it)  # unknown stays unknown
    assert any(kita.plan.social_work_hours for kita in with_it)


def test_the_bus_goes_from_villages_without_a_kita_to_the_kita_of_their_plan(
    kitas: list[KitaRecord], runs: list[TransportRecord]
) -> None:
    of = {kita.key: kita for kita in kitas}
    with_kita = {kita.ags for kita in kitas}
    assert all(run.sample and run.ags not in with_kita for run in runs)
    for run in runs:
        if run.runs:
            assert (run.ags, "") in of[run.kita_key].plan.assigned


def test_some_villages_have_a_bus_some_have_none_and_of_some_nothing_is_known(
    kitas: list[KitaRecord], runs: list[TransportRecord]
) -> None:
    villages = {ags for kita in kitas for ags, _part in kita.plan.assigned}
    without = villages - {kita.ags for kita in kitas}
    assert {True, False} == {run.runs for run in runs}
    assert len(runs) < len(without)
