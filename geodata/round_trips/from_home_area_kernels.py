"""
Round trips from one home, searched from the home, where on-demand areas are served, too.

The three kinds of ways are those of `area_way_kernels`, seen from the doors: at the end of the first
one walks to the door, at the end of the second one is fetched at a stop; the third rides all the way.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numba import njit

from geodata.round_trips.area_way_kernels import ride_all_the_way
from geodata.round_trips.from_home_kernels import (
    DoorWay,
    Kept,
    fill_door,
    judge_cases,
    keep_way,
    keep_ways_on_foot,
    no_ways,
)
from geodata.searches.ride_profile_kernels import RADIX
from geodata.walking import NEVER

if TYPE_CHECKING:
    from geodata.round_trips.area_profile_kernels import AreaTable
    from geodata.round_trips.from_home_kernels import Ways
    from geodata.round_trips.last_way_kernels import Slots
    from geodata.round_trips.round_kernels import Asked, Found
    from geodata.searches.profile_kernels import Events
    from geodata.searches.ride_profile_kernels import Codes


class AreaDoorWay(NamedTuple):
    """
    All ways of a day between one home and some doors, in one direction.

    `way` are those at the end of which one walks. `rides` lead between doors and stops, rows by door,
    seen from the door as on the mirrored day on the way there, with the change to the bus among their
    seconds; `events` and `codes` are those at stops where they end, the ride counted. `direct` are
    the rides from the one home to the doors.
    """

    way: DoorWay
    rides: AreaTable
    events: Events
    codes: Codes
    direct: AreaTable


@njit(cache=True, nogil=True)
def judge_doors_by_area(there: AreaDoorWay, back: AreaDoorWay, asked: Asked, found: Found) -> None:
    """Write what `judge_doors` does, with the ways by on-demand areas among the others."""
    outward, homeward = no_ways(asked.slots), no_ways(asked.slots)
    _last_ways(there, asked.slots, outward)
    latest = _last_ways(back, asked.mirrored, homeward)
    on_foot = (there.way.on_foot, back.way.on_foot)
    judge_cases(outward, homeward, on_foot, latest, asked, found)


@njit(cache=True)
def _last_ways(way: AreaDoorWay, slots: Slots, found: Ways) -> Codes:
    """Write the last ways of all three kinds, and return the codes of the first to be there."""
    earliest = np.full(len(slots.first), NEVER, np.int32)
    kept = Kept(np.empty(slots.many, np.int32), np.empty(slots.many, np.int32))
    for door in range(len(slots.first)):
        kept.home_s[:], kept.code[:] = NEVER, NEVER
        on_foot = keep_ways_on_foot(way.way, door, slots, kept)
        earliest[door] = min(on_foot, _keep_ways_fetched(way, door, slots, kept))
        fill_door(kept, door, slots, found)
    ride_all_the_way(way.direct, way.way.earliest_s, 0, slots, found)
    for ride in range(way.direct.indptr[0], way.direct.indptr[1]):
        begin_s = max(way.direct.first_s[ride], way.way.earliest_s)
        if begin_s <= way.direct.last_s[ride]:
            door, code = way.direct.target[ride], RADIX * (begin_s + way.direct.seconds[ride])
            earliest[door] = min(earliest[door], code)
    return earliest


@njit(cache=True)
def _keep_ways_fetched(way: AreaDoorWay, door: int, slots: Slots, kept: Kept) -> int:
    """Keep the ways on which one is fetched last; return the code of the first to be there."""
    earliest, rides, events = NEVER, way.rides, way.events
    for ride in range(rides.indptr[door], rides.indptr[door + 1]):
        stop, last_s = rides.target[ride], rides.last_s[ride]
        for event in range(events.indptr[stop], events.indptr[stop + 1]):
            just_s = events.departure_s[event] - rides.seconds[ride]
            second, known = min(just_s, last_s), way.codes[event]
            in_service = second >= rides.first_s[ride]
            if in_service and known < NEVER and known // RADIX <= -way.way.earliest_s:
                keep_way(kept, door, slots, known, -second)
                earliest = min(earliest, RADIX * -second)
            if just_s >= last_s:
                break  # later departures are known to the first of them
    return int(earliest)
