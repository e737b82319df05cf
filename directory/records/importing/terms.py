"""Sort services by kind and topic; a topic that is not in the curated list is taken as new."""

from __future__ import annotations

from typing import TYPE_CHECKING

from directory.records.columns import id_from_key
from directory.records.folding import fold
from directory.records.importing import queries
from directory.records.tables import TaxonomyTerm
from directory.records.taxonomy import KINDS, topic_named, topics

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from directory.records.importing.entries import Entry
    from directory.records.importing.report import ImportReport
    from directory.records.tables import Service


class Terms:
    """The kinds and topics of the records, completed from the curated list."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._terms = queries.all_terms(session)
        for code, name in KINDS.items():
            self._term("kind", code, name)
        for topic in topics():
            self._term("topic", topic.code, topic.name)

    def write(self, service: Service, entry: Entry, line: int, report: ImportReport) -> bool:
        """Give a service its terms; say whether they changed."""
        wanted = [self._term("kind", entry.kind, KINDS[entry.kind])]
        wanted += [self.topic(text, line, report) for text in entry.topics]
        unique = list(dict.fromkeys(wanted))
        if set(service.terms) == set(unique):
            return False
        service.terms = unique
        return True

    def topic(self, text: str, line: int, report: ImportReport) -> TaxonomyTerm:
        """Return the topic that a text names; one that is not in the list becomes a new one."""
        topic = topic_named(text)
        if topic is not None:
            return self._term("topic", topic.code, topic.name)
        report.note(line, f"the topic {text!r} is not in the list of topics; taken as a new one")
        return self._term("topic", fold(text).replace(" ", "_") or text, text)

    def _term(self, taxonomy: str, code: str, name: str) -> TaxonomyTerm:
        key = id_from_key("taxonomy_term", taxonomy, code)
        if key not in self._terms:
            self._terms[key] = TaxonomyTerm(id=key, taxonomy=taxonomy, code=code, name=name)
            self._session.add(self._terms[key])
        return self._terms[key]
