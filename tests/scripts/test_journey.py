from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from scripts.cli import main
from tests.geodata.sources.feeds import write_feed

if TYPE_CHECKING:
    from pathlib import Path

ACHT, COND = "7.07,50.3705", "7.17,50.1495"


def _journey(folder: Path, *options: str) -> Result:
    feed = ["--gtfs", str(write_feed(folder)), "--date", "2026-03-10"]
    return CliRunner().invoke(main, ["journey", *feed, *options])


def test_the_legs_are_printed_with_times_line_and_metres(tmp_path: Path) -> None:
    result = _journey(tmp_path, "--from", ACHT, "--to", COND, "--depart", "07:30")
    assert result.exit_code == 0, result.output
    assert result.stdout.splitlines() == [
        "07:59–08:00  walk, 73 m: origin → Acht",
        "08:00–08:30  340 towards Cond: Acht → Cond",
        "08:30–08:30  walk, 73 m: Cond → destination",
        "32 min, 1 rides, 147 m on foot, 2026-03-10",
    ]


def test_an_arrival_after_midnight_is_marked(tmp_path: Path) -> None:
    result = _journey(tmp_path, "--from", COND, "--to", ACHT, "--arrive", "25:30")
    assert "23:50–01:00 (+1)  340 towards Acht: Cond → Acht" in result.stdout


def test_last_night_s_bus_is_marked(tmp_path: Path) -> None:
    result = _journey(tmp_path, "--from", COND, "--to", ACHT, "--arrive", "01:30")
    assert "23:50 (-1)–01:00  340 towards Acht: Cond → Acht" in result.stdout


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--from", "7.07", "--to", COND, "--depart", "08:00"], "7.07 is not LON,LAT"),
        (["--from", "7.07,95", "--to", COND, "--depart", "08:00"], "not degrees"),
        (["--from", ACHT, "--to", COND], "either --depart or --arrive"),
        (
            ["--from", ACHT, "--to", COND, "--depart", "8:00", "--arrive", "9:00"],
            "either --depart or --arrive",
        ),
    ],
)
def test_a_wrong_question_is_refused_in_a_sentence(
    tmp_path: Path, options: list[str], told: str
) -> None:
    result = _journey(tmp_path, *options)
    assert result.exit_code == 2
    assert told in result.output


def test_no_journey_is_said_and_is_no_success(tmp_path: Path, shared_data: Path) -> None:
    osm = str(shared_data / "heidelberg/heidelberg.test.osm.pbf")
    result = _journey(tmp_path, "--from", ACHT, "--to", COND, "--depart", "08:00", "--osm", osm)
    assert result.exit_code == 1
    assert "No journey was found on 2026-03-10." in result.stdout
