"""Rides of on-demand areas for many homes and doors at once, as tables; see `AreaPairs`."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from geodata.parallel import blocks
from geodata.walking import NEVER, whole_seconds

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from geodata.points import Points
    from geodata.searches.transit import Transit
    from geodata.timetable.area_service import AreaService
    from geodata.timetable.stops import Stops
    from geodata.walking import Streets

    Numbers = NDArray[np.int64]
    Seconds = NDArray[np.int32]

_BLOCK = 64  # targets whose driving times are kept as floating-point numbers


class Legs(NamedTuple):
    """
    Rides between doors and stops.

    Parameters
    ----------
    stop, service
        The stop and the service of each row or column of `seconds`, rising by service.
    seconds
        How long the ride takes; NEVER where there is none at any time of the day.
    """

    stop: Numbers
    service: Numbers
    seconds: Seconds


class AreaTimes(NamedTuple):
    """
    How long the rides of all services take.

    Parameters
    ----------
    hours
        First and last second of being fetched, and of being set down, shape (services, 4).
    access
        From each home to stops, seconds (homes, columns).
    egress
        From stops to each door, seconds (rows, doors).
    direct_s
        From each home to each door, shape (homes, services, doors).
    """

    hours: Numbers
    access: Legs
    egress: Legs
    direct_s: Seconds


class Sides(NamedTuple):
    """Which homes, stops and doors belong to a service, as numbers."""

    homes: Numbers
    doors: Numbers
    stops_to: Numbers
    stops_from: Numbers


def services_of(transit: Transit) -> tuple[Sequence[AreaService], Streets] | None:
    """Return the on-demand areas of the day and their streets; None where none is served."""
    if transit.ride_by is None or not transit.day.areas:
        return None
    return transit.day.areas, transit.ride_by


def area_times(
    services: Sequence[AreaService], car: Streets, stops: Stops, homes: Points, doors: Points
) -> AreaTimes:
    """Return the rides between homes, stops and doors."""
    sides = [_sides(service, stops, homes, doors) for service in services]
    hours = [(*service.pick_up_s, *service.set_down_s) for service in services]
    return AreaTimes(
        np.array(hours, dtype=np.int64).reshape(-1, 4),
        _legs(
            *(services, car, [(side.stops_to, side.homes) for side in sides]),
            *(stops.points, homes),
            to_stops=True,
        ),
        _legs(
            *(services, car, [(side.stops_from, side.doors) for side in sides]),
            *(stops.points, doors),
            to_stops=False,
        ),
        _direct(services, car, sides, homes, doors),
    )


def _sides(service: AreaService, stops: Stops, homes: Points, doors: Points) -> Sides:
    masks = (
        service.pick_up.doors(homes),
        service.set_down.doors(doors),
        service.set_down.stops(stops),
        service.pick_up.stops(stops),
    )
    return Sides(*(np.flatnonzero(mask) for mask in masks))


def _legs(  # noqa: PLR0913 - two ends and what goes between them
    services: Sequence[AreaService],
    car: Streets,
    chosen: Sequence[tuple[Numbers, Numbers]],
    at_stops: Points,
    ends: Points,
    *,
    to_stops: bool,
) -> Legs:
    """Return the rides between some stops and some homes or doors of each service, `chosen`."""
    stop, service = _numbered([stops if len(own) else _NONE for stops, own in chosen])
    shape = (len(ends), len(stop)) if to_stops else (len(stop), len(ends))
    seconds = np.full(shape, NEVER, dtype=np.int32)
    for number, (_, own) in enumerate(chosen):
        here = np.flatnonzero(service == number)
        sides = (own, ends.take(own)), (here, at_stops.take(stop[here]))
        (rows, first), (columns, last) = sides if to_stops else sides[::-1]
        seconds[np.ix_(rows, columns)] = ride_seconds(services[number], car, first, last)
    return Legs(stop, service, seconds)


def _direct(
    services: Sequence[AreaService],
    car: Streets,
    sides: Sequence[Sides],
    homes: Points,
    doors: Points,
) -> Seconds:
    seconds = np.full((len(homes), len(services), len(doors)), NEVER, dtype=np.int32)
    for number, side in enumerate(sides):
        ends = homes.take(side.homes), doors.take(side.doors)
        times = ride_seconds(services[number], car, *ends)
        seconds[side.homes[:, None], number, side.doors] = times
    return seconds


def ride_seconds(service: AreaService, car: Streets, here: Points, there: Points) -> Seconds:
    """Return how long all rides take that keep to the hours, (here, there); NEVER for others."""
    (first_s, last_s), (first_down_s, last_down_s) = service.pick_up_s, service.set_down_s
    seconds = np.full((len(here), len(there)), NEVER, dtype=np.int32)
    for some in blocks(len(there), size=_BLOCK) if len(here) else []:
        driving_s = car.travel_seconds(here, there.take(some))
        ride_s = whole_seconds(driving_s * service.factor + service.offset_s)
        begins_s = np.maximum(first_s, first_down_s - ride_s.astype(np.int64))
        timely = begins_s <= np.minimum(last_s, last_down_s - ride_s.astype(np.int64))
        seconds[:, some] = np.where(timely & (ride_s < NEVER), ride_s, NEVER)
    return seconds


_NONE = np.zeros(0, dtype=np.int64)


def _numbered(stops: Sequence[Numbers]) -> tuple[Numbers, Numbers]:
    """Return all stops and the number of the service of each."""
    service = np.repeat(np.arange(len(stops)), [len(some) for some in stops])
    return np.concatenate([_NONE, *stops]), service
