"""Changes between two rides: how long after alighting somewhere one can board elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from geodata.timetable.stops import FORBIDDEN
from geodata.walking import WalkingTable, rows_of, table_from_pairs

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geodata.timetable.stops import TransferRules

    Pairs = tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]


def transfer_table(
    walks: WalkingTable, rules: TransferRules, *, change_seconds: int
) -> WalkingTable:
    """
    Return the changes between stops.

    A change takes the walk from stop to stop (none on the spot) plus the change time. Where the
    timetable asks for a minimum time, it takes at least that; such a pair counts even where no
    walk is known. Where the timetable says that no change is possible, there is none.

    Parameters
    ----------
    walks
        Walks between all stops within the limit.
    rules
        Minimum times and forbidden changes of the timetable.
    change_seconds
        Added to every change between two rides, on the spot too.
    """
    stops = len(walks.indptr) - 1
    known = _changes(walks, change_seconds)
    by_rule = (
        rules.from_stop.astype(np.int64),
        rules.to_stop.astype(np.int64),
        rules.seconds.astype(np.int64),
    )
    codes, rule_codes = known[0] * stops + known[1], by_rule[0] * stops + by_rule[1]
    order = np.argsort(rule_codes)
    position = np.searchsorted(rule_codes[order], codes)
    position = np.where(position < len(order), position, 0)
    ruled = np.zeros(len(codes), dtype=bool)
    least = np.zeros(len(codes), dtype=np.int64)
    if len(order):
        ruled = rule_codes[order][position] == codes
        least = np.where(ruled, by_rule[2][order][position], 0)
    allowed = ~(ruled & (least == FORBIDDEN))
    unknown = ~np.isin(rule_codes, codes) & (by_rule[2] != FORBIDDEN)
    seconds = np.maximum(known[2], least)[allowed]
    return table_from_pairs(
        np.concatenate([known[0][allowed], by_rule[0][unknown]]),
        np.concatenate([known[1][allowed], by_rule[1][unknown]]),
        np.concatenate([seconds, np.maximum(by_rule[2][unknown], change_seconds)]).astype(np.int32),
        size=stops,
    )


def _changes(walks: WalkingTable, change_seconds: int) -> Pairs:
    """Return all walks, and the change on the spot at every stop, with the change time."""
    spot = np.arange(len(walks.indptr) - 1)
    origin, target = rows_of(walks), walks.targets.astype(np.int64)
    between = origin != target
    seconds = np.concatenate([np.zeros_like(spot), walks.seconds[between]])
    return (
        np.concatenate([spot, origin[between]]),
        np.concatenate([spot, target[between]]),
        seconds + change_seconds,
    )
