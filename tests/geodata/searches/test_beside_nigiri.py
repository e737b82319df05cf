"""Beside nigiri, changes of two minutes: every pair that differs is explained by a named rule."""

from __future__ import annotations

import csv
import math
from datetime import date
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pytest

from scripts.benchmarks.footpaths import closed_footpaths
from scripts.benchmarks.nigiri_gate import (
    CLOCKS,
    FOOTPATH,
    NEXT_DAY,
    Compared,
    by_rule,
    differences,
    list_differences,
)
from scripts.benchmarks.nigiri_stops import NigiriStops, minute_footpaths
from scripts.benchmarks.plain_day import plain_day
from scripts.benchmarks.synthetic import SMALL, DistrictSize, district_files

if TYPE_CHECKING:
    from pathlib import Path

    from geodata.timetable.service_day import ServiceDay
    from geodata.walking import WalkingTable
    from scripts.benchmarks.nigiri_gate import Difference

TUESDAY, FRIDAY = date(2026, 3, 10), date(2022, 6, 24)
HEIDELBERG = "heidelberg/vrn_gtfs_cut.zip"
PAIRS = 2_000  # drawn anew for each time of day


class Case(NamedTuple):
    day: ServiceDay
    footpaths: WalkingTable
    peer: NigiriStops

    def differences(self, clock: str, *, every: bool = False) -> list[Difference]:
        hour, minute = map(int, clock.split(":"))
        stops = range(len(self.day.stops.ids))
        drawn = np.random.default_rng(hour).integers(0, len(stops), (PAIRS, 2)).tolist()
        pairs = [*product(stops, stops)] if every else [(a, b) for a, b in drawn]
        return differences(self.day, self.footpaths, self.peer, hour * 60 + minute, pairs)


def _case(timetable: Path, folder: Path, day: date) -> Case:
    runs = plain_day(timetable, day)
    footpaths = minute_footpaths(closed_footpaths(runs.stop_points))
    return Case(runs, footpaths, NigiriStops(timetable, folder, runs, footpaths))


@pytest.fixture(scope="module")
def synthetic(tmp_path_factory: pytest.TempPathFactory) -> Case:
    files = district_files(tmp_path_factory.mktemp("synthetic"), SMALL)
    return _case(files.timetable, tmp_path_factory.mktemp("nigiri"), TUESDAY)


@pytest.fixture(scope="module")
def heidelberg(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Case:
    return _case(shared_data / HEIDELBERG, tmp_path_factory.mktemp("nigiri"), FRIDAY)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Case:
    files = district_files(tmp_path_factory.mktemp("synthetic"), DistrictSize())
    return _case(files.timetable, tmp_path_factory.mktemp("nigiri"), TUESDAY)


@pytest.mark.parametrize(
    "case", ["synthetic", "heidelberg", pytest.param("whole", marks=pytest.mark.long)]
)
@pytest.mark.parametrize("clock", CLOCKS)
def test_a_named_rule_explains_every_pair_that_differs(
    case: str, clock: str, request: pytest.FixtureRequest
) -> None:
    found = by_rule(request.getfixturevalue(case).differences(clock))
    unexplained = {rule: pairs for rule, pairs in found.items() if rule not in {NEXT_DAY, FOOTPATH}}
    assert unexplained == {}


@pytest.mark.long
@pytest.mark.parametrize("clock", CLOCKS)
def test_a_named_rule_explains_each_of_all_pairs_of_a_real_timetable(
    heidelberg: Case, clock: str
) -> None:
    found = by_rule(heidelberg.differences(clock, every=True))
    assert found.keys() <= {NEXT_DAY, FOOTPATH}


def test_every_pair_that_differs_is_listed_with_its_rule(synthetic: Case, tmp_path: Path) -> None:
    found = {clock: synthetic.differences(clock) for clock in ("07:30", "20:00")}
    ids = synthetic.day.stops.ids.tolist()
    listed = [Compared(clock, PAIRS, ids, some) for clock, some in found.items()]
    list_differences(tmp_path / "out.csv", listed)
    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as file:
        rows = [*csv.DictReader(file)]
    assert rows == [
        {
            "clock": clock,
            "origin": ids[d.origin],
            "destination": ids[d.destination],
            "ours": "" if math.isnan(d.ours) else f"{d.ours:g}",
            "theirs": "" if math.isnan(d.theirs) else f"{d.theirs:g}",
            "rule": d.rule,
        }
        for clock, some in found.items()
        for d in some
    ]
    assert {row["rule"] for row in rows} == {NEXT_DAY, FOOTPATH}


def test_nigiri_logs_nothing_past_us(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    files = district_files(tmp_path / "district", SMALL)
    capfd.readouterr()
    _case(files.timetable, tmp_path / "nigiri", TUESDAY)
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("case", ["synthetic", "heidelberg"])
def test_where_we_find_a_way_only_neighbouring_stops_differ(
    case: str, request: pytest.FixtureRequest
) -> None:
    found = [
        d for d in request.getfixturevalue(case).differences("07:30") if not math.isnan(d.ours)
    ]
    assert set(by_rule(found)) == {FOOTPATH}
    assert len(found) < PAIRS / 50
