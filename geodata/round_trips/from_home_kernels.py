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


@njit(cache=True, nogil=True)
def judge_doors(there: DoorWay, back: DoorWay, asked: Asked, found: Found) -> None:
    """Write for one home and each case what `judge_homes` does, in the first row of `found`."""
    shape = (len(asked.slots.first), asked.slots.many)
    leave_s, arrival = np.empty(shape, np.int32), np.empty(shape, np.int32)
    return_s, begin = np.empty(shape, np.int32), np.empty(shape, np.int32)
    absence_s = np.empty(asked.slots.many, np.int32)
    last_ways_to(there, asked.slots, (leave_s, arrival))
    latest = last_ways_to(back, asked.mirrored, (return_s, begin))
    for case, lane in enumerate(asked.cases.lane):
        walks = (there.on_foot[lane], back.on_foot[lane])
        found.last_home_s[0, case] = last_home(latest[lane], walks[1], asked.limits)
        outward = (leave_s[lane], arrival[lane], walks[0])
        homeward = (return_s[lane], begin[lane], walks[1])
        judge_case(outward, homeward, asked, absence_s, (0, case), found)


@njit(cache=True)
def last_ways_to(way: DoorWay, slots: Slots, found: tuple[Seconds, Codes]) -> Codes:
    """
    Write what `last_ways` does, and return what `first_arrivals` does but for the rides.

    Each arrival is a way for the first slot that it is in time for and for all slots after it, so it
    is enough to look at each once, and then at each slot and the one before it.
    """
    found[0][:], found[1][:] = -NEVER, NEVER
    earliest = np.full(len(slots.first), NEVER, np.int32)
    home, code = np.empty(slots.many, np.int32), np.empty(slots.many, np.int32)
    for door in range(len(slots.first)):
        home[:], code[:] = NEVER, NEVER
        for pair in range(way.walks.indptr[door], way.walks.indptr[door + 1]):
            stop, walk_s = way.walks.targets[pair], way.walks.seconds[pair]
            for event in range(way.events.indptr[stop], way.events.indptr[stop + 1]):
                known = way.codes[event]
                if known < NEVER and known // RADIX <= -way.earliest_s:
                    arrival_s = walk_s - way.events.departure_s[event]
                    earliest[door] = min(earliest[door], RADIX * arrival_s)
                    slot = max(slots.first[door], -((slots.first_s - arrival_s) // STEP_S))
                    if slot <= slots.last[door]:
                        one = RADIX * arrival_s + known % RADIX
                        _keep_last(home, code, slot, known // RADIX, one)
        _fill(home, code, door, slots, found)
    return earliest


@njit(cache=True)
def _keep_last(home: Seconds, code: Codes, slot: int, home_s: int, one: int) -> None:
    """Keep the way that is better at home: it leaves later; then the one that is there first."""
    if home_s < home[slot] or (home_s == home[slot] and one < code[slot]):
        home[slot], code[slot] = home_s, one


@njit(cache=True)
def _fill(
    home: Seconds, code: Codes, door: int, slots: Slots, found: tuple[Seconds, Codes]
) -> None:
    """Write the ways of one door; who is in time for a slot is so for the next."""
    for slot in range(slots.first[door], slots.last[door] + 1):
        if slot > slots.first[door]:
            _keep_last(home, code, slot, home[slot - 1], code[slot - 1])
        if code[slot] < NEVER:
            place = slots.many - 1 - slot if slots.turned else slot
            found[0][door, place] = -home[slot]
            found[1][door, place] = code[slot]
