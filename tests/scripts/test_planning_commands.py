"""`sozialraum import transport`, `childminding`, `indicators` and what is exported of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from directory.records.database import open_engine, reading
from directory.records.planning import queries
from scripts.cli import main
from tests.scripts.test_importing import BOUNDARIES, DISTRICT, KITAS

if TYPE_CHECKING:
    from pathlib import Path

SOURCE = '\n[sources.kita_transport]\npath = "transport.csv"\nsample = true\n'
TABLES = {
    "transport": "AGS;Kita;Tage;Abfahrt Ort;Muster\n07999001;K1;Mo-Fr;7:05;\n",
    "childminding": "AGS;Plätze\n07999001;10\n",
    "indicators": "AGS;Kennzahl;Wert;Jahr\n07999001;Kinder unter 7;30;2025\n",
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A district with one municipality, one Kita and a sample of its transport, imported."""
    monkeypatch.setenv("SOZIALRAUM_VAR", str(tmp_path / "var"))
    monkeypatch.delenv("SOZIALRAUM_DATABASE_URL", raising=False)
    folder = tmp_path / "probe"
    folder.mkdir()
    for name, content in {
        "district.toml": DISTRICT + SOURCE,
        "boundaries.geojson": BOUNDARIES,
        "kitas.csv": KITAS,
        "transport.csv": "AGS;Kita;Beförderung\n07999001;;nein\n",
    }.items():
        (folder / name).write_text(content, encoding="utf-8")
    assert run("import", "district", "--district", folder).exit_code == 0
    return folder


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def runs_of(folder: Path) -> list[tuple[bool, bool]]:
    """Return whether each run of the Kita transport runs and is a sample."""
    engine = open_engine(f"sqlite:///{folder.parent / 'var' / 'probe' / 'directory.sqlite'}")
    with reading(engine) as session:
        found = queries.kita_transport_of(session)
        rows = [(run.runs, run.sample) for runs in found.values() for run in runs]
    engine.dispose()
    return rows


def test_a_planners_table_is_checked_taken_and_written_out_again(
    folder: Path, tmp_path: Path
) -> None:
    assert runs_of(folder) == [(False, True)]
    for name, content in TABLES.items():
        path = tmp_path / f"{name}.csv"
        path.write_text(content, encoding="utf-8")
        checked = run("import", name, path, "--district", folder, "--dry-run")
        assert "Nothing was written" in checked.output
        taken = run("import", name, path, "--district", folder)
        assert (taken.exit_code, "1 imported (1 new, 0 changed)" in taken.output) == (0, True)
        out = run("export", name, tmp_path / f"{name}-out.csv", "--district", folder)
        assert f"1 {name} written" in out.output
        assert (
            run("import", name, tmp_path / f"{name}-out.csv", "--district", folder).exit_code == 0
        )
    assert runs_of(folder) == [(True, False)]  # the sample of the district is gone
    assert run("import", "district", "--district", folder, "--again").exit_code == 0
    assert runs_of(folder) == [(True, False)]
    out = run("export", "bedarfsplan", tmp_path / "plan.xlsx", "--district", folder)
    assert "2 bedarfsplan written" in out.output


@pytest.mark.parametrize("name", TABLES)
def test_an_unknown_municipality_is_told_with_its_line_and_nothing_else_stops(
    folder: Path, tmp_path: Path, name: str
) -> None:
    path = tmp_path / "tabelle.csv"
    stray = TABLES[name].splitlines()[1].replace("07999001", "07999999")
    path.write_text(f"{TABLES[name]}{stray}\n", encoding="utf-8")
    told = run("import", name, path, "--district", folder)
    assert told.exit_code == 1
    assert "1 imported (1 new, 0 changed), 1 rejected" in told.output
    assert "line 3: field AGS: no municipality 07999999 among the boundaries" in told.output


@pytest.mark.parametrize("name", TABLES)
def test_a_file_that_is_no_such_table_is_refused_in_one_sentence(
    folder: Path, tmp_path: Path, name: str
) -> None:
    path = tmp_path / "leer.csv"
    path.write_text("Etwas;Anderes\n1;2\n", encoding="utf-8")
    told = run("import", name, path, "--district", folder)
    assert told.exit_code == 2
    assert "leer.csv, field " in told.output
    assert "this column is missing" in told.output
