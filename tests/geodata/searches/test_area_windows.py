"""Windows, nearest doors and places in reach beside the matrix of each departure, areas served."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.points import Points
from geodata.searches.area_reach import reached_minutes
from geodata.searches.nearest import nearest_doors, reachable_counts, soonest_percentiles
from geodata.searches.profiles import arrival_profile, door_walks
from geodata.searches.windows import (
    WindowError,
    departure_minutes,
    ranks_of,
    window_blocks,
    window_percentiles,
)
from geodata.timetable.area_service import AreaService, Zone
from tests.geodata.exhaustive import Call
from tests.geodata.searches.test_area_rides import CAR, box, services
from tests.geodata.towns import near, places, town_transit, towns
from tests.geodata.ways import at

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geodata.searches.transit import Transit

    FloatArray = NDArray[np.float64]
    Asked = tuple[Transit, Points, Points, tuple[int, int, int]]

PERCENTS = (0.0, 95.0, 50.0)


@st.composite
def questions(draw: st.DrawFn) -> Asked:
    """Return a town with one or two areas, homes, doors, and first and last second and step."""
    town = draw(towns())
    transit = town_transit(
        *town, change=draw(st.sampled_from([0, 120])), rides=draw(st.integers(0, 3))
    )
    areas = tuple(draw(st.lists(services(town[0]), min_size=1, max_size=2)))
    transit = replace(transit, day=replace(transit.day, areas=areas), ride_by=CAR)
    homes, doors = (
        _all_of([near(town[0], place) for place in draw(st.lists(places, min_size=1, max_size=3))])
        for _ in range(2)
    )
    first, length = draw(st.integers(-600, 1500)), draw(st.integers(0, 1800))
    return transit, homes, doors, (first, first + length, draw(st.sampled_from([60, 60, 37])))


def _all_of(points: list[Points]) -> Points:
    return Points(
        np.concatenate([point.longitude for point in points]),
        np.concatenate([point.latitude for point in points]),
    )


def _every_departure(asked: Asked) -> FloatArray:
    """Return the matrix of each departure, infinite where no way, (departures, homes, doors)."""
    transit, homes, doors, (first_s, last_s, step_s) = asked
    each = [
        transit.depart_matrix(homes, doors, depart_s=second)
        for second in range(first_s, last_s + 1, step_s)
    ]
    return np.nan_to_num(np.stack(each), nan=np.inf)


def _times(asked: Asked) -> dict[str, int]:
    first_s, last_s, step_s = asked[3]
    return {"first_s": first_s, "last_s": last_s, "step_s": step_s}


@settings(deadline=None, max_examples=150)
@given(questions())
def test_a_window_ranks_the_matrices_of_its_departures(asked: Asked) -> None:
    every = np.sort(_every_departure(asked), axis=0)
    expected = np.moveaxis(every[ranks_of(PERCENTS, departures=len(every))], 0, -1)
    minutes = window_percentiles(*asked[:3], **_times(asked), percents=PERCENTS)
    assert np.array_equal(np.nan_to_num(minutes, nan=np.inf), expected)
    parts = [part for _, part in window_blocks(*asked[:3], **_times(asked), percents=PERCENTS)]
    assert np.array_equal(np.concatenate(parts), minutes, equal_nan=True)


@settings(deadline=None, max_examples=100)
@given(questions())
def test_leaving_at_one_second_is_the_matrix(asked: Asked) -> None:
    transit, homes, doors, (depart_s, _, _) = asked
    minutes = departure_minutes(transit, homes, doors, depart_s=depart_s)
    expected = transit.depart_matrix(homes, doors, depart_s=depart_s)
    assert np.array_equal(minutes, expected, equal_nan=True)


@settings(deadline=None, max_examples=100)
@given(questions(), st.integers(1, 4))
def test_the_k_th_nearest_door_is_ranked_anew_at_every_departure(asked: Asked, k: int) -> None:
    every = np.sort(_every_departure(asked), axis=2)
    kth = every[:, :, k - 1] if k <= every.shape[2] else np.full(every.shape[:2], np.inf)
    expected = np.sort(kth, axis=0)[ranks_of(PERCENTS, departures=len(kth))].T
    [minutes] = soonest_percentiles(*asked[:3], **_times(asked), k=k, percents=PERCENTS).values()
    assert np.array_equal(np.nan_to_num(minutes, nan=np.inf), expected)


@settings(deadline=None, max_examples=60)
@given(questions())
def test_the_nearest_door_over_a_window_is_the_least_of_its_percentiles(asked: Asked) -> None:
    minutes = window_percentiles(*asked[:3], **_times(asked), percents=(50,))[..., 0]
    [nearest] = nearest_doors(*asked[:3], **_times(asked), k=1).values()
    least = np.nan_to_num(minutes, nan=np.inf).min(axis=1)
    assert np.array_equal(np.nan_to_num(nearest.minutes[:, 0, 0], nan=np.inf), least)


@settings(deadline=None, max_examples=150)
@given(questions(), st.integers(1, 120))
def test_what_one_reaches_within_a_time_is_what_the_matrix_says(asked: Asked, limit: int) -> None:
    transit, homes, doors, (depart_s, _, _) = asked
    home = homes.take([0])
    found = reached_minutes(transit, home, doors, depart_s=depart_s, max_minutes=limit)
    expected = transit.depart_matrix(home, doors, depart_s=depart_s)
    timely = [np.where(minutes <= limit, minutes, np.inf) for minutes in (found, expected)]
    assert np.array_equal(*timely)


def test_a_morning_with_a_ride_to_the_bus_by_hand() -> None:
    stops = [(0, 0), (6000, 0)]
    bus = (Call(0, 1800, 1800), Call(1, 2400, 2400))
    plain = town_transit(stops, (bus,), change=60)
    zone = Zone(box(stops, (0, 0, 0), 1100))
    area = AreaService("Rufbus", zone, zone, (600, 1500), (600, 1500), factor=1.5, offset_s=99.5)
    transit = replace(plain, day=replace(plain.day, areas=(area,)), ride_by=CAR)
    home, doors = at((1000, 0)), at((6000, 0), (-500, 0))
    times = {"first_s": 500, "last_s": 1100, "step_s": 300}
    # the bus: fetched at 1,100 s at the latest, there at 2,400 s; the near door: 550 s from 600 s on
    # until 950 s, then on foot
    on_foot = plain.depart_matrix(home, doors, depart_s=1100)[0, 1]
    found = window_percentiles(transit, home, doors, **times, percents=(0, 50, 100))
    assert (found[0, 0] * 60).tolist() == pytest.approx([1300, 1600, 1900])
    assert (found[0, 1] * 60).tolist() == pytest.approx([550, 650, 60 * on_foot])
    assert reachable_counts(found, max_minutes=10.9).tolist() == [[1, 1, 0]]
    [nearest] = nearest_doors(transit, home, doors, **times, k=2).values()
    assert nearest.door.tolist() == [[1, 0]]
    late = departure_minutes(transit, home, doors, depart_s=1101)
    assert np.array_equal(late, plain.depart_matrix(home, doors, depart_s=1101))


def test_a_profile_that_begins_too_late_is_refused_with_areas_too() -> None:
    stops = [(0, 0), (6000, 0)]
    plain = town_transit(stops, ((Call(0, 1800, 1800), Call(1, 2400, 2400)),))
    zone = Zone(box(stops, (0, 0, 0), 1100))
    area = AreaService("Rufbus", zone, zone, (600, 1500), (600, 1500))
    transit = replace(plain, day=replace(plain.day, areas=(area,)), ride_by=CAR)
    home, door = at((0, 0)), at((6000, 0))
    walks = door_walks(transit, home, door)
    late = arrival_profile(transit, walks.egress, doors=1, first_s=900)
    with pytest.raises(WindowError, match="begins at second 900"):
        departure_minutes(transit, home, door, depart_s=600, walks=walks, profile=late)
