"""Read the rides of a journey back from the labels of a search."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from geodata.day_network import Connections
    from geodata.searches.scan_kernels import Labels


class Ride(NamedTuple):
    """One vehicle: the trip, where and when it is boarded, where and when it is left."""

    trip: int
    from_stop: int
    departs_s: int
    to_stop: int
    arrives_s: int


def rides_of(
    connections: Connections, labels: Labels, end: tuple[int, int], *, backward: bool
) -> list[Ride]:
    """
    Return the rides of the journey that ends at a label, in order of travel.

    Parameters
    ----------
    connections
        The hops that were searched.
    labels
        What was found.
    end
        With how many rides, and at which stop, the journey ends; the fewest rides that get
        there as early.
    backward
        Whether hops and labels are those of the mirrored day; the rides are real in any case.
    """
    rides, (number, stop) = list[Ride](), end
    while number > 0:
        boarded = int(labels.boarded[number, stop])
        rides.append(_ride(connections, boarded, int(labels.alighted[number, stop])))
        start, number = rides[-1].from_stop, number - 1
        while number > 0 and labels.walked_from[number, start] < 0:
            number -= 1  # one is ready there as early with fewer rides
        stop = int(labels.walked_from[number, start])
    return [_turned(ride) for ride in rides] if backward else rides[::-1]


def _ride(connections: Connections, boarded: int, alighted: int) -> Ride:
    return Ride(
        int(connections.trip[boarded]),
        int(connections.departure_stop[boarded]),
        int(connections.departure_s[boarded]),
        int(connections.arrival_stop[alighted]),
        int(connections.arrival_s[alighted]),
    )


def _turned(ride: Ride) -> Ride:
    """Return the real ride of one in the mirrored day."""
    return Ride(ride.trip, ride.to_stop, -ride.arrives_s, ride.from_stop, -ride.departs_s)
