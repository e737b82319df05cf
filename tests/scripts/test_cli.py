"""What the command itself does with errors."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from scripts.cli import main

if TYPE_CHECKING:
    from pathlib import Path

POINTS = "id,lon,lat\na,7,50\n"


def test_a_file_that_cannot_be_written_is_told_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    points, out = tmp_path / "points.csv", tmp_path / "out.csv"
    points.write_text(POINTS, encoding="utf-8")

    def full(*_args: object, **_options: object) -> None:
        raise OSError(28, "No space left on device", str(out))

    monkeypatch.setattr("pandas.DataFrame.to_csv", full)
    asked = ["--mode", "walk", "--origins", str(points), "--destinations", str(points)]
    result = CliRunner().invoke(main, ["matrix", *asked, "--out", str(out)])
    assert result.exit_code == 2
    assert result.output.splitlines()[-1] == (
        f"Error: {out} cannot be used: No space left on device."
    )


def test_an_error_of_the_system_about_no_file_is_not_hidden(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    points = tmp_path / "points.csv"
    points.write_text(POINTS, encoding="utf-8")

    def broken(*_args: object, **_options: object) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr("pandas.DataFrame.to_csv", broken)
    asked = ["--mode", "walk", "--origins", str(points), "--destinations", str(points)]
    with pytest.raises(OSError, match="Input/output"):
        CliRunner().invoke(
            main, ["matrix", *asked, "--out", str(tmp_path / "a.csv")], catch_exceptions=False
        )
