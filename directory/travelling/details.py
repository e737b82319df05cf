"""One way in all its legs, there and back, with what else is worth choosing."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from directory.travelling.answers import Answer, Way, WayDetails
from directory.travelling.errands import Errand
from directory.travelling.fares import fare_in
from directory.travelling.legs import way_of
from directory.travelling.near_stops import near_stops
from directory.travelling.summaries import (
    LONGEST_WALK_S,
    one_errand,
    searched_on,
    still_bookable,
    summaries,
)
from directory.travelling.walks import with_underfoot
from geodata.journeys.alternatives import alternatives, way_back
from geodata.journeys.area_transit import with_areas
from geodata.journeys.legs import DOOR, HOME

if TYPE_CHECKING:
    from collections.abc import Iterable

    from directory.travelling.answers import WaySummary
    from directory.travelling.asking import Asked
    from directory.travelling.summaries import Searched
    from geodata.journeys.legs import Journey
    from geodata.round_trips.one_home import RoundTrip

TWICE = (Errand.BRINGING, Errand.COLLECTING)
OTHERS = 3  # ways shown on each side besides that of the trip
HORIZON_S = 3 * 3600  # of these, how far from the appointment they may be


def details(asked: Asked) -> WayDetails:
    """Return everything about the way to the one door of a question; to a Kita one goes twice."""
    if not asked.doors[0].kita:
        return _of_errand(asked, one_errand(asked)[0])
    summary = summaries(asked)[0]
    if summary.answer is not Answer.WORKS:
        return _of_errand(asked, summary)
    bringing, collecting = (
        _of_errand(each, one_errand(each)[0])
        for each in (replace(asked, errand=errand) for errand in TWICE)
    )
    return replace(bringing, summary=summary, collecting=collecting)


def _of_errand(asked: Asked, summary: WaySummary) -> WayDetails:
    door = asked.doors[0]
    stops = near_stops(asked.travel, door, asked.day)
    booked = summary.booking is not None
    searched = searched_on(asked, booked=booked, leave_from_s=asked.from_now_s)
    if searched is not None and booked:
        searched = still_bookable(searched)
    trip = None
    if summary.answer is Answer.WORKS and searched is not None:
        trip = searched.trip(0)
    fare = fare_in(asked.travel.district)
    if trip is None or searched is None:
        return WayDetails(summary, stops=stops, fare=fare)
    there, back = (_shown(searched, way) for way in (trip.there, trip.back))
    others = _others(searched, trip)
    return WayDetails(
        summary,
        there,
        back,
        others_there=_without(others[0], there),
        others_back=_without(others[1], back),
        stops=stops,
        fare=fare,
    )


def _others(searched: Searched, trip: RoundTrip) -> tuple[list[Way], list[Way]]:
    """Return ways that are there in time for the appointment, and ways home after it."""
    transit, asked = searched.searches.transit, searched.asked
    home, door = ends = (asked.home_point, asked.door_points)
    going = with_areas(transit, home, door, arrive_s=[trip.start_s])
    there = alternatives(
        going, *ends, arrive_s=trip.start_s, fitting=OTHERS + 1, horizon_s=HORIZON_S
    ).fitting
    names, turned = (DOOR, HOME), transit.way_back
    returning = with_areas(turned, door, home, depart_s=[trip.end_s], names=names)
    back = way_back(
        transit if returning is turned else returning,  # `way_back` turns the day by itself
        *ends,
        after_s=trip.end_s,
        count=OTHERS + 1,
        horizon_s=HORIZON_S,
    )
    ways = (sorted(there, key=_departs), back)
    one, other = ([_shown(searched, w) for w in side if not _is_long_walk(w)] for side in ways)
    return one, other


def _is_long_walk(journey: Journey) -> bool:
    return not journey.rides and journey.arrives_s - journey.departs_s > LONGEST_WALK_S


def _departs(journey: Journey) -> int:
    return journey.departs_s


def _shown(searched: Searched, journey: Journey) -> Way:
    asked = searched.asked
    name, public = asked.doors[0].name, asked.home.public
    way = way_of(journey, asked.at, door=name, show_home=public, booked=searched.booked)
    networks = asked.travel.networks
    return way if networks is None else with_underfoot(way, journey, networks.walk)


def _without(ways: Iterable[Way], shown: Way) -> tuple[Way, ...]:
    """Return the ways that leave or arrive at another time than the one shown already."""
    times = (shown.departs, shown.arrives)
    return tuple(way for way in ways if (way.departs, way.arrives) != times)[:OTHERS]
