"""Streets that remember the walks between stops, so that a second day starts with them loaded."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from shapely import LineString

    from geodata.points import Points
    from geodata.walking import Streets, WalkingTable

    FloatArray = NDArray[np.float64]
    Key = tuple[bytes, bytes, bytes, bytes, float]


@dataclass(frozen=True)
class RememberedWalks:
    """
    Streets that search each table of walks once.

    Parameters
    ----------
    streets
        Who searches.
    """

    streets: Streets
    _known: dict[Key, WalkingTable] = field(default_factory=dict)

    @property
    def mode(self) -> str:
        """Return the mode of the streets."""
        return self.streets.mode

    def travel_seconds(
        self, origins: Points, destinations: Points, *, max_seconds: float = np.inf
    ) -> FloatArray:
        """Return what the streets say, searched anew each time."""
        return self.streets.travel_seconds(origins, destinations, max_seconds=max_seconds)

    def pairs_within(
        self, origins: Points, destinations: Points, *, max_seconds: float
    ) -> WalkingTable:
        """Return what the streets say, searched the first time only."""
        places = (
            origins.longitude,
            origins.latitude,
            destinations.longitude,
            destinations.latitude,
        )
        a, b, c, d = (place.tobytes() for place in places)
        key = (a, b, c, d, max_seconds)
        if key not in self._known:
            self._known[key] = self.streets.pairs_within(
                origins, destinations, max_seconds=max_seconds
            )
        return self._known[key]

    def path(self, origin: Points, destination: Points) -> tuple[LineString, float] | None:
        """Return what the streets say."""
        return self.streets.path(origin, destination)

    def unsnapped(self, points: Points) -> NDArray[np.bool_]:
        """Return what the streets say."""
        return self.streets.unsnapped(points)
