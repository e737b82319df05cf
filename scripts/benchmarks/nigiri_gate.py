"""The pairs of stops for which nigiri finds another time on the same footpaths, and why."""

from __future__ import annotations

import math
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from geodata.searches.transit import MAX_RIDES
from geodata.walking import rows_of
from scripts.benchmarks.footpaths import closed_footpaths
from scripts.benchmarks.nigiri_stops import CHANGE_S, NigiriStops, minute_footpaths
from scripts.benchmarks.plain_day import plain_day
from scripts.benchmarks.stop_walks import DOOR, HOME, stop_points, stop_transit
from scripts.samples.writing import write_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from geodata.timetable.service_day import ServiceDay
    from geodata.walking import WalkingTable

S_PER_MINUTE = 60
CLOCKS = ("05:00", "06:40", "07:30", "09:00", "11:00", "13:07", "16:45", "20:00")
NEXT_DAY = "rides on trips of the next day, which are no part of a service day"
FOOTPATH = "tells of no ride where a footpath leads from the one stop to the other"
UNEXPLAINED = "unexplained"
COLUMNS = ("clock", "origin", "destination", "ours", "theirs", "rule")


class Difference(NamedTuple):
    """Minutes that both found for a pair of stops, NaN for none, and the rule behind it."""

    origin: int
    destination: int
    ours: float
    theirs: float
    rule: str


def differences(
    day: ServiceDay,
    footpaths: WalkingTable,
    peer: NigiriStops,
    minute: int,
    pairs: Sequence[tuple[int, int]],
) -> list[Difference]:
    """
    Compare the earliest arrivals of pairs of stops that leave at a minute of the day.

    Parameters
    ----------
    day, footpaths
        The service day, and its footpaths in whole minutes.
    peer
        nigiri on the same.
    minute
        Minutes since the start of the service day.
    pairs
        Origin and destination; a stop paired with itself is left out.
    """
    transit, count = stop_transit(day, footpaths, spot_change_s=CHANGE_S), len(day.stops.ids)
    origins, row = np.unique([origin for origin, _ in pairs], return_inverse=True)
    homes, doors = stop_points(count, HOME).take(origins), stop_points(count, DOOR)
    ours = transit.depart_matrix(homes, doors, depart_s=minute * S_PER_MINUTE)
    walks = set(zip(rows_of(footpaths).tolist(), footpaths.targets.tolist(), strict=True))
    last_minute = int(day.connections.arrival_s.max()) // S_PER_MINUTE - minute
    found = list[Difference]()
    for home, (origin, destination) in zip(row.tolist(), pairs, strict=True):
        minutes = peer.minutes(origin, destination, minute, rides=MAX_RIDES)
        theirs, mine = math.nan if minutes is None else minutes, float(ours[home, destination])
        if origin != destination and not np.array_equal(mine, theirs, equal_nan=True):
            near = (origin, destination) in walks
            rule = _rule(mine, theirs, near=near, last_minute=last_minute)
            found.append(Difference(origin, destination, mine, theirs, rule))
    return found


class Compared(NamedTuple):
    """What was compared at a time of the day: so many pairs of the stops with these ids."""

    clock: str
    pairs: int
    stop_ids: Sequence[str]
    found: list[Difference]


def compare_day(timetable: Path, date_: date, *, pairs: int) -> Iterator[Compared]:
    """Yield for some times of the day how pairs of stops at random differ."""
    day = plain_day(timetable, date_)
    footpaths = minute_footpaths(closed_footpaths(day.stop_points))
    with TemporaryDirectory() as folder:
        peer = NigiriStops(timetable, Path(folder), day, footpaths)
        for clock in CLOCKS:
            hour, minute = map(int, clock.split(":"))
            drawn = np.random.default_rng(hour).integers(0, len(day.stops.ids), (pairs, 2))
            asked = [(int(a), int(b)) for a, b in drawn]
            found = differences(day, footpaths, peer, hour * 60 + minute, asked)
            yield Compared(clock, pairs, day.stops.ids.tolist(), found)


def list_differences(path: Path, compared: Iterable[Compared]) -> None:
    """Write a row for every pair that differs; minutes are empty where there is no way."""
    rows = [
        {
            "clock": clock,
            "origin": stop_ids[difference.origin],
            "destination": stop_ids[difference.destination],
            "ours": _minutes(difference.ours),
            "theirs": _minutes(difference.theirs),
            "rule": difference.rule,
        }
        for clock, _, stop_ids, found in compared
        for difference in found
    ]
    write_table(path, COLUMNS, rows)


def _minutes(minutes: float) -> str:
    return "" if math.isnan(minutes) else f"{minutes:g}"


def by_rule(found: Iterable[Difference]) -> Mapping[str, list[Difference]]:
    """Return the differences of each rule."""
    rules: dict[str, list[Difference]] = {}
    for difference in found:
        rules.setdefault(difference.rule, []).append(difference)
    return rules


def _rule(ours: float, theirs: float, *, near: bool, last_minute: int) -> str:
    """Name the rule by which nigiri may differ; each says what must hold for it to apply."""
    if math.isnan(ours) and theirs > last_minute:
        return NEXT_DAY
    if math.isnan(theirs) and near:
        return FOOTPATH
    return UNEXPLAINED
