from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.errors import ShapeError
from geodata.points import Points
from geodata.searches.nearest import nearest_doors, reachable_counts, soonest_percentiles
from geodata.searches.profiles import door_walks
from geodata.searches.windows import WindowError, window_percentiles
from tests.geodata.exhaustive import Call
from tests.geodata.towns import near, places, town_transit, towns
from tests.geodata.ways import at

if TYPE_CHECKING:
    from tests.geodata.towns import Corner, Place, Town

KINDS = ("kita", "counselling")
several = st.lists(places, min_size=1, max_size=4)
ends = st.tuples(several, several)
labels = st.lists(st.sampled_from(KINDS), min_size=4, max_size=4)
windows = st.tuples(st.integers(-600, 1800), st.integers(0, 1200))


def _all_of(stops: list[Corner], chosen: list[Place]) -> Points:
    points = [near(stops, place) for place in chosen]
    return Points(
        np.concatenate([point.longitude for point in points]),
        np.concatenate([point.latitude for point in points]),
    )


@settings(deadline=None, max_examples=60)
@given(towns(), ends, labels, windows, st.integers(1, 3))
def test_the_nearest_doors_are_the_first_of_all_doors_sorted(
    town: Town,
    ends: tuple[list[Place], list[Place]],
    kinds: list[str],
    window: tuple[int, int],
    k: int,
) -> None:
    transit = town_transit(*town)
    homes, doors = (_all_of(town[0], chosen) for chosen in ends)
    kinds = kinds[: len(doors)]
    times = {"first_s": window[0], "last_s": sum(window)}
    every = window_percentiles(transit, homes, doors, **times, percents=(50, 5, 95))
    found = nearest_doors(
        transit, homes, doors, **times, k=k, percent=50, percents=(5, 95), kinds=kinds
    )
    assert [*found] == [*dict.fromkeys(kinds)]
    for kind, nearest in found.items():
        for home in range(len(homes)):
            ranked = sorted(
                (every[home, door, 0], door)
                for door in range(len(doors))
                if kinds[door] == kind and np.isfinite(every[home, door, 0])
            )[:k]
            chosen = [door for _, door in ranked]
            missing = k - len(chosen)
            assert nearest.door[home].tolist() == chosen + [-1] * missing
            np.testing.assert_array_equal(
                nearest.minutes[home],
                np.concatenate([every[home, chosen, 1:], np.full((missing, 2), np.nan)]),
            )


@settings(deadline=None, max_examples=60)
@given(towns(), ends, labels, windows)
def test_the_soonest_door_is_the_best_of_its_kind_at_each_departure(
    town: Town, ends: tuple[list[Place], list[Place]], kinds: list[str], window: tuple[int, int]
) -> None:
    transit = town_transit(*town)
    homes, doors = (_all_of(town[0], chosen) for chosen in ends)
    kinds = kinds[: len(doors)]
    first_s, last_s = window[0], sum(window)
    every = np.stack(
        [
            transit.depart_matrix(homes, doors, depart_s=second)
            for second in range(first_s, last_s + 1, 60)
        ]
    )
    every = np.where(np.isnan(every), np.inf, every)
    found = soonest_percentiles(
        transit, homes, doors, first_s=first_s, last_s=last_s, percents=(0, 100), kinds=kinds
    )
    for kind, minutes in found.items():
        best = every[:, :, [its == kind for its in kinds]].min(axis=2)
        expected = np.stack([best.min(axis=0), best.max(axis=0)], axis=-1)
        np.testing.assert_array_equal(np.where(np.isnan(minutes), np.inf, minutes), expected)


@settings(deadline=None, max_examples=80)
@given(towns(), ends, labels, windows, st.integers(1, 4))
def test_the_kth_soonest_door_is_the_kth_of_all_sorted_anew_at_each_departure(
    town: Town,
    ends: tuple[list[Place], list[Place]],
    kinds: list[str],
    window: tuple[int, int],
    k: int,
) -> None:
    transit = town_transit(*town)
    homes, doors = (_all_of(town[0], chosen) for chosen in ends)
    kinds = kinds[: len(doors)]
    first_s, last_s = window[0], sum(window)
    seconds = range(first_s, last_s + 1, 60)
    every = np.stack([transit.depart_matrix(homes, doors, depart_s=s) for s in seconds])
    found = soonest_percentiles(
        transit,
        homes,
        doors,
        first_s=first_s,
        last_s=last_s,
        k=k,
        percents=(0, 50, 100),
        kinds=kinds,
    )
    for kind, minutes in found.items():
        for home in range(len(homes)):
            of_kind = [door for door, its in enumerate(kinds) if its == kind]
            kth = sorted(
                sorted([*np.where(np.isnan(row), np.inf, row), *[np.inf] * k])[k - 1]
                for row in every[:, home, of_kind]
            )
            middle = int(0.5 * (len(kth) - 1) + 0.5)
            expected = [kth[0], kth[middle], kth[-1]]
            assert np.where(np.isnan(minutes[home]), np.inf, minutes[home]).tolist() == expected


