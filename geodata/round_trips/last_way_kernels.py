"""
The last way to be at each door by each of many times, from one home.

For each door, these times lie in *slots*, one every few minutes. Going backward through the
departures around a home, each slot takes the first one that is at its door in time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numba import njit

from geodata.searches.profile_kernels import next_event
from geodata.searches.ride_profile_kernels import RADIX
from geodata.walking import NEVER

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geodata.searches.profile_kernels import Events
    from geodata.searches.ride_profile_kernels import Codes
    from geodata.searches.scan_kernels import Indices, Seconds
    from geodata.walking import WalkingTable

STEP_S = 300  # appointments begin each full 5 minutes (METHODS, the round trip)
RIDES_BITS = RADIX.bit_length() - 1  # bits of a code that hold the rides
_NO_LIMIT = -(2**30)  # below every code
_HALF = 32  # bits of a key that hold the number of an event
_EVENT = 2**_HALF - 1


class Way(NamedTuple):
    """
    All ways of a day between homes and doors in one direction; backward ones are mirrored.

    `access` are the walks between homes and stops, rows by home; `events` and `profile` what
    `ride_profiles` needs and returns; `on_foot` (homes, lanes) the seconds of walking all the
    way, NEVER if impossible; `earliest_s` when one may leave.
    """

    access: WalkingTable
    events: Events
    profile: Codes
    on_foot: Seconds
    earliest_s: int


class Slots(NamedTuple):
    """
    Seconds by which to be at a door: `first_s`, `first_s + STEP_S` …, `many` of them.

    Of these, each lane needs `first` to `last` (lanes,), none where last < first. Slots of the
    mirrored day are `turned`: the first of them is the last one of the real day.
    """

    first_s: int
    many: int
    first: Indices
    last: Indices
    turned: bool


@njit(cache=True)
def last_ways(way: Way, home: int, slots: Slots, found: tuple[Seconds, Codes]) -> None:
    """
    Write for each lane and slot the last second to leave and still be there, and its code.

    Where there is no way, both are so far off that they never count. What is found on the
    mirrored day is turned, so that it stands in the order of the real one.
    """
    keys = _departures(way, home, slots.first_s + (slots.many - 1) * STEP_S)
    fill_slots(keys, way.profile, slots, found)


@njit(cache=True)
def fill_slots(
    keys: NDArray[np.int64], profile: Codes, slots: Slots, found: tuple[Seconds, Codes]
) -> None:
    """
    Write for each lane and slot the last of some departures that is in time, and its code.

    `keys` are the departures in order, see `key_of`; the number of an event is a row of `profile`.
    """
    lanes, row = len(slots.first), np.empty(len(slots.first), np.int32)
    pending = slots.last.copy()  # the last slot without a way; only an arrival by then matters
    limit = np.full(lanes, _NO_LIMIT, np.int32)
    found[0][:], found[1][:] = -NEVER, NEVER
    for lane in range(lanes):
        _set_limit(limit, lane, pending[lane], slots)
    waiting = int((limit > _NO_LIMIT).sum())
    number = len(keys) - 1
    while number >= 0 and waiting > 0:
        second = keys[number] >> _HALF
        codes = profile[keys[number] & _EVENT]
        number -= 1
        while number >= 0 and keys[number] >> _HALF == second:
            _keep_less_of(codes, profile[keys[number] & _EVENT], row)
            codes = row
            number -= 1
        gain = False
        for lane in range(lanes):  # the whole row at once: most rows bring nothing
            gain |= codes[lane] < limit[lane]
        if gain:
            for lane in range(lanes):
                if codes[lane] < limit[lane]:
                    slot = _slot_of(codes[lane] >> RIDES_BITS, slots, lane)
                    first, end = slot, pending[lane] + 1
                    if slots.turned:
                        first, end = slots.many - end, slots.many - first
                    for filled in range(first, end):
                        found[0][lane, filled] = second
                        found[1][lane, filled] = codes[lane]
                    pending[lane] = slot - 1
                    _set_limit(limit, lane, slot - 1, slots)
                    waiting -= limit[lane] == _NO_LIMIT


@njit(cache=True)
def _keep_less_of(one: Codes, other: Codes, least: Codes) -> None:
    for lane in range(len(least)):
        least[lane] = min(one[lane], other[lane])


@njit(cache=True)
def _departures(way: Way, home: int, latest_s: int) -> NDArray[np.int64]:
    """Return the departures around a home as sorted keys: the second of leaving, then the event."""
    first, last = way.access.indptr[home], way.access.indptr[home + 1]
    many = 0
    for pair in range(first, last):
        stop = way.access.targets[pair]
        many += way.events.indptr[stop + 1] - way.events.indptr[stop]
    keys, many = np.empty(many, np.int64), 0
    for pair in range(first, last):
        stop, walk = way.access.targets[pair], way.access.seconds[pair]
        for event in range(way.events.indptr[stop], way.events.indptr[stop + 1]):
            second = np.int64(way.events.departure_s[event] - walk)
            if way.earliest_s <= second <= latest_s:
                keys[many] = key_of(second, event)
                many += 1
    return np.sort(keys[:many])


@njit(cache=True)
def key_of(second: int | np.int64, event: int) -> np.int64:
    """Return one number that sorts by the second of leaving, then by the event."""
    return (np.int64(second) << _HALF) + event


@njit(cache=True)
def _set_limit(limit: Codes, lane: int, slot: int, slots: Slots) -> None:
    """Only a code below the limit is in time for the slot; none is where the lane is done."""
    if slot < slots.first[lane]:
        limit[lane] = _NO_LIMIT
    else:
        limit[lane] = RADIX * (slots.first_s + slot * STEP_S + 1)


@njit(cache=True)
def _slot_of(second: int, slots: Slots, lane: int) -> int:
    """Return the first slot of a lane at or after a second."""
    return int(max(slots.first[lane], -((slots.first_s - second) // STEP_S)))


@njit(cache=True)
def first_arrivals(way: Way, home: int) -> Codes:
    """Return the earliest arrival at each door of who leaves as early as one may."""
    earliest = np.full(way.profile.shape[1], NEVER, np.int32)
    for pair in range(way.access.indptr[home], way.access.indptr[home + 1]):
        second = way.earliest_s + way.access.seconds[pair]
        event = next_event(way.events, way.access.targets[pair], second)
        if event >= 0:
            row = way.profile[event]
            for lane in range(len(row)):
                earliest[lane] = min(earliest[lane], row[lane])
    return earliest
