"""
Every departure of a window where on-demand areas are served too, home by home.

Being fetched for a departure is like a walk to its stop that one can begin only until a last
second; so all departures that a home can catch are sorted by the last departure from home that
does, and gone through backward. A ride all the way takes as long at every departure, so that there
are no runs to keep: arrivals are written out for every departure and door.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numba import njit

from geodata.searches.area_ride_kernels import set_down
from geodata.searches.profile_kernels import next_event
from geodata.searches.rank_kernels import whole_steps
from geodata.walking import NEVER

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geodata.searches.profile_kernels import Events
    from geodata.searches.profiles import DoorWalks
    from geodata.searches.rank_kernels import Window
    from geodata.searches.scan_kernels import Seconds

    Homes = NDArray[np.int64]
    Numbers = NDArray[np.int64]

_TOGETHER = 16  # doors whose durations are turned into rows at a time


class AreaSearch(NamedTuple):
    """
    What a day with on-demand areas offers, homes by their numbers.

    Parameters
    ----------
    events
        The departures at each stop.
    walked_s, fetched_s
        Arrival at each door of who is there for a departure on foot, or by a ride of an area,
        (events, doors); NEVER where none.
    rest_s
        The least from a departure at a stop to each door of who was fetched, (stops, doors).
    hours
        First and last second of being fetched, and of being set down, of each service.
    to_stop, to_service
        Stop and service of each ride from home to a bus, shape (columns,).
    access_s
        How long it takes, the change to the bus included, (homes, columns); NEVER where none.
    change_s
        How much of it is the change.
    direct_s
        How long the rides all the way take, (homes, services, doors).
    """

    events: Events
    walked_s: Seconds
    fetched_s: Seconds
    rest_s: Seconds
    hours: Numbers
    to_stop: Numbers
    to_service: Numbers
    access_s: Seconds
    change_s: int
    direct_s: Seconds


class Ways(NamedTuple):
    """
    The ways from one home to the stops around it, those on foot first, shape (ways,) each.

    They take `lead_s`; one can be there no earlier than `there_s`, and must leave by `leave_s`.
    """

    stop: Numbers
    lead_s: Numbers
    there_s: Numbers
    leave_s: Numbers
    on_foot: int


class Caught(NamedTuple):
    """The events caught by leaving at departure i and missed later, and the way to them."""

    indptr: Numbers
    event: NDArray[np.int32]
    way: NDArray[np.int32]


@njit(cache=True, nogil=True)
def area_window_durations(
    homes: Homes, walks: DoorWalks, search: AreaSearch, window: Window, result: Seconds
) -> None:
    """Write durations of given ranks in seconds, (homes, doors, ranks); NEVER where no way."""
    doors = search.direct_s.shape[2]
    arrival = np.empty((window.departures, doors), np.int32)
    durations = np.empty((_TOGETHER, window.departures), np.int32)
    for home in homes:
        _arrivals(home, walks, search, window, arrival)
        for first in range(0, doors, _TOGETHER):
            many = min(_TOGETHER, doors - first)
            _turn(arrival, first, many, window, durations)
            for place in range(many):
                _write_ranks(durations[place], window.ranks, result[home, first + place])


@njit(cache=True, nogil=True)
def area_kth_durations(  # noqa: PLR0913, PLR0917 - the question
    homes: Homes, walks: DoorWalks, search: AreaSearch, window: Window, k: int, result: Seconds
) -> None:
    """Write durations of given ranks to whichever door is the k-th nearest then, (homes, ranks)."""
    arrival = np.empty((window.departures, search.direct_s.shape[2]), np.int32)
    each = np.empty(window.departures, np.int32)
    for home in homes:
        _arrivals(home, walks, search, window, arrival)
        for departure in range(window.departures):
            second = window.first_s + departure * window.step_s
            soonest = np.sort(arrival[departure])
            then = soonest[k - 1] if k <= len(soonest) else NEVER
            each[departure] = then - second if then < NEVER else NEVER
        _write_ranks(each, window.ranks, result[home])


@njit(cache=True)
def _arrivals(
    home: int, walks: DoorWalks, search: AreaSearch, window: Window, arrival: Seconds
) -> None:
    """Write the earliest arrival at each door for each departure, shape (departures, doors)."""
    for departure in range(window.departures):
        second = window.first_s + departure * window.step_s
        for door, walk in enumerate(walks.on_foot[home]):
            arrival[departure, door] = second + walk if walk < NEVER else NEVER
    for service, hours in enumerate(search.hours):
        ride_s = search.direct_s[home, service]
        if ride_s.min() < NEVER:
            for departure in range(window.departures):
                second = window.first_s + departure * window.step_s
                set_down(second, hours, ride_s, arrival[departure])
    ways = _ways(home, walks, search)
    caught = _caught(ways, search.events, window)
    earliest = np.full(arrival.shape[1], NEVER, np.int32)
    for departure in range(window.departures - 1, -1, -1):
        best = arrival[departure]
        _keep_earlier(best, earliest)
        for place in range(caught.indptr[departure], caught.indptr[departure + 1]):
            event, way = caught.event[place], caught.way[place]
            if way < ways.on_foot:
                row = search.walked_s[event]
            elif _may_gain(search.rest_s[ways.stop[way]], search.events.departure_s[event], best):
                row = search.fetched_s[event]
            else:
                continue
            _keep_earlier(earliest, row)
            _keep_earlier(best, row)


@njit(cache=True)
def _keep_earlier(kept: Seconds, other: Seconds) -> None:
    for door in range(len(kept)):
        kept[door] = min(kept[door], other[door])


@njit(cache=True)
def _may_gain(rest_s: Seconds, departure_s: int, best: Seconds) -> bool:
    """Say whether anybody could be anywhere earlier: most rows need not be looked at."""
    gain, second = np.int32(0), np.int32(departure_s)
    for door in range(len(best)):
        gain = np.int32(gain | np.int32(np.int32(second + rest_s[door]) < best[door]))
    return bool(gain > 0)


@njit(cache=True)
def _ways(home: int, walks: DoorWalks, search: AreaSearch) -> Ways:
    """Return the ways to the stops around a home, on foot and by the rides of areas."""
    first, end = walks.access.indptr[home], walks.access.indptr[home + 1]
    on_foot, most = end - first, end - first + len(search.to_stop)
    stop, lead_s = np.empty(most, np.int64), np.empty(most, np.int64)
    there_s, leave_s = np.full(most, -NEVER, np.int64), np.full(most, NEVER, np.int64)
    stop[:on_foot] = walks.access.targets[first:end]
    lead_s[:on_foot] = walks.access.seconds[first:end]
    many = on_foot
    for column, to_stop in enumerate(search.to_stop):
        lead = search.access_s[home, column]
        if lead < NEVER:
            hours, ride = search.hours[search.to_service[column]], lead - search.change_s
            stop[many], lead_s[many] = to_stop, lead
            there_s[many] = max(hours[0], hours[2] - ride) + lead
            leave_s[many] = min(hours[1], hours[3] - ride)
            many += 1
    return Ways(stop[:many], lead_s[:many], there_s[:many], leave_s[:many], on_foot)


@njit(cache=True)
def _caught(ways: Ways, events: Events, window: Window) -> Caught:
    """Sort the events that can be caught by the last departure that does."""
    first = np.empty(len(ways.stop), np.int64)
    indptr = np.zeros(window.departures + 1, np.int64)
    for way, stop in enumerate(ways.stop):
        first[way] = -1
        if ways.leave_s[way] >= window.first_s:
            there_s = max(ways.there_s[way], window.first_s + ways.lead_s[way])
            first[way] = next_event(events, stop, there_s)
        if first[way] >= 0:
            last = _departure_until(ways.leave_s[way], window)
            for event in range(first[way], events.indptr[stop + 1]):
                leave_s = events.departure_s[event] - ways.lead_s[way]
                departure = min(last, _departure_until(leave_s, window))
                indptr[departure + 1] += 1
                if departure == last:
                    break  # later ones at this stop arrive no earlier
    indptr = np.cumsum(indptr)
    place = indptr[:-1].copy()
    caught, by = np.empty(indptr[-1], np.int32), np.empty(indptr[-1], np.int32)
    for way, stop in enumerate(ways.stop):
        if first[way] >= 0:
            last = _departure_until(ways.leave_s[way], window)
            for event in range(first[way], events.indptr[stop + 1]):
                leave_s = events.departure_s[event] - ways.lead_s[way]
                departure = min(last, _departure_until(leave_s, window))
                caught[place[departure]], by[place[departure]] = event, way
                place[departure] += 1
                if departure == last:
                    break
    return Caught(indptr, caught, by)


@njit(cache=True)
def _departure_until(second: int, window: Window) -> int:
    """Return the last departure of the window at or before a second not before its first."""
    return min(window.departures - 1, whole_steps(second - window.first_s, window.step_s))


@njit(cache=True)
def _turn(arrival: Seconds, first: int, many: int, window: Window, durations: Seconds) -> None:
    """Write the durations to some doors door by door."""
    for departure in range(window.departures):
        second = window.first_s + departure * window.step_s
        for place in range(many):
            then = arrival[departure, first + place]
            durations[place, departure] = then - second if then < NEVER else NEVER


@njit(cache=True)
def _write_ranks(durations: Seconds, ranks: Numbers, result: Seconds) -> None:
    """Write the durations of the ranks: the least with more durations up to it than the rank."""
    least, most, finite = np.int32(NEVER), np.int32(0), 0
    for seconds in durations:
        least = min(least, seconds)
        reached = seconds < NEVER
        finite += reached
        most = max(most, seconds if reached else np.int32(0))
    for number, rank in enumerate(ranks):
        low, high = least, most
        while low < high:
            middle = np.int32((low + high) // 2)
            count = np.int32(0)
            for seconds in durations:
                count = np.int32(count + np.int32(seconds <= middle))
            if count > rank:
                high = middle
            else:
                low = np.int32(middle + 1)
        result[number] = low if rank < finite else NEVER
