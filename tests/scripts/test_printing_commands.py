from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from scripts.cli import main
from tests.pdfs import language_and_title, pages_of, text_of
from tests.small_district import service_id, small_app

if TYPE_CHECKING:
    from pathlib import Path

COUNSELLING, DEBTS, SECRET = (
    *("Erziehungsberatung Auland", "Schuldnerberatung Talheim"),
    "Beratung bei Gewalt",
)


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The records of the small district, without any build."""
    folder = tmp_path_factory.mktemp("printed")
    small_app(folder)
    return f"sqlite:///{folder / 'directory.sqlite'}"


@pytest.fixture(autouse=True)
def _nothing_built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOZIALRAUM_VAR", str(tmp_path))


def told(*words: str) -> Result:
    return CliRunner().invoke(main, words)


def test_a_sheet_of_two_offers_by_key_and_by_id(database: str, tmp_path: Path) -> None:
    out = tmp_path / "sheet.pdf"
    offers = ("--offers", COUNSELLING, str(service_id(DEBTS)))
    start = ("--from", "Kita Regenbogen", "--date", "2026-11-24")
    result = told("sheet", *offers, *start, "--database", database, "--out", str(out))
    assert result.exit_code == 0, result.output
    assert pages_of(out.read_bytes()) == 2
    text = text_of(out.read_bytes())
    assert COUNSELLING in text
    assert DEBTS in text
    assert "keinen gültigen Fahrplan" in text  # nothing has been built
    assert "run: sozialraum build" in result.output


def test_a_position_is_a_start_that_is_never_printed(database: str, tmp_path: Path) -> None:
    out = tmp_path / "sheet.pdf"
    words = ("--offers", COUNSELLING, "--from", "7.2012,50.3311", "--language", "uk")
    result = told("sheet", *words, "--database", database, "--out", str(out))
    assert result.exit_code == 0, result.output
    assert language_and_title(out.read_bytes())[0] == "uk"
    assert "7.20" not in text_of(out.read_bytes()) + result.output


def test_a_start_that_nobody_knows_ends_with_names_to_choose_from(
    database: str, tmp_path: Path
) -> None:
    words = ("--offers", COUNSELLING, "--from", "Regenbogen", "--database", database)
    result = told("sheet", *words, "--out", str(tmp_path / "sheet.pdf"))
    assert result.exit_code == 2
    assert "Did you mean Kita Regenbogen?" in result.output


def test_a_start_with_a_slip_ends_with_the_name_that_was_meant(
    database: str, tmp_path: Path
) -> None:
    words = ("--offers", COUNSELLING, "--from", "Oberrau", "--database", database)
    result = told("sheet", *words, "--out", str(tmp_path / "sheet.pdf"))
    assert result.exit_code == 2
    assert "Did you mean Oberau?" in result.output


@pytest.mark.parametrize(
    ("position", "said"),
    [("50.3311,7.2012", "Are the numbers swapped?"), ("13.4,52.5", "outside the district")],
)
def test_a_position_far_away_is_refused_and_not_repeated(
    database: str, tmp_path: Path, position: str, said: str
) -> None:
    out = tmp_path / "sheet.pdf"
    words = ("--offers", COUNSELLING, "--from", position, "--database", database)
    result = told("sheet", *words, "--out", str(out))
    assert result.exit_code == 2
    assert said in result.output
    assert position.partition(",")[0] not in result.output
    assert not out.exists()


@pytest.mark.parametrize(
    "words",
    [
        ("search", "hebamme"),
        ("sheet", "--offers", COUNSELLING, "--out", "sheet.pdf"),
        ("booklet", "--area", "Oberau", "--out", "heft.pdf"),
    ],
    ids=lambda words: words[0],
)
def test_without_records_each_command_says_what_to_do_first(
    tmp_path: Path, words: tuple[str, ...]
) -> None:
    empty = f"sqlite:///{tmp_path / 'directory.sqlite'}"
    result = told(*words, "--database", empty)
    assert result.exit_code == 2
    assert "run: sozialraum import district" in result.output


def test_an_offer_that_does_not_exist_is_named(database: str, tmp_path: Path) -> None:
    words = ("--offers", "Wolke", "--database", database, "--out", str(tmp_path / "sheet.pdf"))
    result = told("sheet", *words)
    assert result.exit_code == 2
    assert "No offer has the key Wolke" in result.output


def test_a_booklet_leaves_sensitive_offers_out_and_marks_what_is_new(
    database: str, tmp_path: Path
) -> None:
    out, earlier = tmp_path / "heft.pdf", tmp_path / "earlier.json"
    words = ("--kita", "Kita Regenbogen", "--database", database, "--out", str(out))
    assert told("booklet", *words, "--within", "1").exit_code == 0
    assert SECRET not in text_of(out.read_bytes())
    assert SECRET not in out.with_suffix(".json").read_text(encoding="utf-8")
    out.with_suffix(".json").rename(earlier)
    result = told("booklet", *words, "--within", "30", "--since", str(earlier))
    assert result.exit_code == 0, result.output
    assert f"{COUNSELLING} neu" in text_of(out.read_bytes())


def test_a_booklet_of_an_area_has_its_offers_alone(database: str, tmp_path: Path) -> None:
    out = tmp_path / "heft.pdf"
    assert (
        told(
            "booklet", "--area", "Talheim an der Au", "--database", database, "--out", str(out)
        ).exit_code
        == 0
    )
    text = text_of(out.read_bytes())
    assert DEBTS in text
    assert "Kita Regenbogen" not in text
