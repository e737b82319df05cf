"""
Round trips from each home: which appointments work, and which keeps one away the shortest.

Each appointment has the last way there that is in time; the way home is the same on the mirrored
day, where the end of the appointment is the time to be at the door by. Then each is judged.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numba import njit

from geodata.round_trips.last_way_kernels import RIDES_BITS, STEP_S, first_arrivals, last_ways
from geodata.searches.ride_profile_kernels import RADIX
from geodata.walking import NEVER

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geodata.round_trips.last_way_kernels import Slots, Way
    from geodata.searches.ride_profile_kernels import Codes
    from geodata.searches.scan_kernels import Indices, Seconds

    Column = tuple[Seconds, Codes, int]  # of one lane: leaving, code by slot; the walk


ABSENCE, LONGER_WAY, WAY_THERE, WAY_BACK = range(4)  # see `Least`


class Cases(NamedTuple):
    """
    Doors with their opening windows.

    `lane` (cases,) is the door; its windows begin at `indptr` (cases + 1,) and hold appointments
    in the slots `first` to `last`, inside opening hours from `opens_s` to `closes_s` (windows,).
    """

    lane: Indices
    indptr: NDArray[np.int64]
    first: Indices
    last: Indices
    opens_s: Seconds
    closes_s: Seconds


class Limits(NamedTuple):
    """
    Seconds to stay at least and at most, to wait, the ends of the day; see `Visit`.

    Whoever lives no farther from a door than `nearby_s` on foot walks home and has no last ride.
    `least` says which appointment is described, see `Least`.
    """

    stay_s: int
    longest_stay_s: int
    wait_s: int
    leave_from_s: int
    home_by_s: int
    longest_absence_s: int
    wait_outside: bool
    nearby_s: int
    least: int = 0


class Asked(NamedTuple):
    """
    What is asked of one service day.

    `slots` are the starts of appointments, `mirrored` their ends in the mirrored day: slot k of
    one is slot many - 1 - k of the other.
    """

    slots: Slots
    mirrored: Slots
    cases: Cases
    limits: Limits


class Found(NamedTuple):
    """
    What is known of each home and case, shape (homes, cases) each.

    `starts` counts the appointments that work; the others describe the one that keeps from home
    the shortest, or has the shortest way, as `Limits.least` says: NEVER where there is none. `last_home_s` is the last way home of the day.
    """

    starts: Indices
    start_s: Seconds
    leave_s: Seconds
    there_s: Seconds
    rides_there: Indices
    back_s: Seconds
    home_s: Seconds
    rides_back: Indices
    last_home_s: Seconds


class _Leg(NamedTuple):
    """One way: where on the clock its home end lies, its seconds and rides."""

    at_home_s: np.int64
    seconds: np.int64
    rides: np.int64


@njit(cache=True, nogil=True)
def judge_homes(there: Way, back: Way, asked: Asked, found: Found) -> None:
    """
    Write for each home and case which appointments work.

    Parameters
    ----------
    there, back
        The ways of the day; `back` is mirrored.
    asked
        Which appointments at which doors, and what counts.
    found
        Where the answer is written; its `start_s` are NEVER beforehand.
    """
    shape = (there.profile.shape[1], asked.slots.many)
    leave_s, arrival = np.empty(shape, np.int32), np.empty(shape, np.int32)
    return_s, begin = np.empty(shape, np.int32), np.empty(shape, np.int32)
    absence_s = np.empty(asked.slots.many, np.int32)
    for home in range(len(there.access.indptr) - 1):
        last_ways(there, home, asked.slots, (leave_s, arrival))
        last_ways(back, home, asked.mirrored, (return_s, begin))
        latest = first_arrivals(back, home)
        for case, lane in enumerate(asked.cases.lane):
            walks = (there.on_foot[home, lane], back.on_foot[home, lane])
            found.last_home_s[home, case] = last_home(latest[lane], walks[1], asked.limits)
            outward = (leave_s[lane], arrival[lane], walks[0])
            homeward = (return_s[lane], begin[lane], walks[1])
            judge_case(outward, homeward, asked, absence_s, (home, case), found)


@njit(cache=True)
def judge_case(  # noqa: PLR0913, PLR0917 - inlined
    outward: Column,
    homeward: Column,
    asked: Asked,
    absence_s: Seconds,
    place: tuple[int, int],
    found: Found,
) -> None:
    """Write which appointments of one home and case work, and which keeps away the shortest."""
    slots, cases = asked.slots, asked.cases
    windows = (cases.indptr[place[1]], cases.indptr[place[1] + 1])
    least, starts = np.int64(NEVER), 0
    for window in range(*windows):
        _absences(outward, homeward, asked, window, absence_s)
        for slot in range(cases.first[window], cases.last[window] + 1):
            least = min(least, absence_s[slot])
            starts += absence_s[slot] < NEVER
    found.starts[place] = starts
    if starts == 0:
        return
    worst = least if asked.limits.least == ABSENCE else np.int64(NEVER - 1)
    for window in range(*windows):
        for slot in range(cases.first[window], cases.last[window] + 1):
            if absence_s[slot] <= worst:
                start_s = slots.first_s + slot * STEP_S
                way = (outward[0][slot], outward[1][slot], outward[2])
                there = _way_there(way, start_s, cases.opens_s[window], asked.limits)
                way = (homeward[0][slot], homeward[1][slot], homeward[2])
                back = _way_home(way, start_s, cases.closes_s[window], asked.limits)
                _keep_easiest(found, place, start_s, (there, back), asked.limits.least)


@njit(cache=True)
def _absences(
    outward: Column, homeward: Column, asked: Asked, window: int, absence_s: Seconds
) -> None:
    """
    Write the seconds from home for each appointment of a window; NEVER where it does not work.

    This is `_way_there` and `_way_home` without a branch, so that many slots go at once.
    """
    cases, limits = asked.cases, asked.limits
    first, end = cases.first[window], cases.last[window] + 1
    leave_s, arrival, return_s, begin = (
        outward[0][first:end],
        outward[1][first:end],
        homeward[0][first:end],
        homeward[1][first:end],
    )
    opens_s = -NEVER if limits.wait_outside else int(cases.opens_s[window])
    closes_s, walk_there, walk_back = int(cases.closes_s[window]), outward[2], homeward[2]
    first_s, absences = asked.slots.first_s + first * STEP_S, absence_s[first:end]
    for slot in range(len(absences)):
        start_s = first_s + slot * STEP_S
        in_time = arrival[slot] >> RIDES_BITS >= max(start_s - limits.wait_s, opens_s)
        leave = leave_s[slot] if in_time else -NEVER
        walk_s = start_s - walk_there
        walk_s = walk_s if walk_s >= limits.leave_from_s else -NEVER
        leave = max(leave, walk_s)
        latest_s = min(start_s + limits.longest_stay_s, closes_s) + limits.wait_s
        in_time = -(begin[slot] >> RIDES_BITS) <= latest_s
        home = -return_s[slot] if in_time else NEVER
        walk_s = start_s + limits.stay_s + walk_back
        walk_s = walk_s if walk_s <= limits.home_by_s else NEVER
        home = min(home, walk_s)
        absence = home - leave
        absences[slot] = absence if absence <= limits.longest_absence_s else NEVER


@njit(cache=True)
def last_home(code: int, on_foot: int, limits: Limits) -> int:
    """Return the last ride home; the walk where there is none, or where it is short."""
    if on_foot < NEVER and (code >= NEVER or on_foot <= limits.nearby_s):
        return int(limits.home_by_s - on_foot)
    return int(-(code // RADIX)) if code < NEVER else NEVER


@njit(cache=True)
def _leg(at_home_s: int, seconds: int, rides: int) -> _Leg:
    """Return a leg of numbers of one width, as the compiler wants them."""
    return _Leg(np.int64(at_home_s), np.int64(seconds), np.int64(rides))


@njit(cache=True)
def _way_there(way: tuple[int, int, int], start_s: int, opens_s: int, limits: Limits) -> _Leg:
    """Return the way that leaves last; it leaves at -NEVER where none is allowed."""
    leave_s, code, on_foot = way
    leg = _leg(-NEVER, 0, 0)
    arrival_s, earliest_s = code // RADIX, start_s - limits.wait_s
    if not limits.wait_outside:
        earliest_s = max(earliest_s, opens_s)
    if code < NEVER and arrival_s >= earliest_s:
        leg = _leg(leave_s, arrival_s - leave_s, code % RADIX)
    walk_s = start_s - on_foot
    if on_foot < NEVER and walk_s >= limits.leave_from_s and walk_s >= leg.at_home_s:
        leg = _leg(walk_s, on_foot, 0)
    return leg


@njit(cache=True)
def _way_home(way: tuple[int, int, int], start_s: int, closes_s: int, limits: Limits) -> _Leg:
    """Return the way that is home first; it is home at NEVER where none is allowed."""
    return_s, code, on_foot = way
    leg = _leg(NEVER, 0, 0)
    begin_s, end_s = -(code // RADIX), start_s + limits.stay_s
    latest_s = min(start_s + limits.longest_stay_s, closes_s) + limits.wait_s
    if code < NEVER and begin_s <= latest_s:
        leg = _leg(-return_s, -return_s - begin_s, code % RADIX)
    walked_s = end_s + on_foot
    if on_foot < NEVER and walked_s <= limits.home_by_s and walked_s <= leg.at_home_s:
        leg = _leg(walked_s, on_foot, 0)
    return leg


@njit(cache=True)
def _keep_easiest(
    found: Found, place: tuple[int, int], start_s: int, ways: tuple[_Leg, _Leg], least: int
) -> None:
    """Keep the trip with the least of what is wanted, as `_order` says, else the first."""
    there, back = ways
    if found.start_s[place] < NEVER:
        kept = (
            _leg(found.leave_s[place], found.there_s[place], found.rides_there[place]),
            _leg(found.home_s[place], found.back_s[place], found.rides_back[place]),
        )
        if _order(ways, least) >= _order(kept, least):
            return
    found.start_s[place] = start_s
    found.leave_s[place] = there.at_home_s
    found.there_s[place] = there.seconds
    found.rides_there[place] = there.rides
    found.back_s[place] = back.seconds
    found.home_s[place] = back.at_home_s
    found.rides_back[place] = back.rides


@njit(cache=True)
def _order(ways: tuple[_Leg, _Leg], least: int) -> tuple[int, int, int, int]:
    """Return what trips are compared by: the way wanted, absence, travel, rides."""
    there, back = ways
    way = max(there.seconds, back.seconds)
    if least == WAY_THERE:
        way = there.seconds
    elif least == WAY_BACK:
        way = back.seconds
    elif least == ABSENCE:
        way = np.int64(0)
    absence = int(back.at_home_s - there.at_home_s)
    return int(way), absence, int(there.seconds + back.seconds), int(there.rides + back.rides)
