"""Keep the index of a database in the worker, and read it again when the records have changed."""

from __future__ import annotations

from dataclasses import dataclass, field
from threading import Lock
from time import monotonic
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from sqlalchemy import Engine

from directory import vocabulary
from directory.families.indexing.queries import searchable
from directory.families.queries import gazetteer_places, version_of_offers
from directory.search_index import Index
from directory.search_places import Gazetteer

if TYPE_CHECKING:
    from sqlalchemy import Connection, Dialect
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
_KEPT: WeakKeyDictionary[Dialect | Connection, _Kept] = WeakKeyDictionary()


def database_of(session: Session) -> Dialect | Connection:
    """Return what stands for a database: it is one and the same for all sessions of an engine."""
    bind = session.get_bind()
    return bind.dialect if isinstance(bind, Engine) else bind


def searched(session: Session) -> Searched:
    """Return the index of the records that a session reads, at most `CHECK_EVERY_S` old."""
    kept = _KEPT.setdefault(database_of(session), _Kept())
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
