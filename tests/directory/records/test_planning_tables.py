"""What planners bring, on both databases: taken or reported, in and out again, clerks before samples."""

from __future__ import annotations

import csv
from dataclasses import replace
from typing import TYPE_CHECKING

import openpyxl
import pytest

from directory.records import queries as records
from directory.records.importing import import_kitas
from directory.records.importing.sources import BY_HAND
from directory.records.planning import queries
from directory.records.planning.bedarfsplan import hours_per_100_places
from directory.records.planning.importing import (
    import_childminding,
    import_indicators,
    import_kita_transport,
)
from directory.records.planning.spreadsheets import (
    export_bedarfsplan,
    export_childminding,
    export_indicators,
    export_transport,
)
from directory.records.spreadsheets import export_kitas
from geodata.sources.childminding import ChildmindingRecord, read_childminding
from geodata.sources.indicators import IndicatorRecord, read_indicators
from geodata.sources.kita_plan import KitaPlan
from geodata.sources.kita_transport import TransportRecord, read_kita_transport
from geodata.sources.kitas import read_kitas
from geodata.sources.reading import Reading

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from sqlalchemy.orm import Session

    from directory.records.area_tables import Dataset
    from geodata.sources.kitas import KitaRecord

    MakeDataset = Callable[..., Dataset]

ACHT, BOOS, NOWHERE = "07137001", "07137008", "07137999"
PLAN = KitaPlan(
    places_under_2=5,
    places_from_2=15,
    places_from_3=60,
    children_under_2=5,
    children_from_2=14,
    children_from_3=58,
    places_to_7_hours=30,
    places_over_7_hours=50,
    assigned=((ACHT, ""), (BOOS, "=Oben")),
    social_work_hours=20.0,
    social_work_days="13",
    social_work_deputy="Team Maifeld",
)
RUN = TransportRecord(
    ags=ACHT,
    part="",
    runs=True,
    kita_key="K1",
    weekdays="01234",
    leaves_home_minutes=425,
    reaches_kita_minutes=440,
    leaves_kita_minutes=945,
    reaches_home_minutes=960,
    minimum_age=3.0,
    maximum_age=None,
    escort=True,
    in_school_holidays=None,
    note="=1+1",
    sample=False,
)
NO_RUN = replace(
    RUN,
    ags=BOOS,
    runs=False,
    kita_key="",
    weekdays="",
    leaves_home_minutes=None,
    reaches_kita_minutes=None,
    leaves_kita_minutes=None,
    reaches_home_minutes=None,
    escort=None,
    note="",
)
UNDER_7 = IndicatorRecord(
    ags=ACHT,
    kita_key="",
    name="Kinder unter 7",
    value=30.0,
    unit="Kinder",
    year=2025,
    lowers_need=False,
    source="Amt",
    sample=False,
)
MINDING = ChildmindingRecord(
    ags=BOOS,
    places=10,
    children=8,
    childminders=2,
    counted_on=None,
    source="@Amt",
    sample=False,
)


def reading_of(*rows: object) -> Reading:
    return Reading(list(enumerate(rows, start=2)))


@pytest.fixture
def kita(
    session: Session,
    a_kita: Callable[..., KitaRecord],
    two_villages: Callable,
    a_dataset: MakeDataset,
) -> KitaRecord:
    """Write two villages and a Kita in Boos, which the plan gives to Acht and a part of Boos."""
    two_villages()
    record = a_kita(plan=PLAN)
    report = import_kitas(session, reading_of(record), a_dataset("kitas"))
    assert report.rejected == []
    session.commit()
    return record


def test_the_plan_of_a_kita_goes_out_and_in_again_unchanged(
    session: Session, kita: KitaRecord, a_dataset: MakeDataset, tmp_path: Path
) -> None:
    path = tmp_path / "kitas.csv"
    export_kitas(session, path)
    (row,) = [record for _, record in read_kitas(path).records]
    assert replace(row.plan, assigned=()) == replace(PLAN, assigned=())
    report = import_kitas(session, read_kitas(path), a_dataset("kitas"))
    assert (report.rejected, report.updated, report.unchanged) == ([], 0, 1)
    (service,) = records.services(session, kind="kita")
    assert sorted(queries.assignments(session)[service.id]) == [(ACHT, ""), (BOOS, "=Oben")]
    assert queries.assigned_kitas(session) == {ACHT: (service.id,), BOOS: (service.id,)}
    assert kita.key == service.key


