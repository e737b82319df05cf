from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
from click.testing import CliRunner, Result

from scripts.cli import main
from tests.geodata.sources.feeds import more, write_feed

if TYPE_CHECKING:
    from pathlib import Path

FAR, COND = "7.07,50.385", "7.17,50.1495"  # 1.7 km from the stop at Acht: too far to walk to
BACK = ("t3,12:00:00,12:00:00,C,1", "t3,12:30:00,12:30:00,A,2")


def _ask(folder: Path, command: str, *options: str) -> Result:
    times, trips = more("stop_times", *BACK), more("trips", "r,week,t3")
    feed = write_feed(folder, stop_times=times, trips=trips)
    question = ["--gtfs", str(feed), "--date", "2026-03-10", "--from", FAR, "--to", COND]
    return CliRunner().invoke(main, [command, *question, *options])


def test_a_journey_begins_and_its_way_back_ends_on_the_bike(tmp_path: Path) -> None:
    options = ("--depart", "07:00", "--back-after", "11:00")
    result = _ask(tmp_path, "journey", *options, "--bike-to-stop", "15")
    assert result.exit_code == 0, result.output
    there, back = result.stdout.split("\nBack:\n")
    assert "07:49–08:00  bike, 2.2 km: origin → Acht" in there
    assert "12:30–12:40  bike, 2.2 km: Acht → origin" in back
    assert "walk, 73 m" in there
    assert "bike" not in _ask(tmp_path, "journey", *options).stdout


def test_a_profile_holds_the_journeys_that_begin_by_bike(tmp_path: Path) -> None:
    out = tmp_path / "day.csv"
    for options, rows in (((), 0), (("--bike-to-stop",), 1), (("--bike-to-stop", "3"), 0)):
        result = _ask(tmp_path, "profile", "--out", str(out), *options)
        assert result.exit_code == 0, result.output
        assert len(pd.read_csv(out)) == rows
