"""
What of a service day somebody in a wheelchair can board and leave, by the timetable's own words.

GTFS tells it twice: `wheelchair_boarding` of a stop, where a stop that tells nothing has its
station's answer, and `wheelchair_accessible` of a trip. Each is yes, no, or not known, as for
streets (see `geodata.streets.step_free`). One is aboard from where both the stop and the trip can
be used to where both can; what the vehicle passes in between does not matter.

A pushchair is bound by neither. The fields are about a passenger who stays in the wheelchair: a
ramp or lift, a space to stand, somebody to help. Who brings a pushchair can lift it over a step,
fold it, and walk, so "no" there does not mean "no" here, and GTFS has no field for pushchairs.

References
----------
https://gtfs.org/documentation/schedule/reference/#stopstxt (wheelchair_boarding) and #tripstxt
(wheelchair_accessible): 0 or empty is no information, 1 is possible, 2 is not possible.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from geodata.streets.network import StreetNetwork

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geodata.timetable.area_service import AreaService, Zone
    from geodata.timetable.service_day import ServiceDay
    from geodata.walking import Streets

    Flags = NDArray[np.bool_]

UNKNOWN, POSSIBLE = 0, 1  # of wheelchair_boarding and wheelchair_accessible; 2 is not possible
NO_TRIP, NO_STOP = "trips that take no wheelchair", "stops unfit for wheelchairs"
UNSURE_TRIP = "trips not known to take a wheelchair"
UNSURE_STOP = "stops not known to be fit for wheelchairs"


def day_for(day: ServiceDay, walking: Streets) -> ServiceDay:
    """
    Return what of a day can be used by whoever walks like this.

    Walking by wheelchair it is `for_wheelchairs`, and only what is known to be fit if the streets
    are `known_only`. For everybody else, pushchairs too (see above), it is the day itself.
    """
    if walking.mode != "wheelchair":
        return day
    known_only = isinstance(walking, StreetNetwork) and walking.leaves_out_unknown
    return for_wheelchairs(day, known_only=known_only)


def for_wheelchairs(day: ServiceDay, *, known_only: bool = False) -> ServiceDay:
    """
    Return the day on which nobody boards or alights where a wheelchair cannot.

    Stops, trips and hops stay as they are and have their numbers; only whether one may board and
    alight changes. Trips that are one vehicle share the worst answer. On-demand areas are fetched
    at the kerb: the trip's answer counts, and a stop's where the service serves single stops.

    Parameters
    ----------
    day
        What runs for everybody.
    known_only
        Whether what is not known counts as not possible; it counts as possible otherwise.

    Returns
    -------
    ServiceDay
        `left_out` also tells how many of its trips and stops cannot be used.
    """
    trips = _fit(day.trips.wheelchair_accessible, len(day.trips.ids), known_only=known_only)
    stops = _fit(day.stops.wheelchair_boarding, len(day.stops.ids), known_only=known_only)
    hops = day.connections
    rules = (UNSURE_TRIP, UNSURE_STOP) if known_only else (NO_TRIP, NO_STOP)
    counts = zip(rules, (int((~trips).sum()), int((~stops).sum())), strict=True)
    aboard = trips[hops.trip]
    return replace(
        day,
        connections=hops._replace(
            can_board=hops.can_board & aboard & stops[hops.departure_stop],
            can_alight=hops.can_alight & aboard & stops[hops.arrival_stop],
        ),
        left_out=day.left_out | {rule: number for rule, number in counts if number},
        areas=_areas(day, stops, known_only=known_only),
    )


def _fit(told: NDArray[np.int8], many: int, *, known_only: bool) -> Flags:
    """Say what can be used; where nobody asked (shape (0,)) nothing is known."""
    answers = told if len(told) else np.full(many, UNKNOWN, dtype=np.int8)
    return np.isin(answers, [POSSIBLE] if known_only else [POSSIBLE, UNKNOWN])


def _areas(day: ServiceDay, stops: Flags, *, known_only: bool) -> tuple[AreaService, ...]:
    """Return the on-demand areas that take a wheelchair, with the single stops that are fit."""
    told = np.array([area.wheelchair_accessible for area in day.areas], dtype=np.int8)
    fit = _fit(told, len(day.areas), known_only=known_only)
    shut = {*zip(day.stops.feed[~stops].tolist(), day.stops.ids[~stops].tolist(), strict=True)}
    return tuple(
        replace(area, pick_up=_open(area.pick_up, shut), set_down=_open(area.set_down, shut))
        for area, usable in zip(day.areas, fit.tolist(), strict=True)
        if usable
    )


def _open(zone: Zone, shut: set[tuple[int, str]]) -> Zone:
    return replace(zone, stop_ids=frozenset(s for s in zone.stop_ids if (zone.feed, s) not in shut))
