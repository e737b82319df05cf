from __future__ import annotations

import hashlib
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geodata.errors import SourceError
from geodata.sources.gtfs import read_feed
from tests.geodata.sources.feeds import SOUND, more, write_feed

if TYPE_CHECKING:
    from pathlib import Path


def test_a_sound_feed_has_nothing_to_report(tmp_path: Path) -> None:
    path = write_feed(tmp_path)
    feed = read_feed(path)
    assert feed.report.counts == {}
    assert feed.report.rows["stop_times"] == 6
    assert (feed.name, feed.timezone) == ("feed", "Europe/Berlin")
    assert feed.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


def test_times_over_24_hours_are_seconds_of_the_same_service_day(tmp_path: Path) -> None:
    times = read_feed(write_feed(tmp_path)).stop_times
    late = times[times["trip_id"] == "t2"]
    assert late["arrival_s"].tolist() == [85_800, 87_000, 90_000]


def test_the_first_and_last_day_are_days_on_which_something_runs(tmp_path: Path) -> None:
    exceptions = "service_id,date,exception_type\nweek,20260302,2\nweek,20260411,1\n"
    feed = read_feed(write_feed(tmp_path, calendar_dates=exceptions))
    assert feed.first_date == date(2026, 3, 3)  # Monday 2 March is removed
    assert feed.last_date == date(2026, 4, 11)  # a Saturday is added


def test_a_time_zone_as_long_as_a_book_is_refused_in_a_sentence(tmp_path: Path) -> None:
    agency = SOUND["agency"].replace("Europe/Berlin", "x" * 5000)
    with pytest.raises(SourceError, match="names no known time zone") as refusal:
        read_feed(write_feed(tmp_path, agency=agency))
    assert len(str(refusal.value)) < 200


def test_a_calendar_counts_only_its_weekdays(tmp_path: Path) -> None:
    feed = read_feed(
        write_feed(tmp_path, calendar=SOUND["calendar"].replace("20260302", "20260301"))
    )
    assert feed.first_date == date(2026, 3, 2)  # 1 March 2026 is a Sunday
    assert feed.last_date == date(2026, 3, 27)  # 29 March is a Sunday


def test_an_example_names_its_line_though_rows_before_it_were_dropped(tmp_path: Path) -> None:
    times = more("stop_times", "t1,short", "t1,08:40:00,08:40:00,X,4")
    report = read_feed(write_feed(tmp_path, stop_times=times)).report
    assert report.examples["row_of_wrong_length"] == ["stop_times.txt, line 8"]
    assert report.examples["unknown_stop"] == ["stop_times.txt, line 9, stop_id: 'X'"]


def test_rows_come_in_the_order_of_the_trips_whatever_their_order_in_the_file(
    tmp_path: Path,
) -> None:
    header, *rows = SOUND["stop_times"].splitlines()
    shuffled = "\n".join([header, *rows[::-1]]) + "\n"
    usual = read_feed(write_feed(tmp_path)).stop_times
    assert read_feed(write_feed(tmp_path, stop_times=shuffled)).stop_times.equals(usual)


def test_blank_times_stay_blank_for_the_timetable_to_fill(tmp_path: Path) -> None:
    blank = SOUND["stop_times"].replace("08:10:00,08:11:00", ",")
    times = read_feed(write_feed(tmp_path, stop_times=blank)).stop_times
    assert times["arrival_s"].tolist()[:3] == [28_800, -1, 30_600]


