"""Put offers in the order in which they answer a question."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from directory.records.folding import fold
from directory.search import stands_in

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from directory.search import NamedPlace, Question

SCORE_KIND, SCORE_TOPIC, SCORE_IN_NAME, SCORE_IN_TEXT = 2, 8, 6, 3

folded = lru_cache(maxsize=100_000)(fold)  # the same texts are compared at every search


@dataclass(frozen=True)
class Entry:
    """What a search needs to know of one offer; positions in metres, none where it has no door."""

    id: UUID
    kind: str
    topics: frozenset[str]
    name: str
    text: str  # everything else that may be searched
    positions: tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class Hit:
    """An offer found; the distance in metres as the crow flies, None without place or door."""

    id: UUID
    kind: str
    score: int
    distance_m: float | None


def texts_of(entries: Sequence[Entry]) -> list[str]:
    """Return the folded texts of all offers, their names included."""
    return [f"{folded(entry.name)} {folded(entry.text)}" for entry in entries]


def rank(entries: Sequence[Entry], question: Question) -> list[Hit]:
    """
    Return the offers that fit, best first; what fits equally well by distance, then by name.

    An offer fits if it has one of the topics or words; where there are none, if it is of the kind;
    where there is no kind either, always.
    """
    fitting = [(entry, _score(entry, question)) for entry in entries]
    found = [
        (Hit(entry.id, entry.kind, score, distance_m(entry, question.place)), _in_order(entry))
        for entry, score in fitting
        if score is not None
    ]
    found.sort(key=lambda pair: (-pair[0].score, _nearest_first(pair[0]), pair[1]))
    return [hit for hit, _name in found]


def distance_m(entry: Entry, place: NamedPlace | None) -> float | None:
    """Return the metres as the crow flies to the nearest door, or None without place or door."""
    if place is None:
        return None
    here = (place.x_m, place.y_m)
    return min((math.dist(here, position) for position in entry.positions), default=None)


def _score(entry: Entry, question: Question) -> int | None:
    right_kind = question.kind in {None, entry.kind}
    score_of_kind = SCORE_KIND if question.kind and right_kind else 0
    if not question.topics and not question.words:
        return score_of_kind if right_kind else None
    score = sum(SCORE_TOPIC for codes in question.topics if codes & entry.topics)
    score += sum(_score_of_word(word, entry) for word in question.words)
    return score + score_of_kind if score else None


def _score_of_word(word: str, entry: Entry) -> int:
    if stands_in(word, folded(entry.name)):
        return SCORE_IN_NAME
    return SCORE_IN_TEXT if stands_in(word, folded(entry.text)) else 0


def _in_order(entry: Entry) -> list[tuple[int, str]]:
    """Return a key that sorts by name, and "Gruppe 9" before "Gruppe 10"."""
    return [
        (int(word), "") if word.isdecimal() else (0, word) for word in folded(entry.name).split()
    ]


def _nearest_first(hit: Hit) -> float:
    return math.inf if hit.distance_m is None else hit.distance_m
