"""A whole district in one transaction: killed, read meanwhile, repeated."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from textwrap import dedent
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from directory.records import queries
from directory.records.database import open_engine, reading, writing
from directory.records.importing import import_district, is_current
from geodata.district import District, find_district
from geodata.errors import DistrictError, SourceError
from geodata.sources.services import SERVICE_COLUMNS

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Engine
    from sqlalchemy.orm import Session

TOML = """
[district]
name = "Kreis Probe"
ags = "07999"
state = "RP"
bounds = [7.0, 50.3, 7.2, 50.4]

[[youth_office_areas]]
name = "Kreisjugendamt Probe"
ags = ["07999001", "07999002"]

[sources.kitas]
path = "kitas.csv"
sample = true

[sources.services]
path = "services.csv"

[sources.boundaries]
path = "boundaries.geojson"
licence = "frei"

[sources.cells]
path = "cells.csv"
estimate = true
"""
KITAS = "Kennung;Einrichtung;Träger;Länge;Breite;Plätze\nK1;{name};Ev. Kirche;7.05;50.35;40\n"
CELLS = "ags,x_m,y_m,cell_m,people\n07999001,361000,5579000,250,20\n07999002,368000,5579000,250,9\n"
HALF_AN_IMPORT = """
    import sys, time
    from directory.records.database import open_engine, writing
    from directory.records.importing import import_district
    from geodata.district import find_district

    def stop_half_way(name, number, total):
        if name == "kitas":
            session.flush()
            print("half", flush=True)
            time.sleep(60)

    with writing(open_engine(sys.argv[1])) as session:
        import_district(session, find_district(sys.argv[2]), progress=stop_half_way)