FAULTS = {
    "unknown_stop": {"stop_times": more("stop_times", "t1,08:40:00,08:40:00,X,4")},
    "unknown_trip": {"stop_times": more("stop_times", "t9,08:40:00,08:40:00,A,4")},
    "unknown_route": {"trips": more("trips", "x,week,t3")},
    "unknown_service": {"trips": more("trips", "r,sunday,t3")},
    "duplicate_row": {"trips": more("trips", "r,week,t1")},
    "missing_key": {"trips": more("trips", "r,week,")},
    "too_few_stops": {"trips": more("trips", "r,week,t3")},
    "unreadable_time": {"stop_times": SOUND["stop_times"].replace("08:10:00", "8 Uhr 10")},
    "unreadable_number": {"routes": SOUND["routes"].replace("340,3", "340,Bus")},
    "unreadable_date": {"calendar": more("calendar", "x,1,1,1,1,1,1,1,20260230,20260301")},
    "one_time_missing": {"stop_times": SOUND["stop_times"].replace("08:11:00", "")},
    "departure_before_arrival": {"stop_times": SOUND["stop_times"].replace("08:11:00", "08:09:00")},
    "untimed_end": {"stop_times": more("stop_times", "t1,,,A,4")},
    "unknown_parent": {"stops": more("stops", "D,Daun,50.2,6.8,,nowhere")},
    "unknown_agency": {"routes": SOUND["routes"].replace("r,a", "r,b")},
    "stop_without_position": {"stops": more("stops", "D,Daun,,,,")},
    "position_of_station": {"stops": more("stops", "D,Daun,0,0,,S")},
    "timezone_differs": {"agency": more("agency", "b,Bahn,https://y.example,Europe/Zurich")},
    "ends_before_start": {"calendar": more("calendar", "x,1,1,1,1,1,1,1,20260401,20260301")},
    "never_runs": {
        "calendar": more("calendar", "x,0,0,0,0,0,0,0,20260301,20260401"),
        "trips": more("trips", "r,x,t3"),
        "stop_times": more("stop_times", "t3,1:00:00,1:00:00,A,1", "t3,2:00:00,2:00:00,B,2"),
    },
    "unknown_exception": {"calendar_dates": "service_id,date,exception_type\nweek,20260302,3\n"},
    "bad_headway": {
        "frequencies": "trip_id,start_time,end_time,headway_secs\nt1,08:00:00,10:00:00,0\n"
    },
    "unknown_booking_rule": {
        "stop_times": SOUND["stop_times"]
        .replace("stop_sequence\n", "stop_sequence,pickup_booking_rule_id\n")
        .replace("A,1", "A,1,x")
        .replace("B,2", "B,2,")
        .replace("C,3", "C,3,")
        .replace("C,1", "C,1,")
        .replace("A,3", "A,3,")
    },
    "row_of_wrong_length": {"stops": more("stops", "D,Daun,Eifel,50.2,6.8,,")},
    "not_utf_8": {"stops": more("stops", "D,Müden,50.2,6.8,,").encode("cp1252")},
    "identical_trip": {
        "trips": more("trips", "r,week,t3"),
        "stop_times": more(
            "stop_times",
            "t3,08:00:00,08:00:00,A,1",
            "t3,08:10:00,08:11:00,B,2",
            "t3,08:30:00,08:30:00,C,3",
        ),
    },
}


@pytest.mark.parametrize("rule", FAULTS)
def test_each_fault_is_counted_once_under_its_own_rule_with_an_example(
    rule: str, tmp_path: Path
) -> None:
    report = read_feed(write_feed(tmp_path, **FAULTS[rule])).report
    assert report.counts[rule] == 1
    assert len(report.examples[rule]) == 1
    assert rule in str(report)


def test_a_stop_time_at_a_missing_stop_is_dropped_and_its_trip_goes_on(tmp_path: Path) -> None:
    times = SOUND["stop_times"].replace("B,2", "X,2", 1)
    feed = read_feed(write_feed(tmp_path, stop_times=times))
    first = feed.stop_times[feed.stop_times["trip_id"] == "t1"]
    assert first["stop_id"].tolist() == ["A", "C"]
    assert feed.report.examples["unknown_stop"] == ["stop_times.txt, line 3, stop_id: 'X'"]


def test_a_stop_without_position_goes_with_its_stop_times(tmp_path: Path) -> None:
    stops = SOUND["stops"].replace("B,Boos,50.31,7.01", "B,Boos,,")
    feed = read_feed(write_feed(tmp_path, stops=stops))
    assert "B" not in set(feed.stops["stop_id"]) | set(feed.stop_times["stop_id"])
    assert feed.report.counts == {"stop_without_position": 1, "row_of_dropped_stop": 2}


def test_a_stop_without_position_is_put_at_its_station(tmp_path: Path) -> None:
    stops = SOUND["stops"].replace("B,Boos,50.31,7.01,,", "B,Boos,,,,S")
    feed = read_feed(write_feed(tmp_path, stops=stops))
    assert feed.stops.set_index("stop_id").loc["B", ["stop_lon", "stop_lat"]].tolist() == [
        7.08,
        50.38,
    ]


