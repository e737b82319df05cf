from __future__ import annotations

from typing import TYPE_CHECKING

import osmium
import pandas as pd
import pytest
from click.testing import CliRunner, Result

from scripts.cli import main
from tests.geodata.sources.feeds import write_feed

if TYPE_CHECKING:
    from pathlib import Path

HOMES = "id,lon,lat\nhome,7.07,50.37\nfar,7.0,51.9\n"
DOORS = "id,lon,lat\ndoor,7.17,50.15\n=1+1,7.07,50.371\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "homes.csv").write_text(HOMES, encoding="utf-8")
    (tmp_path / "doors.csv").write_text(DOORS, encoding="utf-8")
    write_feed(tmp_path)
    return tmp_path


def _matrix(folder: Path, *options: str, out: str = "out.csv") -> Result:
    points = ["--origins", str(folder / "homes.csv"), "--destinations", str(folder / "doors.csv")]
    command = ["matrix", *points, "--out", str(folder / out), *options]
    return CliRunner().invoke(main, command)


def _transit(folder: Path, *options: str, day: str = "2026-03-09") -> Result:
    feed = ["--gtfs", str(folder / "feed.zip"), "--date", day]
    return _matrix(folder, "--mode", "transit", *feed, *options)


def test_a_bus_ride_is_minutes_from_the_departure_to_the_door(folder: Path) -> None:
    result = _transit(folder, "--depart", "07:50")
    assert result.exit_code == 0, result.output
    table = pd.read_csv(folder / "out.csv").set_index(["from_id", "to_id"])
    assert list(table.columns) == ["minutes"]
    assert table.loc[("home", "door"), "minutes"] == 40.0  # 07:50 to 08:30, doors at the stops
    lines = (folder / "out.csv").read_text(encoding="utf-8").splitlines()
    assert lines[:2] == ["from_id,to_id,minutes", "home,door,40.00"]


def test_a_cell_that_could_be_a_formula_is_marked(folder: Path) -> None:
    _matrix(folder, "--mode", "walk")
    assert "home,'=1+1,1.96" in (folder / "out.csv").read_text(encoding="utf-8")


def test_without_streets_ways_are_estimated_and_said_to_be(folder: Path) -> None:
    result = _matrix(folder, "--mode", "car")
    assert result.exit_code == 0
    assert "straight lines × detour factor" in result.output


def test_parquet_holds_the_same_with_numbers(folder: Path) -> None:
    _matrix(folder, "--mode", "bike", out="out.parquet")
    _matrix(folder, "--mode", "bike")
    table = pd.read_parquet(folder / "out.parquet")
    assert table["to_id"].tolist() == ["door", "=1+1"] * 2
    assert table["minutes"].tolist() == pd.read_csv(folder / "out.csv")["minutes"].tolist()


def test_options_change_the_answer(folder: Path) -> None:
    def minutes(*options: str) -> float:
        _transit(folder, "--depart", "07:50", *options)
        return float(pd.read_csv(folder / "out.csv")["minutes"][0])

    assert minutes("--walk-speed", "3.6") == 40.0
    assert minutes("--max-rides", "1", "--change", "60", "--max-walk", "0") == 40.0
    assert minutes("--depart", "08:01") > 300  # the bus is gone, and the way is long on foot


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("homes.csv", "id,lon\na,7\n", "homes.csv, field lat: this column is missing"),
        ("homes.csv", "id,lon,lat\na,x,50\n", "homes.csv, line 2, field lon"),
        ("homes.csv", "id,lon,lat\na,3600000,5500000\n", "line 2, field lon"),
        ("homes.csv", "id,lon,lat\na,7,50\na,7,50\n", "line 3, field id: a stands in line 2 too"),
        ("homes.csv", "id,lon,lat\n,7,50\n", "line 2, field id: is empty"),
        ("homes.csv", "id,lon,lat\n", "no row below its header"),
        ("doors.csv", "id,lon,lat\na,,\nb,7,x\nc,7,50\n", "2 rows cannot be used (line 2"),
    ],
)
def test_a_table_that_cannot_be_used_is_refused_with_file_line_and_field(
    folder: Path, name: str, content: str, told: str
) -> None:
    (folder / name).write_text(content, encoding="utf-8")
    result = _matrix(folder, "--mode", "walk")
    assert result.exit_code == 2
    assert told in result.output
    assert not (folder / "out.csv").exists()


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--mode", "transit", "--depart", "8"], "8 is not a time of day"),
        (["--mode", "transit", "--depart", "08:00"], "--gtfs and --date"),
        (["--mode", "transit"], "--depart HH:MM"),
        (["--mode", "transit", "--depart", "08:00", "--known-only"], "is about wheels"),
        (["--mode", "wheelchair", "--known-only"], "is known from streets: --osm"),
        (
            ["--mode", "transit", "--depart", "08:00", "--walk-as", "bike"],
            "'bike' is not one of",
        ),
        (["--mode", "transit", "--depart", "08:00", "--bike-to-stop", "x"], "'x' is not a valid"),
        (
            ["--mode", "walk", "--date", "10.3.2026"],
            "'10.3.2026' is no date; write it as YYYY-MM-DD",
        ),
        (["--mode", "ferry"], "'ferry' is not one of"),
        (["--mode", "walk", "--out", "x.xls"], "must end in .csv or .parquet"),
        (["--mode", "walk", "--out", "nowhere/x.csv"], "does not exist"),
    ],
)
def test_a_wrong_option_is_refused_in_a_sentence(
    folder: Path, options: list[str], told: str
) -> None:
    result = _matrix(folder, *options)
    assert result.exit_code == 2
    assert told in result.output


