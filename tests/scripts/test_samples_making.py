"""How the samples are made: laws of sharing and ordering, and the same bytes every time."""

from __future__ import annotations

from datetime import date
from itertools import permutations
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.district import SHIPPED
from scripts.samples.__main__ import write_samples
from scripts.samples.calendars import services_on
from scripts.samples.dice import dice
from scripts.samples.driving import BUS, leg_seconds, ride_minutes
from scripts.samples.lines import read_lines
from scripts.samples.ordering import length_m, position, shortest_order
from scripts.samples.phones import phone
from scripts.samples.raw import Stop
from scripts.samples.sharing import allot_seats, share_out
from scripts.samples.writing import write_archive

if TYPE_CHECKING:
    from pathlib import Path

coordinates = st.integers(0, 5000).map(float)
points = st.tuples(coordinates, coordinates)


def stop(key: str, x_m: float, y_m: float) -> Stop:
    return Stop(key, f"Halt {key}", "07137001", ("bus",), x_m, y_m, {})


@given(st.integers(0, 10_000), st.lists(st.integers(1, 1000), min_size=1, max_size=40))
def test_shares_sum_to_the_total_and_keep_within_one_of_their_part(
    total: int, weights: list[int]
) -> None:
    shares = share_out(total, [float(w) for w in weights])
    assert sum(shares) == total
    for share, weight in zip(shares, weights, strict=True):
        assert abs(share - total * weight / sum(weights)) < 1


def test_seven_places_for_three_kitas_by_hand() -> None:
    # exact parts 3.5, 2.1, 1.4: whole parts 3, 2, 1; the last place goes to the largest rest
    assert share_out(7, [5.0, 3.0, 2.0]) == [4, 2, 1]


@given(st.dictionaries(st.text("abcdef", min_size=1), st.integers(1, 500), min_size=1))
def test_all_seats_are_given_out(weights: dict[str, int]) -> None:
    seats = allot_seats(len(weights) + 7, {k: float(w) for k, w in weights.items()}, {})
    assert sum(seats.values()) == len(weights) + 7


def test_seats_go_where_children_per_kita_are_most_by_hand() -> None:
    # a: 100/1, 100/3, 100/5; b: 40/1, 40/3; c has one from the start
    assert allot_seats(4, {"a": 100.0, "b": 40.0, "c": 5.0}, {"c": 1}) == {"a": 2, "b": 1, "c": 1}


@given(st.lists(points, min_size=1, max_size=6, unique=True), points, points)
def test_no_order_of_stops_is_shorter(
    places: list[tuple[float, float]], start: tuple[float, float], end: tuple[float, float]
) -> None:
    stops = [stop(str(i), *place) for i, place in enumerate(places)]
    order = shortest_order(stops, start=start, end=end)
    shortest = min(length_m([start, *way, end]) for way in permutations(places))
    assert length_m([start, *map(position, order), end]) == pytest.approx(shortest)
    assert set(order) == set(stops)


@given(st.permutations(range(14)))
def test_many_stops_along_a_road_come_in_the_order_of_the_road(shuffled: list[int]) -> None:
    stops = [stop(str(i), 300.0 * i, 0.0) for i in shuffled]
    order = shortest_order(stops, start=(-300.0, 0.0), end=(4500.0, 0.0))
    assert [s.key for s in order] == [str(i) for i in range(14)]


@given(st.floats(0, 40_000), st.floats(0, 40_000))
def test_a_longer_way_never_takes_less_time(one_m: float, other_m: float) -> None:
    near, far = sorted((one_m, other_m))
    assert leg_seconds(near, BUS) <= leg_seconds(far, BUS)


def test_driving_time_of_a_leg_by_hand() -> None:
    # 5,000 m straight are 6,600 m of road: 800 m at 30 km/h are 96 s, 5,800 m at 55 km/h
    # are 379.6 s, and 15 s go for the stop
    assert leg_seconds(5000, BUS) == pytest.approx(96 + 379.636 + 15, abs=0.01)


def test_a_leg_takes_a_minute_at_least_and_a_train_waits_one() -> None:
    row = [stop("a", 0, 0), stop("b", 10, 0), stop("c", 20, 0)]
    assert ride_minutes(row, "local") == [(0, 0), (1, 1), (2, 2)]
    assert ride_minutes(row, "rail") == [(0, 0), (1, 2), (3, 3)]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 3, 10), {"werktag", "schultag"}),
        (date(2026, 7, 7), {"werktag", "ferientag"}),
        (date(2026, 6, 3), {"werktag", "schultag", "nacht"}),  # the night before a holiday
        (date(2026, 6, 4), {"sonntag", "freizeit"}),
        (date(2026, 10, 3), {"sonntag", "freizeit", "nacht"}),  # a Saturday
    ],
)
def test_services_of_a_day_by_hand(day: date, expected: set[str]) -> None:
    public = {date(2026, 6, 4), date(2026, 10, 3)}
    assert services_on(day, public=public, school={date(2026, 7, 7)}) == expected


def test_telephone_numbers_are_fictional_and_stay_the_same() -> None:
    assert phone("kita-1") == phone("kita-1") != phone("kita-2")


def test_chance_repeats_itself_for_a_subject_alone() -> None:
    assert dice("a").random() == dice("a").random() != dice("b").random()
    assert dice("a", seed=1).random() != dice("a", seed=2).random()


def test_a_line_is_named_after_the_places_that_its_source_names() -> None:
    lines = {line.number: line for line in read_lines()[0]}
    assert lines["31"].name == "Burgen – Brodenbach – Niederfell – Dieblich – Koblenz"
    assert lines["375"].name == "Obertor/Burg – Krankenhaus – Knüppchen – Hit-Markt – Obertor/Burg"
    assert all(set(line.via) <= set(line.course) for line in lines.values())


def test_an_archive_is_the_same_whenever_it_is_written(tmp_path: Path) -> None:
    write_archive(tmp_path / "a.zip", {"b.txt": "ä\n", "a.txt": "1\n"})
    write_archive(tmp_path / "b.zip", {"a.txt": "1\n", "b.txt": "ä\n"})
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()


def test_the_samples_come_out_the_same_twice_and_as_shipped(
    shared_data: Path, tmp_path: Path
) -> None:
    for folder in ("once", "twice"):
        write_samples(shared_data / "mayen-koblenz", tmp_path / folder)
    for path in sorted((tmp_path / "once").iterdir()):
        assert path.read_bytes() == (tmp_path / "twice" / path.name).read_bytes()
        assert path.read_bytes() == (SHIPPED / "mayen-koblenz" / path.name).read_bytes(), path.name
