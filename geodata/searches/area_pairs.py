"""
Rides of on-demand areas between doors and stops, as pairs that can be taken between two seconds.

Such a ride takes the place of the walk to the first bus, of the walk from the last, or of all the
way; it is a ride like others: it counts among `max_rides`, and the change time is added between it
and the bus. One is fetched no earlier than the service begins and set down no later than it ends,
at the second one asks for in between. From the stop where one is set down one goes on by bus.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from geodata.walking import NEVER, whole_seconds

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from geodata.points import Points
    from geodata.timetable.area_service import AreaService
    from geodata.timetable.stops import Stops
    from geodata.walking import Streets

    Mask = NDArray[np.bool_]
    Numbers = NDArray[np.int64]


class AreaPairs(NamedTuple):
    """
    Rides from origins to targets, shape (rides,) each, int64.

    Parameters
    ----------
    origin, target
        Which origin and which target.
    seconds
        How long the ride takes.
    first_s, last_s
        The seconds at which it may begin, both inclusive.
    service
        Number of the service.
    """

    origin: Numbers
    target: Numbers
    seconds: Numbers
    first_s: Numbers
    last_s: Numbers
    service: Numbers

    @property
    def mirrored(self) -> AreaPairs:
        """The same rides seen backwards, see `mirror`."""
        return AreaPairs(
            origin=self.target,
            target=self.origin,
            seconds=self.seconds,
            first_s=-(self.last_s + self.seconds),
            last_s=-(self.first_s + self.seconds),
            service=self.service,
        )

    def chosen(self, which: Mask) -> AreaPairs:
        """Return some of the rides."""
        return AreaPairs(*(column[which] for column in self))


class AreaRides(NamedTuple):
    """The rides from doors to stops, from stops to doors, and from door to door."""

    access: AreaPairs
    egress: AreaPairs
    direct: AreaPairs

    @property
    def mirrored(self) -> AreaRides:
        """The same rides for the mirrored day."""
        return AreaRides(self.egress.mirrored, self.access.mirrored, self.direct.mirrored)


def area_rides(
    services: Sequence[AreaService], car: Streets, stops: Stops, origins: Points, doors: Points
) -> AreaRides:
    """Return every ride between origins, stops and doors; none where a position is unknown."""
    at_stops = stops.points
    home_side = [(service.pick_up.doors(origins), origins) for service in services]
    door_side = [(service.set_down.doors(doors), doors) for service in services]
    picked = [(service.pick_up.stops(stops), at_stops) for service in services]
    set_down = [(service.set_down.stops(stops), at_stops) for service in services]
    return AreaRides(
        _pairs(services, car, home_side, set_down),
        _pairs(services, car, picked, door_side),
        _pairs(services, car, home_side, door_side),
    )


def _pairs(
    services: Sequence[AreaService],
    car: Streets,
    here: Sequence[tuple[Mask, Points]],
    there: Sequence[tuple[Mask, Points]],
) -> AreaPairs:
    found = [
        _of_service(number, service, car, here[number], there[number])
        for number, service in enumerate(services)
    ]
    none = AreaPairs(*(np.zeros(0, dtype=np.int64) for _ in AreaPairs._fields))
    return AreaPairs(*(np.concatenate(columns) for columns in zip(none, *found, strict=True)))


def _of_service(
    number: int,
    service: AreaService,
    car: Streets,
    here: tuple[Mask, Points],
    there: tuple[Mask, Points],
) -> AreaPairs:
    """Return the rides of one service: it begins and ends in the hours of either side."""
    origins, targets = np.flatnonzero(here[0]), np.flatnonzero(there[0])
    driving_s = car.travel_seconds(here[1].take(origins), there[1].take(targets))
    rounded = whole_seconds(driving_s * service.factor + service.offset_s).astype(np.int64)
    origin, target = np.nonzero(rounded < NEVER)
    seconds = rounded[origin, target]
    first_s = np.maximum(service.pick_up_s[0], service.set_down_s[0] - seconds)
    last_s = np.minimum(service.pick_up_s[1], service.set_down_s[1] - seconds)
    every = AreaPairs(
        origins[origin], targets[target], seconds, first_s, last_s, np.full_like(seconds, number)
    )
    return every.chosen(first_s <= last_s)