def test_a_trip_that_goes_back_in_time_is_dropped_whole(tmp_path: Path) -> None:
    times = SOUND["stop_times"].replace("08:30:00,08:30:00", "08:05:00,08:05:00")
    feed = read_feed(write_feed(tmp_path, stop_times=times))
    assert feed.trips["trip_id"].tolist() == ["t2"]
    assert feed.report.counts == {"time_runs_back": 1, "row_of_dropped_trip": 3}


def test_going_back_behind_a_stop_without_time_is_seen_too(tmp_path: Path) -> None:
    times = SOUND["stop_times"].replace("08:10:00,08:11:00", ",").replace("08:30", "07:30")
    assert read_feed(write_feed(tmp_path, stop_times=times)).report.counts["time_runs_back"] == 1


def test_of_a_trip_told_twice_the_first_row_and_first_times_are_kept(tmp_path: Path) -> None:
    again = [
        f"t1,{hour}:00,{hour}:00,A,{place}" for place, hour in enumerate(("09:00", "09:10"), 1)
    ]
    feed = read_feed(
        write_feed(
            tmp_path, trips=more("trips", "r,week,t1"), stop_times=more("stop_times", *again)
        )
    )
    assert feed.report.counts == {"duplicate_row": 3}
    assert feed.stop_times["arrival_s"].tolist()[:3] == [28_800, 29_400, 30_600]


def test_calendar_dates_alone_are_a_calendar(tmp_path: Path) -> None:
    dates = "service_id,date,exception_type\nweek,20260302,1\n"
    feed = read_feed(write_feed(tmp_path, calendar=None, calendar_dates=dates))
    assert feed.first_date == feed.last_date == date(2026, 3, 2)
    assert feed.calendar.empty
    assert "monday" in feed.calendar.columns


def test_a_feed_without_any_calendar_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"calendar\.txt \(or calendar_dates\.txt\) missing"):
        read_feed(write_feed(tmp_path, calendar=None))


def test_a_feed_in_which_no_trip_is_left_is_refused_with_the_reason(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="2 trips run on days that no calendar knows"):
        read_feed(write_feed(tmp_path, calendar=SOUND["calendar"].replace("week", "weekend")))


@pytest.mark.parametrize("name", ["agency", "stops", "routes", "trips", "stop_times"])
def test_a_feed_lacking_a_file_is_refused_by_its_name(name: str, tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=rf"{name}\.txt missing"):
        read_feed(write_feed(tmp_path, **{name: None}))


def test_a_feed_lacking_a_column_is_refused_by_its_name(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"field stop_lat: stops\.txt lacks this column"):
        read_feed(write_feed(tmp_path, stops=SOUND["stops"].replace("stop_lat", "latitude")))


def test_a_feed_without_a_time_zone_that_exists_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="no known time zone"):
        read_feed(write_feed(tmp_path, agency=SOUND["agency"].replace("Berlin", "Koblenz")))


