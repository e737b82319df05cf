"""
Who may use which way of OpenStreetMap, and in which direction.

References
----------
https://wiki.openstreetmap.org/wiki/Key:access (the most specific tag decides)
https://wiki.openstreetmap.org/wiki/OSM_tags_for_routing/Access_restrictions (Germany)
https://wiki.openstreetmap.org/wiki/Key:oneway
"""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Literal, NamedTuple

import numpy as np

from geodata.streets.step_free import NO, UNKNOWN, YES, nodes_for, ways_for

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    Flags = NDArray[np.bool_]

Mode = Literal["walk", "bike", "car", "pushchair", "wheelchair"]
OwnWays = Literal["walk", "bike", "car"]

# The tags that speak of a mode, the most specific first.
HIERARCHY: dict[OwnWays, tuple[str, ...]] = {
    "walk": ("foot", "access"),
    "bike": ("bicycle", "vehicle", "access"),
    "car": ("motorcar", "motor_vehicle", "vehicle", "access"),
}
_MAJOR = ("primary", "secondary", "tertiary")
_ROADS = (
    *_MAJOR,
    *(f"{name}_link" for name in _MAJOR),
    "unclassified",
    "residential",
    "living_street",
    "service",
    "road",
)
_MOTOR_ROADS = ("motorway", "motorway_link", "trunk", "trunk_link")
_FOOTWAYS = ("footway", "pedestrian", "steps", "platform", "corridor", "elevator", "access_ramp")
# Open without any access tag. In Germany a cycleway is closed to walkers, a footway to cyclists,
# a track to cars, and a bridleway to all three, unless a tag says so.
OPEN: dict[OwnWays, frozenset[str]] = {
    "walk": frozenset({*_ROADS, *_FOOTWAYS, "path", "track"}),
    "bike": frozenset({*_ROADS, "cycleway", "path", "track"}),
    "car": frozenset({*_ROADS, *_MOTOR_ROADS}),
}
# Open where a tag of the mode itself says so.
_ON_REQUEST: dict[OwnWays, frozenset[str]] = {
    "walk": frozenset({"cycleway", "bridleway", "trunk", "trunk_link", "busway"}),
    "bike": frozenset({*_FOOTWAYS, "bridleway", "trunk", "trunk_link", "busway"}),
    "car": frozenset({"track", "pedestrian", "busway"}),
}
_YES = frozenset({"yes", "designated", "permissive", "official", "public", "dismount", "permit"})
_TO_THE_DOOR = frozenset({"destination", "customers", "customer", "delivery", "residents"})
_SIDEWALKS = frozenset({"both", "left", "right", "yes"})
_CAR_PARKS = frozenset({"parking_aisle", "driveway", "drive-through", "emergency_access"})
_ONE_WAY, _BACKWARDS = frozenset({"yes", "true", "1"}), frozenset({"-1", "reverse"})
_CHANGING = frozenset({"reversible"})
_CIRCLES = frozenset({"roundabout", "circular"})
# Barriers that a mode passes although nothing is tagged, or does not.
_CARS_PASS = frozenset(
    {
        *("gate", "lift_gate", "swing_gate", "hampshire_gate", "bump_gate", "sliding_gate"),
        *("cattle_grid", "border_control", "toll_booth", "sally_port", "entrance", "kerb", "no"),
        *("height_restrictor", "arch"),
    }
)
_WALLS = frozenset({"wall", "fence", "hedge", "city_wall", "retaining_wall", "guard_rail"})
_TURNSTILES = frozenset({"stile", "turnstile", "full-height_turnstile", "kissing_gate"})


class Access(NamedTuple):
    """
    What a mode may use, shape (ways,) each.

    Parameters
    ----------
    forward, backward
        Whether the way may be used in the order of its nodes, and against it.
    to_the_door
        Whether only those may use it whose journey begins or ends there ("Anlieger frei").
    known
        Whether the tags tell that the mode can use it; where not, it may be so or not.
    """

    forward: Flags
    backward: Flags
    to_the_door: Flags
    known: Flags


def access_of(tags: pd.DataFrame, *, mode: Mode) -> Access:
    """
    Return who may use the ways.

    Ferries have no highway tag and are left out for every mode: their timetable is unknown.
    """
    ways = ways_of(mode)
    is_open, to_the_door = _open_ways(tags, ways)
    forward, backward = _directions(tags, ways)
    state = np.full(len(tags), YES)
    if mode == "pushchair" or mode == "wheelchair":  # noqa: PLR1714 - mypy narrows by ==
        state = ways_for(tags, mode=mode)
    is_open = is_open & (state != NO)
    return Access(is_open & forward, is_open & backward, is_open & to_the_door, state == YES)


def ways_of(mode: Mode) -> OwnWays:
    """Return whose ways a mode shares: pushchairs and wheelchairs go where people walk."""
    return "walk" if mode == "pushchair" or mode == "wheelchair" else mode  # noqa: PLR1714 - mypy narrows by ==


