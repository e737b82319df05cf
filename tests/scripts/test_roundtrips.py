from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pandas as pd
import pytest
from click.testing import CliRunner, Result

from scripts.cli import main
from tests.geodata.sources.feeds import SOUND, more, write_feed

if TYPE_CHECKING:
    from pathlib import Path

BERLIN = ZoneInfo("Europe/Berlin")
HOMES = "id,lon,lat\nacht,7.07,50.37\n=1+1,7.07,50.3705\n"
DOORS = (
    "id;lon;lat;opening_hours\n"
    "cond;7.17;50.15;Mo-Fr 08:00-12:00\n"
    "asks;7.17;50.15;nach Vereinbarung\n"
    "prose;7.17;50.15;wenn die Sonne scheint\n"
    "tuesday;7.17;50.15;Di 8–12 Uhr\n"
)
BACK = ("t3,12:00:00,12:00:00,C,1", "t3,12:40:00,12:40:00,A,2")
COLUMNS = (
    "date from_id to_id starts start leave home last_home there_minutes back_minutes"
    " travel_minutes absence_minutes transfers"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "homes.csv").write_text(HOMES, encoding="utf-8")
    (tmp_path / "doors.csv").write_text(DOORS, encoding="utf-8")
    write_feed(tmp_path, stop_times=more("stop_times", *BACK), trips=more("trips", "r,week,t3"))
    return tmp_path


def _ask(folder: Path, *options: str, start: str = "2026-03-09", days: str = "2") -> Result:
    files = ["--gtfs", str(folder / "feed.zip"), "--from-date", start, "--days", days]
    points = ["--homes", str(folder / "homes.csv"), "--doors", str(folder / "doors.csv")]
    by_day = ["--leave-from", "6:00", "--home-by", "18:00"]
    out = ["--out", str(folder / "out.csv")]
    return CliRunner().invoke(main, ["roundtrips", *files, *points, *by_day, *out, *options])


def _table(folder: Path) -> pd.DataFrame:
    return pd.read_csv(folder / "out.csv").set_index(["date", "from_id", "to_id"])


def test_a_row_tells_the_shortest_trip_of_a_date_a_home_and_a_door(folder: Path) -> None:
    result = _ask(folder, "--wait", "150")
    assert result.exit_code == 0, result.output
    assert result.stdout == ""
    assert "out.csv: 16 rows." in result.stderr
    assert (folder / "out.csv").read_text(encoding="utf-8").startswith(COLUMNS.replace(" ", ","))
    row = _table(folder).loc["2026-03-09", "acht", "cond"].to_dict()
    assert row == {
        "starts": 31,  # 8:30, when the bus is there, to 11:00: out at 9:30, the bus home is at 12:00
        "start": "2026-03-09T08:30:00+01:00",
        "leave": "2026-03-09T08:00:00+01:00",
        "home": "2026-03-09T12:40:00+01:00",
        "last_home": "2026-03-09T12:00:00+01:00",
        "there_minutes": 30.0,
        "back_minutes": 40.0,
        "travel_minutes": 70.0,
        "absence_minutes": 280.0,
        "transfers": 0,
    }


def test_unknown_hours_are_counted_and_stay_empty_and_a_shut_door_has_no_start(
    folder: Path,
) -> None:
    result = _ask(folder, "--wait", "150")
    assert "The hours of 2 of 4 doors are not known." in result.stderr
    starts = _table(folder)["starts"].xs("acht", level="from_id")
    assert starts.drop(["cond", "tuesday"], level="to_id").isna().all()
    assert starts.xs("tuesday", level="to_id").tolist() == [0, 31]
    assert "'=1+1" in (folder / "out.csv").read_text(encoding="utf-8")


def test_what_one_asks_for_changes_the_answer(folder: Path) -> None:
    def starts(*options: str) -> int:
        result = _ask(folder, "--wait", "150", *options, days="1")
        assert result.exit_code == 0, result.output
        return int(_table(folder).loc[("2026-03-09", "acht", "cond"), "starts"])

    assert starts("--stay", "120") == 19  # to 10:00
    assert starts("--home-by", "12:40") == 31
    assert starts("--home-by", "12:39") == 0
    assert starts("--longest-absence", "280") == 31
    assert starts("--longest-absence", "279") == 0
    assert starts("--leave-from", "8:01") == 0


