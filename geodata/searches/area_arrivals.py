"""The earliest arrivals of a matrix where on-demand areas are served too, see `AreaPairs`."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from geodata.parallel import blocks, run_parallel
from geodata.searches.scan_kernels import arrival_matrix
from geodata.walking import NEVER, WalkingTable, table_from_pairs

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geodata.day_network import DayNetwork
    from geodata.searches.area_pairs import AreaPairs, AreaRides

    Seconds = NDArray[np.int32]

_BLOCK = 64  # origins that one thread searches before it hands over


class Ways(NamedTuple):
    """The walks of a question: rows by origin, rows by destination; and the rules of changing."""

    access: WalkingTable
    egress: WalkingTable
    rides: int
    change_s: int


def arrivals_in_blocks(
    network: DayNetwork, access: WalkingTable, egress: WalkingTable, start_s: int, rides: int
) -> Seconds:
    """Return what `arrival_matrix` does, on all processors; NEVER where no ride is allowed."""
    origins, destinations = len(access.indptr) - 1, len(egress.indptr) - 1
    if rides <= 0:
        return np.full((origins, destinations), NEVER, dtype=np.int32)

    def block(chosen: slice) -> Seconds:
        rows = access._replace(indptr=access.indptr[chosen.start : chosen.stop + 1])
        return np.asarray(arrival_matrix(network, rows, egress, start_s, rides))

    found = run_parallel(block, blocks(origins, size=_BLOCK))
    return np.concatenate([*found, np.zeros((0, destinations), np.int32)])


def arrivals_by_area(network: DayNetwork, ways: Ways, areas: AreaRides, start_s: int) -> Seconds:
    """
    Return the earliest arrivals of journeys with an on-demand area, (origins, destinations).

    Parameters
    ----------
    network
        The day, or the mirrored day with the mirrored rides.
    ways
        The walks, and how often and how fast one may change.
    areas
        The rides of the areas.
    start_s
        Second at which everybody leaves.

    Returns
    -------
    seconds
        NEVER where no journey with an area is possible.
    """
    origins, destinations = len(ways.access.indptr) - 1, len(ways.egress.indptr) - 1
    best = np.full((origins, destinations), NEVER, dtype=np.int32)
    if ways.rides > 0:
        _keep_least(best, areas.direct, _set_down_s(areas.direct, start_s))
    at_first = fetched(areas.access, ways, start_s)
    at_stops, stops = to_stops(areas.egress)
    for access, rides in ((ways.access, ways.rides - 1), (at_first, ways.rides - 2)):
        reached = arrivals_in_blocks(network, access, at_stops, start_s, rides)
        _ride_home(best, areas.egress, np.searchsorted(stops, areas.egress.origin), reached, ways)
    by_bus = arrivals_in_blocks(network, at_first, ways.egress, start_s, ways.rides - 1)
    return np.minimum(best, by_bus)


def _set_down_s(pairs: AreaPairs, ready_s: int) -> NDArray[np.int64]:
    """Return when each ride ends for who is ready at a second; NEVER where it is too late."""
    begins_s = np.maximum(pairs.first_s, ready_s)
    return np.where(begins_s <= pairs.last_s, begins_s + pairs.seconds, NEVER)


def _keep_least(best: Seconds, pairs: AreaPairs, second: NDArray[np.int64]) -> None:
    np.minimum.at(best, (pairs.origin, pairs.target), second.astype(np.int32))


def fetched(pairs: AreaPairs, ways: Ways, start_s: int) -> WalkingTable:
    """Return the rides to the stops as walks from the start on, the change to the bus included."""
    end_s = _set_down_s(pairs, start_s)
    possible = end_s < NEVER
    seconds = (end_s - start_s + ways.change_s)[possible].astype(np.int32)
    size = len(ways.access.indptr) - 1
    return table_from_pairs(pairs.origin[possible], pairs.target[possible], seconds, size=size)


def to_stops(pairs: AreaPairs) -> tuple[WalkingTable, NDArray[np.int64]]:
    """Return the stops where one is fetched as destinations at no distance, rows by these."""
    stops = np.unique(pairs.origin)
    nothing = np.zeros(len(stops), dtype=np.int32)
    rows = np.arange(len(stops) + 1, dtype=np.int64)
    return WalkingTable(rows, stops.astype(np.int32), nothing), stops


def _ride_home(
    best: Seconds, pairs: AreaPairs, row: NDArray[np.int64], reached: Seconds, ways: Ways
) -> None:
    """Go on from the stops reached, each door at its own pace."""
    for door in np.unique(pairs.target):
        here = pairs.target == door
        ready_s = reached[:, row[here]].astype(np.int64) + ways.change_s
        begins_s = np.maximum(ready_s, pairs.first_s[here])
        end_s = np.where(begins_s <= pairs.last_s[here], begins_s + pairs.seconds[here], NEVER)
        earliest = end_s.min(axis=1, initial=NEVER)
        best[:, door] = np.minimum(best[:, door], earliest).astype(np.int32)
