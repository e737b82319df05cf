"""
Changes for single lines and trips (transfers.txt): a stop is split by whom such a rule names.

The searches know one time for a change from stop to stop, whoever makes it. So a stop at which
rules name lines or trips becomes several at the same place, one for each of these and one for all
others. A change between them takes no walk; the rules of each pair are told one by one. A rule
about a trip counts on every date of it: from a trip of the day before to one of today as well.

References
----------
GTFS Schedule reference, transfers.txt: both trips go before trip and line, then one trip, both
lines, one line, none. https://gtfs.org/documentation/schedule/reference/#transferstxt
"""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from geodata.timetable.same_stops import SameStops
from geodata.timetable.stops import (
    FORBIDDEN,
    TransferRules,
    members_of,
    says_narrowly,
    stricter,
)

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence

    import pandas as pd
    from numpy.typing import NDArray

    from geodata.sources.gtfs import Feed
    from geodata.timetable.parts import DayPart
    from geodata.timetable.stops import Stops

    Places = Mapping[tuple[int, str], Sequence[int]]
    Row = Mapping[Hashable, Any]
    Key = tuple[int, str, str]  # number of the timetable, "trip" or "route", its id
    Named = tuple[Key | None, Key | None]  # a trip and its line, each None where no rule names it
    Rules = dict[tuple[int, int], dict[Named, int]]  # by pair of stops, then by both sides' keys
    Classes = dict[int, list[Named]]

AS_WALKED = -2  # seconds of a rule without a time: less strict than any other
_MINIMUM_TIME, _IMPOSSIBLE = 2, 3  # transfer_type
_NOBODY: Named = (None, None)
_TRIP, _ROUTE, _ANY = range(3)
_RANKS = (
    ((_TRIP, _TRIP),),
    ((_TRIP, _ROUTE), (_ROUTE, _TRIP)),
    ((_TRIP, _ANY), (_ANY, _TRIP)),
    ((_ROUTE, _ROUTE),),
    ((_ROUTE, _ANY), (_ANY, _ROUTE)),
)


class SplitDay(NamedTuple):
    """The stops of a day, its calls, its rules and which stops are one, after the split."""

    stops: Stops
    calls: pd.DataFrame
    rules: TransferRules
    same: SameStops


def split_by_rules(
    feeds: Sequence[Feed], parts: Sequence[DayPart], places: Places, day: SplitDay
) -> SplitDay:
    """
    Return the day with stops split where rules name lines or trips that call there.

    Parameters
    ----------
    feeds, parts
        The timetables, and their runs in the order of the day.
    places
        The stops of the day that a stop of a timetable is, see `places_of`.
    day
        Calls with the numbers of their `stop` and `run`; the rules that hold for everybody.

    Returns
    -------
    split
        The first part of a stop keeps its number, the others follow after all stops.
    """
    narrow = _narrow_rules(feeds, day.stops, places)
    classes, of_call = _classes(feeds, parts, day.calls, narrow)
    if not classes:
        return day
    first = len(day.stops.ids)
    added = [(stop, named) for stop, several in classes.items() for named in several[1:]]
    numbers = {key: first + place for place, key in enumerate(added)}
    numbers |= {(stop, several[0]): stop for stop, several in classes.items()}
    stop = day.calls["stop"].to_numpy(dtype=np.int64, copy=True)
    for row, key in of_call.items():
        stop[row] = numbers[key]
    origin = np.array([*range(first), *(stop for stop, _ in added)], dtype=np.int64)
    return SplitDay(
        day.stops._replace(
            **{
                name: column[origin]
                for name, column in day.stops._asdict().items()
                if len(column) == first
            }
        ),
        day.calls.assign(stop=stop),
        _rules(narrow, day.rules, classes, numbers),
        _same(day.same, classes, numbers),
    )


def _narrow_rules(feeds: Sequence[Feed], stops: Stops, places: Places) -> Rules:
    """Return the rules that name lines or trips; of several alike the strictest stands."""
    owner, rules = stops.feed.tolist(), dict[tuple[int, int], Any]()
    for number, feed in enumerate(feeds):
        rows = feed.transfers[says_narrowly(feed.transfers)]
        members = members_of(feed.stops) if len(rows) else {}
        for row in rows.to_dict("records"):
            ends = (
                [place for stop in members[row[side]] for place in places.get((number, stop), ())]
                for side in ("from_stop_id", "to_stop_id")
            )
            keys = _key(number, row, "from"), _key(number, row, "to")
            for here, there in product(*ends):
                if owner[here] != owner[there] or owner[here] == number:
                    of_pair = rules.setdefault((here, there), {})
                    of_pair[keys] = stricter(of_pair.get(keys), _seconds(row))
    return rules


