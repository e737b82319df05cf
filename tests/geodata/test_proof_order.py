"""No answer depends on the order of rows, on the number of threads, or on how work is cut up."""

from __future__ import annotations

import sys
from dataclasses import fields, replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from geodata.journeys.alternatives import alternatives
from geodata.journeys.pareto import minutes_by_rides
from geodata.round_trips.week import round_trips
from geodata.searches.nearest import nearest_doors, soonest_percentiles
from geodata.searches.one_way import shortest_durations
from geodata.searches.windows import window_percentiles
from tests.geodata.exhaustive import Call
from tests.geodata.towns import town_transit
from tests.geodata.ways import at

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType

    from geodata.points import Points
    from geodata.searches.transit import Transit
    from tests.geodata.exhaustive import Trip

    Arrays = list[np.ndarray]
    Query = Callable[[Transit, Points, Points], Arrays]

HOMES, DOORS, STOPS, BUSES, LAST_S = 41, 23, 12, 90, 7200
HOURS = [(1200, 5400)]
CUTS = {"_BLOCK", "_LANES", "_PART", "_JOINED", "_SORTED", "_STREAMED"}  # sizes of blocks of work
WINDOW = {"first_s": 0, "last_s": 3600, "step_s": 60}
KINDS = [("kita", "office")[door % 2] for door in range(DOORS)]


def _corners(seed: int, many: int) -> list[tuple[int, int]]:
    drawn = np.random.default_rng(seed).integers(0, 4, (many, 4))
    return [(2000 * x + 40 * u, 2000 * y + 40 * v) for x, y, u, v in drawn.tolist()]


def _runs() -> list[Trip]:
    """Buses of three hops each, at random but always the same."""
    random, runs = np.random.default_rng(7), []
    for _ in range(BUSES):
        second, calls = int(random.integers(0, LAST_S)), []
        for stop in random.integers(0, STOPS, 4).tolist():
            calls.append(Call(stop, second, second + 30))
            second += 30 + int(random.integers(60, 400))
        runs.append(tuple(calls))
    return runs


def _town(runs: list[Trip]) -> Transit:
    return town_transit(_corners(1, STOPS), tuple(runs), change=45, rides=3)


def _round_trips(transit: Transit, homes: Points, doors: Points) -> Arrays:
    trips = round_trips(transit, homes, doors, [HOURS] * len(doors))
    return [getattr(trips, column.name) for column in fields(trips)]


def _soonest(transit: Transit, homes: Points, doors: Points) -> Arrays:
    return [*soonest_percentiles(transit, homes, doors, **WINDOW, kinds=KINDS).values()]


def _nearest(transit: Transit, homes: Points, doors: Points) -> Arrays:
    found = nearest_doors(transit, homes, doors, **WINDOW, k=3, kinds=KINDS)
    return [array for kind in found.values() for array in kind]


QUERIES: dict[str, Query] = {
    "matrix": lambda *t: [t[0].depart_matrix(*t[1:], depart_s=600)],
    "matrix by arrival": lambda *t: [t[0].arrive_matrix(*t[1:], arrive_s=5000)],
    "percentiles of a window": lambda *t: [window_percentiles(*t, **WINDOW)],
    "shortest way": lambda *t: [
        shortest_durations(*t, earliest_arrival_s=1200, latest_arrival_s=5400)
    ],
    "nearest": _nearest,
    "soonest": _soonest,
    "by rides": lambda *t: [minutes_by_rides(*t, depart_s=600)],
    "round trips": _round_trips,
}


@pytest.fixture(scope="module")
def transit() -> Transit:
    return _town(_runs())


def _same(one: Arrays, other: Arrays) -> None:
    for a, b in zip(one, other, strict=True):
        np.testing.assert_array_equal(a, b)


def _cuts() -> list[tuple[ModuleType, str]]:
    """Return every size of a block of work that the package knows; compiled code has none."""
    known = [module for name, module in sys.modules.items() if name.startswith("geodata.")]
    return [(module, cut) for module in known for cut in CUTS if hasattr(module, cut)]


def test_the_work_of_every_query_is_cut_up_somewhere() -> None:
    assert {module.__name__.split(".")[1] for module, _ in _cuts()} >= {
        "searches",
        "journeys",
        "round_trips",
    }


@pytest.mark.parametrize("name", QUERIES)
def test_the_order_of_the_trips_changes_no_answer(name: str, transit: Transit) -> None:
    homes, doors = at(*_corners(2, HOMES)), at(*_corners(3, DOORS))
    found = QUERIES[name](transit, homes, doors)
    assert any(np.isfinite(array).any() for array in found)
    _same(QUERIES[name](_town(_runs()[::-1]), homes, doors), found)


@pytest.mark.parametrize("threads", [1, 2, 7])
@pytest.mark.parametrize("name", QUERIES)
def test_neither_threads_nor_blocks_change_an_answer(
    name: str, threads: int, transit: Transit, monkeypatch: pytest.MonkeyPatch
) -> None:
    homes, doors = at(*_corners(2, HOMES)), at(*_corners(3, DOORS))
    found = QUERIES[name](replace(transit), homes, doors)
    assert any(np.isfinite(array).any() for array in found)
    monkeypatch.setattr("os.cpu_count", lambda: threads)
    for module, cut in _cuts():
        monkeypatch.setattr(module, cut, 3)
    _same(QUERIES[name](replace(transit), homes, doors), found)


@pytest.mark.parametrize("name", ["matrix", "matrix by arrival", "percentiles of a window"])
def test_the_order_of_homes_and_doors_changes_only_the_order_of_the_answer(
    name: str, transit: Transit
) -> None:
    homes, doors = at(*_corners(2, HOMES)), at(*_corners(3, DOORS))
    (found,) = QUERIES[name](transit, homes, doors)
    rows, columns = (np.random.default_rng(5).permutation(n) for n in (HOMES, DOORS))
    (turned,) = QUERIES[name](transit, homes.take(rows), doors.take(columns))
    np.testing.assert_array_equal(turned, found[np.ix_(rows, columns)])


def test_the_order_of_the_trips_changes_no_list_of_alternatives(transit: Transit) -> None:
    other = _town(_runs()[::-1])
    homes, doors = at(*_corners(2, 6)), at(*_corners(3, 6))
    for number in range(6):
        pair = homes.take([number]), doors.take([number])
        lists = [
            [(j.departs_s, j.arrives_s, j.rides) for j in found.in_order]
            for found in (alternatives(t, *pair, depart_s=600, fitting=9) for t in (transit, other))
        ]
        assert lists[0] == lists[1]


def test_what_takes_how_long_backwards_is_what_it_takes_forwards(transit: Transit) -> None:
    """Leave at the latest second for the earliest arrival, and one is there at that arrival."""
    homes, doors = at(*_corners(2, HOMES)), at(*_corners(3, DOORS))
    for depart_s in (0, 600, 3000):
        there = transit.depart_matrix(homes, doors, depart_s=depart_s)
        for home, door in [(0, 0), (7, 3), (20, 11), (40, 22)]:
            pair = homes.take([home]), doors.take([door])
            arrive_s = depart_s + round(60 * there[home, door])
            back = round(60 * transit.arrive_matrix(*pair, arrive_s=arrive_s)[0, 0])
            leave_s = arrive_s - back
            assert leave_s >= depart_s
            again = transit.depart_matrix(*pair, depart_s=leave_s)[0, 0]
            assert leave_s + round(60 * again) == arrive_s
            later = transit.depart_matrix(*pair, depart_s=leave_s + 1)[0, 0]
            assert leave_s + 1 + round(60 * later) > arrive_s
