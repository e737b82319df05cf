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

from geodata.searches.area_arrivals import arrivals_in_blocks
from geodata.walking import NEVER, WalkingTable, transposed, whole_seconds

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from geodata.day_network import Connections, DayNetwork
    from geodata.points import Points
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
    hops = type(every)(*(column[every.trip == trip] for column in every))
    out = _sides(transit, hops, homes, doors)
    home = _sides(transit, hops, doors, homes)
    return LeastWays(
        there_s=_least(*out),
        back_s=_least(*home).T,
        first_in_s=out[1].min(axis=0, initial=NEVER),
        last_out_s=home[0].max(axis=0, initial=-NEVER),
    )


def _sides(
    transit: Transit, hops: Connections, origins: Points, destinations: Points
) -> tuple[Seconds, Seconds]:
    """
    Return when origins must leave for each hop, and when destinations are reached from each.

    Shape (hops, origins), -NEVER where one cannot board, and (hops, destinations), NEVER where one
    cannot alight: hop k is boarded at its start, and alighted from at its end.
    """
    leave_s = -_reached(
        transit,
        transit.mirrored,
        (hops.departure_stop, -hops.departure_s),
        transit.access(origins),
        origins,
    )
    arrive_s = _reached(
        transit,
        transit.network,
        (hops.arrival_stop, hops.arrival_s),
        transposed(transit.egress(destinations), size=len(destinations)),
        destinations,
    )
    leave_s[~hops.can_board] = -NEVER
    arrive_s[~hops.can_alight] = NEVER
    return leave_s, arrive_s


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


def _least(leave_s: Seconds, arrive_s: Seconds) -> Seconds:
    """Return the least seconds from leaving for a hop to arriving from that hop or a later one."""
    best = np.full((leave_s.shape[1], arrive_s.shape[1]), NEVER, dtype=np.int32)
    soonest = np.full(arrive_s.shape[1], NEVER, dtype=np.int32)
    for hop in range(len(leave_s))[::-1]:
        soonest = np.minimum(soonest, arrive_s[hop])
        can, there = leave_s[hop] > -NEVER, soonest < NEVER
        way = soonest[there][None, :] - leave_s[hop][can][:, None]
        chosen = np.ix_(can, there)
        best[chosen] = np.minimum(best[chosen], way)
    return best
