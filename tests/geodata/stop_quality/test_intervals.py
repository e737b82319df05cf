from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.errors import ShapeError
from geodata.stop_quality.intervals import (
    interval_by_count,
    longest_wait_s,
    quadratic_interval_s,
)

if TYPE_CHECKING:
    from pathlib import Path

HOUR = 3600
SIX, TWENTY = 6 * HOUR, 20 * HOUR
TIMES = st.lists(st.integers(0, 400), max_size=12).map(sorted)
BEGIN, END = 60, 360


def _interval(times: list[int]) -> float:
    return quadratic_interval_s(np.array(times, dtype=np.int64), begin_s=BEGIN, end_s=END)


def _by_waiting(times: list[int]) -> float:
    """Twice the mean wait of people who come half-way through each second, the day repeated."""
    inside = [time for time in times if BEGIN <= time < END]
    if not inside:
        return np.inf
    comings = [*times, inside[0] + END - BEGIN]
    waits = [min(t for t in comings if t > s) - (s + 0.5) for s in range(BEGIN, END)]
    return 2 * sum(waits) / (END - BEGIN)


@pytest.mark.parametrize("number", range(3))
def test_the_interval_is_that_of_the_published_cases(shared_data: Path, number: int) -> None:
    file = shared_data / "reference/oevgk/interval_cases.json"
    case = json.loads(file.read_text("utf-8"))["cases"][number]
    times = np.array([*case["departures_s"], case["next_departure_s"]])
    window = {"begin_s": case["a_s"], "end_s": case["b_s"]}
    assert quadratic_interval_s(times, **window) == case["interval_s"]
    given = quadratic_interval_s(times[:-1], **window, next_s=case["next_departure_s"])
    assert given == case["interval_s"] == (2600.0, 918.75, 3424.0)[number]


def test_the_worked_example_can_be_followed_by_hand() -> None:
    # 6:00 to 7:00; buses at 6:35 and 7:15: 35 minutes before the first, 40 between the two, of
    # which 15 lie behind the window: (2100² + 2400² − 900²) / 3600 = 9 360 000 / 3600 = 2600
    times = np.array([SIX + 35 * 60, SIX + 75 * 60])
    assert quadratic_interval_s(times, begin_s=SIX, end_s=SIX + HOUR) == 2600


@given(TIMES)
def test_it_is_twice_the_mean_wait_of_whoever_comes_at_any_second(times: list[int]) -> None:
    assert _interval(times) == pytest.approx(_by_waiting(times))


@given(st.sampled_from([1, 2, 3, 4, 5, 6, 10, 12, 20, 30]), st.data())
def test_even_departures_have_the_interval_between_them(number: int, data: st.DataObject) -> None:
    every = (END - BEGIN) // number
    first = BEGIN + data.draw(st.integers(0, every - 1))
    assert _interval([first + n * every for n in range(number)]) == pytest.approx(every)


@given(st.lists(st.integers(BEGIN, END - 1), min_size=1, max_size=12).map(sorted))
def test_bunched_departures_are_never_better_than_even_ones(times: list[int]) -> None:
    assert _interval(times) >= (END - BEGIN) / len(times) - 1e-9


@given(TIMES, st.integers(0, 400))
def test_one_more_departure_never_makes_it_worse(times: list[int], more: int) -> None:
    assert _interval(sorted([*times, more])) <= _interval(times)


def test_a_departure_at_the_end_of_the_window_is_the_next_one() -> None:
    assert _interval([END]) == np.inf
    assert _interval([BEGIN, END]) == END - BEGIN


def test_the_count_gives_840_minutes_by_half_the_departures() -> None:
    assert interval_by_count(28, window_minutes=840) == 60
    assert interval_by_count(0, window_minutes=840) == np.inf


@given(TIMES)
def test_the_longest_wait_is_found_by_trying_every_second(times: list[int]) -> None:
    wait, longest = 0, 0
    for second in range(BEGIN, END + 1):
        wait = 0 if second == BEGIN else wait + 1
        longest = max(longest, wait)
        wait = 0 if second in times else wait
    found = longest_wait_s(np.array(times, dtype=np.int64), begin_s=BEGIN, end_s=END)
    assert found == longest


def test_a_bus_every_two_hours_keeps_the_target_to_the_minute() -> None:
    times = np.arange(SIX, TWENTY + 1, 2 * HOUR)
    assert longest_wait_s(times, begin_s=SIX, end_s=TWENTY) == 2 * HOUR
    later = np.delete(times, 3)
    assert longest_wait_s(later, begin_s=SIX, end_s=TWENTY) == 4 * HOUR


def test_an_empty_window_or_departures_out_of_order_are_refused() -> None:
    with pytest.raises(ShapeError, match="empty"):
        quadratic_interval_s(np.array([1]), begin_s=5, end_s=5)
    with pytest.raises(ShapeError, match="order"):
        longest_wait_s(np.array([3, 1]), begin_s=0, end_s=5)
