from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.searches.rank_kernels import Window, durations_for, durations_of, runs_for, write_ranks
from geodata.walking import NEVER


@settings(deadline=None, max_examples=400)
@given(
    step_s=st.sampled_from([1, 3, 60]),
    delays=st.lists(st.tuples(st.integers(0, 200), st.booleans()), min_size=1, max_size=12),
    on_foot=st.integers(0, 300) | st.just(NEVER),
    missed=st.booleans(),
)
def test_each_rank_is_the_duration_at_its_place_when_all_are_sorted(
    step_s: int, delays: list[tuple[int, bool]], on_foot: int, *, missed: bool
) -> None:
    departures, first_s = len(delays), 1000
    second = [first_s + number * step_s for number in range(departures)]
    arrival = [NEVER if missed else second[-1] + delays[-1][0]]
    for number in range(departures - 2, -1, -1):  # who leaves earlier is there no later
        delay, same = delays[number]
        earlier = min(arrival[0], second[number] + delay)
        arrival.insert(0, arrival[0] if same else earlier)
    window = Window(first_s, step_s, departures, np.arange(departures))
    runs, space = runs_for(window, 1), durations_for(window)
    starts = [n for n in range(departures) if n == 0 or arrival[n] != arrival[n - 1]][::-1]
    for place, start in enumerate(starts):
        runs.arrival_s[0, place], runs.first[0, place] = arrival[start], start
    runs.many[0] = len(starts)
    result = np.zeros(departures, np.int32)
    many = durations_of(runs, 0, on_foot, window, space)
    write_ranks(space, many, on_foot, window, result)
    by_vehicle = [NEVER if a >= NEVER else a - s for a, s in zip(arrival, second, strict=True)]
    assert result.tolist() == sorted(min(duration, on_foot) for duration in by_vehicle)
