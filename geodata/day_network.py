"""
What runs on one service day, as arrays: the hops of vehicles and the changes between them.

A hop (a connection) takes a vehicle from a stop to its next stop. Times are whole seconds since
the start of the service day; NEVER where something is not reached.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geodata.walking import WalkingTable

    Seconds = NDArray[np.int32]
    Indices = NDArray[np.int32]


class Connections(NamedTuple):
    """
    The hops of a day sorted by departure; hops of one trip stay in the order of travel.

    Parameters
    ----------
    departure_stop, arrival_stop
        Stop indices, shape (connections,).
    departure_s, arrival_s
        Seconds since the start of the service day, shape (connections,).
    trip
        Trip index of each hop, shape (connections,).
    can_board, can_alight
        Whether passengers may board at its start and alight at its end, shape (connections,).
    """

    departure_stop: Indices
    arrival_stop: Indices
    departure_s: Seconds
    arrival_s: Seconds
    trip: Indices
    can_board: NDArray[np.bool_]
    can_alight: NDArray[np.bool_]


class DayNetwork(NamedTuple):
    """
    What a search runs on: the hops of a day and the changes between them.

    Parameters
    ----------
    connections
        The hops, sorted by departure.
    transfers
        Seconds from alighting at one stop to boarding at another, rows by stop of alighting.
        A stop that is no target of its own row allows no change on the spot.
    trips
        Number of trips.
    """

    connections: Connections
    transfers: WalkingTable
    trips: int


def sort_connections(hops: Connections) -> Connections:
    """Return the hops by departure; the hops of each trip must stand in order of travel."""
    order = np.argsort(hops.departure_s, kind="stable")
    return Connections(
        departure_stop=hops.departure_stop[order],
        arrival_stop=hops.arrival_stop[order],
        departure_s=hops.departure_s[order],
        arrival_s=hops.arrival_s[order],
        trip=hops.trip[order],
        can_board=hops.can_board[order],
        can_alight=hops.can_alight[order],
    )


def mirror(hops: Connections) -> Connections:
    """
    Return the day seen backwards: a hop leaves where and when it arrived, at negative times.

    The earliest arrival in the mirror at -t is the latest departure t of the real day.
    """
    return sort_connections(
        Connections(
            departure_stop=hops.arrival_stop[::-1],
            arrival_stop=hops.departure_stop[::-1],
            departure_s=-hops.arrival_s[::-1],
            arrival_s=-hops.departure_s[::-1],
            trip=hops.trip[::-1],
            can_board=hops.can_alight[::-1],
            can_alight=hops.can_board[::-1],
        )
    )