def test_the_second_nearest_may_be_another_door_at_another_departure() -> None:
    buses = (
        (Call(0, 600, 600), Call(1, 900, 900)),
        (Call(0, 1200, 1200), Call(2, 1500, 1500)),
    )
    transit = town_transit([(0, 0), (9000, 0), (0, 9000)], buses)
    home, doors = at((0, 0)), at((0, 119.5), (9000, 59.5), (0, 9059.5))
    leaving = {"first_s": 600, "last_s": 660}  # the first bus is caught at 600 only
    both = soonest_percentiles(transit, home, doors, **leaving, k=2, percents=(0, 100))[""]
    assert both.tolist() == [[6.0, 15.0]]  # 5 + 1; then 9 + 5 + 1 by the other bus
    third = soonest_percentiles(transit, home, doors, **leaving, k=3, percents=(0, 100))[""]
    assert third[0, 0] == 16.0  # 10 + 5 + 1
    assert third[0, 1] > 140  # the first bus is gone: nine kilometres on foot
    fourth = soonest_percentiles(transit, home, doors, **leaving, k=4)[""]
    assert np.isnan(fourth).all()


def test_the_kth_soonest_does_not_depend_on_the_order_of_homes_or_doors_nor_on_blocks() -> None:
    buses = tuple((Call(0, s, s), Call(1, s + 600, s + 600)) for s in range(0, 3600, 420))
    transit = town_transit([(0, 0), (9000, 0)], buses)
    homes = at(*[(3 * n % 250, 0) for n in range(150)])
    doors = at(*[(9000, 2 * n) for n in range(140)])
    times = {"first_s": 0, "last_s": 3000, "k": 7}
    found = soonest_percentiles(transit, homes, doors, **times)[""]
    mixed = np.random.default_rng(7).permutation(140)
    turned = soonest_percentiles(
        transit, homes.take(slice(None, None, -1)), doors.take(mixed), **times
    )
    np.testing.assert_array_equal(turned[""][::-1], found)
    alone = soonest_percentiles(transit, homes.take([17]), doors, **times)[""]
    np.testing.assert_array_equal(alone[0], found[17])


def test_two_kitas_and_an_office_by_hand() -> None:
    bus = (Call(0, 600, 600), Call(1, 1200, 1200))
    transit = town_transit([(0, 0), (9000, 0)], (bus,))
    home = at((0, 0))
    doors = at((0, 119.5), (9000, 59.5), (0, 239.5))  # 2 and 4 minutes on foot, 1 behind the bus
    kinds = ["kita", "office", "kita"]
    found = nearest_doors(transit, home, doors, first_s=0, last_s=0, k=2, kinds=kinds)
    assert found["kita"].door.tolist() == [[0, 2]]
    assert found["kita"].minutes.tolist() == [[[2], [4]]]
    assert found["office"].door.tolist() == [[1, -1]]
    assert found["office"].minutes[0, 0].tolist() == [21]
    assert np.isnan(found["office"].minutes[0, 1]).all()
    assert nearest_doors(transit, home, doors, first_s=0, last_s=0, k=1)[""].door.tolist() == [[0]]


def test_equally_near_doors_come_in_their_order_in_any_block_of_lanes() -> None:
    transit = town_transit([(0, 0), (9000, 0)], ((Call(0, 60, 60), Call(1, 600, 600)),))
    homes, doors = at(*[(0, 0)] * 300), at(*[(9000, 50)] * 130)
    found = nearest_doors(transit, homes, doors, first_s=0, last_s=60, k=3)[""]
    assert found.door.tolist() == [[0, 1, 2]] * 300


def test_walks_that_are_kept_give_the_same_answer() -> None:
    transit = town_transit([(0, 0), (9000, 0)], ((Call(0, 660, 660), Call(1, 1200, 1200)),))
    homes, doors = at((0, 0), (50, 0)), at((9000, 50), (0, 2000))
    walks = door_walks(transit, homes, doors)
    times = {"first_s": 0, "last_s": 600}
    for question in (nearest_doors, soonest_percentiles):
        fresh = question(transit, homes, doors, **times)[""]
        kept = question(transit, homes, doors, **times, walks=walks)[""]
        for one, other in zip(fresh, kept, strict=True):
            np.testing.assert_array_equal(one, other)


def test_reach_counts_doors_up_to_the_limit_inclusive() -> None:
    minutes = np.array([[10.0, 20.0, np.nan], [20.01, 30.0, 5.0]])
    assert reachable_counts(minutes, max_minutes=20).tolist() == [2, 1]
    assert reachable_counts(minutes[:, :, None], max_minutes=20).tolist() == [[2], [1]]


def test_kinds_that_do_not_fit_and_nobody_at_home() -> None:
    transit = town_transit([(0, 0), (9000, 0)], ((Call(0, 60, 60), Call(1, 600, 600)),))
    home = at((0, 0))
    with pytest.raises(ShapeError, match="2 kinds do not fit 1 doors"):
        nearest_doors(transit, home, home, first_s=0, last_s=60, kinds=["kita", "kita"])
    for question in (nearest_doors, soonest_percentiles):
        with pytest.raises(WindowError, match="no door number 0"):
            question(transit, home, home, first_s=0, last_s=60, k=0)
    none = soonest_percentiles(transit, at(), at(), first_s=0, last_s=60, k=2)[""]
    assert none.shape == (0, 3)
    assert np.isnan(soonest_percentiles(transit, home, at(), first_s=0, last_s=60, k=2)[""]).all()
    nobody = nearest_doors(transit, at(), home, first_s=0, last_s=60, k=3)[""]
    assert (nobody.door.shape, nobody.minutes.shape) == ((0, 3), (0, 3, 1))
    nothing = nearest_doors(transit, home, at(), first_s=0, last_s=60, k=3)[""]
    assert nothing.door.tolist() == [[-1, -1, -1]]
