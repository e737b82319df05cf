"""The criteria of METHODS, § 2, cell by cell: a round trip at all (K2), and short enough (K1)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from geodata.measures.coverage import ShareBounds, failing_bounds, share_of_people

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geodata.measures.coverage import Residents

    FloatArray = NDArray[np.float64]


@dataclass(frozen=True)
class Covered:
    """Whether the timetable covers a home, and whether a street is near it, shape (homes,) each."""

    in_timetable: NDArray[np.bool_]
    on_streets: NDArray[np.bool_]

    @property
    def both(self) -> NDArray[np.bool_]:
        """Whether the ways of a home mean anything; they are those of a cut map where not."""
        return self.in_timetable & self.on_streets


@dataclass(frozen=True)
class Carried:
    """
    Which share of a village's target persons is taken along, so that no way of theirs fails.

    Kita transport, say: `surely` where it is known to run, `perhaps` where nobody knows. Both have
    shape (villages,), and are no more than 1 together.
    """

    surely: FloatArray
    perhaps: FloatArray


@dataclass(frozen=True)
class HomeTrips:
    """
    The best round trip from every home to one kind of service, shape (homes,) each.

    Parameters
    ----------
    way_minutes
        K1: the longer way of the trip to the nearest door whose hours are known; NaN where no
        trip works (K2).
    possible_minutes
        The same if every door with unknown hours were always open.
    absence_minutes
        How long the trip of `way_minutes` keeps one from home.
    car_minutes
        By car to the nearest door; NaN where there is none.
    covered
        Which homes timetable and streets cover.
    doors, doors_without_hours
        How many doors there are, and how many of them have unknown hours.
    """

    way_minutes: FloatArray
    possible_minutes: FloatArray
    absence_minutes: FloatArray
    car_minutes: FloatArray
    covered: Covered
    doors: int
    doors_without_hours: int

    @property
    def at_best(self) -> FloatArray:
        """The minutes of K1 at best: where nothing is known, everything is possible."""
        if self.doors == 0:
            return np.zeros_like(self.way_minutes)
        return np.where(self.covered.both, self.possible_minutes, 0.0)


@dataclass(frozen=True)
class Shares:
    """
    Which share of each village's target persons fails, shape (villages,); NaN without people.

    Parameters
    ----------
    of_ways
        By the ways alone, as if nobody were carried.
    bounds
        At best and at worst; they differ where an answer hangs on something unknown.
    no_trip
        Those of the worse bound for whom no round trip works: K2 fails.
    too_far
        Those for whom one works, but a way is too long: K1 fails.
    """

    of_ways: ShareBounds
    bounds: ShareBounds
    no_trip: FloatArray
    too_far: FloatArray


def failing_shares(
    trips: HomeTrips, residents: Residents, *, max_minutes: float, carried: Carried | None = None
) -> Shares:
    """
    Return the shares that fail K1 or K2, inclusive limits, on the same trip.

    Parameters
    ----------
    trips
        The trips of the homes.
    residents
        Who lives there.
    max_minutes
        The limit of K1.
    carried
        Who is taken along; nobody where None.
    """
    of_ways = failing_bounds(trips.way_minutes, trips.at_best, residents, max_minutes=max_minutes)
    no_trip = share_of_people(np.isnan(trips.way_minutes), residents)
    too_far = share_of_people(trips.way_minutes > max_minutes, residents)
    if carried is None:
        return Shares(of_ways, of_ways, no_trip, too_far)
    at_worst, at_best = 1 - carried.surely, 1 - carried.surely - carried.perhaps
    bounds = ShareBounds(_times(of_ways.lowest, at_best), _times(of_ways.highest, at_worst))
    return Shares(of_ways, bounds, _times(no_trip, at_worst), _times(too_far, at_worst))


def _times(share: FloatArray, left: FloatArray) -> FloatArray:
    return np.asarray(np.round(share * left, 9))
