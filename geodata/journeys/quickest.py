"""The one quickest journey from door to door, with its legs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from geodata.journeys.building import LegBuilder
from geodata.journeys.door_search import DoorToDoor
from geodata.walking import NEVER

if TYPE_CHECKING:
    from geodata.journeys.legs import Journey
    from geodata.points import Points
    from geodata.searches.transit import Transit


def quickest_journey(
    transit: Transit,
    origin: Points,
    destination: Points,
    *,
    depart_s: int | None = None,
    arrive_s: int | None = None,
) -> Journey | None:
    """
    Return the journey that arrives first after `depart_s`, or leaves last before `arrive_s`.

    Of equally good journeys the one with fewer rides; None where there is none. Give one point
    each, and exactly one of the two times.
    """
    door = DoorToDoor(transit, origin, destination)
    search = door.backward if depart_s is None else door.forward
    second = -(arrive_s or 0) if depart_s is None else depart_s
    there = search.at(second).arrival
    on_foot = door.on_foot_s(there[-1] - second if there[-1] < NEVER else np.inf)
    if min(on_foot, there[-1]) >= NEVER:
        return None
    if on_foot < NEVER:
        start = -second - on_foot if search.backward else second
        return LegBuilder(door).on_foot((start, start + on_foot))
    return LegBuilder(door).with_rides(search.rides(second, int(there.argmin())))
