"""What readers keep within bounds, whole, and how they count the rest."""

from __future__ import annotations

import json
import zipfile
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from osmium.osm.mutable import Relation, Way
from shapely import box
from shapely.geometry import mapping

from geodata.crs import Bounds
from geodata.errors import SourceError
from geodata.sources.gtfs import Feed, read_feed
from geodata.sources.osm import read_features, read_ways
from tests.geodata.sources.extracts import SQUARE, extract, node, way
from tests.geodata.sources.feeds import SOUND, more, write_feed

if TYPE_CHECKING:
    from pathlib import Path

AROUND_ACHT = Bounds(7.05, 50.35, 7.09, 50.39)  # stop A and the station S of the sound feed
FAR = {
    "stops": more("stops", "D,Daun,50.2,6.8,,", "E,Erft,50.8,6.7,,"),
    "trips": more("trips", "r,week,t3"),
    "stop_times": more("stop_times", "t3,08:00:00,08:00:00,D,1", "t3,08:30:00,08:30:00,E,2"),
}


def _calls(feed: Feed) -> dict[str, list[str]]:
    return {str(trip): [*rows["stop_id"]] for trip, rows in feed.stop_times.groupby("trip_id")}


def test_a_trip_with_one_call_inside_stays_whole_and_all_others_are_counted(
    tmp_path: Path,
) -> None:
    path = write_feed(tmp_path, **FAR)
    feed = read_feed(path, bounds=AROUND_ACHT)
    assert _calls(feed) == {"t1": ["A", "B", "C"], "t2": ["C", "B", "A"]}
    assert [*feed.stops["stop_id"]] == ["A", "B", "C", "S"]
    assert feed.report.counts == {"outside_bounds": 3, "row_of_dropped_trip": 2}
    assert feed.report.dropped["trips"] == {"outside_bounds": 1}
    assert feed.report.dropped["stops"] == {"outside_bounds": 2}
    assert feed.report.examples["outside_bounds"][0] == "trips.txt, line 4, trip_id: 't3'"
    for name in ("stops", "trips", "stop_times"):
        dropped = sum(feed.report.dropped.get(name, {}).values())
        assert feed.report.rows[name] == len(getattr(feed, name)) + dropped


def test_without_bounds_nothing_is_left_out(tmp_path: Path) -> None:
    feed = read_feed(write_feed(tmp_path, **FAR))
    assert (len(feed.trips), len(feed.stops), feed.report.counts) == (3, 6, {})


def test_the_validity_is_that_of_the_whole_file(tmp_path: Path) -> None:
    longer = more("calendar", "summer,1,1,1,1,1,1,1,20260401,20260430")
    trips = FAR["trips"].replace("r,week,t3", "r,summer,t3")
    path = write_feed(tmp_path, **{**FAR, "trips": trips, "calendar": longer})
    whole, part = read_feed(path), read_feed(path, bounds=AROUND_ACHT)
    assert len(part.trips) == 2
    assert (part.first_date, part.last_date) == (whole.first_date, whole.last_date)


def test_a_station_stays_whole_where_one_of_its_platforms_is_called_at(tmp_path: Path) -> None:
    stops = (
        "stop_id,stop_name,stop_lat,stop_lon,location_type,parent_station\n"
        "A,Acht,50.37,7.07,,\nC,Cond,50.15,7.17,,X\nC2,Cond,50.15,7.171,,X\n"
        "X,Cond,50.15,7.17,1,\nC3,Cond,50.15,7.171,4,C2\nZ,Zell,50.02,7.18,,\n"
    )
    times = SOUND["stop_times"].replace("t1,08:10:00,08:11:00,B,2\n", "")
    times = times.replace("t2,24:10:00,24:10:00,B,2\n", "")
    transfers = "from_stop_id,to_stop_id,transfer_type\nC,C2,0\nA,Z,0\n"
    path = write_feed(tmp_path, stops=stops, stop_times=times, transfers=transfers)
    feed = read_feed(path, bounds=AROUND_ACHT)
    assert [*feed.stops["stop_id"]] == ["A", "C", "C2", "X", "C3"]
    assert feed.transfers[["from_stop_id", "to_stop_id"]].to_numpy().tolist() == [["C", "C2"]]
    assert feed.report.dropped["transfers"] == {"row_of_dropped_stop": 1}


def test_a_call_at_a_group_or_a_zone_is_inside_where_a_part_of_it_is(tmp_path: Path) -> None:
    header = "trip_id,stop_sequence,location_group_id,location_id,"
    header += "start_pickup_drop_off_window,end_pickup_drop_off_window\n"
    times = header + "".join(
        f"{trip},{number},{place},08:00:00,10:00:00\n"
        for trip, place in (("t1", "near,"), ("t2", "far,"), ("t3", ",here"), ("t4", ",there"))
        for number in (1, 2)
    )
    path = write_feed(
        tmp_path,
        trips="route_id,service_id,trip_id\n" + "".join(f"r,week,t{n}\n" for n in range(1, 5)),
        stop_times=times,
        location_groups="location_group_id,location_group_name\nnear,N\nfar,F\n",
        location_group_stops="location_group_id,stop_id\nnear,A\nnear,B\nfar,B\nfar,C\n",
    )
    features = [
        {"type": "Feature", "id": key, "properties": {}, "geometry": mapping(area)}
        for key, area in (("here", box(7.08, 50.38, 7.3, 50.5)), ("there", box(8, 50, 8.1, 50.1)))
    ]
    with zipfile.ZipFile(path, "a") as archive:
        collection = {"type": "FeatureCollection", "features": features}
        archive.writestr("locations.geojson", json.dumps(collection))
    feed = read_feed(path, bounds=AROUND_ACHT)
    assert [*feed.trips["trip_id"]] == ["t1", "t3"]
    assert [*feed.stops["stop_id"]] == ["A", "B", "S"]
    members = feed.location_groups[["location_group_id", "stop_id"]].to_numpy().tolist()
    assert members == [["near", "A"], ["near", "B"], ["far", "B"]]


