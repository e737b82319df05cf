"""Areas of our own table on the command line: off, on, and on with the notice kept."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
import shapely
from click.testing import CliRunner, Result

from scripts.cli import main
from tests.geodata.sources.feeds import write_feed

if TYPE_CHECKING:
    from pathlib import Path

# home is 1.8 km from Acht: by car 214 s, half as much again and ten minutes are 15 min 21 s
HOME, COND = "7.05,50.36", "7.17,50.1495"


def _files(folder: Path, row: str = "Acht,Mo-Fr,06:00,20:00,60,02651 1") -> list[str]:
    outline = shapely.geometry.mapping(shapely.box(7.04, 50.35, 7.08, 50.38))
    feature = {"type": "Feature", "properties": {"id": "1", "name": "Acht"}, "geometry": outline}
    areas = folder / "areas.geojson"
    areas.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}), "utf-8")
    table = folder / "rufbus.csv"
    table.write_text(f"area,days,from,to,lead_minutes,phone\n{row}\n", encoding="utf-8")
    feed = ["--gtfs", str(write_feed(folder)), "--date", "2026-03-10"]
    return [*feed, "--on-demand-table", str(table), "--on-demand-areas", str(areas)]


def _journey(folder: Path, booked: str, *options: str) -> Result:
    ends = ["--from", HOME, "--to", COND, "--depart", "07:00", "--alternatives", "2"]
    files = _files(folder)
    return CliRunner().invoke(main, ["journey", *files, *ends, "--on-demand", booked, *options])


@pytest.mark.parametrize("booked", ["on", "06:40"])
def test_the_legs_tell_service_phone_and_deadline(tmp_path: Path, booked: str) -> None:
    result = _journey(tmp_path, booked)
    assert result.exit_code == 0, result.output
    first, bus = result.stdout.splitlines()[:2]
    assert first == "07:44–08:00  Acht: origin → Acht [on demand: 02651 1; book by 06:44]"
    assert bus.startswith("08:00–08:30  340 towards Cond: Acht → Cond")


@pytest.mark.parametrize("booked", ["off", "07:00"])
def test_an_area_that_is_off_or_was_not_booked_in_time_is_not_taken(
    tmp_path: Path, booked: str
) -> None:
    result = _journey(tmp_path, booked)
    assert result.exit_code == 0, result.output
    assert "on demand" not in result.stdout


def test_one_is_fetched_at_the_bus_on_the_way_back(tmp_path: Path) -> None:
    row = "Acht,,06:00,26:00,60,02651 1"
    ends = ["--from", HOME, "--to", COND, "--depart", "07:00", "--back-after", "23:00"]
    result = CliRunner().invoke(
        main, ["journey", *_files(tmp_path, row), *ends, "--on-demand", "on"]
    )
    back = result.stdout.split("\nBack:\n")[1]
    assert (
        "01:00 (+1)–01:15 (+1)  Acht: Acht → origin [on demand: 02651 1; book by 00:00 (+1)]"
        in (back)
    )


def test_matrix_and_profile_know_the_area_too(tmp_path: Path) -> None:
    files = [*_files(tmp_path), "--on-demand", "on"]
    for name, position in (("homes", HOME), ("doors", COND)):
        (tmp_path / f"{name}.csv").write_text(f"id,lon,lat\n1,{position}\n", encoding="utf-8")
    points = [*("--origins", str(tmp_path / "homes.csv")), "--destinations"]
    points += [str(tmp_path / "doors.csv"), "--depart", "07:00", "--mode", "transit"]
    out = tmp_path / "out.csv"
    result = CliRunner().invoke(main, ["matrix", *files, *points, "--out", str(out)])
    assert result.exit_code == 0, result.output
    assert 90 < float(out.read_text("utf-8").splitlines()[1].split(",")[2]) < 91
    ends = ["--from", HOME, "--to", COND, "--out", str(out)]
    result = CliRunner().invoke(main, ["profile", *files, *ends])
    assert result.exit_code == 0, result.output
    rows = out.read_text("utf-8").splitlines()
    assert any("Acht > 340" in row and "T06:44" in row for row in rows[1:])


def test_round_trips_know_the_area_too(tmp_path: Path) -> None:
    files = [*_files(tmp_path, "Acht,Mo-Fr,09:00,12:00,60,02651 1"), "--days", "1"]
    files[files.index("--date")] = "--from-date"
    (tmp_path / "homes.csv").write_text(f"id,lon,lat\n1,{HOME}\n", encoding="utf-8")
    doors = 'id,lon,lat,opening_hours\nd,7.079,50.379,"Mo-Fr 08:00-13:00"\n'
    (tmp_path / "doors.csv").write_text(doors, encoding="utf-8")
    points = ["--homes", str(tmp_path / "homes.csv"), "--doors", str(tmp_path / "doors.csv")]
    out = tmp_path / "out.csv"
    limits = ["--leave-from", "9:00", "--home-by", "12:00", "--out", str(out)]

    def row(*options: str) -> list[str]:
        command = ["roundtrips", *files, *points, *limits, *options]
        result = CliRunner().invoke(main, command)
        assert result.exit_code == 0, result.output
        assert "not served" not in result.stderr
        return out.read_text("utf-8").splitlines()[1].split(",")

    on_foot, served = row(), row("--on-demand", "on")
    assert int(served[3]) > int(on_foot[3])
    assert served[5] == "2026-03-10T09:01:13+01:00"  # leave
    assert row("--on-demand", "11:30") == on_foot  # too late for the whole morning


def test_an_area_without_an_outline_is_refused(tmp_path: Path) -> None:
    files = _files(tmp_path, "Boos,,,,60,")
    ends = ["--from", HOME, "--to", COND, "--depart", "07:00"]
    result = CliRunner().invoke(main, ["journey", *files, *ends, "--on-demand", "on"])
    assert result.exit_code == 2
    assert "'Boos' has no outline" in result.output
