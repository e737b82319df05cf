"""
Round trips from one home, searched from the home: the ways of a whole day at the stops of doors.

`judge_homes` looks at the departures around a home; here they are the arrivals and departures around
each door, and what is known of each is when one must leave home, or is back there. The ways are the
same: the last to leave that is in time; of these the first to be there, with the fewest rides.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numba import njit

from geodata.round_trips.last_way_kernels import STEP_S
from geodata.round_trips.round_kernels import judge_case, last_home
from geodata.searches.ride_profile_kernels import RADIX
from geodata.walking import NEVER

if TYPE_CHECKING:
    from geodata.round_trips.last_way_kernels import Slots
    from geodata.round_trips.round_kernels import Asked, Found
    from geodata.searches.profile_kernels import Events
    from geodata.searches.ride_profile_kernels import Codes
    from geodata.searches.scan_kernels import Seconds
    from geodata.walking import WalkingTable

    Ways = tuple[Seconds, Codes]  # leaving and code, by door and slot


class DoorWay(NamedTuple):
    """
    All ways of a day between one home and some doors, in one direction.

    On the way there `events` are the arrivals of the day, as departures of the mirrored day, and on
    the way back its departures. `codes` (events,) tell of each when one leaves home (negative), or
    is there, see `ride_profiles`; `walks` the stops around the doors, rows by door; `on_foot`
    (doors,) the seconds of walking all the way, NEVER if impossible. One leaves home no earlier than
    `earliest_s`; on the way back, as always on the mirrored day, minus when one must be home.
    """

    walks: WalkingTable
    events: Events
    codes: Codes
    on_foot: Seconds
    earliest_s: int


class Kept(NamedTuple):
    """
    The ways to one door by the first slot that each is in time for, shape (slots,).

    `home_s` minus when one leaves home, `code` when one is there and with how many rides.
    """

    home_s: Seconds
    code: Codes


@njit(cache=True, nogil=True)
def judge_doors(there: DoorWay, back: DoorWay, asked: Asked, found: Found) -> None:
    """Write for one home and each case what `judge_homes` does, in the first row of `found`."""
    outward, homeward = no_ways(asked.slots), no_ways(asked.slots)
    _last_ways(there, asked.slots, outward)
    latest = _last_ways(back, asked.mirrored, homeward)
    judge_cases(outward, homeward, (there.on_foot, back.on_foot), latest, asked, found)


@njit(cache=True)
def no_ways(slots: Slots) -> Ways:
    """Return room for the ways to all doors, so far off that they never count."""
    shape = (len(slots.first), slots.many)
    return np.full(shape, -NEVER, np.int32), np.full(shape, NEVER, np.int32)


@njit(cache=True)
def judge_cases(  # noqa: PLR0913, PLR0917 - inlined
    outward: Ways,
    homeward: Ways,
    on_foot: tuple[Seconds, Seconds],
    latest: Codes,
    asked: Asked,
    found: Found,
) -> None:
    """Judge each case by the ways to its door; `latest` (doors,) are codes of the last ways home."""
    absence_s = np.empty(asked.slots.many, np.int32)
    for case, door in enumerate(asked.cases.lane):
        walks = (on_foot[0][door], on_foot[1][door])
        found.last_home_s[0, case] = last_home(latest[door], walks[1], asked.limits)
        one = (outward[0][door], outward[1][door], walks[0])
        other = (homeward[0][door], homeward[1][door], walks[1])
        judge_case(one, other, asked, absence_s, (0, case), found)


@njit(cache=True)
def _last_ways(way: DoorWay, slots: Slots, found: Ways) -> Codes:
    """Write what `last_ways` does, and return what `first_arrivals` does but for the rides."""
    earliest = np.full(len(slots.first), NEVER, np.int32)
    kept = Kept(np.empty(slots.many, np.int32), np.empty(slots.many, np.int32))
    for door in range(len(slots.first)):
        kept.home_s[:], kept.code[:] = NEVER, NEVER
        earliest[door] = keep_ways_on_foot(way, door, slots, kept)
        fill_door(kept, door, slots, found)
    return earliest


@njit(cache=True)
def keep_ways_on_foot(way: DoorWay, door: int, slots: Slots, kept: Kept) -> int:
    """Keep the ways at the end of which one walks; return the code of the first to be there."""
    earliest = NEVER
    for pair in range(way.walks.indptr[door], way.walks.indptr[door + 1]):
        stop, walk_s = way.walks.targets[pair], way.walks.seconds[pair]
        for event in range(way.events.indptr[stop], way.events.indptr[stop + 1]):
            known = way.codes[event]
            if known < NEVER and known // RADIX <= -way.earliest_s:
                arrival_s = walk_s - way.events.departure_s[event]
                keep_way(kept, door, slots, known, arrival_s)
                earliest = min(earliest, RADIX * arrival_s)
    return int(earliest)


@njit(cache=True)
def keep_way(kept: Kept, door: int, slots: Slots, known: int, arrival_s: int) -> None:
    """Keep one way for the first slot of a door that it is in time for, if that is none too late."""
    slot = max(slots.first[door], -((slots.first_s - arrival_s) // STEP_S))
    if slot <= slots.last[door]:
        _keep_last(kept, slot, known // RADIX, RADIX * arrival_s + known % RADIX)


@njit(cache=True)
def _keep_last(kept: Kept, slot: int, home_s: int, code: int) -> None:
    """Keep the way that leaves later, else the one that is there first, with the fewest rides."""
    if home_s < kept.home_s[slot] or (home_s == kept.home_s[slot] and code < kept.code[slot]):
        kept.home_s[slot], kept.code[slot] = home_s, code


@njit(cache=True)
def fill_door(kept: Kept, door: int, slots: Slots, found: Ways) -> None:
    """Write the ways of one door; what is in time for a slot is so for the next."""
    for slot in range(slots.first[door], slots.last[door] + 1):
        if slot > slots.first[door]:
            _keep_last(kept, slot, kept.home_s[slot - 1], kept.code[slot - 1])
        if kept.code[slot] < NEVER:
            place = slots.many - 1 - slot if slots.turned else slot
            found[0][door, place] = -kept.home_s[slot]
            found[1][door, place] = kept.code[slot]
