from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.streets.network import StreetNetwork, build_street_network
from geodata.streets.step_free import NO, UNKNOWN, YES, nodes_for, ways_for
from tests.geodata.ways import at, barriers_of, extract, tags_of

if TYPE_CHECKING:
    from geodata.streets.access import Mode

HARD = {"highway": "footway", "surface": "asphalt"}
CORNERS = {"A": (0, 0), "B": (1000, 0), "C": (1000, 1000), "D": (0, 1000), "K": (500, 0)}


@pytest.mark.parametrize(
    ("tags", "pushchair", "wheelchair"),
    [
        ({}, YES, UNKNOWN),
        ({"surface": "asphalt"}, YES, YES),
        ({"surface": "sett"}, YES, UNKNOWN),
        ({"surface": "sett", "smoothness": "intermediate"}, YES, YES),
        ({"surface": "asphalt", "smoothness": "bad"}, YES, NO),
        ({"surface": "gravel"}, YES, NO),
        ({"surface": "gravel", "wheelchair": "yes"}, YES, YES),
        ({"surface": "asphalt", "wheelchair": "no"}, YES, NO),
        ({"surface": "asphalt", "wheelchair": "limited"}, YES, UNKNOWN),
        ({"surface": "sand"}, NO, NO),
        ({"surface": "asphalt", "incline": "6%"}, YES, YES),
        ({"surface": "asphalt", "incline": "-6.5 %"}, YES, NO),
        ({"surface": "asphalt", "incline": "4°"}, YES, NO),
        ({"surface": "asphalt", "incline": "up"}, YES, UNKNOWN),
        ({"surface": "asphalt", "width": "0.9"}, YES, YES),
        ({"surface": "asphalt", "width": "80 cm"}, YES, NO),
        ({"surface": "asphalt", "width": "narrow"}, YES, UNKNOWN),
        ({"highway": "steps"}, NO, NO),
        ({"highway": "steps", "surface": "asphalt"}, NO, NO),
        ({"highway": "steps", "ramp:stroller": "yes"}, YES, NO),
        ({"highway": "steps", "ramp:wheelchair": "yes"}, NO, YES),
        ({"highway": "track", "surface": "asphalt", "tracktype": "grade3"}, YES, NO),
        ({"stroller": "no"}, NO, UNKNOWN),
    ],
)
def test_each_tag_says_yes_no_or_nothing(
    tags: dict[str, str], pushchair: int, wheelchair: int
) -> None:
    ways = tags_of({"highway": "footway", **tags})
    assert ways_for(ways, mode="pushchair").tolist() == [pushchair]
    assert ways_for(ways, mode="wheelchair").tolist() == [wheelchair]


@pytest.mark.parametrize(
    ("tags", "pushchair", "wheelchair"),
    [
        ({"barrier": "bollard"}, YES, YES),
        ({"barrier": "kerb"}, YES, UNKNOWN),
        ({"barrier": "kerb", "kerb": "lowered"}, YES, YES),
        ({"barrier": "kerb", "kerb": "raised"}, YES, NO),
        ({"barrier": "kerb", "kerb": "rolled"}, YES, UNKNOWN),
        ({"barrier": "kerb", "kerb:height": "0.03"}, YES, YES),
        ({"barrier": "kerb", "kerb:height": "5 cm"}, YES, NO),
        ({"barrier": "kerb", "kerb": "raised", "wheelchair": "yes"}, YES, YES),
        ({"barrier": "cycle_barrier"}, YES, UNKNOWN),
        ({"barrier": "kissing_gate"}, NO, NO),
        ({"barrier": "gate", "wheelchair": "no"}, YES, NO),
    ],
)
def test_kerbs_and_barriers_stop_whom_they_stop(
    tags: dict[str, str], pushchair: int, wheelchair: int
) -> None:
    barriers = barriers_of(tags)
    assert nodes_for(barriers, mode="pushchair").tolist() == [pushchair]
    assert nodes_for(barriers, mode="wheelchair").tolist() == [wheelchair]


def _network(
    mode: Mode, bottom: dict[str, str], kerb: dict[str, str] | None = None
) -> StreetNetwork:
    """A square whose southern side AKB is as told; the way round by D and C is good."""
    ways = [("AKB", {"highway": "footway", **bottom}), ("BCDA", HARD)]
    return build_street_network(extract(CORNERS, ways, {"K": kerb} if kerb else None), mode=mode)


def _minutes(network: StreetNetwork) -> float:
    return float(network.travel_seconds(at((0, 0)), at((1000, 0)))[0, 0] / 60)


SHORT, ROUND = 1000 / 75, 3000 / 75  # at 75 m a minute


@pytest.mark.parametrize(
    ("mode", "bottom", "kerb", "perhaps", "surely"),
    [
        ("walk", {"highway": "steps"}, None, SHORT, SHORT),
        ("pushchair", {"highway": "steps"}, None, ROUND, ROUND),
        ("pushchair", {}, None, SHORT, SHORT),
        ("wheelchair", {}, None, SHORT, ROUND),
        ("wheelchair", HARD, None, SHORT, SHORT),
        ("wheelchair", HARD, {"barrier": "kerb", "kerb": "raised"}, ROUND, ROUND),
        ("wheelchair", HARD, {"barrier": "kerb", "kerb": "lowered"}, SHORT, SHORT),
        ("wheelchair", HARD, {"barrier": "kerb"}, SHORT, ROUND),
    ],
)
def test_what_is_not_known_counts_once_as_open_and_once_as_closed(
    mode: Mode, bottom: dict[str, str], kerb: dict[str, str] | None, perhaps: float, surely: float
) -> None:
    network = _network(mode, bottom, kerb)
    assert _minutes(network) == pytest.approx(perhaps, rel=1e-3)
    assert _minutes(network.known_only) == pytest.approx(surely, rel=1e-3)


def test_a_point_beside_an_unknown_way_is_not_known_to_be_reachable() -> None:
    network = _network("wheelchair", {})
    middle, corner = at((250, 0)), at((1000, 1000))
    assert np.isfinite(network.travel_seconds(middle, corner)).all()
    assert np.isnan(network.known_only.travel_seconds(middle, corner)).all()


STATES = st.sampled_from([{}, {"surface": "asphalt"}, {"surface": "gravel"}, {"incline": "up"}])


@given(st.lists(STATES, min_size=4, max_size=4))
def test_what_is_sure_takes_no_less_than_what_may_be_and_this_no_less_than_walking(
    sides: list[dict[str, str]],
) -> None:
    paths = ["AB", "BC", "CD", "DA"]
    ways = [(path, {"highway": "footway", **tags}) for path, tags in zip(paths, sides, strict=True)]
    corners = {name: CORNERS[name] for name in "ABCD"}
    ways += [("AC", HARD)]
    walk, wheels = (
        build_street_network(extract(corners, ways), mode=mode)  # type: ignore[arg-type]
        for mode in ("walk", "wheelchair")
    )
    points = at((0, 0), (1000, 1000))  # on the diagonal, which is good
    times = [n.travel_seconds(points, points) for n in (walk, wheels, wheels.known_only)]
    assert (times[0] <= times[1] + 1e-6).all()
    assert (times[1] <= times[2] + 1e-6).all()
