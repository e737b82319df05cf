"""The same streets walked at another pace: what a build keeps for one speed, asked for another."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from geodata.streets.straight_line import StraightLine
from geodata.walking import WalkingTable, whole_seconds

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from shapely import LineString

    from geodata.points import Points
    from geodata.walking import Streets

    FloatArray = NDArray[np.float64]


@dataclass(frozen=True)
class Paced:
    """
    Streets on which everything takes longer or shorter by one factor.

    Walks between pairs come from whole seconds and are rounded up to such again, so that one may
    be a second longer than a network built for the pace would say.

    Parameters
    ----------
    streets
        The streets at their own pace.
    factor
        Time at this pace divided by the time at their own.
    """

    streets: Streets
    factor: float

    @property
    def mode(self) -> str:
        """Return "walk", "bike" or "car"."""
        return self.streets.mode

    def travel_seconds(
        self, origins: Points, destinations: Points, *, max_seconds: float = np.inf
    ) -> FloatArray:
        """Return seconds, shape (origins, destinations); NaN where out of reach."""
        limit = max_seconds / self.factor
        return self.streets.travel_seconds(origins, destinations, max_seconds=limit) * self.factor

    def pairs_within(
        self, origins: Points, destinations: Points, *, max_seconds: float
    ) -> WalkingTable:
        """Return the pairs within the limit, inclusive, in whole seconds."""
        table = self.streets.pairs_within(
            origins, destinations, max_seconds=max_seconds / self.factor
        )
        seconds = whole_seconds(table.seconds.astype(np.float64) * self.factor)
        return table._replace(seconds=np.minimum(seconds, np.int32(max_seconds)))

    def path(self, origin: Points, destination: Points) -> tuple[LineString, float] | None:
        """Return the way between two single points in degrees, and its metres."""
        return self.streets.path(origin, destination)

    def unsnapped(self, points: Points) -> NDArray[np.bool_]:
        """Say which points cannot be reached at all, because no street is near."""
        return self.streets.unsnapped(points)


def paced(streets: Streets, *, from_km_h: float, to_km_h: float) -> Streets:
    """Return streets made for one walking speed as they are at another."""
    if from_km_h == to_km_h:
        return streets
    if isinstance(streets, StraightLine):
        return replace(streets, speed_km_h=to_km_h)
    return Paced(streets, from_km_h / to_km_h)
