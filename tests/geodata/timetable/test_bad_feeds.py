"""A real timetable spoilt in 500 ways: it loads and accounts for every row, or is refused."""

from __future__ import annotations

import zipfile
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from geodata.errors import SourceError
from geodata.sources.feed_files import lines_of
from geodata.sources.gtfs import Feed, read_feed
from geodata.timetable.calls import AREAS
from geodata.timetable.service_calendar import services_on
from geodata.timetable.service_day import service_day
from tests.geodata.sources.feed_mutations import Files, cut_out, spoil, write_files

if TYPE_CHECKING:
    from pathlib import Path

FEED = "heidelberg/vrn_gtfs_cut.zip"
FAULTS, GROUPS = 500, 20
STOP_TIMES = 2000
FRIDAY = date(2022, 6, 24)
# files of the zip whose rows each become one row of a table of the feed
TABLES = {
    name: name
    for name in (
        *("stops", "routes", "trips", "stop_times", "calendar", "calendar_dates"),
        *("frequencies", "transfers", "booking_rules"),
    )
} | {"agency": "agencies"}


@pytest.fixture(scope="module")
def cut(shared_data: Path) -> Files:
    return cut_out(shared_data / FEED, stop_times=STOP_TIMES)


@pytest.fixture(scope="module")
def whole(shared_data: Path) -> Files:
    return cut_out(shared_data / FEED, stop_times=10**9)


def test_the_cut_out_is_sound_and_of_its_size(cut: Files, tmp_path: Path) -> None:
    feed = read_feed(write_files(tmp_path / "sound.zip", cut))
    assert len(feed.stop_times) == pytest.approx(STOP_TIMES, rel=0.1)
    assert feed.report.counts == {}
    _check_rows(feed)
    _check_day(feed, FRIDAY)


@pytest.mark.parametrize("group", range(GROUPS))
def test_a_spoilt_timetable_accounts_for_every_row_or_is_refused(
    cut: Files, tmp_path: Path, group: int
) -> None:
    for number in range(group, FAULTS, GROUPS):
        _check(cut, number, tmp_path / f"{number}.zip")


@pytest.mark.long
@pytest.mark.parametrize("group", range(GROUPS))
def test_the_whole_timetable_spoilt_accounts_for_every_row_or_is_refused(
    whole: Files, tmp_path: Path, group: int
) -> None:
    for number in range(group, FAULTS, GROUPS):
        _check(whole, number, tmp_path / f"{number}.zip")


def _check(files: Files, number: int, path: Path) -> None:
    fault = f"fault {number}, {spoil(files, number, path)}"
    try:
        feed = read_feed(path)
    except SourceError as error:
        _check_sentence(str(error), path, fault)
    else:
        _check_rows(feed, fault)
        middle = feed.first_date + (feed.last_date - feed.first_date) // 2
        inside = feed.first_date <= FRIDAY <= feed.last_date
        _check_day(feed, FRIDAY if inside else middle, fault)
    path.unlink()


def _check_sentence(text: str, path: Path, fault: str) -> None:
    assert text.startswith(path.name), fault
    assert text.endswith("."), fault
    assert "\n" not in text, fault
    assert len(text) < 1000, fault


def _check_rows(feed: Feed, fault: str = "") -> None:
    """Every line of the zip is a row of the feed or counted under a rule."""
    with zipfile.ZipFile(feed.path) as archive:
        members = {name.removesuffix(".txt"): name for name in archive.namelist()}
        lines = {name: lines_of(archive.read(member)) for name, member in members.items()}
    for name, table in TABLES.items():
        loaded, dropped = len(getattr(feed, table)), feed.report.dropped.get(name, {})
        read = feed.report.rows.get(name, 0)
        assert loaded + sum(dropped.values()) == read, f"{fault}: {name}.txt"
        if "not_utf_8" not in feed.report.counts:
            assert read == max(lines.get(name, 0) - 1, 0), f"{fault}: {name}.txt"
    for rule, number in feed.report.counts.items():
        assert number > 0, fault
        assert feed.report.examples[rule], f"{fault}: {rule}"
        assert rule in str(feed.report)


def _check_day(feed: Feed, day: date, fault: str = "") -> None:
    """Every trip that runs on the date is in the day, or counted under a rule."""
    built = service_day([feed], day)
    running = set(feed.trips.loc[feed.trips["service_id"].isin(services_on(feed, day)), "trip_id"])
    missing = running - set(built.trips.ids.tolist())
    counted = sum(number for rule, number in built.left_out.items() if "trips" in rule[:6])
    areas = built.left_out.get(AREAS, 0)
    assert len(missing) <= counted + areas, f"{fault}: {built.left_out}"
    hops = built.connections
    assert (hops.departure_s <= hops.arrival_s).all(), fault
    assert (hops.departure_s[1:] >= hops.departure_s[:-1]).all(), fault
    assert hops.departure_s.min(initial=0) > -timedelta(days=2).total_seconds(), fault