def _open_ways(tags: pd.DataFrame, mode: OwnWays) -> tuple[Flags, Flags]:
    highway = tags["highway"]
    own = _most_specific(tags, HIERARCHY[mode][:-1])
    value = own.where(own != "", tags["access"])
    default = highway.isin(OPEN[mode]) & ~_closed_road(tags, mode)
    asked = highway.isin(_ON_REQUEST[mode]) | (highway.isin(OPEN[mode]) & _closed_road(tags, mode))
    by_tag = asked & (own.map(_allows) | _walkable_trunk(tags, mode))
    is_open = (default & ((value == "") | value.map(_allows))) | by_tag
    to_the_door = value.map(_only_to_the_door).astype(bool)
    to_the_door |= tags["service"].isin(_CAR_PARKS) & (mode == "car")
    return is_open.to_numpy(dtype=np.bool_), to_the_door.to_numpy(dtype=np.bool_)


def _closed_road(tags: pd.DataFrame, mode: OwnWays) -> pd.Series[bool]:
    """Say which ways are motor roads (Kraftfahrstraße): closed to feet and bicycles."""
    motor_road = tags["motorroad"] == "yes" if "motorroad" in tags else tags["highway"] == "none"
    return motor_road & (mode != "car")


def _walkable_trunk(tags: pd.DataFrame, mode: OwnWays) -> pd.Series[bool]:
    """Say which trunk roads have a pavement, so that people may walk along them."""
    names = ("sidewalk", "sidewalk:left", "sidewalk:right", "sidewalk:both")
    pavement = tags[[*names]].isin(_SIDEWALKS).any(axis=1)
    no_foot = tags["foot"].isin({"no", "use_sidepath", "private"})
    trunk = tags["highway"].isin({"trunk", "trunk_link"}) & (mode == "walk")
    return trunk & pavement & ~no_foot


def _most_specific(tags: pd.DataFrame, names: tuple[str, ...]) -> pd.Series[str]:
    """Return the first value given among the tags, "" where none is."""
    value = tags[names[0]]
    for name in names[1:]:
        value = value.where(value != "", tags[name])
    return value


def _values(text: str) -> set[str]:
    return {part.strip() for part in text.split(";")} - {""}


def _allows(text: str) -> bool:
    """Say whether any of the values lets ordinary people in; an unknown value does not."""
    return bool(_values(text) & (_YES | _TO_THE_DOOR))


def _only_to_the_door(text: str) -> bool:
    return bool(_values(text) & _TO_THE_DOOR) and not _values(text) & _YES


def _directions(tags: pd.DataFrame, mode: OwnWays) -> tuple[Flags, Flags]:
    """Return whether each way may be used forward and backward; walkers need a tag of their own."""
    if mode == "walk":
        oneway, changing = tags["oneway:foot"], tags["oneway:foot"].isin(_CHANGING)
    else:
        implied = tags["junction"].isin(_CIRCLES)
        implied |= tags["highway"].isin({"motorway", "motorway_link"})
        oneway = tags["oneway"].mask((tags["oneway"] == "") & implied, "yes")
        changing = tags["oneway"].isin(_CHANGING)
    if mode == "bike":
        oneway = oneway.mask(_against_oneway(tags), "no")
        oneway = tags["oneway:bicycle"].where(tags["oneway:bicycle"] != "", oneway)
    forward = ~(oneway.isin(_BACKWARDS) | changing)
    backward = ~(oneway.isin(_ONE_WAY) | changing)
    return forward.to_numpy(dtype=np.bool_), backward.to_numpy(dtype=np.bool_)


def _against_oneway(tags: pd.DataFrame) -> pd.Series[bool]:
    """Say where a cycle lane runs against the one-way traffic."""
    names = ("cycleway", "cycleway:left", "cycleway:right", "cycleway:both")
    lanes = [tags[name].str.startswith("opposite") for name in names]
    return reduce(or_, lanes, tags["bicycle"] == "opposite")


def blocked_nodes(barriers: pd.DataFrame, *, mode: Mode) -> NDArray[np.int64]:
    """Return the indices of the nodes that a mode cannot pass."""
    ways = ways_of(mode)
    value = _most_specific(barriers, HIERARCHY[ways])
    kind = barriers["barrier"]
    stops = {
        "walk": kind.isin(_WALLS),
        "bike": kind.isin(_WALLS | _TURNSTILES),
        "car": ~kind.isin(_CARS_PASS),
    }[ways]
    stops = stops | ((barriers["locked"] == "yes") & (kind != "no"))
    blocked = stops.where(value == "", ~value.map(_allows))
    blocked = blocked.astype(bool) | (_node_states(barriers, mode) == NO)
    return np.asarray(barriers.loc[blocked, "node"], dtype=np.int64)


def unknown_nodes(barriers: pd.DataFrame, *, mode: Mode) -> NDArray[np.int64]:
    """Return the indices of the nodes of which the tags do not tell whether a mode can pass."""
    unknown = _node_states(barriers, mode) == UNKNOWN
    return np.asarray(barriers.loc[unknown, "node"], dtype=np.int64)


def _node_states(barriers: pd.DataFrame, mode: Mode) -> NDArray[np.int8]:
    if mode == "pushchair" or mode == "wheelchair":  # noqa: PLR1714 - mypy narrows by ==
        return nodes_for(barriers, mode=mode)
    return np.full(len(barriers), YES, dtype=np.int8)
