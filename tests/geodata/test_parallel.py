from __future__ import annotations

from time import sleep

import pytest

from geodata.parallel import run_parallel
from geodata.searches.nearest import nearest_doors, soonest_percentiles
from geodata.searches.windows import window_percentiles
from tests.geodata.exhaustive import Call
from tests.geodata.towns import town_transit
from tests.geodata.ways import at

Told = list[tuple[int, int]]


@pytest.mark.parametrize("many", [0, 1, 5])
def test_every_part_that_is_done_is_told_in_turn(many: int) -> None:
    told: Told = []

    def late(number: int) -> int:
        sleep(0.002 * (many - number))  # the last is done first
        return number * number

    found = run_parallel(late, range(many), progress=lambda *t: told.append(t))
    assert found == [number * number for number in range(many)]
    assert told == [(done, many) for done in range(1, many + 1)]


def test_a_window_tells_how_many_of_its_parts_are_done() -> None:
    transit = town_transit([(0, 0), (9000, 0)], ((Call(0, 60, 60), Call(1, 600, 600)),))
    homes, doors = at(*[(n, 0) for n in range(300)]), at((9000, 50))
    for question in (window_percentiles, nearest_doors, soonest_percentiles):
        told: Told = []
        question(
            transit, homes, doors, first_s=0, last_s=60, progress=lambda *t, to=told: to.append(t)
        )
        assert told == sorted(told)
        assert told[-1][0] == told[-1][1]
