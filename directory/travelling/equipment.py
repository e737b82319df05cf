"""Shelter, bench and light at the stops of a way: near the door, and wherever one boards."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from directory.travelling.answers import Way
from directory.travelling.near_stops import equipped

if TYPE_CHECKING:
    from collections.abc import Mapping

    from directory.records.area_tables import StopEquipment
    from directory.travelling.answers import WayDetails, WayLeg

    Known = Mapping[str, StopEquipment]


def stop_keys(details: WayDetails) -> set[str]:
    """Return the timetable's keys of the stops near the door and of those where one boards."""
    ways = (details.there, details.back, *details.others_there, *details.others_back)
    boarded = {leg.from_key for way in ways if way is not None for leg in way.rides}
    again = stop_keys(details.collecting) if details.collecting else set[str]()
    return (boarded | again | {stop.key for stop in details.stops}) - {""}


def with_equipment(details: WayDetails, known: Known) -> WayDetails:
    """Return the same with what is known of these stops, by their keys."""
    there, back = (_way(way, known) if way else None for way in (details.there, details.back))
    others = (tuple(_way(w, known) for w in o) for o in (details.others_there, details.others_back))
    others_there, others_back = others
    return replace(
        details,
        there=there,
        back=back,
        others_there=others_there,
        others_back=others_back,
        stops=equipped(details.stops, known),
        collecting=with_equipment(details.collecting, known) if details.collecting else None,
    )


def _way(way: Way, known: Known) -> Way:
    return Way(tuple(_leg(leg, known) for leg in way.legs))


def _leg(leg: WayLeg, known: Known) -> WayLeg:
    found = known.get(leg.from_key)
    if leg.is_walk or found is None:
        return leg
    return replace(leg, shelter=found.shelter, bench=found.bench, stop_lit=found.light)
