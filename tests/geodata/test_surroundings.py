"""Within its surroundings a district gets the same answers as with the files of a whole state."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geodata.crs import KM_PER_DEGREE, Bounds
from geodata.district import Source, find_district
from geodata.frames import read_transit
from geodata.networks import TravelOptions, build_networks, open_networks
from geodata.points import Points
from geodata.surroundings import SURROUNDINGS_KM, surroundings_of
from tests.geodata.sources.extracts import extract, node, way
from tests.geodata.sources.feeds import more, write_feed

if TYPE_CHECKING:
    from pathlib import Path

    from geodata.searches.transit import Transit

TUESDAY = date(2026, 3, 10)
INSIDE = Bounds(7.0, 50.2, 7.4, 50.4)
HOMES = Points.of((7.01, 50.21), (7.2, 50.3), (7.39, 50.39))
DOORS = Points.of((7.05, 50.38), (7.3, 50.25))
WALK_KM = 4.5 * 20 / 60
# places of stops: in the box, at its rim, and far outside; two of them beside each other
PLACES = [(7.01, 50.21), (7.2, 50.3), (7.39, 50.39), (7.05, 50.381), (7.3, 50.251)]
PLACES += [(7.41, 50.4), (8.0, 50.3), (8.001, 50.3), (6.0, 50.3), (7.2, 51.0)]


def _feed(folder: Path, trips: list[tuple[int, list[int]]]) -> Path:
    stops = "stop_id,stop_name,stop_lat,stop_lon\n"
    stops += "".join(f"s{n},S{n},{y},{x}\n" for n, (x, y) in enumerate(PLACES))
    times = "trip_id,arrival_time,departure_time,stop_id,stop_sequence\n"
    for trip, (begin, calls) in enumerate(trips):
        for number, stop in enumerate(calls):
            at = f"{7 + (begin + 9 * number) // 60:02}:{(begin + 9 * number) % 60:02}:00"
            times += f"t{trip},{at},{at},s{stop},{number}\n"
    ids = "".join(f"r,week,t{trip}\n" for trip in range(len(trips)))
    trips_txt = "route_id,service_id,trip_id\n" + ids
    return write_feed(folder, stops=stops, stop_times=times, trips=trips_txt)


def _matrices(transit: Transit) -> list[np.ndarray[tuple[int, int], np.dtype[np.float64]]]:
    return [
        transit.depart_matrix(HOMES, DOORS, depart_s=7 * 3600),
        transit.arrive_matrix(HOMES, DOORS, arrive_s=10 * 3600),
    ]


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None
)
@given(
    trips=st.lists(
        st.tuples(
            st.integers(0, 90),
            st.lists(st.integers(0, len(PLACES) - 1), min_size=2, max_size=5, unique=True),
        ),
        min_size=1,
        max_size=8,
    )
)
def test_between_doors_inside_two_rides_are_never_lost_however_far_out_one_changes(
    trips: list[tuple[int, list[int]]], tmp_path: Path
) -> None:
    inside = (1, [0, 1])  # so that there is a trip at all
    path = _feed(tmp_path, [*trips, inside])
    options = TravelOptions(max_rides=2)
    whole = read_transit([path], TUESDAY, options=options)
    part = read_transit([path], TUESDAY, options=options, bounds=INSIDE.widened(WALK_KM + 0.1))
    for one, other in zip(_matrices(whole), _matrices(part), strict=True):
        np.testing.assert_array_equal(one, other)


def test_a_third_ride_is_kept_within_the_margin_and_left_out_beyond_it(tmp_path: Path) -> None:
    by_road = [(0, [0, 6]), (20, [7, 9]), (40, [9, 4])]  # 0 → far east → far north → door
    path = _feed(tmp_path, [*by_road, (0, [0, 1])])
    home, door = HOMES.take([0]), DOORS.take([1])

    def minutes(bounds: Bounds | None) -> float:
        transit = read_transit([path], TUESDAY, bounds=bounds)
        return float(transit.depart_matrix(home, door, depart_s=7 * 3600)[0, 0])

    assert minutes(None) == minutes(INSIDE.widened(60))
    assert minutes(None) < 60 < minutes(INSIDE)


def test_a_build_takes_the_surroundings_and_tells_what_it_left_out(tmp_path: Path) -> None:
    timetable = write_feed(
        tmp_path,
        stops=more("stops", "D,Dresden,51.05,13.74,,", "E,Erfurt,50.98,11.03,,"),
        trips=more("trips", "r,week,t3"),
        stop_times=more("stop_times", "t3,08:00:00,08:00:00,D,1", "t3,09:00:00,09:00:00,E,2"),
    )
    corners = [(7.07, 50.37), (7.09, 50.37), (7.09, 50.38), (13.7, 51.0), (13.8, 51.1)]
    streets = extract(
        tmp_path / "a.osm.pbf",
        *(node(number, *place) for number, place in enumerate(corners, start=1)),
        way(10, [1, 2, 3], highway="residential"),
        way(11, [4, 5], highway="residential"),
    )
    sources = {"timetable": Source("timetable", timetable), "streets": Source("streets", streets)}
    district = replace(find_district(), sources=sources, travel={})
    built = build_networks(district, tmp_path / "n", day=TUESDAY, progress=lambda _: None)
    for networks in (built, open_networks(tmp_path / "n")):
        trips, ways, stops = networks.notes
        where = f"lie outside the bounds of the district widened by {SURROUNDINGS_KM:.0f} km"
        assert trips == f"1 of 3 trips in feed.zip {where} and were left out."
        assert ways == f"1 of 2 ways in a.osm.pbf {where} and were left out."
        assert stops == (
            "2 of 3 stops lie too far from every street to be walked to; 2 of them lie outside the"
            " extract of the streets."
        )


def test_the_surroundings_are_so_many_kilometres_wider_than_the_bounds() -> None:
    district = find_district()
    rim = surroundings_of(district)
    assert (rim.north - district.bounds.north) * KM_PER_DEGREE == pytest.approx(SURROUNDINGS_KM)
    assert rim.west < district.bounds.west < district.bounds.east < rim.east
