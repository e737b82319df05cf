"""The search from door to door for any second, forward and backward, on walks that are found once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from geodata.journeys.journey_kernels import door_arrivals
from geodata.journeys.legs import DOOR, HOME
from geodata.journeys.rides import rides_of
from geodata.walking import NEVER, transposed, whole_seconds

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from geodata.day_network import DayNetwork
    from geodata.journeys.rides import Ride
    from geodata.points import Points
    from geodata.searches.scan_kernels import Labels, Seconds
    from geodata.searches.transit import Transit
    from geodata.walking import WalkingTable

_REMEMBERED = 64  # searches kept: the levels of rides ask for the same seconds again
_FIRST_LIMIT_S = 1800.0  # a walk all the way is looked for this far at first


class Found(NamedTuple):
    """What one search found: by number of rides the second at the far door, and how."""

    arrival: Seconds
    last_stop: NDArray[np.int32]
    labels: Labels


@dataclass(frozen=True)
class Search:
    """
    One direction of time between two doors.

    Parameters
    ----------
    network
        The hops of the day; of the mirrored day for the search backward.
    backward
        Whether the network is mirrored: all seconds are then negative and run the other way.
    at
        Search from a second; answers are remembered.
    until
        Return the same search for arrivals before a second only, which is found sooner.
    """

    network: DayNetwork
    backward: bool
    at: Callable[[int], Found]
    until: Callable[[int], Search]

    def rides(self, second: int, number: int) -> list[Ride]:
        """Return the rides of the journey found from a second with so many rides, none fewer."""
        found = self.at(second)
        end = (number, int(found.last_stop[number]))
        return rides_of(self.network.connections, found.labels, end, backward=self.backward)


class DoorToDoor:
    """
    All that is needed to answer for any second between an origin and a destination.

    Parameters
    ----------
    transit
        Public transport of a day.
    origin, destination
        One point each.
    names
        What legs call them.
    """

    def __init__(
        self,
        transit: Transit,
        origin: Points,
        destination: Points,
        *,
        names: tuple[str, str] = (HOME, DOOR),
    ) -> None:
        self.transit, self.origin, self.destination = transit, origin, destination
        self.names = names
        self.access = transit.access(origin)
        self.egress = transposed(transit.egress(destination), size=1)
        stops, rides = len(transit.day.stops.ids), transit.max_rides
        self.forward = _search(transit.network, self.access, self.egress, (stops, rides))
        self.backward = _search(
            transit.mirrored, self.egress, self.access, (stops, rides), backward=True
        )
        self._on_foot_s, self._walked_limit_s = NEVER, -1.0  # nothing searched yet

    def on_foot_s(self, limit_s: float = np.inf) -> int:
        """
        Return whole seconds of the walk all the way; NEVER where it is longer than a limit.

        The streets are searched no farther than they have to be.
        """
        if self._on_foot_s >= NEVER and limit_s > self._walked_limit_s:
            limit = max(limit_s, 2 * self._walked_limit_s, _FIRST_LIMIT_S)
            seconds = self.transit.walking.travel_seconds(
                self.origin, self.destination, max_seconds=limit
            )
            self._on_foot_s, self._walked_limit_s = int(whole_seconds(seconds)[0, 0]), limit
        return self._on_foot_s if self._on_foot_s <= limit_s else NEVER


def _search(
    network: DayNetwork,
    access: WalkingTable,
    egress: WalkingTable,
    size: tuple[int, int],
    *,
    backward: bool = False,
) -> Search:
    stops, rides = size
    egress_s = np.full(stops, NEVER, dtype=np.int32)
    egress_s[egress.targets] = egress.seconds

    def search(before_s: int) -> Search:
        def at(second: int) -> Found:
            ready = np.full(stops, NEVER, dtype=np.int32)
            ready[access.targets] = second + access.seconds
            return Found(*door_arrivals(network, ready, egress_s, rides, before_s))

        return Search(network, backward, lru_cache(maxsize=_REMEMBERED)(at), search)

    return search(NEVER)
