"""What is known of pavement and light on the walks of a way, where streets are loaded."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import shapely

from directory.travelling.answers import Way
from geodata.journeys.legs import WalkLeg
from geodata.points import Points
from geodata.streets.network import StreetNetwork

if TYPE_CHECKING:
    from directory.travelling.answers import WayLeg
    from geodata.journeys.legs import Journey, Leg
    from geodata.walking import Streets


def with_underfoot(way: Way, journey: Journey, streets: Streets) -> Way:
    """Return the way with what tags tell of its walks; as it is where streets are straight lines."""
    if not isinstance(streets, StreetNetwork):
        return way
    pairs = zip(way.legs, journey.legs, strict=True)
    return Way(tuple(_leg(shown, leg, streets) for shown, leg in pairs))


def _leg(shown: WayLeg, leg: Leg, streets: StreetNetwork) -> WayLeg:
    if not isinstance(leg, WalkLeg) or leg.mode != streets.mode or leg.geometry is None:
        return shown
    ends = shapely.get_coordinates(leg.geometry)[[0, -1]].tolist()
    found = streets.underfoot(*(Points.of(tuple(end)) for end in ends))
    return shown if found is None else replace(shown, pavement=found.pavement, lit=found.lit)
