from __future__ import annotations

import math
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from directory.ranking import Entry, rank
from directory.search import NamedPlace, Question

HERE = NamedPlace("Hier", "hier", "municipality", "Hier", 0.0, 0.0)
topic_codes = st.sampled_from(["debts", "grief", "work"])
positions = st.lists(st.tuples(st.floats(-9e4, 9e4), st.floats(-9e4, 9e4)), max_size=2).map(tuple)


@st.composite
def entries(draw: st.DrawFn) -> list[Entry]:
    count = draw(st.integers(0, 8))
    return [
        Entry(
            id=UUID(int=number),
            kind=draw(st.sampled_from(["kita", "counselling"])),
            topics=frozenset(draw(st.lists(topic_codes, max_size=2))),
            name=f"Angebot {number}",
            text=draw(st.sampled_from(["Regenbogen", "Sonne", ""])),
            positions=draw(positions),
        )
        for number in range(count)
    ]


@given(entries())
def test_a_place_alone_narrows_nothing_and_sorts_by_distance(found: list[Entry]) -> None:
    hits = rank(found, Question("hier", place=HERE))
    assert {hit.id for hit in hits} == {entry.id for entry in found}
    distances = [math.inf if hit.distance_m is None else hit.distance_m for hit in hits]
    assert distances == sorted(distances)


@given(entries(), topic_codes)
def test_a_topic_finds_exactly_the_offers_that_have_it(found: list[Entry], code: str) -> None:
    hits = rank(found, Question("thema", topics=(frozenset({code}),)))
    assert {hit.id for hit in hits} == {entry.id for entry in found if code in entry.topics}


@given(entries())
def test_a_kind_alone_keeps_that_kind(found: list[Entry]) -> None:
    hits = rank(found, Question("kita", kind="kita"))
    assert {hit.id for hit in hits} == {entry.id for entry in found if entry.kind == "kita"}


def _entry(number: int, name: str, **fields: object) -> Entry:
    given_fields = {"kind": "counselling", "topics": frozenset(), "text": "", "positions": ()}
    return Entry(id=UUID(int=number), name=name, **(given_fields | fields))  # type: ignore[arg-type]


def test_a_name_counts_more_than_a_text_and_both_more_than_nothing() -> None:
    found = [
        _entry(1, "Anderes", text="Haus der Familie"),
        _entry(2, "Haus"),
        _entry(3, "Anderes ohne das Wort"),
    ]
    hits = rank(found, Question("haus", words=("haus",)))
    assert [hit.id.int for hit in hits] == [2, 1]


def test_the_nearest_door_of_an_offer_counts() -> None:
    far_and_near = _entry(1, "A", positions=((9_000.0, 0.0), (300.0, 400.0)))
    (hit,) = rank([far_and_near], Question("", place=HERE))
    assert hit.distance_m == 500.0


def test_numbers_in_names_count_as_numbers() -> None:
    found = [_entry(1, "Gruppe 10"), _entry(2, "Gruppe 9")]
    assert [hit.id.int for hit in rank(found, Question(""))] == [2, 1]
