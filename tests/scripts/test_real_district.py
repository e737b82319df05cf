"""The main job on real input: OSM and GTFS extracts of Heidelberg as a district of its own."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from geodata.basemap import BASEMAP
from geodata.builds import current_build
from geodata.district import find_district
from scripts.cli import main

DISTRICT = str(Path(__file__).parents[1] / "data" / "heidelberg")
PEOPLE = {"HD1": 20_000, "HD2": 12_000, "HD3": 15_000, "HD4": 25_000, "HD5": 9_000}


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, [*arguments, "--district", DISTRICT], catch_exceptions=False)


@pytest.fixture(scope="module")
def imported(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Any:  # noqa: ANN401 - yields a Result
    assert shared_data.is_dir()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOZIALRAUM_VAR", str(tmp_path_factory.mktemp("var")))
        patch.delenv("SOZIALRAUM_DATABASE_URL", raising=False)
        yield run("import", "district")


@pytest.fixture(scope="module")
def results(imported: Result) -> dict[str, Any]:
    assert imported.exit_code == 0, imported.output
    found: dict[str, Any] = json.loads(run("gaps", "--format", "json").stdout)
    return found


def test_the_25_kindergartens_of_the_extract_are_found(imported: Result) -> None:
    assert "streets_kitas: 25 imported" in imported.output


def test_it_is_judged_by_the_busiest_day_of_the_feed(results: dict[str, Any]) -> None:
    assert results["date"] == "2022-06-24"
    assert not results["straight_line"]


def test_every_area_keeps_its_people(results: dict[str, Any]) -> None:
    people = {v["ags"]: v["population"] for v in results["villages"]}
    assert PEOPLE.items() <= people.items()
    assert all(v["target"]["kita"] is None for v in results["villages"])  # no ages known


def test_kitas_have_a_status_within_reach_of_the_feed_and_none_outside(
    results: dict[str, Any],
) -> None:
    kita = {v["ags"]: v["kinds"]["kita"] for v in results["villages"]}
    assert kita["HD1"]["status"] == "served"
    assert 0 < kita["HD1"]["minutes_pt"]["p50"] < 30
    assert 0 < kita["HD1"]["minutes_car"]["p50"] < kita["HD1"]["minutes_pt"]["p50"]
    assert kita["HD7"]["status"] == "insufficient_data"
    assert "Der Fahrplan deckt diesen Ort nicht" in kita["HD7"]["reason"]
    assert kita["HD7"]["minutes_pt"] == {"p50": None, "p90": None}


def test_counselling_and_family_education_are_insufficient_data(results: dict[str, Any]) -> None:
    for village in results["villages"]:
        for kind in ("counselling", "family_education"):
            assert village["kinds"][kind]["status"] == "insufficient_data"
            assert village["kinds"][kind]["share_failing"] is None


def test_everything_is_called_an_estimate(results: dict[str, Any]) -> None:
    assert all(gap["estimate"] for v in results["villages"] for gap in v["kinds"].values())


def test_stops_beyond_the_streets_are_reported(results: dict[str, Any]) -> None:
    note = results["notes"][-1]
    lost, of, beyond = (int(word) for word in note.split() if word.isdigit())
    assert 0 < beyond <= lost < of
    assert "outside the extract" in note


@pytest.mark.usefixtures("results")
def test_the_build_makes_map_tiles_of_the_streets() -> None:
    folder = current_build(find_district(DISTRICT).var)
    assert folder is not None
    assert (folder / BASEMAP).read_bytes().startswith(b"PMTiles")


def test_build_and_doctor_tell_what_is_to_be_known_of_the_networks(
    results: dict[str, Any],
) -> None:
    note = results["notes"][-1]
    assert f"Note: {note}" in run("build").stderr
    assert f"Note: {note}" in " ".join(run("doctor").output.split())
