"""Put offers in the order in which they answer a question."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, overload

import numpy as np

from directory.records.taxonomy import topics
from directory.search_entries import Entry, Facts
from directory.search_index import Index
from directory.search_opening import STATES

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from numpy.typing import NDArray

    from directory.search import Question
    from directory.search_places import NamedPlace

    Bools = NDArray[np.bool_]
    Floats = NDArray[np.float64]

__all__ = ["Entry", "Facts", "Hit", "Hits", "rank", "rank_in", "with_ways"]

SCORE_KIND, SCORE_TOPIC, SCORE_IN_NAME, SCORE_IN_TEXT = 2, 8, 6, 3
SCORE_FOCUS = 4  # parted among all topics of an offer: one that is about little is more about each
SCORE_SAID_IN_NAME = 4  # the very word that meant the topic stands in the name
# What the relevance is multiplied by: conventions, mild enough that a wrong offer that is open or
# near never comes before the right one that is closed or far.
OF_STATE = {"open": 1.0, "by_appointment": 0.95, "unknown": 0.9, "closed": 0.9}
OF_WAY = {True: 1.0, None: 0.9, False: 0.7}  # there and back by bus or train on the day
OF_UNASKED = 0.8  # on a sensitive topic where the question is about none: after the rest
HALF_AT_M = 40_000.0  # so far away, an offer counts half; without a door or place as at:
WITHOUT_DOOR_M = 10_000.0


@dataclass(frozen=True)
class Hit:
    """
    An offer found.

    `score` is its relevance alone, `order` that times open, near and reachable; the list is sorted
    by the latter. The distance is in metres as the crow flies, None without place or door.
    """

    id: UUID
    kind: str
    score: int
    distance_m: float | None
    order: float = 0.0
    state: str | None = None  # open, closed, by_appointment, unknown; None where not asked
    reachable: bool | None = None  # there and back on the day; None where not known


@dataclass(frozen=True)
class Hits(Sequence[Hit]):
    """The offers found, best first; a hit is made when it is looked at."""

    offers: Index
    numbers: NDArray[np.int64]  # of the entries, best first
    scores: NDArray[np.int64]  # by entry, as the three below
    orders: Floats
    distances_m: Floats
    states: NDArray[np.int8] | None = None

    def __len__(self) -> int:
        return len(self.numbers)

    @overload
    def __getitem__(self, position: int) -> Hit: ...
    @overload
    def __getitem__(self, position: slice) -> list[Hit]: ...
    def __getitem__(self, position: int | slice) -> Hit | list[Hit]:
        if isinstance(position, slice):
            return [self._hit(number) for number in self.numbers[position].tolist()]
        return self._hit(int(self.numbers[position]))

    def entries(self, limit: int) -> list[Entry]:
        """Return what is known of the best offers."""
        return [self.offers.entries[number] for number in self.numbers[:limit].tolist()]

    def kept(self, keep: Bools) -> Hits:
        """Return the hits whose entries are to be kept, in the same order."""
        return replace(self, numbers=self.numbers[keep[self.numbers]])

    def in_order_of(self, *keys: Floats | NDArray[np.int64]) -> Hits:
        """Return the hits sorted by these values of the entries, the first counting most."""
        columns = [key[self.numbers] for key in reversed(keys)]
        return replace(self, numbers=self.numbers[np.lexsort(columns)])

    def count_by_kind(self, kinds: Sequence[str]) -> dict[str, int]:
        """Return how many there are of each kind."""
        return {kind: int(self.offers.of_kind(kind)[self.numbers].sum()) for kind in kinds}

    def _hit(self, number: int) -> Hit:
        entry = self.offers.entries[number]
        metres = float(self.distances_m[number])
        return Hit(
            entry.id,
            entry.kind,
            int(self.scores[number]),
            None if np.isnan(metres) else metres,
            float(self.orders[number]),
            None if self.states is None else STATES[int(self.states[number])],
        )


def rank(entries: Sequence[Entry], question: Question) -> Sequence[Hit]:
    """Return the offers that fit, best first; see `rank_in`."""
    return rank_in(Index(entries), question)


def rank_in(
    index: Index,
    question: Question,
    *,
    near: NamedPlace | None = None,
    states: NDArray[np.int8] | None = None,
) -> Hits:
    """
    Return the offers that fit, best first; what fits equally well by distance, then by name.

    An offer fits if it has one of the topics or words; where there are none, if it is of the kind;
    where there is no kind either, always. The order is relevance × open × near: relevance sums
    the points of topics and words, the other two are `OF_STATE` and 1 / (1 + d / `HALF_AT_M`).
    Shelters and the like, which may have topics such as housing too, come after the rest where
    nobody asked for them.

    Parameters
    ----------
    index
        The offers.
    question
        What was understood.
    near
        Where the way begins if the question names no place.
    states
        Whether each offer is open, by `Opening.states_at`; None where that is not asked.
    """
    scores, fits = _relevance(index, question)
    distances = index.distances_m(question.place or near)
    orders = scores * _of_topics(index, question) * _of_states(states) * _of_distances(distances)
    numbers = np.flatnonzero(fits)
    hits = Hits(index, numbers, scores, orders, distances, states)
    return hits.in_order_of(-orders, np.nan_to_num(distances, nan=np.inf), index.by_name)


def with_ways(hits: Sequence[Hit], reachable: Mapping[UUID, bool | None]) -> list[Hit]:
    """
    Return a page of hits in the order of relevance × open × near × reachable there and back.

    Parameters
    ----------
    hits
        In any order.
    reachable
        By id of the offer, whether one gets there and home again on the day.
    """
    known = [replace(hit, reachable=reachable.get(hit.id)) for hit in hits]
    weighed = [replace(hit, order=hit.order * OF_WAY[hit.reachable]) for hit in known]
    return sorted(weighed, key=lambda hit: -hit.order)


def _relevance(index: Index, question: Question) -> tuple[NDArray[np.int64], Bools]:
    """Return points and whether an offer fits, each of shape (offers,)."""
    kind = index.of_kind(question.kind) if question.kind else index.none
    of_kind = SCORE_KIND * kind.astype(np.int64)
    if question.asks_elsewhere:
        return of_kind, index.none
    if not question.topics and not question.words:
        return of_kind, kind if question.kind else ~index.none
    points = np.zeros(len(index.entries), dtype=np.int64)
    for codes in question.topics:
        points += SCORE_TOPIC * index.about(codes)
    for word in question.words:
        in_name = index.names.with_word(word)
        in_text = index.others.with_word(word)
        points += np.where(in_name, SCORE_IN_NAME, SCORE_IN_TEXT * in_text)
    fits = points > 0
    if question.topics:
        points += np.where(index.about(question.topic_codes), SCORE_FOCUS // index.topics_each, 0)
    for word in question.said:
        points += SCORE_SAID_IN_NAME * index.names.with_word(word)
    return points + of_kind, fits


def _of_topics(index: Index, question: Question) -> Floats:
    sensitive = frozenset(topic.code for topic in topics() if topic.sensitive)
    unasked = index.none if question.topic_codes & sensitive else index.about(sensitive)
    return np.where(unasked, OF_UNASKED, 1.0).astype(np.float64)


def _of_states(states: NDArray[np.int8] | None) -> Floats | float:
    if states is None:
        return 1.0
    return np.array([OF_STATE[state] for state in STATES])[states]


def _of_distances(distances_m: Floats) -> Floats | float:
    if np.isnan(distances_m).all():
        return 1.0
    return 1.0 / (1.0 + np.nan_to_num(distances_m, nan=WITHOUT_DOOR_M) / HALF_AT_M)
