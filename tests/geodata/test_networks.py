from __future__ import annotations

import time
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import pytest

from geodata.district import Source, find_district
from geodata.errors import MissingInputError
from geodata.inputs import file_hash
from geodata.networks import build_networks, open_networks
from geodata.points import Points
from tests.geodata.sources.feeds import write_feed

if TYPE_CHECKING:
    from pathlib import Path

    from geodata.district import District

TUESDAY = date(2026, 3, 10)


@pytest.fixture
def district(tmp_path: Path) -> District:
    """A district of one bus line and straight lines."""
    timetable = Source("timetable", write_feed(tmp_path))
    return replace(find_district(), sources={"timetable": timetable}, travel={"max_rides": 3})


def test_network_files_open_as_what_was_built_and_at_once(
    district: District, tmp_path: Path
) -> None:
    built = build_networks(district, tmp_path / "n", day=TUESDAY, progress=lambda _: None)
    begin = time.perf_counter()
    opened = open_networks(tmp_path / "n")
    assert time.perf_counter() - begin < 1
    assert (opened.options, opened.typical_day) == (built.options, TUESDAY)
    assert [*opened.days] == [*built.days]
    home, door = Points.of((7.07, 50.37)), Points.of((7.17, 50.15))
    both = [
        n.transit(TUESDAY).depart_matrix(home, door, depart_s=7 * 3600) for n in (built, opened)
    ]
    assert both[0] == both[1] == 90
    hops = opened.days[TUESDAY].connections.departure_s
    assert isinstance(hops.base, np.memmap)


def test_each_part_of_the_building_is_told_with_its_number(
    district: District, tmp_path: Path
) -> None:
    told: list[str] = []
    built = build_networks(district, tmp_path / "n", day=TUESDAY, progress=told.append)
    many = len(built.days)
    days = [f"timetable, day {number} of {many}" for number in range(1, many + 1)]
    assert told == ["reading the timetable", *days]  # straight lines are not built


def test_stale_and_foreign_folders_are_refused_in_a_sentence(
    district: District, tmp_path: Path
) -> None:
    build_networks(district, tmp_path / "n", day=TUESDAY, progress=lambda _: None)
    now = {"timetable": file_hash(district.sources["timetable"].path)}
    assert open_networks(tmp_path / "n", inputs=now).straight_line
    with pytest.raises(MissingInputError, match=r"other files than now \(timetable\)"):
        open_networks(tmp_path / "n", inputs={"timetable": "0" * 16})
    with pytest.raises(MissingInputError, match="holds no network files of version"):
        open_networks(tmp_path)