def test_a_village_that_the_list_takes_from_a_kita_is_no_longer_its(
    session: Session, kita: KitaRecord, a_dataset: MakeDataset
) -> None:
    fewer = replace(kita, plan=replace(PLAN, assigned=((ACHT, ""),)))
    import_kitas(session, reading_of(fewer), a_dataset("kitas"))
    session.commit()
    assert list(queries.assigned_kitas(session)) == [ACHT]


def test_a_kita_for_a_village_that_nobody_knows_is_rejected_with_line_and_column(
    session: Session, kita: KitaRecord, a_dataset: MakeDataset
) -> None:
    stray = replace(kita, key="K2", plan=replace(PLAN, assigned=((ACHT, ""), (NOWHERE, ""))))
    report = import_kitas(session, reading_of(kita, stray), a_dataset("kitas"))
    ((line, error),) = report.rejected
    assert (line, error.field) == (3, "Zugeordnete Orte")
    assert NOWHERE in str(error)
    assert [service.key for service in records.services(session, kind="kita")] == ["K1"]


@pytest.mark.usefixtures("kita")
def test_transport_comes_by_village_and_no_row_is_unknown(
    session: Session, a_dataset: MakeDataset
) -> None:
    report = import_kita_transport(session, reading_of(RUN), a_dataset("kita_transport"))
    session.commit()
    assert (report.added, report.rejected) == (1, [])
    found = queries.kita_transport_of(session)
    assert list(found) == [ACHT]
    (run,) = found[ACHT]
    assert run.service is not None
    assert (run.service.key, run.runs, run.reaches_kita_minutes) == ("K1", True, 440)
    assert (run.escort, run.in_school_holidays) == (True, None)


@pytest.mark.usefixtures("kita")
@pytest.mark.parametrize(
    ("change", "field"), [({"ags": NOWHERE}, "AGS"), ({"kita_key": "K9"}, "Kita")]
)
def test_a_run_from_or_to_nowhere_is_rejected_and_the_others_are_taken(
    session: Session, a_dataset: MakeDataset, change: dict[str, str], field: str
) -> None:
    stray = replace(RUN, **change)
    report = import_kita_transport(session, reading_of(stray, NO_RUN), a_dataset("kita_transport"))
    ((line, error),) = report.rejected
    assert (line, error.field) == (2, field)
    assert list(queries.kita_transport_of(session)) == [BOOS]


@pytest.mark.usefixtures("kita")
def test_a_later_table_takes_the_place_of_the_earlier_unless_a_row_is_wrong(
    session: Session, a_dataset: MakeDataset
) -> None:
    dataset = a_dataset("kita_transport")
    import_kita_transport(session, reading_of(RUN, NO_RUN), dataset)
    again = import_kita_transport(session, reading_of(RUN, NO_RUN), dataset)
    assert (again.added, again.updated, again.unchanged, again.retired) == (0, 0, 2, 0)
    wrong = import_kita_transport(session, reading_of(RUN, replace(RUN, ags=NOWHERE)), dataset)
    assert wrong.retired == 0
    assert sorted(queries.kita_transport_of(session)) == [ACHT, BOOS]
    right = import_kita_transport(session, reading_of(RUN), dataset)
    session.commit()
    assert right.retired == 1
    assert list(queries.kita_transport_of(session)) == [ACHT]


@pytest.mark.usefixtures("kita")
def test_a_table_imported_by_hand_wins_over_the_sample_before_and_after(
    session: Session, a_dataset: MakeDataset
) -> None:
    sample = a_dataset("kita_transport", sample=True)
    by_hand = a_dataset(f"kita_transport_{BY_HAND}")
    import_kita_transport(session, reading_of(NO_RUN), sample)
    assert queries.kita_transport_of(session)[BOOS][0].sample
    import_kita_transport(session, reading_of(RUN), by_hand)
    report = import_kita_transport(session, reading_of(NO_RUN), sample)
    session.commit()
    assert list(queries.kita_transport_of(session)) == [ACHT]
    assert "imported by hand" in str(report)


@pytest.mark.usefixtures("kita")
def test_numbers_replace_those_of_their_name_and_leave_others_alone(
    session: Session, a_dataset: MakeDataset
) -> None:
    dataset = a_dataset(f"indicators_{BY_HAND}")
    boos = replace(UNDER_7, ags=BOOS, value=None)
    of_kita = replace(UNDER_7, ags="", kita_key="K1", name="Wohngeld", unit="%", lowers_need=True)
    import_indicators(session, reading_of(UNDER_7, boos, of_kita), dataset)
    report = import_indicators(session, reading_of(replace(UNDER_7, value=31.0)), dataset)
    session.commit()
    assert (report.updated, report.retired) == (1, 1)
    ((ags, row),) = queries.indicators_by_area(session)
    assert (ags, row.value) == (ACHT, 31.0)
    (other,) = queries.indicators_by_kita(session)
    assert (other.name, other.lowers_need) == ("Wohngeld", True)


