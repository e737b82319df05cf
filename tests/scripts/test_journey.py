from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from scripts.cli import main
from tests.geodata.sources.feeds import more, write_feed

if TYPE_CHECKING:
    from pathlib import Path

ACHT, BOOS, COND = "7.07,50.3705", "7.01,50.3105", "7.17,50.1495"


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
        "32 min, 1 ride, 147 m on foot, 2026-03-10",
    ]


def test_an_arrival_after_midnight_is_marked(tmp_path: Path) -> None:
    result = _journey(tmp_path, "--from", COND, "--to", ACHT, "--arrive", "25:30")
    assert "23:50–01:00 (+1)  340 towards Acht: Cond → Acht" in result.stdout


def test_last_night_s_bus_is_marked(tmp_path: Path) -> None:
    result = _journey(tmp_path, "--from", COND, "--to", ACHT, "--arrive", "01:30")
    assert "23:50 (-1)–01:00  340 towards Acht: Cond → Acht" in result.stdout


def test_alternatives_and_the_way_back_are_printed_one_after_another(tmp_path: Path) -> None:
    result = _journey(
        tmp_path,
        *("--from", ACHT, "--to", BOOS, "--depart", "08:05", "--missed", "2"),
        *("--alternatives", "2", "--back-after", "17:00"),
    )
    assert result.exit_code == 0, result.output
    there, back = result.stdout.split("\nBack:\n")
    assert "07:59–08:00  walk, 73 m: origin → Acht" in there
    assert "08:00–08:10  340 towards Cond: Acht → Boos" in there
    first, second = there.split("\n\n")
    assert first.endswith("12 min, 1 ride, 147 m on foot, 2026-03-10")
    assert "0 rides" in second
    assert "17:00–19:19  walk, 10.5 km: destination → origin" in back
    assert "139 min, 0 rides" in back
    assert "Acht → origin" in back  # who cannot walk that far is told of the bus at 00:10


def test_on_streets_without_a_bus_one_walks_there_and_back(
    tmp_path: Path, shared_data: Path
) -> None:
    osm = str(shared_data / "heidelberg/heidelberg.test.osm.pbf")
    ends = ("--from", "8.69,49.41", "--to", "8.691,49.411")
    found = _journey(tmp_path, *ends, "--depart", "08:00", "--back-after", "09:00", "--osm", osm)
    assert found.exit_code == 0
    assert "Back:\n09:00–" in found.stdout


@pytest.mark.parametrize(
    ("ends", "told"),
    [
        (("--from", "50.3705,7.07", "--to", COND), "Longitude and latitude swapped?"),
        (("--from", ACHT, "--to", "50.1495,7.17"), "--to 50.1495,7.17 lies 6,"),
        (("--from", ACHT, "--to", "13.4,52.5"), "--to 13.4,52.5 lies 5"),
        (("--from", ACHT, "--to", "7.07,50.83"), "lies 51 km from the nearest stop"),
    ],
)
def test_without_streets_no_walk_leads_out_of_the_country(
    tmp_path: Path, ends: tuple[str, ...], told: str
) -> None:
    for command, more_options in (
        ("journey", ("--depart", "08:00")),
        ("profile", ("--out", str(tmp_path / "x.csv"))),
    ):
        feed = ["--gtfs", str(write_feed(tmp_path)), "--date", "2026-03-10"]
        result = CliRunner().invoke(main, [command, *feed, *ends, *more_options])
        assert result.exit_code == 2
        assert told in " ".join(result.output.split())
        assert ("swapped" in result.output) is any(end.startswith("50.") for end in ends)
        assert result.stdout == ""


def test_a_door_a_day_s_walk_from_every_stop_is_still_answered(tmp_path: Path) -> None:
    result = _journey(tmp_path, "--from", ACHT, "--to", "7.07,50.81", "--depart", "08:00")
    assert result.exit_code == 0, result.output


def test_waiting_at_a_change_is_told(tmp_path: Path) -> None:
    times = more("stop_times", "t3,08:41:00,08:41:00,C,1", "t3,09:00:00,09:00:00,A,2")
    feed = write_feed(tmp_path, stop_times=times, trips=more("trips", "r,week,t3"))
    ends = ("--from", "7.01,50.31", "--to", ACHT, "--depart", "08:00")
    result = CliRunner().invoke(
        main, ["journey", "--gtfs", str(feed), "--date", "2026-03-10", *ends]
    )
    assert "Cond → Acht, after 11 min waiting" in result.stdout
    assert "2 rides, 11 min waiting" in result.stdout


def _rufbus(folder: Path, *options: str) -> Result:
    table = folder / "rufbus.csv"
    table.write_text("line,lead_minutes,phone\n340,60,02651 1\n", encoding="utf-8")
    ends = ("--from", ACHT, "--to", COND, "--depart", "07:30")
    return _journey(folder, *ends, "--on-demand-table", str(table), *options)


@pytest.mark.parametrize("booked", ["on", "07:00", "2026-03-09T18:00"])
def test_a_line_on_demand_tells_until_when_to_book(tmp_path: Path, booked: str) -> None:
    result = _rufbus(tmp_path, "--on-demand", booked)
    assert "Acht → Cond [on demand: 02651 1; book by 07:00]" in result.stdout


@pytest.mark.parametrize("booked", ["off", "07:01", "2026-03-10 07:30"])
def test_a_line_that_was_not_booked_in_time_is_not_taken(tmp_path: Path, booked: str) -> None:
    result = _rufbus(tmp_path, "--on-demand", booked)
    assert result.exit_code == 0
    assert "340" not in result.stdout


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--on-demand", "maybe"], "neither off nor on nor a time of booking"),
        (["--on-demand", "25:99"], "neither off nor on nor a time of booking"),
    ],
)
def test_a_wrong_time_of_booking_is_refused(tmp_path: Path, options: list[str], told: str) -> None:
    result = _rufbus(tmp_path, *options)
    assert result.exit_code == 2
    assert told in result.output


def test_half_a_table_of_lines_on_demand_is_refused(tmp_path: Path) -> None:
    table = tmp_path / "rufbus.csv"
    table.write_text("line,lead_minutes\n340,60\n341,soon\n", encoding="utf-8")
    ends = ("--from", ACHT, "--to", COND, "--depart", "07:30")
    result = _journey(tmp_path, *ends, "--on-demand-table", str(table))
    assert result.exit_code == 2
    assert "rufbus.csv, line 3, field lead_minutes" in result.output


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
