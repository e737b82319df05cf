"""
The last way to be at each door by each of many times where on-demand areas are served, too.

Three kinds of ways come together: those of `last_ways`, at the end of which one may be fetched;
those on which one is fetched at home and goes on by bus; and rides all the way.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numba import njit

from geodata.round_trips.last_way_kernels import (
    STEP_S,
    Way,
    fill_slots,
    first_arrivals,
    key_of,
    last_ways,
)
from geodata.round_trips.round_kernels import judge_case, last_home
from geodata.searches.profile_kernels import Events, next_event
from geodata.searches.ride_profile_kernels import RADIX
from geodata.walking import NEVER

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geodata.round_trips.area_profile_kernels import AreaTable
    from geodata.round_trips.last_way_kernels import Slots
    from geodata.round_trips.round_kernels import Asked, Found
    from geodata.searches.ride_profile_kernels import Codes
    from geodata.searches.scan_kernels import Seconds

    Ways = tuple[Seconds, Codes]  # leaving and code, by lane and slot


class Onward(NamedTuple):
    """
    What one can take at the stops where areas set down.

    `events` are the departures there, without those of other stops; `codes` (events, lanes) what
    `ride_profiles` tells of them, with the ride before counted.
    """

    events: Events
    codes: Codes


class AreaWay(NamedTuple):
    """
    All ways of a day between homes and doors in one direction; backward ones are mirrored.

    `way` are those that begin on foot; `fetches` the rides from homes to stops, the change to the
    bus among their seconds, from where it is `onward`; `direct` the rides from homes to doors.
    """

    way: Way
    fetches: AreaTable
    onward: Onward
    direct: AreaTable


@njit(cache=True, nogil=True)
def judge_homes_by_area(there: AreaWay, back: AreaWay, asked: Asked, found: Found) -> None:
    """Write what `judge_homes` does, with the ways by on-demand areas among the others."""
    shape = (there.way.profile.shape[1], asked.slots.many)
    outward = np.empty(shape, np.int32), np.empty(shape, np.int32)
    homeward = np.empty(shape, np.int32), np.empty(shape, np.int32)
    spare = np.empty(shape, np.int32), np.empty(shape, np.int32)
    absence_s = np.empty(asked.slots.many, np.int32)
    for home in range(len(there.way.access.indptr) - 1):
        _last_ways(there, home, asked.slots, outward, spare)
        _last_ways(back, home, asked.mirrored, homeward, spare)
        latest = _first_arrivals(back, home)
        for case, lane in enumerate(asked.cases.lane):
            walks = (there.way.on_foot[home, lane], back.way.on_foot[home, lane])
            found.last_home_s[home, case] = last_home(latest[lane], walks[1], asked.limits)
            one = (outward[0][lane], outward[1][lane], walks[0])
            other = (homeward[0][lane], homeward[1][lane], walks[1])
            judge_case(one, other, asked, absence_s, (home, case), found)


@njit(cache=True)
def _last_ways(way: AreaWay, home: int, slots: Slots, found: Ways, spare: Ways) -> None:
    """Write the last ways of all three kinds."""
    last_ways(way.way, home, slots, found)
    keys = _departures(way, home, slots.first_s + (slots.many - 1) * STEP_S)
    if len(keys):
        fill_slots(keys, way.onward.codes, slots, spare)
        for lane in range(len(slots.first)):
            for slot in range(slots.many):
                _keep_last(found, lane, slot, spare[0][lane, slot], spare[1][lane, slot])
    ride_all_the_way(way.direct, way.way.earliest_s, home, slots, found)


@njit(cache=True)
def _keep_last(found: Ways, lane: int, slot: int, second: int, code: int) -> None:
    """Keep the way that leaves last, of these the one that is there first, with fewest rides."""
    kept = found[0][lane, slot]
    if second > kept or (second == kept and code < found[1][lane, slot]):
        found[0][lane, slot], found[1][lane, slot] = second, code


@njit(cache=True)
def _departures(way: AreaWay, home: int, latest_s: int) -> NDArray[np.int64]:
    """Return as sorted keys when to be fetched for each departure where one may be set down."""
    fetches, events = way.fetches, way.onward.events
    rides, many = range(fetches.indptr[home], fetches.indptr[home + 1]), 0
    for ride in rides:
        stop = fetches.target[ride]
        many += events.indptr[stop + 1] - events.indptr[stop]
    keys, many = np.empty(many, np.int64), 0
    for ride in rides:
        stop, last_s = fetches.target[ride], fetches.last_s[ride]
        earliest_s = max(fetches.first_s[ride], way.way.earliest_s)
        for event in range(events.indptr[stop], events.indptr[stop + 1]):
            just_s = events.departure_s[event] - fetches.seconds[ride]
            second = min(just_s, last_s)
            if earliest_s <= second <= latest_s:
                keys[many] = key_of(second, event)
                many += 1
            if just_s >= last_s:
                break  # later departures are known to the first of them
    return np.sort(keys[:many])


@njit(cache=True)
def ride_all_the_way(
    direct: AreaTable, leave_from_s: int, home: int, slots: Slots, found: Ways
) -> None:
    """Be fetched as late as the time to be there and the service allow."""
    for ride in range(direct.indptr[home], direct.indptr[home + 1]):
        lane, seconds = direct.target[ride], direct.seconds[ride]
        earliest_s = max(direct.first_s[ride], leave_from_s)
        for slot in range(slots.first[lane], slots.last[lane] + 1):
            second = min(direct.last_s[ride], slots.first_s + slot * STEP_S - seconds)
            if second >= earliest_s:
                place = slots.many - 1 - slot if slots.turned else slot
                _keep_last(found, lane, place, second, RADIX * (second + seconds) + 1)


@njit(cache=True)
def _first_arrivals(way: AreaWay, home: int) -> Codes:
    """Return the earliest arrival at each door of who leaves as early as one may."""
    earliest = first_arrivals(way.way, home)
    fetches, direct, events = way.fetches, way.direct, way.onward.events
    for ride in range(fetches.indptr[home], fetches.indptr[home + 1]):
        begin_s = max(fetches.first_s[ride], way.way.earliest_s)
        event = next_event(events, fetches.target[ride], begin_s + fetches.seconds[ride])
        if event >= 0 and begin_s <= fetches.last_s[ride]:
            codes = way.onward.codes[event]
            for lane in range(len(codes)):
                earliest[lane] = min(earliest[lane], codes[lane])
    for ride in range(direct.indptr[home], direct.indptr[home + 1]):
        begin_s = max(direct.first_s[ride], way.way.earliest_s)
        if begin_s <= direct.last_s[ride]:
            code = RADIX * (begin_s + direct.seconds[ride]) + 1
            earliest[direct.target[ride]] = min(earliest[direct.target[ride]], code)
    return np.where(earliest < NEVER, earliest, NEVER).astype(np.int32)