"""


@pytest.fixture
def district(tmp_path: Path) -> District:
    """Two villages with one offer and one Kita."""
    folder = tmp_path / "probe"
    folder.mkdir()
    (folder / "district.toml").write_text(TOML, encoding="utf-8")
    features = [
        feature("07999001", "Acht", 7.0),
        feature("07999002", "Boos", 7.1),
    ]
    boundaries = {"type": "FeatureCollection", "features": features}
    (folder / "boundaries.geojson").write_text(json.dumps(boundaries), encoding="utf-8")
    (folder / "cells.csv").write_text(CELLS, encoding="utf-8")
    write_lists(folder, "Alt")
    return find_district(str(folder))


def feature(ags: str, name: str, west: float) -> dict[str, object]:
    east = west + 0.1
    ring = [[west, 50.3], [east, 50.3], [east, 50.4], [west, 50.4], [west, 50.3]]
    geometry = {"type": "Polygon", "coordinates": [ring]}
    properties = {"AGS": ags, "RS": ags, "GEN": name, "BEZ": "Gemeinde"}
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def write_lists(folder: Path, name: str) -> None:
    """Write one offer and one Kita whose names begin with a word."""
    row = dict.fromkeys(SERVICE_COLUMNS.values(), "")
    row |= {"Kennung": "S1", "Art": "Beratung", "Name": f"{name}e Beratung"}
    row |= {"Länge": "7.06", "Breite": "50.36", "Öffnungszeiten": "Mo-Do 08:00-12:00"}
    lines = [";".join(row), ";".join(row.values())]
    (folder / "services.csv").write_text("\n".join(lines), encoding="utf-8")
    (folder / "kitas.csv").write_text(KITAS.format(name=f"{name}e Kita"), encoding="utf-8")


def names_in(engine: Engine) -> list[str]:
    with reading(engine) as session:
        return [service.name for service in queries.services(session)]


def test_every_source_of_a_district_comes_in_at_once(session: Session, district: District) -> None:
    steps: list[tuple[str, int, int]] = []
    reports = import_district(session, district, progress=lambda *step: steps.append(step))
    session.commit()
    assert [step[0] for step in steps] == ["boundaries", "cells", "services", "kitas"]
    assert steps[-1][1:] == (3, 4)
    assert [(report.name, report.imported) for report in reports] == [
        ("boundaries", 2),
        ("cells", 2),
        ("services", 1),
        ("kitas", 1),
    ]
    assert queries.services_by_kind(session) == {"counselling": 1, "kita": 1}
    assert queries.areas_at(session, "municipality")[0].youth_office.name == "Kreisjugendamt Probe"
    facts = {row.name: (row.licence, row.sample, row.estimate) for row in queries.datasets(session)}
    assert facts["boundaries"] == ("frei", False, False)
    assert facts["kitas"] == ("", True, False)
    assert facts["cells"] == ("", False, True)
    assert [place.name for place in queries.places(session, "municipality")] == ["Acht", "Boos"]


def test_a_kill_in_the_middle_of_an_import_leaves_the_old_data_and_the_next_run_works(
    url: str, engine: Engine, district: District
) -> None:
    with writing(engine) as session:
        import_district(session, district)
        session.commit()
    before = names_in(engine)
    write_lists(district.folder, "Neu")
    child = subprocess.Popen(
        [sys.executable, "-c", dedent(HALF_AN_IMPORT), url, str(district.folder)],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert child.stdout is not None
    with child.stdout as output:
        assert output.readline() == "half\n"
    child.send_signal(signal.SIGKILL)
    assert child.wait(timeout=30) == -signal.SIGKILL

    assert names_in(engine) == before == ["Alte Beratung", "Alte Kita"]
    if engine.dialect.name == "sqlite":
        with reading(engine) as session:
            assert session.execute(text("PRAGMA integrity_check")).scalar() == "ok"
            assert session.execute(text("SELECT CheckSpatialIndex()")).scalar() == 1
            assert session.execute(text("PRAGMA foreign_key_check")).all() == []
    with writing(engine) as session:
        import_district(session, district)
        session.commit()
    assert names_in(engine) == ["Neue Beratung", "Neue Kita"]


def test_a_reader_during_an_import_sees_the_old_rows_until_the_new_ones_are_complete(
    url: str, engine: Engine, district: District
) -> None:
    with writing(engine) as session:
        import_district(session, district)
        session.commit()
    write_lists(district.folder, "Neu")
    reader = open_engine(url)
    seen: list[list[str]] = []

    def look(name: str, _number: int, _total: int) -> None:
        if name == "kitas":
            session.flush()  # the offers are written by now
            seen.append(names_in(reader))

    with writing(engine) as session:
        import_district(session, district, progress=look)
        seen.append(names_in(reader))
        session.commit()
    seen.append(names_in(reader))
    reader.dispose()
    old, new = ["Alte Beratung", "Alte Kita"], ["Neue Beratung", "Neue Kita"]
    assert seen == [old, old, new]


def test_a_second_import_of_a_district_doubles_nothing(engine: Engine, district: District) -> None:
    counted = []
    for _ in range(2):
        with writing(engine) as session:
            import_district(session, district)
            session.commit()
        with reading(engine) as session:
            counted.append(
                (
                    len(queries.services(session)),
                    len(queries.population_cells(session)),
                    len(queries.places(session)),
                    len(queries.areas_at(session, "municipality")),
                    len(queries.datasets(session)),
                )
            )
    assert counted[0] == counted[1] == (2, 2, 2, 2, 4)


def test_a_district_is_current_until_one_of_its_files_changes(
    session: Session, district: District
) -> None:
    assert not is_current(session, district)
    import_district(session, district)
    assert is_current(session, district)
    write_lists(district.folder, "Neu")
    assert not is_current(session, district)


def test_a_district_is_not_current_once_its_folder_says_something_else(
    session: Session, district: District
) -> None:
    import_district(session, district)
    path = district.folder / "district.toml"
    for old, new in (('licence = "frei"', 'licence = "CC0"'), ("amt Probe", "amt Anderswo")):
        path.write_text(TOML.replace(old, new), encoding="utf-8")
        assert not is_current(session, find_district(str(district.folder)))


def test_a_missing_file_stops_the_import_and_names_it(session: Session, district: District) -> None:
    (district.folder / "kitas.csv").unlink()
    with pytest.raises(SourceError, match=r"kitas\.csv"):
        import_district(session, district)
    session.rollback()
    assert queries.services(session) == []


def test_a_district_without_boundaries_is_refused(session: Session, district: District) -> None:
    district.sources.pop("boundaries")
    with pytest.raises(DistrictError, match="boundaries"):
        import_district(session, district)


def test_the_shipped_district_comes_in_whole_within_seconds(session: Session) -> None:
    started = time.monotonic()
    reports = import_district(session, find_district("mayen-koblenz"))
    session.commit()
    assert time.monotonic() - started < 30  # 3 s on two cores; generous for a busy machine
    assert [report for report in reports if report.rejected] == []
    municipalities = queries.areas_at(session, "municipality")
    assert len(municipalities) == 87
    assert sum(area.population.people for area in municipalities) == 217_228
    assert sum(area.population.area_km2 for area in municipalities) == pytest.approx(817.66)
    assert all(area.parent.level == "association" for area in municipalities)
    assert all(area.youth_office is not None for area in municipalities)
    assert queries.population_cells(session)["people"].sum() == pytest.approx(217_228)
    assert queries.services_by_kind(session)["kita"] == 98 + 28
    assert queries.has_samples(session)
