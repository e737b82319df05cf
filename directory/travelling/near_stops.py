"""The stops near a door, and the lines that call there on a day."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from directory.travelling.answers import NearStop
from directory.travelling.legs import degrees_of
from geodata.points import Points

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from directory.records.area_tables import StopEquipment
    from directory.travelling.doors import Door
    from directory.travelling.engine import Travel
    from geodata.searches.transit import Transit

MOST_STOPS = 3
S_PER_MINUTE = 60


def near_stops(travel: Travel, door: Door, day: date) -> tuple[NearStop, ...]:
    """
    Return up to three stops within a walk of a door, the nearest first; each name once.

    None where the timetable does not cover the day, or no vehicle stops near.
    """
    searches = travel.searches_on(day, booked=True) or travel.searches_on(day)
    if searches is None:
        return ()
    transit, place = searches.transit, Points.of((door.longitude, door.latitude))
    walks = transit.egress(place)
    stops = np.flatnonzero(np.diff(walks.indptr))
    nearest: dict[str, tuple[int, int]] = {}
    for row in np.argsort(walks.seconds, kind="stable").tolist():
        stop = int(stops[row])
        name = str(transit.day.stops.names[stop])
        if name not in nearest and lines_at(transit, name):
            nearest[name] = stop, int(walks.seconds[row])
        if len(nearest) == MOST_STOPS:
            break
    return tuple(_near_stop(transit, place, *found) for found in nearest.values())


def lines_at(transit: Transit, name: str) -> tuple[str, ...]:
    """Return the lines that one can board at the stops of a name, in the order of their numbers."""
    day, hops = transit.day, transit.day.connections
    stops = np.flatnonzero(day.stops.names == name)
    here = np.isin(hops.departure_stop, stops) & hops.can_board
    lines = {str(line) for line in day.trips.lines[np.unique(hops.trip[here])]}
    return tuple(sorted(lines, key=_in_order))


def _near_stop(transit: Transit, place: Points, stop: int, walk_s: int) -> NearStop:
    name = str(transit.day.stops.names[stop])
    way = transit.walking.path(transit.day.stop_points.take([stop]), place)
    line, metres = (None, None) if way is None else way
    minutes = -(-walk_s // S_PER_MINUTE)
    key = str(transit.day.stops.ids[stop])
    return NearStop(name, minutes, metres, lines_at(transit, name), degrees_of(line), key=key)


def equipped(stops: Sequence[NearStop], known: Mapping[str, StopEquipment]) -> tuple[NearStop, ...]:
    """Return the stops with what is known of shelter, bench and light, by the key of each stop."""
    return tuple(
        replace(stop, shelter=found.shelter, bench=found.bench, lit=found.light)
        if (found := known.get(stop.key)) is not None
        else stop
        for stop in stops
    )


def _in_order(line: str) -> tuple[int, str]:
    digits = "".join(character for character in line if character.isdecimal())
    return int(digits or 0), line
