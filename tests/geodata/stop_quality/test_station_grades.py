from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.district import find_district
from geodata.stop_quality.catalogue import Standard, read_catalogue
from geodata.stop_quality.grades import NONE
from geodata.stop_quality.places import Ways, grades_at
from geodata.stop_quality.station_grades import (
    longest_wait_one_way,
    station_categories,
    station_figures,
)
from geodata.stop_quality.village_targets import best_of_village, target_state
from geodata.timetable.stations import Stations
from geodata.timetable.stop_departures import StopDepartures

HOUR = 3600
BUS, TRAIN, TRAM = 3, 2, 0
CATALOGUE = {s.key: s for s in read_catalogue(find_district().folder).standards}
GRADED = [standard for standard in CATALOGUE.values() if standard.table is not None]
Leaving = tuple[int, int, int, bool]  # second, kind, next station, unpaired
LEAVING = st.tuples(
    st.integers(5 * HOUR, 21 * HOUR),
    st.sampled_from([BUS, TRAIN, TRAM]),
    st.integers(1, 3),
    st.booleans(),
)


def _stations(*, stops: int = 2) -> Stations:
    """One station whose departures are looked at, and three to which they lead."""
    nothing = np.zeros(4)
    names = np.array(["Mitte", "Ost", "West", "Nord"])
    return Stations(np.arange(4), names, nothing, nothing, np.array([stops, 1, 1, 1]))


def _departures(leaving: list[Leaving]) -> StopDepartures:
    second, kind, following, unpaired = (
        zip(*sorted(leaving), strict=True) if leaving else ([], [], [], [])
    )
    return StopDepartures(
        np.zeros(len(leaving), dtype=np.int64),
        np.array(following, dtype=np.int64),
        np.array(second, dtype=np.int64),
        np.array(kind, dtype=np.int64),
        np.array(unpaired, dtype=np.bool_),
    )


def _every(minutes: int, *, kind: int = BUS, to: int = 1, unpaired: bool = False) -> list[Leaving]:
    return [(s, kind, to, unpaired) for s in range(6 * HOUR, 20 * HOUR, minutes * 60)]


def _category(key: str, leaving: list[Leaving], *, stops: int = 2) -> int:
    categories, _ = station_categories(CATALOGUE[key], _departures(leaving), _stations(stops=stops))
    found = categories[:, 0]
    return int(found[found > NONE].min(initial=99)) % 99


def _class_at(standard: Standard, leaving: list[Leaving], way_m: float) -> int:
    assert standard.table is not None
    categories, _ = station_categories(standard, _departures(leaving), _stations())
    ways = Ways(np.array([0]), np.array([0]), np.array([way_m]))
    grade = int(grades_at(standard.table, categories, ways, known=np.array([True]))[0])
    return grade or len(standard.table.names) + 1


@given(
    st.sampled_from(GRADED),
    st.lists(LEAVING, max_size=40),
    LEAVING,
    st.floats(0, 1300),
)
def test_one_more_departure_never_makes_the_class_worse(
    standard: Standard, leaving: list[Leaving], more: Leaving, way_m: float
) -> None:
    after = _class_at(standard, [*leaving, more], way_m)
    assert after <= _class_at(standard, leaving, way_m)


def test_buses_every_quarter_of_an_hour_both_ways_are_category_iv_with_are() -> None:
    # 56 departures each way: 840 / (112 / 2) = 15 minutes, row 10 to 19: category IV for buses
    assert _category("are_2011", [*_every(15), *_every(15, to=2)]) == 4
    # the same 56 at the end of the line, where nothing leaves the other way
    assert _category("are_2011", _every(15, unpaired=True)) == 4
    # not corrected they would look like one every half an hour
    assert _category("are_2011", _every(15)) == 5


def test_with_are_trains_do_not_help_the_buses_of_a_station() -> None:
    both = [*_every(60, kind=TRAIN, unpaired=True), *_every(60, unpaired=True)]
    assert _category("are_2011", both) == 5
    # with OeVGK18 all departures make one interval, and the train decides the column
    apart = [*_every(60, kind=TRAIN), *[(s + 1800, k, n, u) for s, k, n, u in _every(60)]]
    assert _category("oevgk18", apart) == 4
    _, figures = station_categories(CATALOGUE["oevgk18"], _departures(apart), _stations())
    assert figures["rail"][0] == pytest.approx(30)
    assert np.isnan(figures["bus"][0])


