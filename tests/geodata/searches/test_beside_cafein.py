"""The synthetic district beside cafein: the same seconds from every stop to every stop."""

from __future__ import annotations

from datetime import date

import pytest

from scripts.benchmarks.stop_gate import CLOCKS, StopGate, stop_gate
from scripts.benchmarks.synthetic import SMALL, DistrictSize, district_files

TUESDAY = date(2026, 3, 10)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> StopGate:
    files = district_files(tmp_path_factory.mktemp("synthetic"), SMALL)
    return stop_gate(files.timetable, TUESDAY)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> StopGate:
    files = district_files(tmp_path_factory.mktemp("synthetic"), DistrictSize())
    return stop_gate(files.timetable, TUESDAY)


@pytest.mark.parametrize("clock", CLOCKS)
def test_every_pair_of_stops_takes_as_many_seconds_as_in_cafein(
    small: StopGate, clock: str
) -> None:
    pairs, differing = small.at(clock)
    assert pairs >= len(small.day.stops.ids)
    assert differing.tolist() == []


def test_most_pairs_of_stops_have_a_way_in_the_morning(small: StopGate) -> None:
    assert small.at("07:30").pairs > 0.8 * len(small.day.stops.ids) ** 2


@pytest.mark.long
@pytest.mark.parametrize("clock", CLOCKS)
def test_the_whole_district_takes_as_many_seconds_as_in_cafein(whole: StopGate, clock: str) -> None:
    assert whole.at(clock).differing.tolist() == []