@pytest.mark.usefixtures("kita")
def test_numbers_about_unknown_municipalities_are_rejected_with_a_clear_sentence(
    session: Session, a_dataset: MakeDataset
) -> None:
    stray = replace(UNDER_7, ags=NOWHERE)
    report = import_indicators(session, reading_of(stray), a_dataset(f"indicators_{BY_HAND}"))
    (said,) = str(report).splitlines()[1:]
    assert said.startswith("  line 2: field AGS: no municipality 07137999 among the boundaries")
    assert queries.indicators_by_area(session) == []


@pytest.mark.usefixtures("kita")
@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_planners_tables_go_out_and_in_again_unchanged(
    session: Session, a_dataset: MakeDataset, tmp_path: Path, ending: str
) -> None:
    path = tmp_path / f"tabelle.{ending}"
    import_kita_transport(session, reading_of(RUN, NO_RUN), a_dataset("a"))
    import_childminding(session, reading_of(MINDING), a_dataset("b"))
    of_kita = replace(UNDER_7, ags="", kita_key="K1", name="Wohngeld", lowers_need=True)
    import_indicators(session, reading_of(UNDER_7, of_kita), a_dataset("c"))
    session.commit()
    assert export_transport(session, path) == 2
    report = import_kita_transport(session, read_kita_transport(path), a_dataset("a"))
    assert (report.rejected, report.unchanged, report.updated) == ([], 2, 0)
    assert export_childminding(session, path) == 1
    report = import_childminding(session, read_childminding(path), a_dataset("b"))
    assert (report.rejected, report.unchanged, report.updated) == ([], 1, 0)
    assert export_indicators(session, path) == 2
    report = import_indicators(session, read_indicators(path), a_dataset("c"))
    assert (report.rejected, report.unchanged, report.updated) == ([], 2, 0)


@pytest.mark.usefixtures("kita")
def test_the_bedarfsplan_has_kitas_by_age_and_hours_and_childminding_by_municipality(
    session: Session, a_dataset: MakeDataset, tmp_path: Path
) -> None:
    import_childminding(session, reading_of(MINDING), a_dataset("b"))
    session.commit()
    assert export_bedarfsplan(session, tmp_path / "plan.csv") == 2
    with (tmp_path / "plan.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = {row["Zeile"]: row for row in csv.DictReader(file, delimiter=";")}
    kita = rows["Kita"]
    ages = [kita[f"{what} {age}"] for what in ("Plätze", "Kinder") for age in ("unter 2", "ab 3")]
    assert ages == ["5", "60", "5", "58"]
    assert (kita["Plätze bis 7 Stunden"], kita["Plätze über 7 Stunden"]) == ("30", "50")
    assert (kita["Plätze"], kita["Betreute Kinder"], kita["Gemeinde"]) == ("80", "77", "Boos")
    assert kita["Zugeordnete Orte"] == "Acht; Boos =Oben"
    assert kita["Wochenstunden je 100 Plätze"] == "25.0"
    assert kita["Kita-Sozialarbeit Tage"] == "Di, Do"
    minding = rows["Kindertagespflege"]
    assert (minding["Plätze"], minding["Betreute Kinder"], minding["AGS"]) == ("10", "8", BOOS)
    assert minding["Quelle"] == "'@Amt"


@pytest.mark.usefixtures("kita")
def test_no_cell_of_a_planners_workbook_is_a_formula(
    session: Session, a_dataset: MakeDataset, tmp_path: Path
) -> None:
    path = tmp_path / "tabelle.xlsx"
    import_kita_transport(session, reading_of(RUN), a_dataset("a"))
    session.commit()
    export_transport(session, path)
    sheet = openpyxl.load_workbook(path).active
    assert sheet is not None
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert "'=1+1" in [cell.value for cell in cells]
    assert all(cell.data_type != "f" for cell in cells)


def test_hours_of_social_work_are_unknown_where_hours_or_places_are() -> None:
    assert hours_per_100_places(20.0, 80) == 25.0
    assert hours_per_100_places(0.0, 80) == 0.0
    assert hours_per_100_places(None, 80) is None
    assert hours_per_100_places(20.0, None) is None
