"""The way of a newcomer: import, build, gaps, doctor on the district that is shipped."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner, Result

from geodata.builds import current_build
from geodata.district import find_district
from scripts.cli import main
from tests.raw_judging import judged
from tests.raw_village import RawVillage

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MUNICIPALITIES, PEOPLE = 87, 217_228  # Destatis, Gemeindeverzeichnis, 2026-02-28
KINDS = ("kita", "counselling", "family_education")
STATUSES = {"served", "partly", "underserved", "insufficient_data"}


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments, catch_exceptions=False)


@pytest.fixture(scope="module")
def var(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A var folder into which the shipped district was imported and built."""
    folder = tmp_path_factory.mktemp("var")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOZIALRAUM_VAR", str(folder))
        patch.delenv("SOZIALRAUM_DATABASE_URL", raising=False)
        patch.delenv("SOZIALRAUM_DISTRICT", raising=False)
        assert run("import", "district").exit_code == 0
        assert run("build").exit_code == 0
        yield folder


@pytest.fixture(scope="module")
def results(var: Path) -> dict[str, Any]:
    assert var.is_dir()
    printed = run("gaps", "--format", "json")
    assert printed.exit_code == 0
    found: dict[str, Any] = json.loads(printed.stdout)
    return found


def test_every_municipality_has_a_status_and_a_reason_for_every_kind(
    results: dict[str, Any],
) -> None:
    assert len(results["villages"]) == MUNICIPALITIES
    assert sum(village["population"] for village in results["villages"]) == PEOPLE
    for village in results["villages"]:
        assert set(village["kinds"]) == set(KINDS)
        for gap in village["kinds"].values():
            assert gap["status"] in STATUSES
            assert gap["reason"]
            assert gap["estimate"]
            assert gap["sample"]
            assert gap["stability"] is None or 0 <= gap["stability"] <= 1
            assert all(len(digest) == 16 for digest in gap["inputs"])


def test_a_status_follows_from_its_share(results: dict[str, Any]) -> None:
    for village in results["villages"]:
        for gap in village["kinds"].values():
            share = gap["share_failing"]
            if gap["status"] != "insufficient_data" and share is not None:
                expected = "underserved" if share > 0.5 else "partly" if share >= 0.2 else "served"
                assert gap["status"] == expected


def test_children_are_the_share_of_2015_of_the_people_of_2026(results: dict[str, Any]) -> None:
    andernach = next(v for v in results["villages"] if v["name"] == "Andernach")
    # 788 under 3 and 808 from 3 to 5 among 29,441 people in 2015; 30,039 people in 2026
    assert andernach["target"]["kita"] == pytest.approx(1596 / 29441 * 30039, abs=0.05)
    assert andernach["target"]["family_education"] == 30039


def test_a_kita_whose_transport_nobody_knows_says_so_where_the_status_hangs_on_it(
    results: dict[str, Any],
) -> None:
    kitas = [village["kinds"]["kita"] for village in results["villages"]]
    unknown = [gap for gap in kitas if gap["status"] == "insufficient_data"]
    assert all("§ 20 KiTaG" in gap["reason"] for gap in unknown)
    known = [gap["reason"] for gap in kitas if gap["reason"].startswith("Für ")]
    assert known
    assert all("Weg zur Kita oder zurück" in reason for reason in known)


def test_no_number_tells_of_fewer_than_five_and_no_share_of_fewer_than_thirty(
    results: dict[str, Any],
) -> None:
    for village in results["villages"]:
        for kind, gap in village["kinds"].items():
            target, failing = village["target"][kind], gap["people_failing"]
            assert target is None or target == 0 or target >= 5
            if failing is not None:
                assert target == 0 or target >= 30
                assert all(number == 0 or number >= 5 for number in (failing, target - failing))


def test_the_other_forms_say_the_same(results: dict[str, Any], tmp_path: Path) -> None:
    table = list(csv.DictReader(io.StringIO(run("gaps", "--format", "csv").stdout), delimiter=";"))
    out = tmp_path / "gaps.geojson"
    assert run("gaps", "--format", "geojson", "--out", str(out)).exit_code == 0
    features = json.loads(out.read_text("utf-8"))["features"]
    statuses = [village["kinds"]["kita"]["status"] for village in results["villages"]]
    assert [row["kinds.kita.status"] for row in table] == statuses
    assert [f["properties"]["kinds.kita.status"] for f in features] == statuses
    assert all(feature["geometry"] is not None for feature in features)


