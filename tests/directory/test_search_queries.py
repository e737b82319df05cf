"""What people type in real life, written down before the vocabulary: it must be understood."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from directory.families import finding
from directory.families.indexing.memory import searched
from directory.records.database import open_engine, reading, writing
from directory.records.folding import fold
from directory.records.importing import import_district
from directory.records.migrating import upgrade
from directory.search_places import spelled_out
from geodata.district import find_district

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.orm import Session

DATA = Path(__file__).parents[1] / "data"
QUERIES, MORE = DATA / "search_queries.csv", DATA / "search_queries_more.csv"
THIRD = DATA / "search_queries_third.csv"
NOTHING = "nothing"  # what nobody in the directory helps with: no offers by mere likeness
AT_LEAST = 0.95
TOP = 3


@dataclass(frozen=True)
class Row:
    words: str
    topics: frozenset[str]
    place: str
    kind: str
    what: str


def rows(path: Path = QUERIES) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        table = list(csv.DictReader(file, delimiter=";"))
    return [
        Row(
            r["words"],
            frozenset(filter(None, r["topics"].split("|"))),
            r["place"],
            r["kind"],
            r["what"],
        )
        for r in table
    ]


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """The records of the shipped district."""
    engine = open_engine(f"sqlite:///{tmp_path_factory.mktemp('shipped') / 'directory.sqlite'}")
    upgrade(engine)
    with writing(engine) as session, session.begin():
        import_district(session, find_district("mayen-koblenz"))
    with reading(engine) as session:
        yield session
    engine.dispose()


def is_hit(session: Session, row: Row) -> bool:
    """Say whether everything that the row wants was understood or is in the top three."""
    found = finding.find(session, row.words)
    if row.what == NOTHING:
        return not found.hits and found.question.asks_elsewhere
    by_id = {entry.id: entry for entry in searched(session).index.entries}
    seen = frozenset[str]().union(*(by_id[hit.id].topics for hit in found.hits[:TOP]))
    place = found.question.place
    return (
        (not row.topics or bool(row.topics & (found.question.topic_codes | seen)))
        and (not row.place or (place is not None and alike(place.name, row.place)))
        and (not row.kind or found.question.kind == row.kind)
    )


def alike(one: str, other: str) -> bool:
    return spelled_out(fold(one)) == spelled_out(fold(other))


@pytest.mark.parametrize("path", [QUERIES, MORE, THIRD], ids=lambda path: str(path.stem))
def test_at_least_95_of_100_real_questions_are_understood(
    shipped: Session, capsys: pytest.CaptureFixture[str], path: Path
) -> None:
    missed = [row.words for row in rows(path) if not is_hit(shipped, row)]
    rate = 1 - len(missed) / len(rows(path))
    with capsys.disabled():
        line = f"search: {rate:.1%} of {len(rows(path))} questions hit in the top {TOP}"
        print(f"\n{line}; missed: {missed}")  # noqa: T201 - the issue wants the rate printed
    assert rate >= AT_LEAST, missed


def test_a_third_of_the_questions_is_bent_typed_wrong_or_in_another_language() -> None:
    plain = [row for row in rows() if row.what in {"everyday", "place", "stop", "postal code"}]
    assert len(rows()) >= 60
    assert 3 * (len(rows()) - len(plain)) >= len(rows())


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("streit mit ex Polch", "Beratungsstelle Trennung und Scheidung Polch"),
        ("schuldnerberatung", "Schuldnerberatung"),
        ("jemand zum reden", "Sozialpsychiatrischer Dienst"),
        ("wohnung gekündigt", "Wohnungshilfe"),
    ],
)
def test_the_offer_that_is_meant_comes_first(shipped: Session, typed: str, first: str) -> None:
    by_id = {entry.id: entry.name for entry in searched(shipped).index.entries}
    assert first in by_id[finding.find(shipped, typed).hits[0].id]


@pytest.mark.parametrize(
    ("typed", "place"),
    [
        ("56727", "Mayen"),
        ("St. Johann", "Sankt Johann"),
        ("kita mülheim", "Mülheim-Kärlich"),
        ("Kottenheim Bahnhof", "Bahnhof Kottenheim"),
        ("kita kürrenberg", "Kürrenberg"),
        ("polch markt", "Markt, Polch"),
    ],
)
def test_places_are_found_down_to_parts_stops_and_postal_codes(
    shipped: Session, typed: str, place: str
) -> None:
    found = finding.find(shipped, typed).question.place
    assert found is not None
    assert fold(found.name) == fold(place)


def test_an_age_is_no_village(shipped: Session) -> None:
    assert finding.find(shipped, "hausaufgaben kind acht jahre").question.place is None
    village = finding.find(shipped, "hausaufgaben acht").question.place
    assert village is not None
    assert village.name == "Acht"


def test_help_for_women_in_danger_is_not_put_before_those_who_look_for_a_flat(
    shipped: Session,
) -> None:
    by_id = {entry.id: entry for entry in searched(shipped).index.entries}
    about_flats = finding.find(shipped, "wohnung").hits
    assert "violence" not in by_id[about_flats[0].id].topics
    assert "violence" in by_id[finding.find(shipped, "frauenhaus").hits[0].id].topics
