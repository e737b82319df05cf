"""
How long a way by a new trip takes at least, for every home and door: a bound, not an answer.

Whoever rides on the trip from its stop p to a later stop q leaves home no later than he must to be
at p when it departs, and is at the door no sooner than one can be who is at q when it arrives. The
time between these two is a lower bound for every such way, whatever comes before and after. With it
a scenario finds out which homes and doors need searching anew: those alone to which the trip could
offer a way that is short enough to matter.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from geodata.points import Points
from geodata.scenarios.extra_trips import hops_at
from geodata.scenarios.least_way_kernels import least_of_hops
from geodata.searches.area_arrivals import arrivals_in_blocks
from geodata.walking import NEVER, WalkingTable, transposed, whole_seconds

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from geodata.day_network import DayNetwork
    from geodata.searches.transit import Transit

    Seconds = NDArray[np.int32]


class LeastWays(NamedTuple):
    """
    Lower bounds for one trip on one date.

    Parameters
    ----------
    there_s, back_s
        Least seconds of a way by the trip from home to door and back, shape (homes, doors); NEVER
        where the trip is of no use.
    first_in_s
        The earliest second at which one can be at a door by it, shape (doors,); NEVER where never.
    last_out_s
        The latest second at which one can leave a door for it, shape (doors,); -NEVER where never.
    """

    there_s: Seconds
    back_s: Seconds
    first_in_s: Seconds
    last_out_s: Seconds


def least_ways(transit: Transit, trip: int, homes: Points, doors: Points) -> LeastWays:
    """
    Return the bounds for one trip of a day.

    Parameters
    ----------
    transit
        The date with the trip. On-demand areas are not looked at.
    trip
        Its number in `connections.trip`.
    homes, doors
        Where people live, and where they go.
    """
    every = transit.day.connections
    hops = hops_at(every, np.flatnonzero(every.trip == trip))
    places = Points(
        np.concatenate([homes.longitude, doors.longitude]),
        np.concatenate([homes.latitude, doors.latitude]),
    )
    leave_s = -_reached(
        transit,
        transit.mirrored,
        (hops.departure_stop, -hops.departure_s),
        transit.access(places),
        places,
    )
    arrive_s = _reached(
        transit,
        transit.network,
        (hops.arrival_stop, hops.arrival_s),
        transposed(transit.egress(places), size=len(places)),
        places,
    )
    leave_s[~hops.can_board] = -NEVER
    arrive_s[~hops.can_alight] = NEVER
    at_home, at_door = slice(len(homes)), slice(len(homes), len(places))
    return LeastWays(
        there_s=least_of_hops(leave_s[:, at_home], arrive_s[:, at_door]),
        back_s=least_of_hops(leave_s[:, at_door], arrive_s[:, at_home]).T,
        first_in_s=arrive_s[:, at_door].min(axis=0, initial=NEVER),
        last_out_s=leave_s[:, at_door].max(axis=0, initial=-NEVER),
    )


def _reached(
    transit: Transit,
    network: DayNetwork,
    events: tuple[Seconds, Seconds],
    walks: WalkingTable,
    places: Points,
) -> Seconds:
    """Return the earliest second at every place from being at a stop, shape (events, places)."""
    stop, second = events
    if not len(stop):
        return np.full((0, len(places)), NEVER, dtype=np.int32)
    first = int(second.min())
    nearby = _rows(transit.stop_walks, stop, second - first)
    found = arrivals_in_blocks(network, nearby, walks, first, transit.max_rides)
    stops = transit.day.stop_points.take(stop)
    on_foot = whole_seconds(transit.walking.travel_seconds(stops, places))
    near = on_foot <= transit.max_walk_seconds
    return np.minimum(found, np.where(near, second[:, None] + on_foot, NEVER).astype(np.int32))


def _rows(table: WalkingTable, chosen: Seconds, later_s: Seconds) -> WalkingTable:
    """Return some rows of a table, each later by so many seconds, and the stop itself."""
    parts = list(_row(table, chosen, later_s))
    counts = [len(targets) for targets, _ in parts]
    return WalkingTable(
        np.append(0, np.cumsum(counts)).astype(np.int64),
        np.concatenate([targets for targets, _ in parts]).astype(np.int32),
        np.concatenate([seconds for _, seconds in parts]).astype(np.int32),
    )


def _row(
    table: WalkingTable, chosen: Seconds, later_s: Seconds
) -> Iterator[tuple[Seconds, Seconds]]:
    for stop, later in zip(chosen.tolist(), later_s.tolist(), strict=True):
        pairs = slice(table.indptr[stop], table.indptr[stop + 1])
        yield (
            np.append(table.targets[pairs], np.int32(stop)),
            np.append(table.seconds[pairs], np.int32(0)) + np.int32(later),
        )
