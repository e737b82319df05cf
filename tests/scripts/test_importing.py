"""`sozialraum import` and `export`: what a clerk sees, and with which status it ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

import openpyxl
import pytest
from click.testing import CliRunner, Result

from directory.records import queries
from directory.records.database import open_engine, reading
from geodata.sources.kitas import KITA_COLUMNS
from scripts.cli import main

if TYPE_CHECKING:
    from pathlib import Path

DISTRICT = """
[district]
name = "Kreis Probe"
slug = "probe"
ags = "07999"
state = "RP"
bounds = [7.0, 50.3, 7.2, 50.4]

[sources.boundaries]
path = "boundaries.geojson"

[sources.kitas]
path = "kitas.csv"
sample = true
"""
BOUNDARIES = (
    '{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": '
    '{"AGS": "07999001", "GEN": "Acht", "BEZ": "Gemeinde", "RS": "079990000001"}, '
    '"geometry": {"type": "Polygon", "coordinates": '
    "[[[7.0, 50.3], [7.1, 50.3], [7.1, 50.4], [7.0, 50.4], [7.0, 50.3]]]}}]}"
)
KITAS = "Kennung;Einrichtung;Träger;Länge;Breite;Plätze\nK1;Arche;Ev. Kirche;7.05;50.35;40\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A district with one municipality and one Kita; what is built goes beside it."""
    monkeypatch.setenv("SOZIALRAUM_VAR", str(tmp_path / "var"))
    monkeypatch.delenv("SOZIALRAUM_DATABASE_URL", raising=False)
    folder = tmp_path / "probe"
    folder.mkdir()
    for name, content in {
        "district.toml": DISTRICT,
        "boundaries.geojson": BOUNDARIES,
        "kitas.csv": KITAS,
    }.items():
        (folder / name).write_text(content, encoding="utf-8")
    return folder


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def kitas_in(folder: Path) -> list[tuple[str, int | None]]:
    engine = open_engine(f"sqlite:///{folder.parent / 'var' / 'probe' / 'directory.sqlite'}")
    with reading(engine) as session:
        found = [(kita.name, kita.kita.places) for kita in queries.services(session, kind="kita")]
    engine.dispose()
    return found


def test_import_alone_brings_the_district_in(folder: Path) -> None:
    result = run("import", "--district", folder)
    assert result.exit_code == 0, result.output
    assert "kitas: 1 imported (1 new, 0 changed), 0 rejected" in result.output
    assert kitas_in(folder) == [("Arche", 40)]


def test_a_second_import_finds_nothing_to_do(folder: Path) -> None:
    run("import", "district", "--district", folder)
    result = run("import", "district", "--district", folder)
    assert result.exit_code == 0
    assert "Kreis Probe: no file has changed since the last import." in result.output
    again = run("import", "district", "--again", "--district", folder)
    assert "kitas: 1 imported (0 new, 0 changed), 0 rejected" in again.output


def test_a_dry_run_writes_nothing(folder: Path) -> None:
    result = run("import", "--district", folder, "--dry-run")
    assert result.exit_code == 0
    assert "Nothing was written" in result.output
    assert kitas_in(folder) == []


def test_a_rejected_row_is_listed_and_ends_with_status_1(folder: Path) -> None:
    more = KITAS + "K2;Regenbogen;Caritas;7.06;50.36;viele\nK3;Spatzen;Caritas;7.07;50.36;20\n"
    path = folder / "neue.csv"
    path.write_text(more, encoding="utf-8")
    result = run("import", "kitas", path, "--district", folder)
    assert result.exit_code == 1
    assert "2 imported (2 new, 0 changed), 1 rejected" in result.output
    assert "line 3: field Plätze: 'viele'" in result.output
    assert [name for name, _places in kitas_in(folder)] == ["Arche", "Spatzen"]


def test_a_file_that_is_no_table_ends_with_a_sentence(folder: Path) -> None:
    path = folder / "kitas.kml"
    path.write_text("<kml/>", encoding="utf-8")
    result = run("import", "kitas", path, "--district", folder)
    assert result.exit_code == 2
    assert "kitas.kml" in result.output
    assert "Traceback" not in result.output


def test_a_workbook_goes_out_is_edited_and_comes_in_again(folder: Path) -> None:
    run("import", "--district", folder)
    path = folder / "kitas.xlsx"
    result = run("export", "kitas", path, "--district", folder)
    assert result.exit_code == 0
    assert "1 kitas written" in result.output
    book = openpyxl.load_workbook(path)
    book.active.cell(2, list(KITA_COLUMNS).index("places") + 1).value = 44
    book.save(path)
    result = run("import", "kitas", path, "--district", folder)
    assert "1 imported (0 new, 1 changed), 0 rejected" in result.output
    assert kitas_in(folder) == [("Arche", 44)]
    run("import", "--district", folder, "--again")
    assert kitas_in(folder) == [("Arche", 44)]  # what was edited by hand stays


def test_dates_come_in_and_go_out(folder: Path) -> None:
    run("import", "--district", folder)
    path = folder / "termine.csv"
    text = "Angebot;Liste;Titel;Datum;Beginn\nK1;Kitas;Tag der offenen Tür;4.12.2026;15 Uhr\n"
    path.write_text(text + "K9;Kitas;Fest;4.12.2026;15:00\n", encoding="utf-8")
    result = run("import", "events", path, "--district", folder)
    assert result.exit_code == 1
    assert "1 imported (1 new, 0 changed), 1 rejected" in result.output
    assert "line 3: field Angebot: 'K9'" in result.output
    result = run("export", "events", folder / "aus.csv", "--district", folder)
    assert result.exit_code == 0
    assert "1 events written" in result.output
    assert ";Tag der offenen Tür;;2026-12-04;15:00;" in (folder / "aus.csv").read_text("utf-8")


def test_without_mod_spatialite_the_command_ends_with_one_line(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SPATIALITE_LIBRARY_PATH", "mod_spatialite_that_is_missing")
    result = run("import", "--district", folder)
    assert result.exit_code == 2
    assert result.output.strip().splitlines()[-1].startswith("Error: ")
    assert "apt-get install libsqlite3-mod-spatialite" in result.output


def test_parts_come_from_a_register_by_year_of_birth(folder: Path) -> None:
    run("import", "--district", folder)
    path = folder / "teile.csv"
    path.write_text(
        "AGS;Ortsteil;Geburtsjahr;Einwohner\n07999001;Oberdorf;2025;3\n07999001;Oberdorf;1980;40\n",
        encoding="utf-8",
    )
    result = run("import", "parts", path, "--date", "2025-12-31", "--district", folder)
    assert result.exit_code == 0, result.output
    assert "parts_by_hand: 1 imported" in result.output
