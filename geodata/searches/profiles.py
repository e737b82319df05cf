"""The profile of a service day: the arrivals at all doors after every departure at every stop."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple, cast

import numpy as np

from geodata.day_network import Connections
from geodata.parallel import blocks, run_parallel
from geodata.searches.change_kernels import changes_of, trip_hops
from geodata.searches.profile_kernels import SHORT_NEVER, departure_events, profile_rounds
from geodata.walking import NEVER, rows_of, whole_seconds

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geodata.points import Points
    from geodata.searches.change_kernels import Changes, TripHops
    from geodata.searches.profile_kernels import Events
    from geodata.searches.transit import Transit
    from geodata.walking import WalkingTable

    Seconds = NDArray[np.int32]

LANES = 64  # doors searched together: one row of lanes is four cache lines
_SHORT_LANES = 128  # of 16 bits, likewise
_FEWEST_LANES = 16  # of which it is worth to make a thread's work
_BITS = 16  # of each coordinate on the curve that puts neighbours next to each other


class DoorWalks(NamedTuple):
    """
    All walks of a question; they do not depend on the date and can be kept.

    Parameters
    ----------
    access
        Walks from homes to stops, rows by home.
    egress
        Walks from stops to doors, rows by stop.
    on_foot
        Seconds of walking all the way, shape (homes, doors), int32; NEVER if impossible.
    order
        The homes, neighbours next to each other, shape (homes,).
    """

    access: WalkingTable
    egress: WalkingTable
    on_foot: Seconds
    order: NDArray[np.int64]


@dataclass(frozen=True)
class Profile:
    """
    The earliest arrivals of a service day.

    Parameters
    ----------
    events
        The departures at each stop.
    blocks
        Second of arrival at each door of who stands at the stop of an event at its second, shape
        (events, at most LANES) each, door after door; NEVER where none.
    first_s
        Nobody leaves before this second; earlier departures are left out.
    zero_s
        Second of the day from which arrivals count.
    """

    events: Events
    blocks: tuple[Seconds, ...]
    first_s: int
    zero_s: int = 0


def door_walks(transit: Transit, homes: Points, doors: Points) -> DoorWalks:
    """Return the walks between homes, stops and doors; dense only from homes to doors."""
    on_foot = np.full((len(homes), len(doors)), NEVER, dtype=np.int32)
    for some in blocks(len(doors), size=LANES):  # never all pairs as floating-point numbers
        there = doors.take(some)
        on_foot[:, some] = whole_seconds(transit.walking.travel_seconds(homes, there))
    return DoorWalks(
        transit.access(homes), transit.egress(doors), on_foot, neighbours_together(homes)
    )


def arrival_profile(
    transit: Transit, egress: WalkingTable, *, doors: int, first_s: int = -NEVER
) -> Profile:
    """
    Search the day backward from all doors at once.

    Parameters
    ----------
    transit
        Public transport of the day, with its rules.
    egress
        Walks from stops to doors, rows by stop.
    doors
        How many doors there are.
    first_s
        Earliest second at which anybody leaves home; all departures of the day count if not given.
    """
    day = _day_from(transit, first_s, stops=len(egress.indptr) - 1)

    def block(lanes: slice) -> Seconds:
        return np.asarray(profile_rounds(*day, _seconds_to(egress, lanes), transit.max_rides))

    return Profile(day.events, tuple(run_parallel(block, blocks(doors, size=LANES))), first_s)


def departure_profile(
    transit: Transit, egress: WalkingTable, *, doors: int, depart_s: int
) -> Profile:
    """
    Search backward as `arrival_profile`, for who leaves at one second only.

    Where everybody arrives within 65,534 s of it, seconds count from there and take 16 bits.
    """
    day = _day_from(transit, depart_s, stops=len(egress.indptr) - 1)
    then_s = day.hops.arrival_s - depart_s
    longest_s = int(then_s.max(initial=0)) + int(egress.seconds.max(initial=0))
    if then_s.min(initial=0) < 0 or longest_s >= SHORT_NEVER:
        return arrival_profile(transit, egress, doors=doors, first_s=depart_s)
    day = day._replace(hops=day.hops._replace(arrival_s=then_s))

    def block(lanes: slice) -> Seconds:
        short = np.minimum(_seconds_to(egress, lanes), SHORT_NEVER).astype(np.uint16)
        egress_s = cast("Seconds", short)  # the kernels ask how many bits there are
        return np.asarray(profile_rounds(*day, egress_s, transit.max_rides))

    found = run_parallel(block, even_blocks(doors))
    return Profile(day.events, tuple(found), depart_s, zero_s=depart_s)


def even_blocks(doors: int) -> list[slice]:
    """Return the doors in parts of one size, one a core at least, so that none has to wait."""
    parts = max(-(-doors // _SHORT_LANES), min(os.cpu_count() or 1, doors // _FEWEST_LANES), 1)
    return blocks(doors, size=max(1, -(-doors // parts)))


class _Day(NamedTuple):
    """What the rounds of a profile run on, in the order in which they take it."""

    hops: TripHops
    changes: Changes
    events: Events


def _day_from(transit: Transit, first_s: int, *, stops: int) -> _Day:
    network = transit.network
    first = int(np.searchsorted(network.connections.departure_s, first_s))
    network = network._replace(connections=_from(network.connections, first))
    events = departure_events(network.connections, stops=stops)
    hops = trip_hops(network, events)
    return _Day(hops, changes_of(network, events, hops), events)


def only_homes(walks: DoorWalks, some: slice) -> DoorWalks:
    """Return the walks of some homes that follow each other."""
    inside = (walks.order >= some.start) & (walks.order < some.stop)
    return DoorWalks(
        walks.access._replace(indptr=walks.access.indptr[some.start : some.stop + 1]),
        walks.egress,
        walks.on_foot[some],
        walks.order[inside] - some.start,
    )


def joined_lanes(profile: Profile, doors: NDArray[np.int64]) -> Seconds:
    """Return the arrival at whichever of some doors one is at first, shape (events, 1)."""
    earliest = np.full((len(profile.events.departure_s), 1), NEVER, dtype=np.int32)
    for number, lanes in enumerate(profile.blocks):
        here = doors[doors // LANES == number] - number * LANES
        np.minimum(earliest[:, 0], lanes[:, here].min(axis=1, initial=NEVER), out=earliest[:, 0])
    return earliest


def neighbours_together(points: Points) -> NDArray[np.int64]:
    """
    Return the points along a Z-shaped curve, so that neighbours share what is in the cache.

    References
    ----------
    Morton, G. M. (1966): A computer oriented geodetic data base and a new technique in file
    sequencing. IBM.
    """
    curve = np.zeros(len(points), dtype=np.int64)
    for shift, degrees in enumerate((points.longitude, points.latitude)):
        known = np.where(np.isfinite(degrees), degrees, 0.0)
        spread = max(float(np.ptp(known)), 1e-9) if len(known) else 1.0
        grid = ((known - known.min(initial=360)) / spread * (2**_BITS - 1)).astype(np.int64)
        for bit in range(_BITS):
            curve |= ((grid >> bit) & 1) << (2 * bit + shift)
    return np.argsort(curve, kind="stable")


def _from(hops: Connections, first: int) -> Connections:
    """Return the hops from one on; they are sorted by departure."""
    columns: tuple[Any, ...] = hops
    return Connections(*(column[first:] for column in columns))


def _seconds_to(egress: WalkingTable, lanes: slice) -> Seconds:
    """Return the walks to some doors, shape (stops, lanes); NEVER where too far."""
    seconds = np.full((len(egress.indptr) - 1, lanes.stop - lanes.start), NEVER, dtype=np.int32)
    chosen = (egress.targets >= lanes.start) & (egress.targets < lanes.stop)
    stops, doors = rows_of(egress)[chosen], egress.targets[chosen] - lanes.start
    seconds[stops, doors] = egress.seconds[chosen]
    return seconds
