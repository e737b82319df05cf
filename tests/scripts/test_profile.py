from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pandas as pd
import pytest
from click.testing import CliRunner, Result

from scripts.cli import main
from tests.geodata.sources.feeds import more, write_feed

if TYPE_CHECKING:
    from pathlib import Path

ACHT, COND = "7.07,50.3705", "7.17,50.1495"


def _profile(folder: Path, out: Path, *options: str) -> Result:
    times = more("stop_times", "t3,12:00:00,12:00:00,A,1", "t3,12:40:00,12:40:00,C,2")
    feed = write_feed(folder, stop_times=times, trips=more("trips", "r,week,t3"))
    question = ["--gtfs", str(feed), "--date", "2026-03-10", "--from", ACHT, "--to", COND]
    return CliRunner().invoke(main, ["profile", *question, "--out", str(out), *options])


def test_each_departure_of_the_day_is_a_row(tmp_path: Path) -> None:
    out = tmp_path / "day.csv"
    result = _profile(tmp_path, out)
    assert result.exit_code == 0, result.output
    assert "day.csv: 2 journeys" in result.stderr
    table = pd.read_csv(out)
    assert table["departs"].tolist() == ["2026-03-10T07:59:01+01:00", "2026-03-10T11:59:01+01:00"]
    assert table["arrives"].tolist() == ["2026-03-10T08:30:59+01:00", "2026-03-10T12:40:59+01:00"]
    assert table["minutes"].tolist() == [31.97, 41.97]
    assert table["rides"].tolist() == [1, 1]
    assert table["lines"].tolist() == [340, 340]
    assert table["walking_metres"].tolist() == [147, 147]
    assert table["book_by"].isna().all()


def test_the_same_as_json_with_the_walk_and_the_time_to_book_by(tmp_path: Path) -> None:
    rows = tmp_path / "rufbus.csv"
    rows.write_text("line,from,lead_minutes\n340,11:00,30\n", encoding="utf-8")
    out = tmp_path / "day.json"
    result = _profile(tmp_path, out, "--on-demand", "on", "--on-demand-table", str(rows))
    assert result.exit_code == 0, result.output
    found = json.loads(out.read_text(encoding="utf-8"))
    assert found["date"] == "2026-03-10"
    assert found["on_foot_minutes"] > 400
    by = [journey["book_by"] for journey in found["journeys"]]
    assert by == [None, "2026-03-10T11:30:00+01:00"]


def test_a_day_without_a_bus_is_an_empty_table_with_its_header(tmp_path: Path) -> None:
    rows = tmp_path / "rufbus.csv"
    rows.write_text("line,lead_minutes\n340,30\n", encoding="utf-8")
    out = tmp_path / "day.csv"
    result = _profile(tmp_path, out, "--on-demand-table", str(rows))
    assert result.exit_code == 0, result.output
    assert out.read_text(encoding="utf-8").startswith("departs,arrives,minutes,rides,lines")
    assert len(pd.read_csv(out)) == 0


@pytest.mark.parametrize("name", ["day.txt", "nowhere/day.csv"])
def test_a_result_that_cannot_be_written_is_refused_before_the_search(
    tmp_path: Path, name: str
) -> None:
    result = _profile(tmp_path, tmp_path / name)
    assert result.exit_code == 2
    assert "must end in .csv or .json" in result.output or "does not exist" in result.output
