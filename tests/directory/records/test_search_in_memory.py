from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from directory.families import finding
from directory.families.filters import Filters
from directory.families.indexing import memory
from directory.records.database import reading
from directory.records.importing import import_kitas, import_services
from geodata.sources.reading import Reading

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Engine
    from sqlalchemy.orm import Session

    from directory.records.area_tables import Dataset
    from geodata.sources.kitas import KitaRecord
    from geodata.sources.services import ServiceRecord


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look at every search whether the records have changed."""
    monkeypatch.setattr(memory, "CHECK_EVERY_S", 0.0)


def names(session: Session, text: str, **filters: object) -> list[str]:
    found = finding.find(session, text, filters=Filters(**filters))  # type: ignore[arg-type] # as given
    return [entry.name for entry in found.hits.entries(20)]


@pytest.mark.usefixtures("at_once")
def test_what_is_imported_is_found_without_a_restart(  # noqa: PLR0913, PLR0917 - fixtures
    engine: Engine,
    session: Session,
    two_villages: Callable[[], None],
    a_dataset: Callable[..., Dataset],
    a_service: Callable[..., ServiceRecord],
    a_kita: Callable[..., KitaRecord],
) -> None:
    two_villages()
    import_services(session, Reading([(2, a_service())]), a_dataset())
    session.commit()
    with reading(engine) as reader:
        assert names(reader, "Erziehung Acht") == ["Erziehungsberatung"]
        assert names(reader, "Kita Boos") == []
    import_kitas(session, Reading([(2, a_kita())]), a_dataset("kitas"))
    session.commit()
    with reading(engine) as reader:
        assert names(reader, "Kita Boos") == ["Arche"]


def test_the_facts_of_the_records_can_be_filtered_by(
    engine: Engine,
    session: Session,
    two_villages: Callable[[], None],
    a_dataset: Callable[..., Dataset],
    a_service: Callable[..., ServiceRecord],
) -> None:
    two_villages()
    other = a_service(
        key="S2",
        name="Kurs",
        cost="20 Euro",
        appointment="ohne Termin",
        languages=("de",),
        step_free=None,
        minimum_age=6.0,
        delivery="online",
    )
    rows = Reading([(2, a_service()), (3, other)])
    import_services(session, rows, a_dataset())
    session.commit()
    with reading(engine) as reader:
        assert names(reader, "", free=True) == ["Erziehungsberatung"]
        assert names(reader, "", step_free=True) == ["Erziehungsberatung"]
        assert names(reader, "", language="tr") == ["Erziehungsberatung"]
        assert names(reader, "", child_age=2.0) == ["Erziehungsberatung"]
        assert names(reader, "", without_appointment=True) == ["Kurs"]
        assert names(reader, "", remote=True) == ["Kurs"]


def test_the_step_free_filter_finds_a_kita_that_is_known_to_be(
    engine: Engine,
    session: Session,
    a_dataset: Callable[..., Dataset],
    a_kita: Callable[..., KitaRecord],
) -> None:
    facts = {"Arche": True, "Regenbogen": None, "Sonnenblume": False}
    kitas = [a_kita(key=name, name=name, step_free=fact) for name, fact in facts.items()]
    import_kitas(session, Reading(list(enumerate(kitas, start=2))), a_dataset("kitas"))
    session.commit()
    with reading(engine) as reader:
        assert names(reader, "", step_free=True) == ["Arche"]
        assert sorted(names(reader, "")) == sorted(facts)


def test_of_an_undisclosed_place_a_search_knows_neither_town_nor_position(
    engine: Engine,
    session: Session,
    two_villages: Callable[[], None],
    a_dataset: Callable[..., Dataset],
    a_service: Callable[..., ServiceRecord],
) -> None:
    two_villages()
    hidden = a_service(name="Schutzraum", topics=("Gewalt",), undisclosed=True)
    import_services(session, Reading([(2, hidden)]), a_dataset())
    session.commit()
    with reading(engine) as reader:
        (entry,) = memory.searched(reader).index.entries
    assert entry.positions == ()
    assert entry.place == ""
    assert "acht" not in entry.text.lower().split()