def test_on_a_public_holiday_doors_are_shut(folder: Path) -> None:
    calendar = SOUND["calendar"].replace("20260329", "20260430")
    times, trips = more("stop_times", *BACK), more("trips", "r,week,t3")
    write_feed(folder, stop_times=times, trips=trips, calendar=calendar)
    days = {"start": "2026-04-02", "days": "2"}  # Good Friday is the second
    for options, starts in (((), [31, 31]), (("--state", "RP"), [31, 0])):
        assert _ask(folder, "--wait", "150", *options, **days).exit_code == 0
        assert _table(folder)["starts"].xs(("acht", "cond"), level=(1, 2)).tolist() == starts


@pytest.mark.parametrize("day", ["2026-03-29", "2026-10-25"])
def test_on_the_days_on_which_the_clocks_change_limits_are_those_of_the_clock(
    folder: Path, day: str
) -> None:
    """A bus there at half past one at night and one home at midnight, in local time both."""
    calendar = SOUND["calendar"].replace("20260329", "20261231").replace("1,1,0,0,", "1,1,1,1,")
    times = (
        "trip_id,arrival_time,departure_time,stop_id,stop_sequence\n"
        f"t1,{gtfs_time(day, '01:30')},{gtfs_time(day, '01:30')},A,1\nt1,04:00:00,04:00:00,C,2\n"
        "t2,23:00:00,23:00:00,C,1\nt2,24:00:00,24:00:00,A,2\n"
        "t3,23:30:00,23:30:00,C,1\nt3,24:30:00,24:30:00,A,2\n"
    )
    stops = SOUND["stops"].replace("50.15", "51.50")  # two days on foot
    trips = more("trips", "r,week,t3")
    write_feed(folder, calendar=calendar, stop_times=times, stops=stops, trips=trips)
    doors = "id;lon;lat;opening_hours\ncond;7.17;51.50;Mo-So 00:00-24:00\n"
    (folder / "doors.csv").write_text(doors, encoding="utf-8")
    before = date.fromisoformat(day) - timedelta(1)

    def works(leave_from: str, home_by: str) -> bool:
        limits = ["--leave-from", leave_from, "--home-by", home_by, "--wait", "1440"]
        result = _ask(folder, *limits, start=before.isoformat(), days="2")
        assert result.exit_code == 0, result.output
        return bool(_table(folder).loc[(day, "acht", "cond"), "starts"] > 0)

    assert works("1:30", "24:00")
    last_home = _table(folder).loc[(day, "acht", "cond"), "last_home"]
    assert last_home.startswith(f"{day}T23:00")  # the next one is home at half past midnight
    assert not works("1:31", "24:00")
    assert not works("1:30", "23:59")


def gtfs_time(day: str, clock: str) -> str:
    """Return a local time as GTFS writes it: hours since noon minus twelve hours."""
    noon = datetime.fromisoformat(f"{day}T12:00").replace(tzinfo=BERLIN)
    then = datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=BERLIN)
    second = 12 * 3600 - round(noon.timestamp() - then.timestamp())
    return f"{second // 3600:02}:{second // 60 % 60:02}:{second % 60:02}"


def test_by_bike_one_comes_to_a_stop_and_home_from_it(folder: Path) -> None:
    (folder / "homes.csv").write_text("id,lon,lat\nfar,7.07,50.385\n", encoding="utf-8")
    for options, starts in (((), 0), (("--bike-to-stop", "15"), 31)):
        assert _ask(folder, "--wait", "150", *options, days="1").exit_code == 0
        assert _table(folder).loc[("2026-03-09", "far", "cond"), "starts"] == starts


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--days", "0"], "0 is not in the range 1<=x<=31"),
        (["--state", "XX"], "'XX' is not one of"),
        (["--out", "x.parquet"], "must end in .csv"),
        (["--days", "31"], "2026-03-28 lies outside the timetable"),
        (["--doors", "HOMES"], "homes.csv, field opening_hours: this column is missing"),
    ],
)
def test_what_cannot_be_used_is_refused_in_a_sentence(
    folder: Path, options: list[str], told: str
) -> None:
    options = [str(folder / "homes.csv") if option == "HOMES" else option for option in options]
    result = _ask(folder, *options)
    assert result.exit_code == 2
    assert told in result.output
