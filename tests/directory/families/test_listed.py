"""Cards that are kept: they are those of the records as they are now."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import event, select, update

from directory.families.indexing import listed as kept
from directory.families.offers import offer_at
from directory.records.changes import state_of
from directory.records.database import open_engine, reading, writing
from directory.records.migrating import upgrade
from directory.records.tables import Schedule, Service
from directory.travelling.doors import doors_of
from tests.small_district import service_id, write_records

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy import Engine

    from directory.records.cards import Card

KITA, DEBT = service_id("Kita Regenbogen"), service_id("Schuldnerberatung Talheim")


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    opened = open_engine(f"sqlite:///{tmp_path / 'records.sqlite'}")
    upgrade(opened)
    with writing(opened) as session, session.begin():
        write_records(session, sample=True, hostile=False)
    yield opened
    opened.dispose()


def shown(engine: Engine, *ids: object) -> list[Card]:
    with reading(engine) as session:
        return kept.listed(session, ids)  # type: ignore[arg-type] # ids of the small district


def change(engine: Engine, **values: object) -> None:
    with writing(engine) as session, session.begin():
        session.execute(update(Service).where(Service.id == KITA).values(**values))


def test_offers_come_in_the_order_asked_for_also_when_some_are_kept(engine: Engine) -> None:
    shown(engine, DEBT)
    assert [one.id for one in shown(engine, KITA, DEBT)] == [KITA, DEBT]
    assert [one.id for one in shown(engine, DEBT, KITA)] == [DEBT, KITA]


def test_what_a_list_shows_can_be_read_when_the_session_is_closed(engine: Engine) -> None:
    (kita,) = shown(engine, KITA)
    assert kita.organization is not None
    assert kita.locations_here[0].location.longitude_latitude is not None
    assert kita.schedules


def test_the_second_list_reads_no_offer_again(engine: Engine) -> None:
    shown(engine, KITA)
    asked: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda *a: asked.append(a[2]))
    shown(engine, KITA)
    assert [text for text in asked if "schedule" in text] == []


def test_whatever_is_changed_is_seen_at_once(engine: Engine) -> None:
    shown(engine, KITA)
    change(engine, name="Kita Neu")
    assert shown(engine, KITA)[0].name == "Kita Neu"
    change(engine, undisclosed=True)
    assert shown(engine, KITA)[0].undisclosed


def test_changed_hours_are_seen_at_once(engine: Engine) -> None:
    assert {hours.opens_minutes for hours in shown(engine, KITA)[0].schedules} != {0}
    with writing(engine) as session, session.begin():
        session.execute(update(Schedule).values(opens_minutes=0))
    assert {hours.opens_minutes for hours in shown(engine, KITA)[0].schedules} == {0}


def test_a_card_says_what_its_service_does(engine: Engine) -> None:
    with reading(engine) as session:
        services = session.scalars(select(Service)).all()
        cards = kept.listed(session, [service.id for service in services])
        assert len(cards) == len(services) > 5
        for service, card in zip(services, cards, strict=True):
            moment = datetime(2026, 11, 24, 9, tzinfo=UTC)
            doors = [[replace(d, schedules=()) for d in doors_of(o)] for o in (card, service)]
            assert doors[0] == doors[1]
            one, other = (offer_at(each, moment, "RP") for each in (card, service))
            assert (one.opening, one.freshness, one.week) == (
                other.opening,
                other.freshness,
                other.week,
            )
            for name in ("kind", "name", "delivery", "undisclosed", "sample", "confirmed_by"):
                assert getattr(card, name) == getattr(service, name)
            assert [topic.name for topic in card.topics] == [t.name for t in service.topics]


def test_no_more_offers_are_kept_than_there_is_room_for(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept, "MOST_CARDS", 1)
    assert [one.id for one in shown(engine, KITA, DEBT)] == [KITA, DEBT]
    with reading(engine) as session:
        assert len(kept._KEPT[state_of(session).reader].cards) == 1


def test_an_offer_that_is_gone_is_left_out(engine: Engine) -> None:
    assert shown(engine, service_id("Gibt es nicht")) == []
