"""Keep the cards that lists have shown, so that the next list need not read them again."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from directory.families.cards.queries import cards_of
from directory.records.changes import state_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from sqlalchemy.orm import Session

    from directory.records.cards import Card

MOST_CARDS = 20_000  # about 3 kB each


@dataclass
class _Kept:
    """What a worker keeps of one database, and for which state of the records."""

    lock: Lock = field(default_factory=Lock)
    mark: tuple[object, ...] = ()
    cards: OrderedDict[UUID, Card] = field(default_factory=OrderedDict)


# By what reads a database, and gone with it: a process serves one, tests open many.
_KEPT: WeakKeyDictionary[object, _Kept] = WeakKeyDictionary()


def listed(session: Session, ids: Sequence[UUID]) -> list[Card]:
    """
    Return what lists show of services, in the order of their ids; it belongs to no session.

    As soon as anything is written to the records, all that was kept is forgotten.
    """
    state = state_of(session)
    kept = _KEPT.setdefault(state.reader, _Kept())
    with kept.lock:
        if kept.mark != state.mark:
            kept.mark = state.mark
            kept.cards.clear()
        missing = [key for key in ids if key not in kept.cards]
        for card in cards_of(session, missing) if missing else ():
            kept.cards[card.id] = card
        found = [kept.cards[key] for key in ids if key in kept.cards]
        while len(kept.cards) > MOST_CARDS:
            kept.cards.popitem(last=False)
    return found
