from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from geodata.sources.gtfs import Feed, read_feed
from geodata.timetable.feed_changes import LostArea, expired, lost_areas, lost_since
from geodata.timetable.feed_summary import (
    SATURDAY,
    WORKING_DAY,
    FeedSummary,
    read_summary,
    summary_of,
)
from tests.geodata.sources.feeds import write_feed

if TYPE_CHECKING:
    from pathlib import Path


def _feed(folder: Path, *, trips: int, far: int) -> Feed:
    """Trips from A to B, the first of them on to C, which lies fifteen kilometres off."""
    header = "trip_id,arrival_time,departure_time,stop_id,stop_sequence\n"
    calls = [(n, stop) for n in range(trips) for stop in ("ABC" if n < far else "AB")]
    times = [
        f"t{n},0{8 + 'ABC'.index(s)}:00:00,0{8 + 'ABC'.index(s)}:00:00,{s},{'ABC'.index(s)}\n"
        for n, s in calls
    ]
    names = "".join(f"r,week,t{n}\n" for n in range(trips))
    path = write_feed(
        folder, trips=f"route_id,service_id,trip_id\n{names}", stop_times=header + "".join(times)
    )
    return read_feed(path)


def test_an_area_is_lost_when_less_than_half_of_its_trips_are_left(tmp_path: Path) -> None:
    before = _feed(tmp_path, trips=20, far=12)
    squares = summary_of([before]).areas[WORKING_DAY]
    assert sorted(squares.values()) == [("Acht", 20), ("Boos", 20), ("Cond", 12)]
    assert lost_areas(before, before) == ()
    assert lost_areas(before, _feed(tmp_path, trips=20, far=6)) == ()
    (lost,) = lost_areas(before, _feed(tmp_path, trips=20, far=5))
    assert str(lost) == "around Cond 5 trips a day instead of 12"
    assert lost_areas(_feed(tmp_path, trips=20, far=9), _feed(tmp_path, trips=20, far=0)) == ()


def test_a_timetable_is_out_of_date_after_its_last_day_and_before_its_first(tmp_path: Path) -> None:
    feed = replace(_feed(tmp_path, trips=2, far=1), name="VRM")
    assert expired(feed, date(2026, 3, 10)) is None
    assert expired(feed, date(2026, 3, 27)) is None
    for day in (date(2026, 3, 1), date(2026, 3, 28)):
        assert f"VRM runs from 2026-03-02 to 2026-03-27, not on {day}" in str(expired(feed, day))


def test_a_region_that_moved_into_another_timetable_is_not_lost(tmp_path: Path) -> None:
    whole, without = _feed(tmp_path, trips=20, far=12), _feed(tmp_path, trips=20, far=0)
    assert [area.name for area in lost_areas(whole, without)] == ["Cond"]
    other = _feed(tmp_path, trips=7, far=7)
    assert lost_since(summary_of([whole]), summary_of([without, other])) == ()
    both = summary_of([without, other]).areas[WORKING_DAY]
    assert sorted(both.values()) == [("Acht", 27), ("Boos", 27), ("Cond", 7)]


def test_a_lost_saturday_is_told_and_the_greatest_loss_of_an_area_only_once() -> None:
    def summary(working: int, saturday: int) -> FeedSummary:
        areas = {WORKING_DAY: {"1 1": ("Cond", working)}, SATURDAY: {"1 1": ("Cond", saturday)}}
        return FeedSummary((), areas)

    (lost,) = lost_since(summary(40, 12), summary(40, 5))
    assert str(lost) == "around Cond 5 trips on a Saturday instead of 12"
    assert lost_since(summary(40, 12), summary(10, 5)) == (LostArea("Cond", 40, 10),)
    assert lost_since(summary(40, 12), FeedSummary((), {})) == (LostArea("Cond", 40, 0),)


def test_a_summary_that_was_kept_is_the_same_summary(tmp_path: Path) -> None:
    summary = summary_of([_feed(tmp_path, trips=20, far=12)])
    summary.save(tmp_path / "feeds.json")
    assert read_summary(tmp_path / "feeds.json") == summary
    assert summary.timetables[0].last_date == date(2026, 3, 27)
    (tmp_path / "feeds.json").write_text('{"timetables": [{}], "areas": {}}')
    assert read_summary(tmp_path / "feeds.json") is None
    assert read_summary(tmp_path / "nowhere.json") is None
