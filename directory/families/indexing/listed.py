"""Keep the offers that lists have shown, so that the next list need not read them again."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from threading import Lock
from time import monotonic
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from sqlalchemy.orm import Session

from directory.families.indexing.memory import database_of, searched
from directory.families.queries import secrecy_of, services_in_order

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from sqlalchemy import Connection, Dialect

    from directory.records.tables import Service

KEPT_S = 60.0  # so old a card may be after an edit that is no import; secrecy is never old
MOST_OFFERS = 3_000  # about 30 kB each


@dataclass(frozen=True)
class _Read:
    service: Service
    read_s: float


@dataclass
class _Kept:
    """What a worker keeps of one database, and for which state of the records."""

    lock: Lock = field(default_factory=Lock)
    version: tuple[object, ...] = ()
    offers: OrderedDict[UUID, _Read] = field(default_factory=OrderedDict)


# By database, and gone with it: a process serves one, tests open many.
_KEPT: WeakKeyDictionary[Dialect | Connection, _Kept] = WeakKeyDictionary()


def listed(session: Session, ids: Sequence[UUID]) -> list[Service]:
    """
    Return what `services_in_order` does, at most `KEPT_S` old; it belongs to no session.

    Whether an offer is secret is asked every time: one that became so shows no address.
    """
    version = searched(session).version
    kept = _KEPT.setdefault(database_of(session), _Kept())
    with kept.lock:
        _forget_old(kept, version)
        secret = secrecy_of(session, ids)
        missing = [key for key in ids if not _fits(kept.offers.get(key), secret.get(key))]
        for service in _read(session, missing) if missing else ():
            kept.offers[service.id] = _Read(service, monotonic())
        found = [kept.offers[key].service for key in ids if key in secret and key in kept.offers]
        while len(kept.offers) > MOST_OFFERS:
            kept.offers.popitem(last=False)
    return found


def _forget_old(kept: _Kept, version: tuple[object, ...]) -> None:
    if kept.version != version:
        kept.version = version
        kept.offers.clear()


def _fits(read: _Read | None, secret: bool | None) -> bool:  # noqa: FBT001 - None: gone
    return (
        read is not None
        and read.service.undisclosed == secret
        and monotonic() - read.read_s < KEPT_S
    )


def _read(session: Session, ids: Sequence[UUID]) -> list[Service]:
    """Return the offers, read in the transaction of a session but not kept by it."""
    with Session(session.connection(), expire_on_commit=False) as own:
        return services_in_order(own, ids)
