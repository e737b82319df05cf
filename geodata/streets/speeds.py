"""
How fast each mode moves on each way: published speeds, the same for every district.

References
----------
Car: GraphHopper, CarAverageSpeedParser (https://github.com/graphhopper/graphhopper): speeds by
class; 0.9 × the permitted speed where that is tagged; at most 30 km/h on a bad surface else.
Bicycle: OSRM, profiles/bicycle.lua (https://github.com/Project-OSRM/osrm-backend).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    from geodata.streets.access import Mode

    FloatArray = NDArray[np.float64]

WALK_SPEED_KM_H = 4.5  # 1.25 m/s, VDV 4 (2001)
BIKE_SPEED_KM_H = 15.0  # OSRM bicycle profile, default_speed
PUSHING_KM_H = 4.0  # OSRM bicycle profile, walking_speed
CAR_SPEED_SHARE = 0.9  # GraphHopper, applyMaxSpeed: of the permitted speed
# GraphHopper, defaultSpeedMap: km/h by class where no permitted speed is tagged.
CAR_SPEEDS_KM_H = {
    "motorway": 100.0,
    "motorway_link": 70.0,
    "trunk": 70.0,
    "trunk_link": 65.0,
    "primary": 65.0,
    "primary_link": 60.0,
    "secondary": 60.0,
    "secondary_link": 50.0,
    "tertiary": 50.0,
    "tertiary_link": 40.0,
    "unclassified": 30.0,
    "residential": 30.0,
    "living_street": 10.0,  # OSRM, profiles/car.lua; GraphHopper's 5 is slower than anyone drives
    "service": 20.0,
    "road": 20.0,
    "track": 15.0,
}
CAR_DEFAULT_KM_H = 10.0  # GraphHopper, getSpeed: any other class
BAD_SURFACE_KM_H = 30.0  # GraphHopper, badSurfaceSpeed
BAD_SURFACES = frozenset(
    {
        *("cobblestone", "grass_paver", "gravel", "sand", "paving_stones", "dirt", "ground"),
        *("grass", "unpaved", "compacted"),
    }
)
# OSRM bicycle profile: slower kinds of way and of surface.
BIKE_SLOWER_KM_H = {"track": 12.0, "path": 13.0, "steps": 2.0}
BIKE_SURFACES_KM_H = {
    "paving_stones": 10.0,
    "compacted": 10.0,
    "fine_gravel": 10.0,
    "wood": 10.0,
    "metal": 10.0,
    "ground": 10.0,
    "sett": 9.0,
    "dirt": 8.0,
    "cobblestone": 7.0,
    "unpaved": 6.0,
    "gravel": 6.0,
    "pebblestone": 6.0,
    "grass_paver": 6.0,
    "earth": 6.0,
    "grass": 6.0,
    "mud": 3.0,
    "sand": 3.0,
    "woodchips": 3.0,
}
KM_PER_MILE = 1.609344
WALKING_PACE_KM_H = 7.0  # § 42 StVO, Zeichen 325.1: Schrittgeschwindigkeit, as courts read it
NO_LIMIT_KM_H = 130.0  # Autobahn-Richtgeschwindigkeits-V: where maxspeed=none
_NAMED_LIMITS_KM_H = {
    "walk": WALKING_PACE_KM_H,
    "living_street": WALKING_PACE_KM_H,
    "urban": 50.0,
    "rural": 100.0,  # § 3 StVO
    "motorway": NO_LIMIT_KM_H,
    "none": NO_LIMIT_KM_H,
    "ch:rural": 80.0,
    "li:rural": 80.0,
    "fr:rural": 80.0,
    "ch:motorway": 120.0,
}
_NUMBER = re.compile(r"(\d+(?:\.\d+)?)\s*(mph)?")


def permitted_km_h(text: str) -> float:
    """
    Return the permitted speed of a maxspeed tag in km/h; NaN where it says none.

    Numbers are km/h unless "mph" follows; of several the lowest counts. "DE:urban", "DE:zone:30",
    "walk" and "none" stand for the speeds that the law gives them.
    """
    name = text.strip().lower()
    numbers = _NUMBER.findall(name.replace("zone:", "").replace("zone", ""))
    speeds = [float(number) * (KM_PER_MILE if unit else 1.0) for number, unit in numbers]
    if any(speeds):
        return min(speed for speed in speeds if speed > 0)
    return _NAMED_LIMITS_KM_H.get(name, _NAMED_LIMITS_KM_H.get(name.rpartition(":")[2], np.nan))


def speeds_of(
    tags: pd.DataFrame, *, mode: Mode, walk_speed_km_h: float = WALK_SPEED_KM_H
) -> tuple[FloatArray, FloatArray]:
    """Return the speed on each way along its nodes and against them, km/h, shape (ways,)."""
    if mode not in {"bike", "car"}:  # on foot, on wheels as well
        walking = np.full(len(tags), walk_speed_km_h)
        return walking, walking
    if mode == "bike":
        cycling = _cycling_km_h(tags)
        return cycling, cycling
    return _driving_km_h(tags, "maxspeed:forward"), _driving_km_h(tags, "maxspeed:backward")


def _cycling_km_h(tags: pd.DataFrame) -> FloatArray:
    by_kind = tags["highway"].map(BIKE_SLOWER_KM_H).fillna(BIKE_SPEED_KM_H)
    by_surface = tags["surface"].map(BIKE_SURFACES_KM_H).fillna(BIKE_SPEED_KM_H)
    slowest = by_kind.where(by_kind < by_surface, by_surface)
    return np.asarray(slowest.mask(tags["bicycle"] == "dismount", PUSHING_KM_H), dtype=np.float64)


def _driving_km_h(tags: pd.DataFrame, direction: str) -> FloatArray:
    tagged = tags[direction].where(tags[direction] != "", tags["maxspeed"])
    limits = {text: permitted_km_h(text) for text in tagged.unique()}
    permitted = tagged.map(limits) * CAR_SPEED_SHARE
    by_class = tags["highway"].map(CAR_SPEEDS_KM_H).fillna(CAR_DEFAULT_KM_H)
    by_class = by_class.mask(
        tags["surface"].isin(BAD_SURFACES) & (by_class > BAD_SURFACE_KM_H), BAD_SURFACE_KM_H
    )
    slow = (tags["highway"] == "living_street") & ~(permitted < by_class)
    return np.asarray(permitted.fillna(by_class).mask(slow, by_class), dtype=np.float64)
