"""Windows, nearest doors and single departures of a day with on-demand areas, see `AreaPairs`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from geodata.parallel import blocks, run_parallel, silent
from geodata.searches.area_ride_kernels import Rows, ride_to_doors
from geodata.searches.area_times import area_times, services_of
from geodata.searches.area_window_kernels import (
    AreaSearch,
    area_kth_durations,
    area_window_durations,
)
from geodata.searches.profile_kernels import shortest_from_stops
from geodata.searches.profiles import arrival_profile
from geodata.walking import NEVER, WalkingTable, transposed

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geodata.parallel import Progress
    from geodata.points import Points
    from geodata.searches.area_times import Legs
    from geodata.searches.profile_kernels import Events
    from geodata.searches.profiles import DoorWalks
    from geodata.searches.rank_kernels import Window
    from geodata.searches.transit import Transit

    Numbers = NDArray[np.int64]
    Seconds = NDArray[np.int32]

_BLOCK = 32  # homes that one thread answers before it hands over
_LANES = 128  # stops searched together as if they were doors
_STOPS = 64  # stops whose departures one thread works on before it hands over


def area_search(
    transit: Transit, homes: Points, doors: Points, egress: WalkingTable, *, first_s: int
) -> AreaSearch | None:
    """
    Search a day with on-demand areas; None where none is served.

    Parameters
    ----------
    transit
        Public transport of the day.
    homes, doors
        Where journeys begin and end.
    egress
        Walks from stops to doors, rows by stop.
    first_s
        Earliest second at which anybody leaves home.
    """
    served = services_of(transit)
    if served is None:
        return None
    times, rides = area_times(*served, transit.day.stops, homes, doors), max(transit.max_rides, 0)
    events, walked_s = _profile(transit, egress, len(doors), rides, first_s)
    _ride_home(transit, times.egress, times.hours, (rides - 1, first_s), events, walked_s)
    fetched_s = walked_s[:0]
    if len(times.access.stop):
        events, fetched_s = _profile(transit, egress, len(doors), rides - 1, first_s)
        _ride_home(transit, times.egress, times.hours, (rides - 2, first_s), events, fetched_s)
    direct_s = times.direct_s if rides > 0 else np.full_like(times.direct_s, NEVER)
    change_s, access_s = transit.change_seconds, times.access.seconds
    np.add(access_s, change_s, out=access_s, where=access_s < NEVER)
    return AreaSearch(
        events,
        walked_s,
        fetched_s,
        _rest_s(fetched_s, events),
        times.hours,
        times.access.stop,
        times.access.service,
        access_s,
        change_s,
        direct_s,
    )


def area_seconds(
    search: AreaSearch, walks: DoorWalks, window: Window, *, progress: Progress = silent
) -> Seconds:
    """Return what `window_seconds` does, areas included."""
    result = np.full((*walks.on_foot.shape, len(window.ranks)), NEVER, dtype=np.int32)

    def block(chosen: slice) -> None:
        area_window_durations(walks.order[chosen], walks, search, window, result)

    run_parallel(block, blocks(len(walks.order), size=_BLOCK), progress=progress)
    return result


def area_kth_seconds(
    search: AreaSearch, walks: DoorWalks, window: Window, doors: Numbers, k: int
) -> Seconds:
    """Return the seconds to whichever of some doors is the k-th nearest, shape (homes, ranks)."""
    some = search._replace(
        walked_s=np.ascontiguousarray(search.walked_s[:, doors]),
        fetched_s=np.ascontiguousarray(search.fetched_s[:, doors]),
        rest_s=np.ascontiguousarray(search.rest_s[:, doors]),
        direct_s=np.ascontiguousarray(search.direct_s[:, :, doors]),
    )
    of_kind = walks._replace(on_foot=np.ascontiguousarray(walks.on_foot[:, doors]))
    result = np.full((len(walks.on_foot), len(window.ranks)), NEVER, dtype=np.int32)

    def block(chosen: slice) -> None:
        area_kth_durations(walks.order[chosen], of_kind, some, window, k, result)

    run_parallel(block, blocks(len(walks.order), size=_BLOCK))
    return result


def of_homes(search: AreaSearch, some: slice) -> AreaSearch:
    """Return the search for some homes that follow each other."""
    return search._replace(access_s=search.access_s[some], direct_s=search.direct_s[some])


def _profile(
    transit: Transit, egress: WalkingTable, doors: int, rides: int, first_s: int
) -> tuple[Events, Seconds]:
    """Return the arrivals of a profile in one array, shape (events, doors)."""
    few = transit.with_rides(max(rides, 0))
    profile = arrival_profile(few, egress, doors=doors, first_s=first_s)
    none = np.zeros((len(profile.events.departure_s), 0), np.int32)
    return profile.events, np.concatenate([*profile.blocks, none], axis=1)


def _ride_home(  # noqa: PLR0913, PLR0917 - a day, the rides, the limits, and what is improved
    transit: Transit,
    legs: Legs,
    hours: Numbers,
    limits: tuple[int, int],
    events: Events,
    arrival_s: Seconds,
) -> None:
    """Go on from the last stop by a ride to the doors, some stops at a time."""
    stops, column = np.unique(legs.stop, return_inverse=True)
    for some in blocks(len(stops), size=_LANES):
        spots = WalkingTable(
            np.arange(some.stop - some.start + 1, dtype=np.int64),
            stops[some].astype(np.int32),
            np.zeros(some.stop - some.start, dtype=np.int32),
        )
        egress = transposed(spots, size=len(transit.day.stops.ids))
        _, ready_s = _profile(transit, egress, some.stop - some.start, *limits)
        np.add(ready_s, transit.change_seconds, out=ready_s)
        here = np.flatnonzero((column >= some.start) & (column < some.stop))
        rows = Rows(column[here] - some.start, hours[legs.service[here]], legs.seconds[here])
        _to_doors(events, ready_s, rows, arrival_s)


def _to_doors(events: Events, ready_s: Seconds, rows: Rows, arrival_s: Seconds) -> None:
    def block(chosen: slice) -> None:
        ride_to_doors(events, chosen.start, chosen.stop, ready_s, rows, arrival_s)

    run_parallel(block, blocks(len(events.indptr) - 1, size=_STOPS))


def _rest_s(fetched_s: Seconds, events: Events) -> Seconds:
    """Return the least from the departures at each stop to each door, (stops, doors)."""
    if not len(fetched_s):
        return np.full((len(events.indptr) - 1, fetched_s.shape[1]), NEVER, dtype=np.int32)
    any_time = np.tile(np.array([-NEVER, NEVER - 1], dtype=np.int32), (fetched_s.shape[1], 1))
    return np.asarray(shortest_from_stops(fetched_s, events, any_time))
