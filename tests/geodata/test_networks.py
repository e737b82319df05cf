from __future__ import annotations

import json
import time
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import pytest
from shapely import box
from shapely.geometry import mapping

from geodata.district import Source, find_district
from geodata.errors import MissingInputError, SourceError
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
    many = len({*built.all_days.pattern_of.values()})
    assert 1 < many < len(built.days)  # days on which the same runs are told, and built, once
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


def test_every_day_that_the_timetable_covers_can_be_asked_for(
    district: District, tmp_path: Path
) -> None:
    begin = {"every_day_from": TUESDAY, "progress": lambda _: None}
    build_networks(district, tmp_path / "n", day=TUESDAY, **begin)
    opened = open_networks(tmp_path / "n")
    assert (min(opened.all_days), max(opened.all_days)) == (date(2026, 3, 2), date(2026, 3, 27))
    assert len(opened.days) == 6
    home, door = Points.of((7.07, 50.37)), Points.of((7.17, 50.15))
    later, sunday = (
        opened.transit(day).depart_matrix(home, door, depart_s=7 * 3600)[0, 0]
        for day in (date(2026, 3, 25), date(2026, 3, 15))
    )
    assert later == 90
    assert sunday > 300  # nothing runs, one walks
    assert len(list((tmp_path / "n").glob("day-*"))) < 8


def test_what_runs_on_demand_is_kept_beside_the_headline(
    district: District, tmp_path: Path
) -> None:
    plain = build_networks(district, tmp_path / "p", day=TUESDAY, progress=lambda _: None)
    assert plain.with_on_demand is None
    table, areas = tmp_path / "rufbus.csv", tmp_path / "areas.geojson"
    table.write_text("area,line,from,to,lead_minutes\nAcht,,06:00,20:00,60\n,340,,,60\n", "utf-8")
    outline = mapping(box(7.04, 50.35, 7.08, 50.38))
    feature = {"type": "Feature", "properties": {"id": "1", "name": "Acht"}, "geometry": outline}
    areas.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}), "utf-8")
    sources = {"on_demand": Source("on_demand", table), "boundaries": Source("boundaries", areas)}
    ours = replace(district, sources={**district.sources, **sources})
    built = build_networks(ours, tmp_path / "n", day=TUESDAY, progress=lambda _: None)
    opened = open_networks(tmp_path / "n", inputs={"on_demand": file_hash(table)})
    home, door = Points.of((7.05, 50.36)), Points.of((7.17, 50.15))
    for networks in (built, opened):
        booked = networks.with_on_demand
        assert booked is not None
        off, on = (
            n.transit(TUESDAY).depart_matrix(home, door, depart_s=7 * 3600)[0, 0]
            for n in (networks, booked)
        )
        assert on == 90  # fetched at home for the bus at eight, which must be booked too
        assert off > 6 * 60  # on foot
    table.write_text("area,lead_minutes\nBoos,60\n", "utf-8")
    with pytest.raises(SourceError, match="'Boos' has no outline"):
        build_networks(ours, tmp_path / "x", day=TUESDAY, progress=lambda _: None)
