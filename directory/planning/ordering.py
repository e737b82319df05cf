"""Put the villages of the gap table in order."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from directory.records.folding import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from directory.planning.results import Row

WORST_FIRST = ("underserved", "partly", "insufficient_data", "served")


def ordered(rows: Sequence[Row], order: str) -> list[Row]:
    """Return the rows in one of the ORDERS, equal ones by name; an unknown order is by status."""
    return sorted(rows, key=lambda row: (ORDERS.get(order, _by_status)(row), fold(row.name)))


def _by_status(row: Row) -> tuple[float | str, ...]:
    return (WORST_FIRST.index(row.status), _descending(row.minutes_pt.get("p50")))


def _by_minutes(row: Row) -> tuple[float | str, ...]:
    return (_descending(row.minutes_pt.get("p50")),)


def _descending(value: float | None) -> float:
    """Turn a figure round, so that the largest comes first; no connection counts as the largest."""
    return -math.inf if value is None else -value


ORDERS: dict[str, Callable[[Row], tuple[float | str, ...]]] = {
    "status": _by_status,
    "gemeinde": lambda row: (fold(row.name),),
    "verbandsgemeinde": lambda row: (fold(row.association),),
    "minuten": _by_minutes,
}