def test_by_bike_one_comes_to_a_stop_that_is_too_far_to_walk_to(folder: Path) -> None:
    (folder / "homes.csv").write_text("id,lon,lat\nhome,7.07,50.385\n", encoding="utf-8")

    def minutes(*options: str) -> float:
        result = _transit(folder, "--depart", "07:40", *options)
        assert result.exit_code == 0, result.output
        return float(pd.read_csv(folder / "out.csv")["minutes"][0])

    assert minutes() > 300  # 1.7 km × 1.32 on foot take half an hour
    assert minutes("--bike-to-stop") == minutes("--bike-to-stop", "15") == 50.0
    assert minutes("--bike-to-stop", "5") > 300


def test_known_only_leaves_out_streets_that_nobody_has_tagged(folder: Path) -> None:
    osm = folder / "streets.osm.pbf"
    with osmium.SimpleWriter(osm) as writer:
        for number, place in enumerate(((7.07, 50.37), (7.07, 50.371))):
            writer.add_node(osmium.osm.mutable.Node(id=number + 1, location=place, version=1))
        tags = {"highway": "path"}
        writer.add_way(osmium.osm.mutable.Way(id=1, nodes=[1, 2], tags=tags, version=1))
    options = ("--mode", "wheelchair", "--osm", str(osm))

    def reached(*more: str) -> str:
        result = _matrix(folder, *options, *more)
        assert result.exit_code == 0, result.output
        return (folder / "out.csv").read_text(encoding="utf-8").splitlines()[2]

    assert reached() == "home,'=1+1,1.48"
    assert reached("--known-only") == "home,'=1+1,"


def test_a_wheelchair_takes_only_the_buses_and_streets_that_are_known_to_be_fit(
    folder: Path,
) -> None:
    osm = folder / "streets.osm.pbf"
    with osmium.SimpleWriter(osm) as writer:
        for number, place in enumerate(((7.07, 50.37), (7.01, 50.31), (7.17, 50.15))):
            writer.add_node(osmium.osm.mutable.Node(id=number + 1, location=place, version=1))
        tags = {"highway": "footway", "surface": "asphalt"}
        writer.add_way(osmium.osm.mutable.Way(id=1, nodes=[1, 2, 3], tags=tags, version=1))

    def minutes(told: str, *options: str) -> float:
        rows = f"route_id,service_id,trip_id,wheelchair_accessible\nr,week,t1,{told}\nr,week,t2,2\n"
        stops = "stop_id,stop_name,stop_lat,stop_lon,wheelchair_boarding\n"
        stops += "A,Acht,50.37,7.07,1\nB,Boos,50.31,7.01,2\nC,Cond,50.15,7.17,1\n"
        write_feed(folder, trips=rows, stops=stops)
        result = _transit(folder, "--depart", "07:40", "--osm", str(osm), *options)
        assert result.exit_code == 0, result.output
        assert ("1 stops unfit for wheelchairs" in result.stderr) is ("wheelchair" in options[1:2])
        return float(pd.read_csv(folder / "out.csv")["minutes"][0])

    chair = ("--walk-as", "wheelchair")
    assert minutes("2", "--walk-as", "pushchair") == minutes("0", *chair) == 50.0
    assert minutes("2", *chair) > 300
    known = ("--known-only", "--walk-as", "wheelchair")
    assert minutes("1", *known) == 50.0
    assert minutes("0", *known) > 300


def test_a_matrix_asked_for_in_parts_is_the_matrix_as_a_whole(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = "".join(f"h{n},{7.07 + n / 1000},50.37\n" for n in range(20))
    (folder / "homes.csv").write_text(f"id,lon,lat\n{rows}", encoding="utf-8")
    for options in (("--mode", "car"), ("--mode", "transit", "--depart", "07:50")):
        _matrix(folder, "--gtfs", str(folder / "feed.zip"), "--date", "2026-03-09", *options)
        whole = (folder / "out.csv").read_bytes()
        with monkeypatch.context() as patch:
            patch.setattr("scripts.matrix._PART", 3)
            patch.setattr("scripts.matrix._PARTS", 7)
            _matrix(folder, "--gtfs", str(folder / "feed.zip"), "--date", "2026-03-09", *options)
        assert (folder / "out.csv").read_bytes() == whole


def test_a_date_outside_the_timetable_is_refused(folder: Path) -> None:
    result = _transit(folder, "--depart", "08:00", day="2027-01-01")
    assert result.exit_code == 2
    assert "2027-01-01 lies outside the timetable" in result.output


def test_points_without_a_street_are_counted_and_left_empty(
    folder: Path, shared_data: Path
) -> None:
    (folder / "homes.csv").write_text("id;lon;lat\nin;8,69;49,41\nout;8,1;49,1\n", encoding="utf-8")
    (folder / "doors.csv").write_text("id,lon,lat\ndoor,8.68,49.41\n", encoding="utf-8")
    osm = shared_data / "heidelberg/heidelberg.test.osm.pbf"
    result = _matrix(folder, "--mode", "walk", "--osm", str(osm))
    assert "1 of 2 origins cannot be reached" in result.output
    lines = (folder / "out.csv").read_text(encoding="utf-8").splitlines()
    assert lines[2] == "out,door,"
    assert 8 < float(lines[1].split(",")[2]) < 20
