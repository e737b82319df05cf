"""The command that searches as the pages do."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from scripts.cli import main
from tests.small_district import small_app

if TYPE_CHECKING:
    from pathlib import Path

KEYS = {"id", "name", "kind", "topics", "place", "score"}


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder: Path = tmp_path_factory.mktemp("search")
    small_app(folder)
    return f"sqlite:///{folder / 'directory.sqlite'}"


def test_json_is_a_list_best_first(url: str) -> None:
    result = CliRunner().invoke(
        main, ["search", "schuldnerbertung", "oberau", "--format", "json", "--database", url]
    )
    assert result.exit_code == 0, result.output
    (row,) = json.loads(result.stdout)
    assert set(row) == KEYS
    assert row["name"] == "Schuldnerberatung Talheim"
    assert row["topics"] == ["benefits", "debts"]
    assert row["place"] == "Talheim an der Au"
    assert "place: Oberau" in result.stderr


def test_near_sorts_by_distance_and_the_scores_fall(url: str) -> None:
    result = CliRunner().invoke(
        main,
        ["search", "krabbelgruppe", "--near", "Talheim", "--format", "json", "--database", url],
    )
    rows = json.loads(result.stdout)
    assert rows[0]["place"] == "Talheim an der Au"
    scores = [row["score"] for row in rows]
    assert scores == sorted(scores, reverse=True)


def test_an_unknown_place_is_refused_with_what_looks_like_it(url: str) -> None:
    result = CliRunner().invoke(
        main, ["search", "kita", "--near", "Oberrau", "--database", url, "--format", "json"]
    )
    assert result.exit_code == 2
    assert "oberau" in result.stderr


def test_the_table_names_no_place_of_a_secret_offer(url: str) -> None:
    result = CliRunner().invoke(main, ["search", "gewalt", "--database", url])
    assert "Beratung bei Gewalt" in result.stdout
    assert "Unterau" not in result.stdout


def test_nothing_found_says_what_to_try(url: str) -> None:
    result = CliRunner().invoke(main, ["search", "xyzzyq", "--database", url])
    assert result.exit_code == 0
    assert "Try another word" in result.stdout