def _key(number: int, row: Row, side: str) -> Key | None:
    """Return whom a side of a rule names: the trip goes before its line."""
    for kind in ("trip", "route"):
        if row[f"{side}_{kind}_id"]:
            return number, kind, row[f"{side}_{kind}_id"]
    return None


def _seconds(row: Row) -> int:
    if row["transfer_type"] == _IMPOSSIBLE:
        return FORBIDDEN
    return int(row["min_transfer_s"]) if row["transfer_type"] == _MINIMUM_TIME else AS_WALKED


def _classes(
    feeds: Sequence[Feed], parts: Sequence[DayPart], calls: pd.DataFrame, narrow: Rules
) -> tuple[Classes, dict[int, tuple[int, Named]]]:
    """Return whom rules name at each stop that is to be split, and the part of each row there."""
    named_at: dict[int, set[Key | None]] = {}
    for pair, of_pair in narrow.items():
        for keys in of_pair:
            for stop, key in zip(pair, keys, strict=True):
                named_at.setdefault(stop, set()).add(key)
    named = _named(feeds, parts) if named_at else []
    at, run = calls["stop"].to_numpy(), calls["run"].to_numpy()
    of_call: dict[int, tuple[int, Named]] = {}
    for row in np.flatnonzero(np.isin(at, [*named_at])).tolist():
        here = int(at[row])
        trip, route = (key if key in named_at[here] else None for key in named[run[row]])
        of_call[row] = here, (trip, route)
    found: dict[int, set[Named]] = {}
    for here, who in of_call.values():
        found.setdefault(here, set()).add(who)
    split = {here: several for here, several in found.items() if several != {_NOBODY}}
    classes = {here: sorted(split[here], key=_order) for here in sorted(split)}
    return classes, {row: key for row, key in of_call.items() if key[0] in classes}


def _order(named: Named) -> list[Key]:
    return [key or (-1, "", "") for key in named]


def _named(feeds: Sequence[Feed], parts: Sequence[DayPart]) -> list[tuple[Key, Key]]:
    """Return the keys of the trip and the line of each run."""
    routes = [dict(zip(f.trips["trip_id"], f.trips["route_id"], strict=True)) for f in feeds]
    return [
        ((part.feed, "trip", trip), (part.feed, "route", routes[part.feed][trip]))
        for part in parts
        for trip in part.trip_ids.tolist()
    ]


def _rules(
    narrow: Rules,
    general: TransferRules,
    classes: Classes,
    numbers: dict[tuple[int, Named], int],
) -> TransferRules:
    """Return what holds between each two parts: the narrowest rule, else that for everybody."""
    columns = (side.tolist() for side in general)
    usual = {(here, there): seconds for here, there, seconds in zip(*columns, strict=True)}
    found = []
    for here, there in {**usual, **narrow}:
        sides = (classes.get(stop, [_NOBODY]) for stop in (here, there))
        for one, other in product(*sides):
            narrowest = _narrowest(narrow.get((here, there), {}), one, other)
            seconds = usual.get((here, there)) if narrowest is None else narrowest
            if seconds is not None and seconds != AS_WALKED:
                ends = numbers.get((here, one), here), numbers.get((there, other), there)
                found.append((*ends, seconds))
    table: NDArray[np.int32] = np.array(found, dtype=np.int32).reshape(-1, 3)
    return TransferRules(*table.T.copy())


def _narrowest(rules: dict[Named, int], one: Named, other: Named) -> int | None:
    """Return the seconds of the rule of the highest rank for two parts; None where there is none."""
    here, there = (*one, None), (*other, None)
    for rank in _RANKS:
        seconds = None
        for mine, yours in rank:
            known = (mine == _ANY or here[mine]) and (yours == _ANY or there[yours])
            if known and (here[mine], there[yours]) in rules:
                seconds = stricter(seconds, rules[here[mine], there[yours]])
        if seconds is not None:
            return seconds
    return None


def _same(same: SameStops, classes: Classes, numbers: dict[tuple[int, Named], int]) -> SameStops:
    """Return which stops are one: all parts of a stop, and those of stops that were one before."""
    pairs = [*zip(same.from_stop.tolist(), same.to_stop.tolist(), strict=True)]
    pairs += [(stop, stop) for stop in classes]
    parts = {stop: [numbers[stop, who] for who in several] for stop, several in classes.items()}
    found = [
        (one, other)
        for here, there in pairs
        for one, other in product(parts.get(here, [here]), parts.get(there, [there]))
        if one != other
    ]
    here, there = np.array(found, dtype=np.int32).reshape(-1, 2).T.copy()
    return SameStops(here, there)
