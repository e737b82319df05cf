from __future__ import annotations

import numpy as np
import pytest

from geodata.streets.access import Mode, access_of, blocked_nodes
from tests.geodata.ways import barriers_of, tags_of


def _use(mode: Mode, **tags: str) -> str:
    """Return "both", "forward", "backward" or "closed", with "door" where only to the door."""
    way = {"highway": "residential", **{k.replace("__", ":"): v for k, v in tags.items()}}
    access = access_of(tags_of(way), mode=mode)
    names = {(1, 1): "both", (1, 0): "forward", (0, 1): "backward", (0, 0): "closed"}
    use = names[int(access.forward[0]), int(access.backward[0])]
    return f"{use} door" if access.to_the_door[0] else use


@pytest.mark.parametrize(
    ("highway", "walk", "bike", "car"),
    [
        ("residential", "both", "both", "both"),
        ("living_street", "both", "both", "both"),
        ("primary", "both", "both", "both"),
        ("footway", "both", "closed", "closed"),
        ("pedestrian", "both", "closed", "closed"),
        ("steps", "both", "closed", "closed"),
        ("path", "both", "both", "closed"),
        ("track", "both", "both", "closed"),
        ("cycleway", "closed", "both", "closed"),
        ("bridleway", "closed", "closed", "closed"),
        ("trunk", "closed", "closed", "both"),
        ("motorway", "closed", "closed", "forward"),
        ("motorway_link", "closed", "closed", "forward"),
        ("construction", "closed", "closed", "closed"),
        ("proposed", "closed", "closed", "closed"),
        ("", "closed", "closed", "closed"),
    ],
)
def test_each_class_of_way_is_open_to_those_whom_it_is_for(
    highway: str, walk: str, bike: str, car: str
) -> None:
    modes: tuple[Mode, ...] = ("walk", "bike", "car")
    assert [_use(mode, highway=highway) for mode in modes] == [walk, bike, car]


@pytest.mark.parametrize(
    ("mode", "tags", "use"),
    [
        ("walk", {"access": "no"}, "closed"),
        ("walk", {"access": "private"}, "closed"),
        ("walk", {"access": "private", "foot": "yes"}, "both"),
        ("walk", {"access": "yes", "foot": "no"}, "closed"),
        ("walk", {"access": "permissive"}, "both"),
        ("walk", {"vehicle": "no"}, "both"),
        ("walk", {"foot": "use_sidepath"}, "closed"),
        ("walk", {"highway": "cycleway", "foot": "yes"}, "both"),
        ("walk", {"highway": "cycleway", "access": "yes"}, "closed"),
        ("walk", {"highway": "trunk", "sidewalk": "right"}, "both"),
        ("walk", {"highway": "trunk", "sidewalk": "no"}, "closed"),
        ("walk", {"highway": "trunk", "foot": "yes"}, "both"),
        ("walk", {"highway": "primary", "motorroad": "yes"}, "closed"),
        ("walk", {"access": "fine_gravel"}, "closed"),
        ("walk", {"foot": "destination"}, "both door"),
        ("bike", {"vehicle": "no"}, "closed"),
        ("bike", {"vehicle": "no", "bicycle": "yes"}, "both"),
        ("bike", {"motor_vehicle": "no"}, "both"),
        ("bike", {"bicycle": "use_sidepath"}, "closed"),
        ("bike", {"highway": "footway", "bicycle": "yes"}, "both"),
        ("bike", {"highway": "pedestrian", "bicycle": "designated"}, "both"),
        ("bike", {"vehicle": "destination"}, "both door"),
        ("car", {"access": "no", "motor_vehicle": "yes"}, "both"),
        ("car", {"motor_vehicle": "no"}, "closed"),
        ("car", {"vehicle": "no"}, "closed"),
        ("car", {"vehicle": "no", "motorcar": "yes"}, "both"),
        ("car", {"access": "customers"}, "both door"),
        ("car", {"motor_vehicle": "destination"}, "both door"),
        ("car", {"motor_vehicle": "agricultural;forestry"}, "closed"),
        ("car", {"motor_vehicle": "destination;agricultural"}, "both door"),
        ("car", {"highway": "track", "motor_vehicle": "yes"}, "both"),
        ("car", {"highway": "track", "access": "yes"}, "closed"),
        ("car", {"highway": "service", "service": "parking_aisle"}, "both door"),
    ],
)
def test_the_most_specific_tag_decides(mode: Mode, tags: dict[str, str], use: str) -> None:
    assert _use(mode, **tags) == use


@pytest.mark.parametrize(
    ("tags", "walk", "bike", "car"),
    [
        ({"oneway": "yes"}, "both", "forward", "forward"),
        ({"oneway": "-1"}, "both", "backward", "backward"),
        ({"oneway": "no"}, "both", "both", "both"),
        ({"oneway": "reversible"}, "both", "closed", "closed"),
        ({"oneway": "alternating"}, "both", "both", "both"),
        ({"junction": "roundabout"}, "both", "forward", "forward"),
        ({"junction": "circular"}, "both", "forward", "forward"),
        ({"junction": "roundabout", "oneway": "no"}, "both", "both", "both"),
        ({"oneway": "yes", "oneway__bicycle": "no"}, "both", "both", "forward"),
        ({"oneway": "yes", "cycleway": "opposite"}, "both", "both", "forward"),
        ({"oneway": "yes", "cycleway__left": "opposite_lane"}, "both", "both", "forward"),
        ({"oneway__bicycle": "yes"}, "both", "forward", "both"),
        ({"oneway__bicycle": "-1"}, "both", "backward", "both"),
        ({"oneway__foot": "yes"}, "forward", "both", "both"),
        ({"highway": "motorway", "oneway": "no"}, "closed", "closed", "both"),
    ],
)
def test_each_direction_is_open_to_those_whom_the_tags_let_go(
    tags: dict[str, str], walk: str, bike: str, car: str
) -> None:
    modes: tuple[Mode, ...] = ("walk", "bike", "car")
    assert [_use(mode, **tags) for mode in modes] == [walk, bike, car]


@pytest.mark.parametrize(
    ("barrier", "stopped"),
    [
        ({"barrier": "bollard"}, {"car"}),
        ({"barrier": "gate"}, set()),
        ({"barrier": "gate", "access": "private"}, {"walk", "bike", "car"}),
        ({"barrier": "gate", "locked": "yes"}, {"walk", "bike", "car"}),
        ({"barrier": "lift_gate", "motor_vehicle": "private"}, {"car"}),
        ({"barrier": "bollard", "motor_vehicle": "yes"}, set()),
        ({"barrier": "block", "bicycle": "no"}, {"bike", "car"}),
        ({"barrier": "turnstile"}, {"bike", "car"}),
        ({"barrier": "wall"}, {"walk", "bike", "car"}),
        ({"barrier": "cattle_grid"}, set()),
        ({"barrier": "border_control"}, set()),
    ],
)
def test_a_barrier_stops_whom_it_stops(barrier: dict[str, str], stopped: set[str]) -> None:
    modes: tuple[Mode, ...] = ("walk", "bike", "car")
    found = {mode for mode in modes if len(blocked_nodes(barriers_of(barrier), mode=mode))}
    assert found == stopped


def test_each_barrier_is_named_by_its_node() -> None:
    table = barriers_of({"barrier": "gate"}, {"barrier": "bollard"}, number=[7, 9])
    assert np.array_equal(blocked_nodes(table, mode="car"), [9])
