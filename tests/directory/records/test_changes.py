"""Whatever is written is noticed, by whoever it is, on both databases."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import insert, update

from directory.records.changes import state_of
from directory.records.columns import id_from_key
from directory.records.database import open_engine, reading, writing
from directory.records.tables import Organization

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from directory.records.changes import State


def state(engine: Engine) -> State:
    with reading(engine) as session:
        return state_of(session)


def change(engine: Engine, name: str) -> None:
    with writing(engine) as session, session.begin():
        session.execute(update(Organization).values(name=name))


def test_the_state_is_another_after_each_change_and_the_same_without(
    engine: Engine, url: str
) -> None:
    with writing(engine) as session, session.begin():
        session.execute(insert(Organization).values(id=id_from_key("o", "1"), name="A"))
    first = state(engine)
    assert state(engine) == first
    change(engine, "B")  # by the same connection of the same process
    second = state(engine)
    assert second != first
    other = open_engine(url)
    change(other, "C")  # by somebody else
    other.dispose()
    third = state(engine)
    assert third not in (first, second)
    assert state(engine) == third


def test_who_reads_sees_one_state_throughout(engine: Engine, url: str) -> None:
    with reading(engine) as session:
        before = state_of(session)
        other = open_engine(url)
        with writing(other) as writer, writer.begin():
            writer.execute(insert(Organization).values(id=id_from_key("o", "1"), name="A"))
        other.dispose()
        assert state_of(session) == before
    assert state(engine) != before
