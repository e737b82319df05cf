from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.families.filtering import keeps, sorted_by
from directory.families.filters import BOXES, SORTS, Filters
from directory.ranking import rank_in
from directory.records.taxonomy import KINDS, topics
from directory.search import NamedPlace, Question
from directory.search_entries import Entry, Facts, Window
from directory.search_index import Index

if TYPE_CHECKING:
    from directory.ranking import Hits

NOW = datetime(2026, 11, 24, 10, 30, tzinfo=ZoneInfo("Europe/Berlin"))  # a Tuesday
MORNING = Window(weekday=1, opens_minutes=8 * 60, closes_minutes=12 * 60)
HERE = NamedPlace("Hier", "hier", "municipality", "Hier", 0.0, 0.0)
set_filters = st.builds(
    Filters,
    kind=st.none() | st.sampled_from(list(KINDS)),
    topic=st.none() | st.sampled_from([topic.code for topic in topics()]),
    child_age=st.none() | st.sampled_from([0.5, 1.0, 3.0, 16.0]),
    language=st.none() | st.sampled_from(["ar", "tr"]),
    day=st.none() | st.dates(date(2026, 1, 1), date(2027, 1, 1)),
    time=st.none() | st.builds(time, st.integers(0, 23), st.integers(0, 59)),
    sort=st.sampled_from(SORTS),
    **{field: st.booleans() for field in BOXES},
)


@given(set_filters)
def test_an_address_says_what_was_chosen_and_nothing_else(filters: Filters) -> None:
    assert Filters.from_args(filters.to_args()) == filters


@given(
    st.dictionaries(
        st.sampled_from(
            ["art", "thema", "alter", "tag", "zeit", "gesprochen", "sortierung", "jetzt"]
        ),
        st.text(max_size=20),
    )
)
def test_whatever_stands_in_an_address_is_read_somehow(args: dict[str, str]) -> None:
    assert isinstance(Filters.from_args(args), Filters)


def test_no_address_tells_the_topic_and_no_two_topics_share_a_mark() -> None:
    for topic in topics():
        said = " ".join(Filters(topic=topic.code).to_args().values())
        assert topic.code not in said
        assert topic.name.lower() not in said.lower()
    assert len({topic.mark for topic in topics()}) == len(topics())


def test_months_are_an_age() -> None:
    assert Filters.from_args({"alter": "6m"}).child_age == 0.5
    assert Filters.from_args({"alter": "2,5"}).child_age == 2.5
    assert Filters.from_args({"alter": "nan"}).child_age is None
    assert Filters.from_args({"alter": "-1"}).child_age is None


def offer(number: int = 1, *, position: tuple[float, float] | None = None, **facts: Any) -> Entry:  # noqa: ANN401 - facts of every kind
    return Entry(
        UUID(int=number), "counselling", frozenset({"debts"}), f"Angebot {number}", "",
        (position,) if position else (), Facts(**facts),
    )  # fmt: skip


def kept(filters: Filters, **facts: Any) -> bool:  # noqa: ANN401 - the same
    return bool(keeps(Index([offer(**facts)]), filters, NOW, state="RP")[0])


@pytest.mark.parametrize(
    "fact", ["free", "without_appointment", "step_free", "child_welcome", "interpreter"]
)
def test_a_box_keeps_what_is_known_to_be_so(fact: str) -> None:
    filters = Filters(**{fact: True})
    assert kept(filters, **{fact: True})
    assert not kept(filters, **{fact: None})
    assert not kept(filters, **{fact: False})


@pytest.mark.parametrize(
    ("filters", "facts", "keep"),
    [
        (Filters(child_age=3.0), {"minimum_age": 3.0, "maximum_age": 6.0}, True),
        (Filters(child_age=6.5), {"maximum_age": 6.0}, False),
        (Filters(child_age=0.5), {}, True),
        (Filters(language="tr"), {"languages": frozenset({"de", "tr"})}, True),
        (Filters(language="ar"), {"languages": frozenset({"de", "tr"})}, False),
        (Filters(remote=True), {"delivery": "phone"}, True),
        (Filters(remote=True), {"delivery": "place"}, False),
        (Filters(in_kita=True), {"delivery": "kita"}, True),
        (Filters(open_now=True), {"windows": (MORNING,)}, True),
        (Filters(open_now=True), {}, False),
        (Filters(day=date(2026, 12, 1)), {"windows": (MORNING,)}, True),
        (Filters(day=date(2026, 12, 1), time=time(13)), {"windows": (MORNING,)}, False),
        (Filters(day=date(2026, 12, 2)), {"windows": (MORNING,)}, False),
        (Filters(topic="debts"), {}, True),
        (Filters(topic="grief"), {}, False),
    ],
)  # fmt: skip
def test_each_filter_keeps_what_it_should(
    filters: Filters,
    facts: dict[str, Any],
    keep: bool,  # noqa: FBT001 - a column of the table
) -> None:
    assert kept(filters, **facts) is keep


def ranked(sort: str) -> list[int]:
    index = Index(
        [
            offer(1, position=(9_000.0, 0.0), windows=(MORNING,)),
            offer(2, position=(100.0, 0.0)),
            offer(3),
        ]
    )
    states = index.opening.states_at(NOW, state="RP")
    hits: Hits = rank_in(
        index, Question("", topics=(frozenset({"debts"}),)), near=HERE, states=states
    )
    return [hit.id.int for hit in sorted_by(hits, Filters(sort=sort))]


def test_a_list_can_be_sorted_by_name_by_distance_and_by_who_is_open() -> None:
    assert ranked("name") == [1, 2, 3]
    assert ranked("naehe") == [2, 1, 3]
    assert ranked("geoeffnet")[0] == 1