def test_three_directions_by_train_make_a_node_with_are() -> None:
    east, west, north = (_every(60, kind=TRAIN, to=n) for n in (1, 2, 3))
    # 42 departures: 840 / 21 = 40 minutes: V as a line, IV as a node
    assert _category("are_2011", [*east, *west, *north]) == 4
    assert _category("are_2011", [*east, *west, *west]) == 5


def test_goat_halves_only_where_a_station_has_several_stops() -> None:
    assert _category("goat_germany", _every(15), stops=1) == 4
    assert _category("goat_germany", _every(15), stops=2) == 5


def test_bunched_school_buses_count_less_than_even_ones() -> None:
    even = _every(60)
    bunched = [(6 * HOUR + 60 * n, BUS, 1, False) for n in range(14)]
    assert _category("oevgk18", even) == 6
    assert _category("oevgk18", bunched) == 7
    assert _category("are_2011", even) == _category("are_2011", bunched)


def test_twenty_departures_of_the_day_connect_a_stop_and_nineteen_do_not() -> None:
    departures = [(5 * HOUR + 300 * n, BUS, 1, False) for n in range(20)]
    assert _category("bbsr", departures) == 2
    assert _category("bbsr", departures[1:]) == NONE


@pytest.mark.parametrize(
    ("people", "wait", "state"),
    [
        (200.0, 999.0, "no_target"),
        (201.0, 120.0, "met"),
        (201.0, 120.1, "not_met"),
        (np.nan, 60.0, "insufficient_data"),
        (500.0, np.nan, "insufficient_data"),
        (500.0, np.inf, "not_met"),
    ],
)
def test_the_target_of_two_hours_holds_above_200_people(
    people: float, wait: float, state: str
) -> None:
    assert target_state(CATALOGUE["two_hours"], people, wait).value == state


@pytest.mark.parametrize(
    ("people", "trips", "state"),
    [
        (199.0, 0.0, "no_target"),
        (200.0, 3.0, "met"),
        (999.0, 2.9, "not_met"),
        (1000.0, 3.0, "met"),
        (3000.0, 3.0, "not_met"),
        (6000.0, 6.0, "met"),
        (6001.0, 99.0, "no_target"),
    ],
)
def test_trips_by_inhabitants_follow_the_bands(people: float, trips: float, state: str) -> None:
    assert target_state(CATALOGUE["vdv"], people, trips).value == state


def test_the_best_stop_speaks_for_a_village_and_none_means_no_trip() -> None:
    village, stop = np.array([0, 0, 2]), np.array([0, 1, 2])
    trips = np.array([2.0, 5.0, 1.0])
    found, which = best_of_village(CATALOGUE["vdv"], trips, village, stop, villages=3)
    assert (found.tolist(), which.tolist()) == ([5.0, 0.0, 1.0], [1, -1, 2])
    waits, which = best_of_village(CATALOGUE["two_hours"], trips, village, stop, villages=3)
    assert (waits.tolist(), which.tolist()) == ([2.0, np.inf, 1.0], [0, -1, 2])


def test_a_bus_out_in_the_morning_and_back_at_noon_is_no_bus_every_two_hours_one_way() -> None:
    out = [(s * HOUR, BUS, 1, False) for s in (6, 8, 10, 12)]
    back = [(s * HOUR, BUS, 2, False) for s in (14, 16, 18, 20)]
    departures, stations = _departures([*out, *back]), _stations()
    everything = np.ones(8, dtype=np.bool_)
    standard = CATALOGUE["two_hours"]
    assert station_figures(standard, departures, stations, everything)[0] == 120
    assert longest_wait_one_way(standard, departures, stations)[0] == 480


def test_trips_a_day_and_direction_are_half_of_what_leaves_or_all_at_the_end_of_a_line() -> None:
    figures = [
        station_figures(
            CATALOGUE["vdv"], _departures(leaving), _stations(), np.ones(len(leaving), np.bool_)
        )[0]
        for leaving in ([*_every(120), *_every(120, to=2)], _every(120, unpaired=True))
    ]
    assert figures == [7, 7]
