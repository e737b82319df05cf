"""The commands that freeze, release and print results, on the small district."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from scripts import exporting, making_key, options, release, report, serve
from tests.pdfs import text_of
from tests.small_district import small_app, small_district

if TYPE_CHECKING:
    from pathlib import Path

    import click


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The var folder of a small district with results, which every command takes as its own."""
    monkeypatch.setenv("SOZIALRAUM_VAR", str(tmp_path))
    var = tmp_path / "muster"
    results = var / "current" / "results"
    results.mkdir(parents=True)
    small_app(results)
    (results / "directory.sqlite").replace(var / "directory.sqlite")
    monkeypatch.setattr(options, "find_district", lambda _name: small_district(results))
    return var


def run(command: click.Command, *arguments: str, fails: type[Exception] | None = None) -> str:
    result = CliRunner().invoke(command, arguments)
    if fails is not None:
        assert isinstance(result.exception, fails), result.exception
        return str(result.exception) + result.output
    assert result.exit_code == 0, result.exception or result.output
    return result.output


def test_a_version_goes_its_way_by_commands(folder: Path) -> None:
    key = run(release.main, "create", "--title", "Herbst").strip()
    assert re.fullmatch(r"\d{4}-\d\d-\d\d-[0-9a-f]{8}", key)
    assert "draft" in run(release.main, "list")
    run(release.main, "open", key, "--until", "2099-01-01")
    words = ("--by", "Ortsbürgermeisterin", "--text", "Zu wenig Busse.")
    for number in range(3):
        run(release.main, "comment", key, f"9999900{number}", *words)
    decided = ("--decided-by", "JHA", "--decided-on", "2026-01-01")
    assert "released" in run(release.main, "publish", key, *decided)
    run(report.main, "--release", key, "--out", str(folder / "b.pdf"))
    assert "Zu wenig Busse." in text_of((folder / "b.pdf").read_bytes())
    assert "withdrawn" in run(release.main, "withdraw", key, "--because", "falsch")


def test_what_cannot_be_done_is_told_and_changes_nothing(folder: Path) -> None:
    key = run(release.main, "create", "--title", "Herbst").strip()
    said = run(
        release.main,
        "publish",
        key,
        "--decided-by",
        "JHA",
        "--decided-on",
        "2026-01-01",
        fails=ValueError,
    )
    assert "not open for comments" in said
    assert "frozen already" in run(release.main, "create", "--title", "x", fails=ValueError)
    run(release.main, "open", key, "--until", "2099-01-01")
    words = ("--by", "Rat", "--text", "x")
    assert "no municipality" in run(
        release.main, "comment", key, "00000000", *words, fails=LookupError
    )
    assert "Give either" in run(
        release.main, "comment", key, "99999000", "--by", "Rat", fails=SystemExit
    )
    assert "There is no version" in run(
        release.main, "open", "x", "--until", "2099-01-01", fails=LookupError
    )
    assert f"{key}  open" in run(release.main, "list")
    assert folder.is_dir()


def test_the_gap_table_is_exported_by_its_ending(folder: Path) -> None:
    assert "3 gaps" in run(exporting.main, "gaps", str(folder / "x.xlsx"))
    assert "unknown ending" in run(exporting.main, "gaps", str(folder / "x.shp"), fails=ValueError)


def test_a_key_is_made_once_and_told_once(folder: Path) -> None:
    first = run(making_key.main).splitlines()[0]
    assert len(first) == 32
    assert "--replace" in run(making_key.main, fails=ValueError)
    assert run(making_key.main, "--replace").splitlines()[0] != first
    assert (folder / "operator.key").stat().st_mode & 0o077 == 0


def test_planners_pages_are_never_opened_without_a_key_where_others_reach_them(
    folder: Path,
) -> None:
    said = run(serve.main, "--host", "0.0.0.0", "--internal-pages", fails=SystemExit)  # noqa: S104 - refused
    assert "need a key" in said
    assert folder.is_dir()


def test_serve_says_who_sees_what() -> None:
    assert "open on this machine; from elsewhere not at all" in serve._who_sees_what(
        open_here=True, key=None
    )
    assert "not open on this machine; from elsewhere with the operator's key" in (
        serve._who_sees_what(open_here=False, key="x")
    )
