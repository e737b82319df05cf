"""Keep the index of a database in the worker, and read it again when the records have changed."""

from __future__ import annotations

from dataclasses import dataclass, field
from threading import Lock
from time import monotonic
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from directory import vocabulary
from directory.families.indexing.queries import searchable
from directory.families.queries import gazetteer_places, version_of_offers
from directory.search_index import Index
from directory.search_places import Gazetteer

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine
    from sqlalchemy.orm import Session

CHECK_EVERY_S = 1.0  # so old the answer may be after an import


@dataclass(frozen=True)
class Searched:
    """What is searched: one state of the records."""

    version: tuple[object, ...]
    index: Index
    gazetteer: Gazetteer


@dataclass
class _Kept:
    """What a worker keeps of one database; whoever comes while it is read waits for it."""

    lock: Lock = field(default_factory=Lock)
    searched: Searched | None = None
    checked_s: float = 0.0


# By database, and gone with it: a process serves one, tests open many.
_KEPT: WeakKeyDictionary[Engine | Connection, _Kept] = WeakKeyDictionary()


def searched(session: Session) -> Searched:
    """Return the index of the records that a session reads, at most `CHECK_EVERY_S` old."""
    kept = _KEPT.setdefault(session.get_bind(), _Kept())
    with kept.lock:
        fresh = monotonic() - kept.checked_s < CHECK_EVERY_S
        if kept.searched is None or not fresh:
            version = version_of_offers(session)
            if kept.searched is None or kept.searched.version != version:
                kept.searched = _read(session, version)
            kept.checked_s = monotonic()
        return kept.searched


def _read(session: Session, version: tuple[object, ...]) -> Searched:
    vocabulary.phrases_with("")  # reads the word lists now and not at the first question
    index = Index(searchable(session)).warm()
    return Searched(version, index, Gazetteer.of(gazetteer_places(session)))
