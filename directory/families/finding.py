"""Answer one search: what was understood, which offers fit, and the page of them that is shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from directory import ranking, search
from directory.families import queries
from directory.records.taxonomy import KINDS, Topic, topics

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from directory.records.tables import Service

PER_PAGE = 20
MOST_PINS = 1000  # beyond, a phone's map is slow; the page says so


@dataclass(frozen=True)
class Found:
    """What a search found: all hits of the chosen kind, best first, and how many of each kind."""

    question: search.Question
    hits: Sequence[ranking.Hit]
    kind: str | None
    count_by_kind: dict[str, int]

    @property
    def topics(self) -> list[Topic]:
        """The topics that were understood, in the order of the curated list."""
        return [topic for topic in topics() if topic.code in self.question.topic_codes]

    @property
    def sensitive(self) -> bool:
        """Whether the search should leave no traces on the device."""
        return any(topic.sensitive for topic in self.topics)

    @property
    def pages(self) -> int:
        """How many pages the hits fill, at least one."""
        return max(1, -(-len(self.hits) // PER_PAGE))


@dataclass(frozen=True)
class Shown:
    """One offer of a page of results with its distance."""

    service: Service
    distance_m: float | None


def find(session: Session, text: str, *, kind: str | None) -> Found:
    """Return what fits a question; `kind` keeps one kind of offer, unknown kinds keep all."""
    entries = queries.searchable(session)
    places = queries.named_places(session, search.names_in(text))
    question = search.understand(text, places, texts=ranking.texts_of(entries))
    hits = ranking.rank(entries, question)
    counts = {code: sum(hit.kind == code for hit in hits) for code in KINDS}
    chosen = kind if kind in KINDS else None
    kept = [hit for hit in hits if chosen in {None, hit.kind}]
    return Found(question, kept, chosen, counts)


def shown_on(session: Session, found: Found, page: int) -> list[Shown]:
    """Return the offers of one page, loaded with everything that a list shows."""
    first = (page - 1) * PER_PAGE
    hits = found.hits[first : first + PER_PAGE]
    services = queries.services_in_order(session, [hit.id for hit in hits])
    distances = {hit.id: hit.distance_m for hit in hits}
    return [Shown(service, distances[service.id]) for service in services]