def test_the_table_is_for_people(results: dict[str, Any]) -> None:
    table = run("gaps").stdout
    assert all(village["name"] in table for village in results["villages"])
    assert "87 Gemeinden" in table
    assert "Musterdaten" in table


def test_a_second_run_of_everything_changes_nothing(var: Path) -> None:
    before = current_build(find_district().var)
    assert "no file has changed" in run("import", "district").output
    assert "Nothing has changed" in run("build").output
    assert current_build(find_district().var) == before
    assert var.is_dir()


def test_another_day_can_be_asked_for_without_touching_the_build(var: Path) -> None:
    before = current_build(find_district().var)
    saturday = json.loads(run("gaps", "--date", "2026-09-12", "--format", "json").stdout)
    assert saturday["date"] == "2026-09-12"
    built = json.loads(run("gaps", "--format", "json").stdout)
    assert saturday["timetables"] == built["timetables"]
    assert saturday["timetables"]
    assert current_build(find_district().var) == before
    assert var.is_dir()


def test_a_day_outside_the_timetable_is_refused_in_a_sentence(var: Path) -> None:
    refused = run("gaps", "--date", "2031-01-07")
    assert refused.exit_code == 2
    assert "2031-01-07 lies outside the timetable" in refused.stderr
    assert var.is_dir()


def test_doctor_finds_nothing_missing_and_names_samples(var: Path) -> None:
    said = run("doctor")
    assert said.exit_code == 0, said.output
    assert "SpatiaLite" in said.output
    assert "sample" in said.output
    assert var.is_dir()


def test_before_the_import_doctor_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOZIALRAUM_VAR", str(tmp_path))
    said = run("doctor")
    assert said.exit_code == 1
    assert "sozialraum import district" in said.output.replace("\n", " ")
    assert "sozialraum build" in said.output


def test_building_before_the_import_is_refused_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOZIALRAUM_VAR", str(tmp_path))
    refused = run("build")
    assert refused.exit_code == 2
    assert "run: sozialraum import district" in refused.stderr


def test_help_names_every_command_quickly() -> None:
    said = run("--help").stdout
    for command in ("import", "build", "gaps", "serve", "doctor", "matrix", "journey"):
        assert f"  {command} " in said


def test_what_runs_on_demand_makes_no_way_longer_and_some_shorter(results: dict[str, Any]) -> None:
    shorter = set()
    for village in results["villages"]:
        for kind, gap in village["kinds"].items():
            with_it = gap["with_on_demand"]
            for rank, minutes in gap["minutes_pt"].items():
                booked = with_it["minutes_pt"][rank]
                assert minutes is None or booked <= minutes, (village["name"], kind)
                if booked is not None and (minutes is None or booked < minutes):
                    shorter.add(village["name"])
            if None not in {gap["share_failing"], with_it["share_failing"]}:
                assert with_it["share_failing"] <= gap["share_failing"]
    assert shorter


KOLLIG = "07137053"


@pytest.fixture(scope="module")
def kollig() -> RawVillage:
    return RawVillage(find_district("mayen-koblenz").folder, KOLLIG)


@pytest.fixture(scope="module")
def told(results: dict[str, Any]) -> dict[str, Any]:
    """What the gap table tells of Kollig."""
    (village,) = [village for village in results["villages"] if village["ags"] == KOLLIG]
    return village


def test_the_typical_days_are_those_that_counting_trips_in_the_raw_timetable_gives(
    results: dict[str, Any], kollig: RawVillage
) -> None:
    days = {day["kind"]: date.fromisoformat(day["date"]) for day in results["days"]}
    assert days == kollig.days
    tuesday, holiday = days["school_tuesday"], days["holiday_tuesday"]
    assert results["week"] == [str(day) for day in kollig.week(tuesday)]
    assert results["holiday_week"] == [str(day) for day in kollig.week(holiday)]


@pytest.mark.parametrize("kind", KINDS)
def test_every_number_of_a_village_is_what_arithmetic_on_the_raw_files_gives(
    told: dict[str, Any], kollig: RawVillage, kind: str
) -> None:
    expected = judged(kollig, kind)
    gap = told["kinds"][kind]
    assert told["population"] == float(kollig.facts["Einwohner"])
    assert told["area_km2"] == float(kollig.facts["Fläche km²"])
    assert told["target"][kind] == pytest.approx(expected.target, abs=0.05)
    for name, value in expected.numbers.items():
        found = gap
        for part in name.split("."):
            found = found[part]
        exact = value is None or isinstance(value, str | bool)
        assert found == (value if exact else pytest.approx(value, abs=5.1e-3)), name
    assert not gap["few"]
    assert gap["joined"] is None
