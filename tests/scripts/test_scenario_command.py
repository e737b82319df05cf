"""The command `sozialraum scenario` from the file to the ranking, in the small district."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from scripts.cli import main
from tests.small_scenarios import scenario_district, small_folder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from click.testing import Result

DAY = 'name = "Beratung in der Kita"\n[[changes]]\nkind = "mobile_day"\nkita = "Kita Regenbogen"\n'
CLOSED = 'name = "Zu"\n[[changes]]\nkind = "closure"\ndoor = "Erziehungsberatung Auland"\n'


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder with records, and a var folder in which a build is in use."""
    folder = small_folder(tmp_path_factory.mktemp("command"))
    build = folder / "var" / "muster" / "builds" / "eins"
    (build / "results").mkdir(parents=True)
    shutil.move(folder / "networks", build / "networks")
    shutil.move(folder / "trips", build / "results" / "trips")
    shutil.move(folder / "gaps.json", build / "results" / "gaps.json")
    (build.parents[1] / "current").symlink_to(build, target_is_directory=True)
    district = scenario_district(folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOZIALRAUM_VAR", str(folder / "var"))
        patch.setenv("SOZIALRAUM_DATABASE_URL", f"sqlite:///{folder / 'directory.sqlite'}")
        patch.setattr("scripts.options.find_district", lambda _name: district)
        yield folder


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["scenario", *arguments])


def add(folder: Path, text: str) -> str:
    path = folder / "mein.toml"
    path.write_text(text, encoding="utf-8")
    answer = run("add", str(path))
    assert answer.exit_code == 0, answer.output
    return answer.output.strip()


def test_a_scenario_is_added_listed_shown_compared_and_removed(folder: Path) -> None:
    one, other = add(folder, DAY + 'hours = "Di 9:00-16:00"\n'), add(folder, CLOSED)
    assert f"{one}  Beratung in der Kita" in run("list").output
    shown = run("show", one).output
    assert "gains  Oberau" in shown
    compared = json.loads(run("compare", one, other, "--format", "json").output)
    assert [each["id"] for each in compared] == [one, other]
    rows = run("compare", one, other, "--format", "csv").output.splitlines()
    assert len(rows) == 1 + 2 * 3 * 3
    assert run("remove", other).exit_code == 0
    assert other not in run("list").output
    assert run("show", other).exit_code == 2


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (DAY + 'hours = "irgendwann"\n', "field hours: 'irgendwann' cannot be read"),
        (CLOSED.replace("Auland", "Nirgends"), "there is no door"),
        ("name = ", "is no valid TOML or JSON"),
    ],
)
def test_nonsense_is_one_sentence_and_nothing_is_kept(folder: Path, text: str, said: str) -> None:
    before = run("list").output
    path = folder / "unsinn.toml"
    path.write_text(text, encoding="utf-8")
    answer = run("add", str(path))
    assert answer.exit_code == 2
    assert said in answer.stderr
    assert run("list").output == before


def test_a_threshold_of_nonsense_is_refused_in_a_sentence(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = scenario_district(folder)
    known.thresholds["counselling"]["public_transport_minutes"] = -5
    monkeypatch.setattr("scripts.options.find_district", lambda _name: known)
    try:
        answer = run("rank", "--what", "day", "--kind", "counselling")
    finally:
        known.thresholds["counselling"]["public_transport_minutes"] = 30
    assert answer.exit_code == 2
    assert "public_transport_minutes -5 is no number of minutes" in answer.stderr


@pytest.mark.parametrize(
    ("what", "kind", "first"),
    [
        ("day", "counselling", "Kita Regenbogen"),
        ("village", "counselling", "Oberau"),
        ("trip", "counselling", ""),
    ],
)
def test_a_ranking_says_what_was_tried_and_puts_the_best_first(
    folder: Path, what: str, kind: str, first: str
) -> None:
    del folder
    answer = run("rank", "--what", what, "--kind", kind)
    assert answer.exit_code == 0, answer.output
    lines = answer.output.splitlines()
    assert "candidates" in lines[0]
    rows = lines[3:]
    assert not rows or first in rows[0]
    found = json.loads(run("rank", "--what", what, "--kind", kind, "--format", "json").output)
    lifted = [row["lifted"] or 0.0 for row in found["rows"]]
    assert lifted == sorted(lifted, reverse=True)


def test_a_day_for_a_kita_place_makes_no_sense_and_is_refused() -> None:
    assert run("rank", "--what", "day", "--kind", "kita").exit_code == 2
