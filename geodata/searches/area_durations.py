"""The shortest way there of a day with on-demand areas, see `shortest_durations` and `AreaPairs`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from geodata.searches.area_arrivals import to_stops
from geodata.searches.profile_kernels import join_access, shortest_from_stops
from geodata.searches.profiles import arrival_profile
from geodata.walking import NEVER, transposed

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geodata.points import Points
    from geodata.searches.area_pairs import AreaPairs, AreaRides
    from geodata.searches.profile_kernels import Events
    from geodata.searches.transit import Transit
    from geodata.walking import WalkingTable

    Seconds = NDArray[np.int32]
    Numbers = NDArray[np.int64]


def durations_by_area(
    transit: Transit, areas: AreaRides, homes: Points, doors: Points, window_s: Seconds
) -> Seconds:
    """
    Return the shortest seconds of journeys with an on-demand area, shape (homes, doors).

    Parameters
    ----------
    transit
        Public transport of the day.
    areas
        The rides between homes, stops and doors.
    homes, doors
        Where journeys begin and end.
    window_s
        Seconds between which one may arrive at each door, shape (doors, 2).

    Returns
    -------
    seconds
        Waiting at the door until it opens included; NEVER where no journey arrives in time.
    """
    rides, best = transit.max_rides, np.full((len(homes), len(doors)), NEVER, dtype=np.int32)
    if rides > 0:
        _direct(best, areas.direct, window_s)
    last, events = _ridden_home(transit, areas.egress, len(doors), rides=rides - 1)
    remaining = shortest_from_stops(last, events, window_s)
    best = np.minimum(best, join_access(transit.access(homes), remaining))
    onward, _ = _arrivals(transit, transit.egress(doors), len(doors), rides=rides - 1)
    twice, _ = _ridden_home(transit, areas.egress, len(doors), rides=rides - 2)
    _fetched(best, areas.access, np.minimum(onward, twice), (events, window_s), transit)
    return best


def _direct(best: Seconds, pairs: AreaPairs, window_s: Seconds) -> None:
    """Ride all the way: as late as the service and the door allow."""
    opens_s, closes_s = window_s[pairs.target].astype(np.int64).T
    begins_s = np.minimum(pairs.last_s, closes_s - pairs.seconds)
    inside_s = np.maximum(begins_s + pairs.seconds, opens_s)
    possible = (begins_s >= pairs.first_s) & (opens_s <= closes_s)
    seconds = np.where(possible, inside_s - begins_s, NEVER)
    np.minimum.at(best, (pairs.origin, pairs.target), seconds.astype(np.int32))


def _arrivals(
    transit: Transit, egress: WalkingTable, doors: int, *, rides: int
) -> tuple[Seconds, Events]:
    """Return the arrivals of a profile in one array, shape (events, doors)."""
    if rides <= 0:
        return np.full((len(transit.events.departure_s), doors), NEVER, np.int32), transit.events
    profile = arrival_profile(transit.with_rides(rides), egress, doors=doors)
    none = np.zeros((len(profile.events.departure_s), 0), np.int32)
    return np.concatenate([*profile.blocks, none], axis=1), profile.events


def _ridden_home(
    transit: Transit, pairs: AreaPairs, doors: int, *, rides: int
) -> tuple[Seconds, Events]:
    """Return the arrivals at the doors of who is fetched at the last stop, (events, doors)."""
    rows, stops = to_stops(pairs)
    egress = transposed(rows, size=len(transit.day.stops.ids))
    reached, events = _arrivals(transit, egress, len(stops), rides=rides)
    arrivals = np.full((len(reached), doors), NEVER, dtype=np.int32)
    columns = np.searchsorted(stops, pairs.origin)
    for ride in range(len(pairs.origin)):
        ready_s = reached[:, columns[ride]].astype(np.int64) + transit.change_seconds
        begins_s = np.maximum(ready_s, pairs.first_s[ride])
        end_s = np.where(begins_s <= pairs.last_s[ride], begins_s + pairs.seconds[ride], NEVER)
        door = pairs.target[ride]
        arrivals[:, door] = np.minimum(arrivals[:, door], end_s)
    return arrivals, events


def _fetched(
    best: Seconds,
    pairs: AreaPairs,
    arrivals: Seconds,
    known: tuple[Events, Seconds],
    transit: Transit,
) -> None:
    """Be fetched just in time for each departure; for those after hours at the last moment."""
    events, (opens_s, closes_s) = known[0], known[1].astype(np.int64).T
    inside_s = np.where(arrivals <= closes_s, np.maximum(arrivals, opens_s), NEVER)
    left_s = np.where(inside_s < NEVER, inside_s - events.departure_s[:, None], NEVER)
    for ride in range(len(pairs.origin)):
        stop, lead_s = pairs.target[ride], pairs.seconds[ride] + transit.change_seconds
        rows = slice(*events.indptr[stop : stop + 2])
        bounds = pairs.first_s[ride] + lead_s, pairs.last_s[ride] + lead_s
        departure_s = events.departure_s[rows]
        first = rows.start + np.searchsorted(departure_s, bounds[0])
        after = rows.start + np.searchsorted(departure_s, bounds[1], side="right")
        seconds = left_s[first:after].min(axis=0, initial=NEVER) + lead_s
        later = inside_s[max(first, after) : rows.stop].min(axis=0, initial=NEVER)
        waited = np.where(later < NEVER, later - pairs.last_s[ride], NEVER)
        home = best[pairs.origin[ride]]
        home[:] = np.minimum(home, np.minimum(seconds, waited))