@pytest.mark.parametrize("content", [b"", b"no zip", b"PK\x03\x04 broken"])
def test_what_is_no_zip_is_refused(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "feed.zip"
    path.write_bytes(content)
    with pytest.raises(SourceError, match="zip"):
        read_feed(path)


def test_frequencies_transfers_and_their_times_are_read(tmp_path: Path) -> None:
    feed = read_feed(
        write_feed(
            tmp_path,
            frequencies="trip_id,start_time,end_time,headway_secs\nt1,06:00:00,9:30:00,1800\n",
            transfers=(
                "from_stop_id,to_stop_id,transfer_type,min_transfer_time\nA,B,2,120\nB,A,3,\nX,A,0,\n"
            ),
        )
    )
    columns = ["start_s", "end_s", "headway_s", "exact_times"]
    assert feed.frequencies[columns].to_numpy().tolist() == [[21_600, 34_200, 1800, 0]]
    assert feed.transfers["min_transfer_s"].tolist() == [120, -1]
    assert feed.report.counts == {"unknown_stop": 1}


def test_groups_of_stops_of_the_draft_and_of_today_are_the_same(tmp_path: Path) -> None:
    times = (
        "trip_id,stop_id,location_group_id,stop_sequence,start_pickup_drop_off_window,"
        "end_pickup_drop_off_window,pickup_type,pickup_booking_rule_id\n"
        "t1,,zone,1,08:00:00,12:00:00,2,call\nt2,A,,1,,,,\nt2,B,,2,,,,\n"
    )
    old = times.replace("t1,,zone", "t1,zone,").replace("drop_off", "dropoff")
    rules = "booking_rule_id,booking_type,phone_number\ncall,1,0261 1\n"
    today = read_feed(
        write_feed(
            tmp_path,
            stop_times=times,
            booking_rules=rules,
            location_groups="location_group_id,location_group_name\nzone,Dorf\n",
            location_group_stops="location_group_id,stop_id\nzone,A\nzone,B\n",
        )
    )
    draft = read_feed(
        write_feed(
            tmp_path,
            stop_times=old,
            booking_rules=rules,
            location_groups="location_group_id,location_id,location_group_name\nzone,A,Dorf\nzone,B,\n",
        )
    )
    columns = ["location_group_id", "location_group_name", "stop_id"]
    assert today.location_groups[columns].to_numpy().tolist() == [
        ["zone", "Dorf", "A"],
        ["zone", "Dorf", "B"],
    ]
    assert draft.location_groups[columns].equals(today.location_groups[columns])
    assert draft.stop_times.equals(today.stop_times)
    assert today.stop_times["window_start_s"].tolist() == [28_800]
    assert today.report.counts == {"untimed_end": 2, "too_few_stops": 1}


def test_files_in_a_folder_of_the_zip_are_found(tmp_path: Path) -> None:
    path = write_feed(
        tmp_path, **dict.fromkeys(SOUND, None), **{f"vrm/{k}": v for k, v in SOUND.items()}
    )
    assert read_feed(path).report.counts == {"file_in_folder": len(SOUND)}


def test_a_byte_order_mark_and_blanks_do_not_matter(tmp_path: Path) -> None:
    stops = ("\ufeff" + SOUND["stops"].replace("A,Acht", " A , Acht ")).encode()
    feed = read_feed(write_feed(tmp_path, stops=stops))
    assert feed.report.counts == {}
    assert feed.stops["stop_name"].iloc[0] == "Acht"


@settings(
    deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    name=st.sampled_from(sorted(SOUND)),
    at=st.integers(0, 400),
    new=st.text(max_size=12) | st.sampled_from([",", "\n", '"', "-1", "99:99:99", "\x00"]),
)
def test_whatever_is_written_into_a_file_it_is_read_or_refused(
    name: str, at: int, new: str, tmp_path: Path
) -> None:
    text = SOUND[name]
    content = (text[:at] + new + text[at:]).encode("utf-8", errors="replace")
    try:
        feed = read_feed(write_feed(tmp_path, **{name: content}))
    except SourceError:
        return
    assert set(feed.stop_times["trip_id"]) == set(feed.trips["trip_id"])
    assert set(feed.stop_times["stop_id"]) <= set(feed.stops["stop_id"])
    assert set(feed.trips["route_id"]) <= set(feed.routes["route_id"])
    timed = feed.stop_times[feed.stop_times["arrival_s"] >= 0]
    assert (timed["departure_s"] >= timed["arrival_s"]).all()
    assert np.isfinite(feed.stops.loc[feed.stops["location_type"] < 3, "stop_lon"]).all()


def test_the_feed_of_heidelberg_is_sound(shared_data: Path) -> None:
    feed = read_feed(shared_data / "heidelberg" / "vrn_gtfs_cut.zip")
    assert (len(feed.stops), len(feed.trips), len(feed.stop_times)) == (392, 1480, 46_269)
    assert (feed.first_date, feed.last_date) == (date(2022, 6, 12), date(2022, 12, 10))
    assert feed.report.counts == {}


def test_the_on_demand_feed_has_groups_and_booking_rules(shared_data: Path) -> None:
    feed = read_feed(shared_data / "gtfs" / "bbnavi_brandenburg_gtfs_flex.zip")
    assert len(feed.stop_times) == 8
    assert (feed.stop_times["location_group_id"] != "").all()
    assert len(feed.location_groups) == 599
    assert set(feed.stop_times["pickup_booking_rule_id"]) <= set(
        feed.booking_rules["booking_rule_id"]
    )


def test_the_long_distance_feed_loses_only_trips_of_one_stop(shared_data: Path) -> None:
    feed = read_feed(shared_data / "gtfs" / "gtfsde_fv_2025.zip")
    assert feed.report.counts == {"too_few_stops": 18, "row_of_dropped_trip": 18}
