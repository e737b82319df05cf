"""Answer one search: what was understood, which offers fit, and the page of them that is shown."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from directory import ranking, search
from directory.families.filtering import keeps, moment_of, sorted_by
from directory.families.filters import SORTS, Filters
from directory.families.indexing.listed import listed
from directory.families.indexing.memory import searched
from directory.records.taxonomy import KINDS, Topic, topics

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime
    from uuid import UUID

    from sqlalchemy.orm import Session

    from directory.records.cards import Card

PER_PAGE = 20
MOST_PINS = 1000  # beyond, a phone's map is slow; the page says so


@dataclass(frozen=True)
class Found:
    """What a search found: all hits of the chosen kind, best first, and how many of each kind."""

    question: search.Question
    hits: ranking.Hits
    kind: str | None
    count_by_kind: dict[str, int]
    filters: Filters = field(default_factory=Filters)

    @property
    def topics(self) -> list[Topic]:
        """The topics that were understood or chosen, in the order of the curated list."""
        codes = self.question.topic_codes | {self.filters.topic}
        return [topic for topic in topics() if topic.code in codes]

    @property
    def sensitive(self) -> bool:
        """Whether the search should leave no traces on the device."""
        return any(topic.sensitive for topic in self.topics)

    @property
    def suggestions(self) -> tuple[str, ...]:
        """Questions that may have been meant, for "Meinten Sie …"."""
        return self.question.suggestions

    @property
    def pages(self) -> int:
        """How many pages the hits fill, at least one."""
        return max(1, -(-len(self.hits) // PER_PAGE))


@dataclass(frozen=True)
class Shown:
    """One offer of a page of results with its distance, and why it stands where it stands."""

    service: Card
    distance_m: float | None
    hit: ranking.Hit | None = None
    in_chosen_order: bool = False  # by name, say: then no way changes it


def find(  # noqa: PLR0913 - each may be left out and goes by its name
    session: Session,
    text: str,
    *,
    kind: str | None = None,
    filters: Filters | None = None,
    near: search.NamedPlace | None = None,
    now: datetime | None = None,
    state: str = "",
) -> Found:
    """
    Return what fits a question.

    Parameters
    ----------
    session
        To the records; what is searched is kept in memory and at most a second old.
    text
        As typed.
    kind
        Keeps one kind of offer, before that of the filters; an unknown one keeps all.
    filters
        What the list is narrowed and sorted by.
    near
        Where the way begins if the words name no place.
    now, state
        Local time and the German state whose holidays hold; without them nothing is open or shut.
    """
    chosen = filters or Filters()
    chosen = replace(chosen, kind=kind if kind in KINDS else chosen.kind)
    known = searched(session)
    index = known.index
    question = search.understand_with(text, known.gazetteer, index.texts)
    states = index.opening.states_at(moment_of(chosen, now), state=state) if now else None
    hits = ranking.rank_in(index, question, near=near, states=states)
    hits = sorted_by(hits.kept(keeps(index, chosen, now, state=state)), chosen)
    counts = hits.count_by_kind(tuple(KINDS))
    kept = hits if chosen.kind is None else hits.kept(index.of_kind(chosen.kind))
    return Found(question, kept, chosen.kind, counts, chosen)


def shown_on(session: Session, found: Found, page: int) -> list[Shown]:
    """Return the offers of one page, loaded with everything that a list shows."""
    first = (page - 1) * PER_PAGE
    hits = {hit.id: hit for hit in found.hits[first : first + PER_PAGE]}
    services = listed(session, list(hits))
    chosen = found.filters.sort != SORTS[0]
    return [
        Shown(service, hits[service.id].distance_m, hits[service.id], in_chosen_order=chosen)
        for service in services
    ]


def with_ways(shown: Sequence[Shown], reachable: Mapping[UUID, bool | None]) -> list[Shown]:
    """
    Return the offers of a page, those first that one reaches there and back.

    `reachable` is by id of the service; None where nobody knows. Offers without a door keep
    their rank as if nobody knew. Where somebody chose another order, it stays.
    """
    by_id = {one.service.id: one for one in shown}
    hits = ranking.with_ways([one.hit for one in shown if one.hit], reachable)
    weighed = [replace(by_id[hit.id], hit=hit) for hit in hits]
    if any(one.in_chosen_order for one in shown):
        order = list(by_id)
        return sorted(weighed, key=lambda one: order.index(one.service.id))
    return weighed
