"""Which offers a list keeps, and in which order it stands."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import numpy as np

from directory.search_index import YES_OR_NO
from directory.search_opening import OPEN

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from directory.families.filters import Filters
    from directory.ranking import Hits
    from directory.search_index import Index

    Bools = NDArray[np.bool_]


def moment_of(filters: Filters, now: datetime) -> datetime:
    """Return when offers should be open: the chosen day and time, else now."""
    if filters.open_now or (filters.day is None and filters.time is None):
        return now
    day = filters.day or now.date()
    return datetime.combine(day, filters.time or now.time(), tzinfo=now.tzinfo)


def keeps(index: Index, filters: Filters, now: datetime | None, *, state: str) -> Bools:
    """
    Return which offers the filters keep, the kind apart, shape (offers,).

    Parameters
    ----------
    index
        The offers.
    filters
        What is wanted.
    now
        Local time; None where nobody asks whether anything is open.
    state
        German state whose holidays hold.
    """
    keep = ~index.none
    for fact in YES_OR_NO:
        if getattr(filters, fact):
            keep &= index.saying_yes(fact)
    if filters.topic is not None:
        keep &= index.about(frozenset({filters.topic}))
    if filters.language is not None:
        keep &= index.speaking(filters.language)
    if filters.child_age is not None:
        keep &= index.for_age(filters.child_age)
    if filters.remote:
        keep &= index.delivered("phone", "online")
    if filters.in_kita:
        keep &= index.delivered("kita")
    return keep & _open(index, filters, now, state)


def _open(index: Index, filters: Filters, now: datetime | None, state: str) -> Bools:
    """Return what is open when it should be; a chosen day without a time means some time of it."""
    if now is None or not (filters.open_now or filters.day or filters.time):
        return ~index.none
    if filters.day is not None and filters.time is None and not filters.open_now:
        return index.opening.open_on(filters.day, state=state)
    states = index.opening.states_at(moment_of(filters, now), state=state)
    return np.asarray(states == OPEN)


def sorted_by(hits: Hits, filters: Filters) -> Hits:
    """Return the hits in the order that was chosen; the best first without a choice."""
    names = hits.offers.by_name
    if filters.sort == "name":
        return hits.in_order_of(names)
    if filters.sort == "naehe":
        return hits.in_order_of(np.nan_to_num(hits.distances_m, nan=np.inf), -hits.orders, names)
    if filters.sort == "geoeffnet" and hits.states is not None:
        return hits.in_order_of(-hits.states.astype(np.int64), -hits.orders, names)
    return hits
