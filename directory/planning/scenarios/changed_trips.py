"""Round trips with one more bus trip: only the homes and doors are searched that it can matter to."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from directory.planning.measuring.doors import points_of
from directory.planning.measuring.opening import kita_times, windows_of
from directory.planning.measuring.trips import door_trips
from geodata.scenarios.least_ways import least_ways

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

S_PER_MINUTE = 60
SLACK_MINUTES = 1.0  # bounds are whole seconds, trips minutes of single precision
MOST_TURNS = 8
LANES = 16  # doors searched together


def with_trips(ground: Ground, kind: str, ways: NewWays) -> DoorTrips:
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
    ways
        What the trips offer.
    """
    limits, trips = ground.question.threshold(kind), ground.kept[kind].trips
    bounds = _Bounds(ground, kind, ways)
    searched = np.zeros(trips.way_minutes.shape, dtype=np.bool_)
    reach = _nearest(trips, limits)
    for _ in range(MOST_TURNS):
        wanted = bounds.matter(reach, _near(trips, reach)) & ~searched
        if not wanted.any():
            return trips
        for rows, columns in _blocks(wanted):
            trips = _searched(ground, kind, ways.after, trips, (rows, columns))
            searched[np.ix_(rows, columns)] = True
        reach = np.fmax(reach, _nearest(trips, limits))
    return trips


def _blocks(wanted: Mask) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    """Yield homes and doors that are searched together: doors whose homes are much the same."""
    columns = np.flatnonzero(wanted.any(axis=0))
    first = wanted[:, columns].argmax(axis=0)  # homes lie village by village
    columns = columns[np.argsort(first, kind="stable")]
    for begin in range(0, len(columns), LANES):
        some = np.sort(columns[begin : begin + LANES])
        yield np.flatnonzero(wanted[:, some].any(axis=1)), some


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


class NewWays:
    """
    The least that ways by the new trips take, for every home and the doors of all kinds.

    Parameters
    ----------
    ground
        The state of affairs.
    after
        The networks with the trips.
    """

    def __init__(self, ground: Ground, after: Networks) -> None:
        self.after = after
        self.found: list[tuple[list[date], LeastWays, tuple[int, int]]] = []
        doors = [door for those in ground.doors.values() for door in those]
        pattern_of = after.all_days.pattern_of
        for day in dict.fromkeys(pattern_of[day] for day in ground.week):
            transit, old = after.transit(day), len(ground.question.networks.all_days[day].trips.ids)
            alike = [other for other in ground.week if pattern_of[other] == day]
            hops = transit.day.connections
            for trip in range(old, len(transit.day.trips.ids)):
                least = least_ways(transit, trip, ground.question.homes, points_of(doors))
                mine = hops.trip == trip
                span = int(hops.departure_s[mine].max()), int(hops.arrival_s[mine].min())
                self.found.append((alike, least, span))


class _Bounds:
    """The least minutes of ways by the new trips to one kind, on the days on which they count."""

    def __init__(self, ground: Ground, kind: str, ways: NewWays) -> None:
        question, doors = ground.question, ground.doors[kind]
        self._ground, self._limits = ground, question.threshold(kind)
        self._on_foot = np.nan_to_num(ground.on_foot[kind], nan=np.inf)
        self.there = np.full(self._on_foot.shape, np.inf, dtype=np.float32)
        self.back = np.full(self._on_foot.shape, np.inf, dtype=np.float32)
        for alike, least, span in ways.found:
            mine = _of_kind(least, ground, kind)
            useful = _useful(doors, alike, self._limits, question.district.state, mine, span)
            self._keep(self.there, mine.there_s, useful[0])
            self._keep(self.back, mine.back_s, useful[1])

    def _keep(self, side: Minutes, seconds: NDArray[np.int32], can: Mask) -> None:
        """Keep ways that are short enough for a visit, and quicker than walking all the way."""
        minutes = (seconds / S_PER_MINUTE).astype(np.float32)
        counts = can[None, :] & (minutes <= self._limits.absence_minutes + SLACK_MINUTES)
        counts &= minutes < self._on_foot + SLACK_MINUTES
        side[:] = np.minimum(side, np.where(counts, minutes, np.float32(np.inf)))

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
            least = np.minimum(self.there, self._ground.child_least)
        return possible & ((least <= reach[:, None] + SLACK_MINUTES) | near)


def _of_kind(least: LeastWays, ground: Ground, kind: str) -> LeastWays:
    """Return the bounds of the doors of one kind; those of all kinds stand one after another."""
    kinds = [*ground.doors]
    begin = sum(len(ground.doors[other]) for other in kinds[: kinds.index(kind)])
    mine = slice(begin, begin + len(ground.doors[kind]))
    return type(least)(
        least.there_s[:, mine],
        least.back_s[:, mine],
        least.first_in_s[mine],
        least.last_out_s[mine],
    )


def _useful(  # noqa: PLR0913, PLR0917 - doors, dates, and what the trip offers them
    doors: Sequence[AskedDoor],
    days: Sequence[date],
    limits: Threshold,
    state: str,
    least: LeastWays,
    span: tuple[int, int],
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
    departs_s, arrives_s = span  # of the last hop and of the first one
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
