"""How soon one origin is at many places within a time, rides of on-demand areas included."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from geodata.parallel import blocks
from geodata.points import Points
from geodata.searches.area_arrivals import Ways, arrivals_in_blocks, fetched
from geodata.searches.area_pairs import area_rides
from geodata.searches.area_times import services_of
from geodata.walking import NEVER, WalkingTable, transposed, whole_seconds

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from geodata.searches.transit import Transit
    from geodata.timetable.area_service import AreaService
    from geodata.walking import Streets

    FloatArray = NDArray[np.float64]
    Numbers = NDArray[np.int64]

S_PER_MINUTE = 60
_BLOCK = 16  # stops from which all places are driven to at once


def reached_minutes(
    transit: Transit, origin: Points, places: Points, *, depart_s: int, max_minutes: float
) -> FloatArray:
    """
    Return what `Transit.depart_matrix` does, for one origin and any number of places.

    Parameters
    ----------
    transit
        Public transport of the day.
    origin
        One point.
    places
        Where to go, for example both ends of every street.
    depart_s
        Second of leaving.
    max_minutes
        Rides of on-demand areas that end later are left out.

    Returns
    -------
    minutes
        Shape (1, places); NaN where there is no way.
    """
    served = services_of(transit)
    if served is None:
        return transit.depart_matrix(origin, places, depart_s=depart_s)
    egress = transposed(transit.egress(places), size=len(places))
    ways = Ways(transit.access(origin), egress, transit.max_rides, transit.change_seconds)
    by_vehicle, ready_s = _by_bus(transit, served, ways, origin, depart_s)
    until_s = depart_s + int(np.ceil(max_minutes * S_PER_MINUTE))
    for service in served[0] if transit.max_rides > 0 else ():
        starts = _starts(service, transit, origin, depart_s, ready_s)
        _ride(service, served[1], starts, places, until_s, by_vehicle)
    on_foot = whole_seconds(transit.walking.travel_seconds(origin, places))[0]
    after_s = np.where(by_vehicle < NEVER, by_vehicle - depart_s, NEVER)
    seconds = np.minimum(after_s, on_foot)
    return np.where(seconds < NEVER, seconds / S_PER_MINUTE, np.nan)[None]


class Starts(NamedTuple):
    """Where a service may fetch somebody, and the second of being ready, (starts,) each."""

    points: Points
    ready_s: Numbers


def _by_bus(
    transit: Transit,
    served: tuple[Sequence[AreaService], Streets],
    ways: Ways,
    origin: Points,
    depart_s: int,
) -> tuple[Numbers, Numbers]:
    """Return the arrivals by bus at the places, and when one is ready to be fetched at stops."""
    stops, network = transit.day.stops, transit.network
    to_stops = area_rides(*served, stops, origin, origin.take([])).access
    at_first = fetched(to_stops, ways, depart_s)
    number = np.arange(len(stops.ids) + 1, dtype=np.int64)
    at_stops = WalkingTable(
        number, number[:-1].astype(np.int32), np.zeros(len(number) - 1, np.int32)
    )
    by_vehicle, reached = (
        np.minimum(
            arrivals_in_blocks(network, ways.access, ends, depart_s, most),
            arrivals_in_blocks(network, at_first, ends, depart_s, most - 1),
        )[0].astype(np.int64)
        for ends, most in ((ways.egress, ways.rides), (at_stops, ways.rides - 1))
    )
    return by_vehicle, reached + ways.change_s


def _starts(
    service: AreaService, transit: Transit, origin: Points, depart_s: int, ready_s: Numbers
) -> Starts:
    """Return the stops reached where the service fetches, and the origin where it does so there."""
    reached = service.pick_up.stops(transit.day.stops) & (ready_s <= service.pick_up_s[1])
    stops = np.flatnonzero(reached)
    at_origin = np.flatnonzero(service.pick_up.doors(origin))
    ends = [(origin, at_origin), (transit.day.stop_points, stops)]
    return Starts(
        Points(
            np.concatenate([points.longitude[some] for points, some in ends]),
            np.concatenate([points.latitude[some] for points, some in ends]),
        ),
        np.concatenate([np.full(len(at_origin), depart_s), ready_s[stops]]),
    )


def _ride(  # noqa: PLR0913, PLR0917 - a service, both ends, the limit, and what is improved
    service: AreaService,
    car: Streets,
    starts: Starts,
    places: Points,
    until_s: int,
    arrival_s: Numbers,
) -> None:
    """Drive from every start to every place of the service and improve the arrivals in place."""
    let_out = np.flatnonzero(service.set_down.doors(places))
    left_s = until_s - np.maximum(starts.ready_s, service.pick_up_s[0]) - service.offset_s
    order = np.argsort(-left_s, kind="stable")
    order = order[left_s[order] >= 0]  # who is ready first comes first, with most time left
    for some in blocks(len(order), size=_BLOCK) if len(let_out) else []:
        here = order[some]
        longest_s = left_s[here[0]] / service.factor + 1 if service.factor > 0 else np.inf
        driving_s = car.travel_seconds(
            starts.points.take(here), places.take(let_out), max_seconds=longest_s
        )
        ride_s = whole_seconds(driving_s * service.factor + service.offset_s).astype(np.int64)
        first_s = np.maximum(service.pick_up_s[0], service.set_down_s[0] - ride_s)
        last_s = np.minimum(service.pick_up_s[1], service.set_down_s[1] - ride_s)
        begins_s = np.maximum(first_s, starts.ready_s[here][:, None])
        timely = (begins_s <= last_s) & (ride_s < NEVER)
        end_s = np.where(timely, begins_s + ride_s, NEVER).min(axis=0)
        arrival_s[let_out] = np.minimum(arrival_s[let_out], end_s)
