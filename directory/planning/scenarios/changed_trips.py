"""Round trips with one more bus trip: only the homes and doors are searched that it can matter to."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from directory.planning.measuring.doors import points_of
from directory.planning.measuring.opening import kita_times, windows_of
from directory.planning.measuring.trips import door_trips
from geodata.scenarios.least_ways import least_ways
from geodata.searches.one_way import shortest_durations

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from numpy.typing import NDArray

    from directory.planning.measuring.doors import AskedDoor
    from directory.planning.scenarios.ground import Ground
    from geodata.measures.door_trips import DoorTrips
    from geodata.measures.thresholds import Threshold
    from geodata.networks import Networks
    from geodata.scenarios.least_ways import LeastWays

    Minutes = NDArray[np.float32]
    Mask = NDArray[np.bool_]

S_PER_MINUTE, DAY_S = 60, 86_400
SLACK_MINUTES = 1.0  # bounds are whole seconds, trips minutes of single precision
MOST_TURNS = 8


def with_trips(ground: Ground, kind: str, after: Networks) -> DoorTrips:
    """
    Return the round trips to the doors of a kind with the trips of a scenario.

    Every figure that a judgement reads (which door is the nearest, by which way) is that of a
    full search. Doors that the trip could not bring nearer than the nearest one keep the figures
    that they had.

    Parameters
    ----------
    ground
        Doors and trips as they are.
    kind
        One of KINDS.
    after
        The networks with the trips.
    """
    limits, trips = ground.question.threshold(kind), ground.kept[kind].trips
    bounds = _Bounds(ground, kind, after)
    if not bounds.any:
        return trips
    searched = np.zeros(trips.way_minutes.shape, dtype=np.bool_)
    reach = _nearest(trips, limits)
    for _ in range(MOST_TURNS):
        wanted = bounds.matter(reach, _near(trips, reach)) & ~searched
        if not wanted.any():
            break
        rows, columns = np.flatnonzero(wanted.any(axis=1)), np.flatnonzero(wanted.any(axis=0))
        trips = _searched(ground, kind, after, trips, (rows, columns))
        searched[np.ix_(rows, columns)] = True
        reach = np.fmax(reach, _nearest(trips, limits))
    return trips


def _nearest(trips: DoorTrips, limits: Threshold) -> Minutes:
    """Return the minutes to the nearest door with known hours; infinite where there is none."""
    way = trips.nearest(limits=limits).way_minutes
    return np.where(np.isnan(way), np.float32(np.inf), way)


def _near(trips: DoorTrips, reach: Minutes) -> Mask:
    """Say which doors are the nearest, or as near: what becomes of them counts in any case."""
    return np.asarray(trips.way_minutes <= reach[:, None])


def _searched(
    ground: Ground,
    kind: str,
    after: Networks,
    trips: DoorTrips,
    block: tuple[NDArray[np.int64], NDArray[np.int64]],
) -> DoorTrips:
    rows, columns = block
    some = replace(ground.question, homes=ground.question.homes.take(rows))
    doors = [ground.doors[kind][column] for column in columns]
    limits = ground.question.threshold(kind)
    found = door_trips(some, doors, limits, ground.week, networks=after)
    place = np.ix_(rows, columns)
    ways, absences = trips.way_minutes.copy(), trips.absence_minutes.copy()
    ways[place], absences[place] = found.way_minutes, found.absence_minutes
    parents = trips.parent_minutes
    if parents is not None and found.parent_minutes is not None:
        parents = parents.copy()
        parents[place] = found.parent_minutes
    return replace(trips, way_minutes=ways, absence_minutes=absences, parent_minutes=parents)


class _Bounds:
    """The least minutes of ways by the new trips, on all days on which these are of use."""

    def __init__(self, ground: Ground, kind: str, after: Networks) -> None:
        question, doors = ground.question, ground.doors[kind]
        self._limits = question.threshold(kind)
        self._longest = self._limits.absence_minutes
        shape = (len(question.homes), len(doors))
        self.there = np.full(shape, np.inf, dtype=np.float32)
        self.back = np.full(shape, np.inf, dtype=np.float32)
        self.any = False
        self._child = ground, kind
        places = points_of(doors)
        days = after.all_days
        for day in dict.fromkeys(days.pattern_of[day] for day in ground.week):
            transit, old = after.transit(day), len(ground.question.networks.all_days[day].trips.ids)
            for trip in range(old, len(transit.day.trips.ids)):
                least = least_ways(transit, trip, question.homes, places)
                hops = transit.day.connections
                spans = hops.departure_s[hops.trip == trip], hops.arrival_s[hops.trip == trip]
                alike = [d for d in ground.week if days.pattern_of[d] == day]
                useful = _useful(doors, alike, self._limits, question.district.state, least, spans)
                self._keep(least, useful)

    def _keep(self, least: LeastWays, useful: tuple[Mask, Mask]) -> None:
        for side, seconds, can in (
            (self.there, least.there_s, useful[0]),
            (self.back, least.back_s, useful[1]),
        ):
            minutes = (seconds / S_PER_MINUTE).astype(np.float32)
            short = can[None, :] & (minutes <= self._longest + SLACK_MINUTES)
            side[:] = np.minimum(side, np.where(short, minutes, np.float32(np.inf)))
            self.any = self.any or bool(short.any())

    def matter(self, reach: Minutes, near: Mask) -> Mask:
        """
        Say for which homes and doors a new way could change what is the nearest.

        Parameters
        ----------
        reach
            Minutes to the nearest door, shape (homes,).
        near
            The doors that are no farther; they may also have become farther.
        """
        least = np.minimum(self.there, self.back)
        possible = np.isfinite(least)
        if self._limits.is_kita:  # only the child's ways count, but the parent's must work
            least = np.minimum(self.there, _child_least(*self._child))
        return possible & ((least <= reach[:, None] + SLACK_MINUTES) | near)


def _useful(  # noqa: PLR0913, PLR0917 - doors, dates, and what the trip offers them
    doors: Sequence[AskedDoor],
    days: Sequence[date],
    limits: Threshold,
    state: str,
    least: LeastWays,
    spans: tuple[NDArray[np.int32], NDArray[np.int32]],
) -> tuple[Mask, Mask]:
    """
    Say for which doors a way there or back by the trip can be part of a visit on any of the dates.

    One arrives while the door is open and a stay before it closes, leaves after a stay, and is
    away no longer than the limit.
    """
    stay_s, away_s = (
        limits.stay_minutes * S_PER_MINUTE,
        limits.absence_minutes * S_PER_MINUTE,
    )
    departs_s, arrives_s = spans[0].max(), spans[1].min()
    there, back = (np.zeros(len(doors), dtype=np.bool_) for _ in range(2))
    for number, door in enumerate(doors):
        for day in days:
            for opens_s, closes_s in _windows(door, day, limits, state):
                near = departs_s >= opens_s + stay_s - away_s
                near &= arrives_s <= closes_s - stay_s + away_s
                there[number] |= near & (least.first_in_s[number] <= closes_s - stay_s)
                back[number] |= near & (least.last_out_s[number] >= opens_s + stay_s)
    return there, back


def _windows(
    door: AskedDoor, day: date, limits: Threshold, state: str
) -> Iterator[tuple[int, int]]:
    if limits.is_kita:
        times = kita_times(door, day, limits, state=state)
        yield from (*times.bringing, *times.collecting)
    else:
        yield from windows_of(door, day, state=state)


def _child_least(ground: Ground, kind: str) -> Minutes:
    """Return the shortest way there of the week as it is, at any time of day, (homes, doors)."""
    known = ground.__dict__.setdefault("child_least", {})
    if kind not in known:
        question, places = ground.question, points_of(ground.doors[kind])
        days = question.networks.all_days
        found = np.full((len(question.homes), len(places)), np.inf)
        for day in dict.fromkeys(days.pattern_of[day] for day in ground.week):
            minutes = shortest_durations(
                question.networks.transit(day),
                question.homes,
                places,
                earliest_arrival_s=-DAY_S,
                latest_arrival_s=2 * DAY_S,
            )
            found = np.fmin(found, minutes)
        known[kind] = found.astype(np.float32)
    return np.asarray(known[kind])
