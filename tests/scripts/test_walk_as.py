"""Every command about public transport knows who walks: nobody boards a bus that is unfit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import pytest
from click.testing import CliRunner, Result

from scripts.cli import main
from tests.geodata.sources.feeds import more, write_feed

if TYPE_CHECKING:
    from pathlib import Path

ACHT, COND = "7.07,50.37", "7.17,50.15"
TRIPS = (
    "route_id,service_id,trip_id,wheelchair_accessible\nr,week,t1,{0}\nr,week,t2,2\nr,week,t3,1\n"
)
BACK = ("t3,12:00:00,12:00:00,C,1", "t3,12:40:00,12:40:00,A,2")


def _ask(folder: Path, command: str, told: str, *options: str) -> Result:
    feed = write_feed(folder, trips=TRIPS.format(told), stop_times=more("stop_times", *BACK))
    asked = [command, "--gtfs", str(feed), "--date", "2026-03-10", *options]
    return CliRunner().invoke(main, asked)


@pytest.mark.parametrize(
    ("told", "who", "boards"),
    [("1", "wheelchair", True), ("2", "wheelchair", False), ("2", "pushchair", True)],
)
def test_the_bus_is_boarded_by_whom_it_takes(
    tmp_path: Path,
    told: str,
    who: str,
    boards: bool,  # noqa: FBT001 - a table
) -> None:
    ends, walks = ("--from", ACHT, "--to", COND), ("--walk-as", who)
    journey = _ask(tmp_path, "journey", told, *ends, *walks, "--depart", "07:30")
    assert journey.exit_code == 0, journey.output
    assert ("08:00–08:30  340" in journey.stdout) is boards
    out = tmp_path / "out.csv"
    assert _ask(tmp_path, "profile", told, *ends, *walks, "--out", str(out)).exit_code == 0
    assert len(pd.read_csv(out)) == int(boards)
    for name, place, hours in (("homes", ACHT, ""), ("doors", COND, ",Tu 08:00-12:00")):
        header = "id,lon,lat,opening_hours" if hours else "id,lon,lat"
        text = f"{header}\n{name},{place}{hours}\n"
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    points = [w for n in ("homes", "doors") for w in (f"--{n}", str(tmp_path / f"{n}.csv"))]
    day = ("--days", "1", "--wait", "150", "--leave-from", "6:00", "--home-by", "18:00")
    rounds = _ask(tmp_path, "roundtrips", told, *points, *day, *walks, "--out", str(out))
    assert rounds.exit_code == 0, rounds.output
    assert bool(pd.read_csv(out)["starts"][0] > 0) is boards
    assert ("trips that take no wheelchair" in rounds.stderr) is (who == "wheelchair")


def test_what_is_known_to_be_fit_is_asked_of_streets(tmp_path: Path) -> None:
    ends = ("--from", ACHT, "--to", COND, "--depart", "07:30", "--known-only")
    for more_options, told in (
        ((), "--walk-as pushchair or wheelchair"),
        (("--walk-as", "wheelchair"), "is known from streets: --osm"),
    ):
        result = _ask(tmp_path, "journey", "1", *ends, *more_options)
        assert result.exit_code == 2
        assert told in " ".join(result.output.split())