def test_a_timetable_of_elsewhere_is_refused_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="holds no trip that calls within the bounds"):
        read_feed(write_feed(tmp_path), bounds=Bounds(8, 49, 9, 50))


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30, deadline=None
)
@given(
    places=st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=3, max_size=7),
    data=st.data(),
)
def test_a_trip_is_kept_if_and_only_if_it_calls_inside(
    places: list[tuple[int, int]], data: st.DataObject, tmp_path: Path
) -> None:
    number = st.integers(0, len(places) - 1)
    trips = data.draw(st.lists(st.lists(number, min_size=2, max_size=4), min_size=1, max_size=6))
    bounds = Bounds(7.15, 50.15, 7.55, 50.55)
    rows = "trip_id,arrival_time,departure_time,stop_id,stop_sequence\n"
    rows += "".join(
        f"t{trip},08:{at:02}:00,08:{at:02}:00,s{stop},{at}\n"
        for trip, calls in enumerate(trips)
        for at, stop in enumerate(calls)
    )
    stops = "stop_id,stop_name,stop_lat,stop_lon\n"
    stops += "".join(f"s{n},S{n},50.{y},7.{x}\n" for n, (x, y) in enumerate(places))
    ids = "".join(f"r,week,t{trip}\n" for trip in range(len(trips)))
    path = write_feed(
        tmp_path, stops=stops, stop_times=rows, trips="route_id,service_id,trip_id\n" + ids
    )
    inside = {n for n, (x, y) in enumerate(places) if 2 <= x <= 5 and 2 <= y <= 5}
    expected = {
        f"t{trip}": [f"s{n}" for n in calls]
        for trip, calls in enumerate(trips)
        if inside & set(calls)
    }
    if expected:
        assert _calls(read_feed(path, bounds=bounds)) == expected
    else:
        with pytest.raises(SourceError, match="no trip that calls within"):
            read_feed(path, bounds=bounds)


WEST_HALF = Bounds(6.9, 49.9, 7.1, 50.3)  # the first and the last corner of the square


def test_a_way_with_one_node_inside_stays_whole_and_all_others_are_counted(
    tmp_path: Path,
) -> None:
    path = extract(
        tmp_path / "a.osm.pbf",
        *SQUARE,
        way(10, [1, 2, 3], highway="path"),
        way(11, [2, 3], highway="path"),
        way(12, [2, 3], waterway="river"),
        way(13, [98, 99], highway="path"),
        way(14, [98, 2, 4], highway="path"),
    )
    ways = read_ways(path, bounds=WEST_HALF)
    assert ways.way_id.tolist() == [10, 14]
    assert ways.node_id[ways.way_nodes].tolist() == [1, 2, 3, 2, 4]
    assert (ways.outside, ways.missing_nodes) == (2, 1)
    assert read_ways(path).outside == 0


def test_features_outside_are_counted_once_and_stand_in_no_table(tmp_path: Path) -> None:
    near, far = (
        [node(base + i, x + dx, 50.1 + dy) for i, (dx, dy) in enumerate(CORNERS)]
        for base, x in ((20, 7.0), (30, 7.5))
    )
    path = extract(
        tmp_path / "a.osm.pbf",
        node(7, 7.0, 50.2, amenity="kindergarten", name="Hier"),
        node(8, 7.5, 50.2, amenity="kindergarten", name="Dort"),
        node(9, 7.5, 50.2, social_facility="shelter", name="Frauenhaus"),
        *near,
        *far,
        Way(id=40, nodes=[20, 21, 22, 20], tags={"building": "yes"}),
        Way(id=41, nodes=[30, 31, 32, 30], tags={"building": "yes"}),
        Way(id=42, nodes=[30, 31, 32, 30]),
        Relation(
            id=50, members=[("w", 42, "outer")], tags={"type": "multipolygon", "building": "yes"}
        ),
        Way(id=43, nodes=[98, 99], tags={"building": "yes"}),
    )
    found = read_features(path, bounds=WEST_HALF)
    assert found.kindergartens["name"].tolist() == ["Hier"]
    assert found.buildings["osm_id"].tolist() == ["w40"]
    assert (found.outside, found.withheld, found.unplaced) == (4, 0, ("w43",))
    everything = read_features(path)
    assert (everything.outside, everything.withheld) == (0, 1)
    np.testing.assert_array_equal(everything.buildings["osm_id"], ["r50", "w40", "w41"])


CORNERS = ((0.0, 0.0), (0.01, 0.0), (0.0, 0.01))
