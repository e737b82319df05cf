"""Driving times of the sample timetable: from distance, detour and kind of road."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from math import ceil
from typing import TYPE_CHECKING

from scripts.samples.ordering import gap_m, position

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scripts.samples.raw import Stop

ROAD_DETOUR = 1.32  # road per straight line in Germany: Ballou, Rahardja and Sakai (2002)
RAIL_DETOUR = 1.27  # 43 km of track Kaisersesch–Andernach (Wikipedia) per 33.8 km straight
TOWN_ROAD_M = 800.0  # of each leg runs inside the village it leaves or enters
SECONDS_A_MINUTE = 60


@dataclass(frozen=True)
class Motion:
    """
    How a kind of vehicle moves: km/h inside villages and between them, seconds lost at a stop.

    The speeds are conventions of the sample, between the limits of 50 km/h in town and
    80 km/h for buses outside (StVO § 3) and what signals, bends and slopes leave of them;
    trains are set so that Mendig–Koblenz takes the 34 minutes that mendig.de states.
    """

    town_km_h: float
    open_km_h: float
    stop_s: float
    dwell_min: int = 0
    detour: float = ROAD_DETOUR


BUS = Motion(town_km_h=30, open_km_h=55, stop_s=15)
EXPRESS_BUS = Motion(town_km_h=35, open_km_h=70, stop_s=15)  # on the motorway A 48
TRAIN = Motion(town_km_h=60, open_km_h=100, stop_s=15, dwell_min=1, detour=RAIL_DETOUR)
FAST_TRAIN = Motion(town_km_h=60, open_km_h=130, stop_s=15, dwell_min=1, detour=RAIL_DETOUR)
MOTIONS = {"express": EXPRESS_BUS, "rail": TRAIN, "fast_rail": FAST_TRAIN}


def leg_seconds(straight_m: float, motion: Motion) -> float:
    """Return how long a vehicle takes from stop to stop, from their straight distance in metres."""
    way_m = straight_m * motion.detour
    in_town_m = min(way_m, TOWN_ROAD_M)
    open_m = way_m - in_town_m
    return motion.stop_s + 3.6 * (in_town_m / motion.town_km_h + open_m / motion.open_km_h)


def ride_minutes(stops: Sequence[Stop], kind: str) -> list[tuple[int, int]]:
    """
    Return arrival and departure at each stop in whole minutes from the first departure.

    Times are rounded up along the way; no leg takes less than its own whole minutes, nor
    less than one.
    """
    motion = MOTIONS.get(kind, BUS)
    times = [(0, 0)]
    elapsed_s = 0.0
    for a, b in pairwise(stops):
        ride_s = leg_seconds(gap_m(position(a), position(b)), motion)
        elapsed_s += ride_s
        least = max(1, int(ride_s / SECONDS_A_MINUTE))
        arrival = max(ceil(elapsed_s / SECONDS_A_MINUTE), times[-1][1] + least)
        times.append((arrival, arrival + motion.dwell_min))
        elapsed_s += motion.dwell_min * SECONDS_A_MINUTE
    return [*times[:-1], (times[-1][0], times[-1][0])]
