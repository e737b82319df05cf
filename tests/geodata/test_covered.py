from __future__ import annotations

import numpy as np

from geodata.covered import beyond_streets, in_hull, lost_stops
from geodata.points import Points
from geodata.streets.network import build_street_network
from geodata.streets.straight_line import straight_line
from tests.geodata.ways import at, extract

CORNERS = {"A": (0.0, 0.0), "B": (4000.0, 0.0), "C": (4000.0, 4000.0), "D": (0.0, 4000.0)}
RING = extract(CORNERS, [("ABCDA", {"highway": "residential"})])
STOPS = at((0, 10), (2000, 2000), (9000, 0), (0, -3000))  # on a street, amid them, twice outside


def test_stops_amid_the_streets_are_told_apart_from_stops_beyond_them() -> None:
    walk = build_street_network(RING, mode="walk")
    assert beyond_streets(STOPS, walk).tolist() == [False, False, True, True]
    (told,) = lost_stops(STOPS, walk)
    assert told == (
        "3 of 4 stops lie too far from every street to be walked to; 2 of them lie outside the"
        " extract of the streets."
    )
    assert lost_stops(STOPS.take([0]), walk) == ()


def test_without_streets_only_a_stop_without_a_position_is_lost() -> None:
    nowhere = Points(np.array([7.0, np.nan]), np.array([50.0, np.nan]))
    assert lost_stops(STOPS, straight_line("walk")) == ()
    assert lost_stops(nowhere, straight_line("walk")) == (
        "1 of 2 stops lie too far from every street to be walked to.",
    )


def test_a_place_is_in_the_hull_of_stops_or_a_walk_beside_it() -> None:
    corners = at(*CORNERS.values())
    places = at((2000, 2000), (2000, -99), (2000, -102))
    assert in_hull(places, corners, max_m=100).tolist() == [True, True, False]
