"""The best round trip from every home to every door, and which door is the nearest by it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from geodata.errors import ShapeError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from geodata.measures.thresholds import Threshold

    Minutes = NDArray[np.float32]
    Known = NDArray[np.bool_]

NO_DOOR = -1


@dataclass(frozen=True)
class NearestTrips:
    """
    The round trip to one chosen door of each home, shape (homes,) each.

    Parameters
    ----------
    way_minutes, absence_minutes
        As in DoorTrips; NaN where the home has no such door.
    door
        Column of the door; NO_DOOR where there is none.
    """

    way_minutes: Minutes
    absence_minutes: Minutes
    door: NDArray[np.int32]


@dataclass(frozen=True)
class DoorTrips:
    """
    The best feasible round trip from each home to each door, over the dates asked (METHODS, § 2).

    Parameters
    ----------
    way_minutes
        K1: the longer of its two ways, door to door, shape (homes, doors); NaN where no trip
        keeps the limits of the visit. For a Kita the longer of the child's two ways.
    absence_minutes
        How long that trip keeps one from home, shape (homes, doors); NaN where none works. For a
        Kita the longer of its two round trips.
    known
        Whether the hours of the door are known, shape (doors,); where not, it was taken as always
        open, and its trips are only possible ones.
    parent_minutes
        The longest of the parent's four ways to a Kita, shape (homes, doors); None for the others.

    Raises
    ------
    ShapeError
        If the arrays do not belong together.
    """

    way_minutes: Minutes
    absence_minutes: Minutes
    known: Known
    parent_minutes: Minutes | None = None

    def __post_init__(self) -> None:
        shape = self.way_minutes.shape
        if self.absence_minutes.shape != shape or self.known.shape != shape[1:]:
            message = f"Absences or doors do not fit {shape[0]} homes and {shape[1]} doors."
            raise ShapeError(message)

    def nearest(
        self, *, limits: Threshold | None = None, rank: int = 1, known_only: bool = True
    ) -> NearestTrips:
        """
        Return the trip to the door that is the nearest by K1, or the second nearest and so on.

        Parameters
        ----------
        limits
            Trips that keep one away longer than its `absence_minutes` do not count; all where None.
        rank
            1 is the nearest; of doors equally near the first column.
        known_only
            Whether doors with unknown hours are left out.
        """
        minutes = self.usable(limits=limits, known_only=known_only)
        homes = np.arange(len(minutes))
        if minutes.shape[1] < rank:
            nothing = np.full(len(minutes), np.nan, dtype=np.float32)
            return NearestTrips(nothing, nothing, np.full(len(minutes), NO_DOOR, dtype=np.int32))
        order = np.where(np.isnan(minutes), np.float32(np.inf), minutes)
        door = (
            order.argmin(axis=1) if rank == 1 else order.argsort(axis=1, kind="stable")[:, rank - 1]
        )
        way = minutes[homes, door]
        found = ~np.isnan(way)
        return NearestTrips(
            way_minutes=way,
            absence_minutes=np.where(found, self.absence_minutes[homes, door], np.nan),
            door=np.where(found, door, NO_DOOR).astype(np.int32),
        )

    def usable(self, *, limits: Threshold | None = None, known_only: bool = True) -> Minutes:
        """Return the minutes of K1, NaN also where the trip is no answer, shape (homes, doors)."""
        counts = np.broadcast_to(self.known | (not known_only), self.way_minutes.shape)
        if limits is not None:
            counts = counts & (self.absence_minutes <= limits.absence_minutes)
        return np.where(counts, self.way_minutes, np.float32(np.nan))

    def only(self, doors: Sequence[int] | NDArray[np.int64] | Known) -> DoorTrips:
        """Return the trips to some doors alone, by column or as a mask."""
        chosen = np.asarray(doors)
        return DoorTrips(
            self.way_minutes[:, chosen],
            self.absence_minutes[:, chosen],
            self.known[chosen],
            None if self.parent_minutes is None else self.parent_minutes[:, chosen],
        )

    def without(self, doors: Sequence[int]) -> DoorTrips:
        """Return the trips without some doors, by column."""
        left = np.ones(len(self.known), dtype=np.bool_)
        left[list(doors)] = False
        return self.only(left)

    def with_doors(self, other: DoorTrips) -> DoorTrips:
        """Return the trips with more doors, whose columns come last."""
        return DoorTrips(
            np.concatenate([self.way_minutes, other.way_minutes], axis=1),
            np.concatenate([self.absence_minutes, other.absence_minutes], axis=1),
            np.concatenate([self.known, other.known]),
            None
            if self.parent_minutes is None or other.parent_minutes is None
            else np.concatenate([self.parent_minutes, other.parent_minutes], axis=1),
        )

    def replaced(self, doors: Sequence[int], other: DoorTrips) -> DoorTrips:
        """Return the trips with the columns of some doors replaced by those of another answer."""
        columns = list(doors)
        ways, absences, known = (
            self.way_minutes.copy(),
            self.absence_minutes.copy(),
            self.known.copy(),
        )
        ways[:, columns], absences[:, columns] = other.way_minutes, other.absence_minutes
        known[columns] = other.known
        parents = self.parent_minutes
        if parents is not None and other.parent_minutes is not None:
            parents = parents.copy()
            parents[:, columns] = other.parent_minutes
        return replace(
            self,
            way_minutes=ways,
            absence_minutes=absences,
            known=known,
            parent_minutes=parents,
        )

    def better_of(self, other: DoorTrips) -> DoorTrips:
        """
        Return for each home and door the better of two answers: other dates, say.

        The shorter way is better, then the shorter absence; of answers as good as each other the
        first one is taken.
        """
        shorter = other.way_minutes < self.way_minutes
        sooner = (other.way_minutes == self.way_minutes) & (
            other.absence_minutes < self.absence_minutes
        )
        first = ~shorter & ~sooner & ~np.isnan(self.way_minutes)
        return DoorTrips(
            np.where(first, self.way_minutes, other.way_minutes),
            np.where(first, self.absence_minutes, other.absence_minutes),
            self.known,
            None
            if self.parent_minutes is None or other.parent_minutes is None
            else np.where(first, self.parent_minutes, other.parent_minutes),
        )


def no_door_trips(homes: int, doors: int, *, known: Known | None = None) -> DoorTrips:
    """Return that no trip works."""
    nothing = np.full((homes, doors), np.nan, dtype=np.float32)
    all_known = np.ones(doors, dtype=np.bool_)
    return DoorTrips(nothing, nothing.copy(), all_known if known is None else known)
