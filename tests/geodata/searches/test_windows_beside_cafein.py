"""Two hours of departures beside cafein: the same percentiles from every stop to every stop."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from scripts.benchmarks.stop_gate import stop_gate
from scripts.benchmarks.synthetic import SMALL, DistrictSize, district_files
from scripts.benchmarks.window_gate import PERCENTS, over_window

if TYPE_CHECKING:
    from pathlib import Path

    from scripts.benchmarks.stop_gate import Agreement

TUESDAY, FRIDAY = date(2026, 3, 10), date(2022, 6, 24)
HEIDELBERG = "heidelberg/vrn_gtfs_cut.zip"


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Agreement]:
    files = district_files(tmp_path_factory.mktemp("synthetic"), SMALL)
    return over_window(stop_gate(files.timetable, TUESDAY))


@pytest.fixture(scope="module")
def heidelberg(shared_data: Path) -> dict[int, Agreement]:
    return over_window(stop_gate(shared_data / HEIDELBERG, FRIDAY))


@pytest.mark.parametrize("percent", PERCENTS)
@pytest.mark.parametrize("case", ["small", "heidelberg"])
def test_every_pair_of_stops_has_the_percentiles_of_cafein(
    case: str, percent: int, request: pytest.FixtureRequest
) -> None:
    pairs, differing = request.getfixturevalue(case)[percent]
    assert pairs > 30_000
    assert differing.tolist() == []


@pytest.mark.long
def test_the_whole_district_has_the_percentiles_of_cafein(tmp_path: Path) -> None:
    whole = over_window(stop_gate(district_files(tmp_path, DistrictSize()).timetable, TUESDAY))
    assert {p: agreement.differing.tolist() for p, agreement in whole.items()} == {
        p: [] for p in PERCENTS
    }
