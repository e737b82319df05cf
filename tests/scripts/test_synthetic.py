"""The synthetic district: always the same, as large as it says, readable by our readers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import pytest

from geodata.sources.gtfs import read_feed
from geodata.sources.osm import read_ways
from geodata.streets.network import build_street_network
from geodata.timetable.service_day import service_day
from scripts.benchmarks.synthetic import SMALL, DistrictSize, district_files, write_district
from scripts.point_files import read_point_file

if TYPE_CHECKING:
    from pathlib import Path

    from scripts.benchmarks.synthetic import DistrictFiles

TUESDAY, SUNDAY, HOLIDAY = date(2026, 3, 10), date(2026, 3, 15), date(2026, 7, 7)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> DistrictFiles:
    return district_files(tmp_path_factory.mktemp("synthetic"), SMALL)


def test_it_is_the_same_byte_for_byte(small: DistrictFiles, tmp_path: Path) -> None:
    again = district_files(tmp_path, SMALL)
    for one, other in zip(small, again, strict=True):
        if one.suffix != ".pbf":  # its header carries the time of writing
            assert one.read_bytes() == other.read_bytes()
    first, second = read_ways(small.streets), read_ways(again.streets)
    assert first.tags.equals(second.tags)
    assert np.array_equal(first.longitude, second.longitude)


def test_it_is_made_once(tmp_path: Path) -> None:
    first = district_files(tmp_path, SMALL).cells.stat().st_mtime_ns
    assert district_files(tmp_path, SMALL).cells.stat().st_mtime_ns == first


def test_another_seed_makes_another_district(small: DistrictFiles, tmp_path: Path) -> None:
    other = district_files(tmp_path, replace(SMALL, seed=1))
    assert other.cells.read_bytes() != small.cells.read_bytes()


def test_its_timetable_has_no_fault(small: DistrictFiles) -> None:
    assert not read_feed(small.timetable).report.counts


def test_more_runs_on_a_school_day_than_in_the_holidays_and_on_sundays(
    small: DistrictFiles,
) -> None:
    feed = read_feed(small.timetable)
    trips = [len(service_day([feed], day).trips.ids) for day in (TUESDAY, HOLIDAY, SUNDAY)]
    assert trips[0] > trips[1] > trips[2] > 0


def test_nearly_every_cell_is_near_a_street_and_two_stops_share_a_name(
    small: DistrictFiles,
) -> None:
    walk = build_street_network(read_ways(small.streets), mode="walk")
    _, cells = read_point_file(small.cells)
    assert walk.unsnapped(cells).mean() < 0.02
    names = service_day([read_feed(small.timetable)], TUESDAY).stops.names.tolist()
    assert max(names.count(name) for name in names) == 2


@pytest.mark.parametrize("times", [2, 4])
def test_more_cells_and_more_trips_leave_the_rest_alone(
    small: DistrictFiles, tmp_path: Path, times: int
) -> None:
    larger = district_files(tmp_path, replace(SMALL, cells=times, timetable=times))
    assert larger.services.read_bytes() == small.services.read_bytes()
    cells = [len(read_point_file(files.cells)[0]) for files in (small, larger)]
    assert cells[1] / cells[0] == pytest.approx(times, rel=0.1)
    days = [service_day([read_feed(files.timetable)], TUESDAY) for files in (small, larger)]
    trips = [len(day.trips.ids) for day in days]
    assert trips[1] / trips[0] == pytest.approx(times, rel=0.02)
    assert days[0].stops.ids.tolist() == days[1].stops.ids.tolist()


@pytest.mark.long
def test_the_plain_district_is_as_large_as_it_says(tmp_path: Path) -> None:
    write_district(tmp_path, DistrictSize())
    day = service_day([read_feed(tmp_path / "timetable.zip")], TUESDAY)
    assert len(read_ways(tmp_path / "streets.osm.pbf").longitude) == pytest.approx(30_000, rel=0.05)
    assert len(day.stops.ids) == pytest.approx(2_000, rel=0.05)
    assert len(day.trips.ids) == pytest.approx(3_300, rel=0.05)
    assert len(day.connections.trip) == pytest.approx(94_000, rel=0.05)
    assert len(read_point_file(tmp_path / "cells.csv")[0]) == pytest.approx(13_000, rel=0.05)
