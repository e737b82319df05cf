"""Out as a table, in again: nothing changes but what the clerk changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import openpyxl
import pytest
from sqlalchemy import select

from directory.records import queries
from directory.records.contact_tables import Contact
from directory.records.importing import import_kitas, import_services
from directory.records.spreadsheets import export_kitas, export_services
from geodata.errors import SourceError
from geodata.sources.details import ContactRecord, Details
from geodata.sources.kitas import KITA_COLUMNS, read_kitas
from geodata.sources.reading import Reading
from geodata.sources.services import SERVICE_COLUMNS, read_services

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet
    from sqlalchemy.orm import Session

    from directory.records.area_tables import Dataset
    from geodata.sources.kitas import KitaRecord
    from geodata.sources.services import ServiceRecord

    MakeService = Callable[..., ServiceRecord]
    MakeDataset = Callable[..., Dataset]


DETAILS = Details(
    what_happens="Sie hören ein Band.\nWir rufen zurück.",
    orientation="=katholisch",
    catchment="Verbandsgemeinde Maifeld",
    holiday_note="in den Sommerferien zu",
    waiting_weeks=2.5,
    capacity_on=date(2026, 11, 2),
    changing_table=False,
    contacts=(
        ContactRecord("Sekretariat", phone="+49 2651 9999-1", opening_hours="Mo 8–9 Uhr"),
        ContactRecord("Leitung", name="=A. Muster", email="leitung@example.org"),
    ),
)


def write(session: Session, dataset: Dataset, *records: ServiceRecord) -> None:
    import_services(session, Reading(list(enumerate(records, start=2))), dataset)
    session.commit()


def cell_below(sheet: Worksheet, column: str, row: int = 2) -> openpyxl.cell.Cell:
    header = [cell.value for cell in sheet[1]]
    return sheet.cell(row, header.index(column) + 1)


@pytest.fixture(params=[".xlsx", ".csv"])
def path(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    return tmp_path / f"liste{request.param}"


def test_offers_go_out_and_in_again_unchanged(
    session: Session,
    a_service: MakeService,
    a_dataset: MakeDataset,
    two_villages: Callable,
    path: Path,
) -> None:
    two_villages()
    plain = a_service(key="S1")
    by_phone = a_service(
        key="S2",
        kind="family_education",
        delivery="phone",
        longitude=None,
        latitude=None,
        street="",
        postal_code="",
        city="",
        ags="",
        minimum_age=None,
        maximum_age=None,
        step_free=None,
        confirmed_on=None,
        confirmed_by="",
    )
    hostile = a_service(key="S3", name="=1+1", phone="+49 2651 9999-0", description="-\nzwei")
    write(session, a_dataset(), plain, by_phone, hostile)
    assert export_services(session, path) == 3
    reading = read_services(path)
    assert reading.rejected == []
    report = import_services(session, reading, a_dataset())
    assert (report.added, report.updated, report.unchanged) == (0, 0, 3)


def test_what_to_know_before_you_go_comes_in_and_goes_out_unchanged(
    session: Session, a_service: MakeService, a_dataset: MakeDataset, path: Path
) -> None:
    full = a_service(anonymous=True, certificate=False, free_places=0, details=DETAILS)
    write(session, a_dataset(), full, a_service(key="S2", name="Ohne Angaben"))
    session.expire_all()
    service, bare = queries.services(session)
    assert (service.anonymous, service.certificate, service.places_free) == (True, False, 0)
    assert (bare.anonymous, bare.waiting_weeks, bare.contacts) == (None, None, [])
    assert [contact.title for contact in service.contacts] == ["Sekretariat", "Leitung"]
    assert service.location.accessibility[0].changing_table is False
    export_services(session, path)
    reading = read_services(path)
    assert reading.rejected == []
    report = import_services(session, reading, a_dataset())
    assert (report.added, report.updated, report.unchanged) == (0, 0, 2)


def test_a_name_that_a_clerk_takes_out_is_gone(
    session: Session, a_service: MakeService, a_dataset: MakeDataset
) -> None:
    write(session, a_dataset(), a_service(details=DETAILS))
    nameless = replace(DETAILS, contacts=DETAILS.contacts[:1])
    write(session, a_dataset(), a_service(details=nameless))
    assert session.scalars(select(Contact.name)).all() == [""]


def test_the_details_of_a_kita_go_out_and_in_again_unchanged(
    session: Session,
    a_kita: Callable[..., KitaRecord],
    a_dataset: MakeDataset,
    path: Path,
) -> None:
    import_kitas(session, Reading([(2, a_kita(details=DETAILS))]), a_dataset("kitas"))
    session.commit()
    (kita,) = queries.services(session, kind="kita")
    assert (kita.places_free, kita.capacity_on) == (3, date(2026, 11, 2))
    export_kitas(session, path)
    report = import_kitas(session, read_kitas(path), a_dataset("kitas"))
    assert (report.updated, report.unchanged) == (0, 1)


def test_kitas_go_out_and_in_again_unchanged(
    session: Session,
    a_kita: Callable[..., KitaRecord],
    a_dataset: MakeDataset,
    two_villages: Callable,
    path: Path,
) -> None:
    two_villages()
    unknown = a_kita(key="K2", name="Regenbogen", places=None, free_places=None)
    unknown = replace(unknown, family_centre=None, step_free=None)
    steps = a_kita(key="K3", name="Sonnenblume", step_free=False)
    records = Reading([(2, a_kita(social_work=False)), (3, unknown), (4, steps)])
    import_kitas(session, records, a_dataset("kitas"))
    session.commit()
    assert export_kitas(session, path) == 3
    said = {kita.name: kita.step_free for _line, kita in read_kitas(path).records}
    assert said == {"Arche": True, "Regenbogen": None, "Sonnenblume": False}
    report = import_kitas(session, read_kitas(path), a_dataset("kitas"))
    assert report.rejected == []
    assert (report.added, report.updated, report.unchanged) == (0, 0, 3)


def test_a_clerk_confirms_an_entry_in_the_workbook(
    session: Session, a_service: MakeService, a_dataset: MakeDataset, tmp_path: Path
) -> None:
    path = tmp_path / "angebote.xlsx"
    write(session, a_dataset(), a_service(confirmed_on=None, confirmed_by=""))
    export_services(session, path)
    book = openpyxl.load_workbook(path)
    cell_below(book.active, "Bestätigt am").value = date(2026, 11, 20)
    cell_below(book.active, "Bestätigt durch").value = "Träger, am Telefon"
    cell_below(book.active, "Kosten").value = "5 Euro"
    book.save(path)

    import_services(session, read_services(path), a_dataset("services_by_hand"))
    session.commit()
    session.expire_all()
    (service,) = queries.services(session)
    assert service.confirmed_on == date(2026, 11, 20)
    assert service.confirmed_by == "Träger, am Telefon"
    assert [cost.option for cost in service.cost_options] == ["5 Euro"]


def test_the_columns_out_are_the_columns_in(session: Session, tmp_path: Path) -> None:
    for export, columns in ((export_services, SERVICE_COLUMNS), (export_kitas, KITA_COLUMNS)):
        path = tmp_path / "leer.xlsx"
        assert export(session, path) == 0
        header = [cell.value for cell in openpyxl.load_workbook(path).active[1]]
        assert header == list(columns.values())


def test_the_address_of_an_undisclosed_offer_is_in_no_table(
    session: Session, a_service: MakeService, a_dataset: MakeDataset, path: Path
) -> None:
    write(session, a_dataset(), a_service(undisclosed=True, name="Zuflucht"))
    export_services(session, path)
    (line, record), *_ = read_services(path).records
    assert line == 2
    assert (record.undisclosed, record.street, record.longitude) == (True, "", None)


def test_no_exported_cell_is_a_formula(
    session: Session, a_service: MakeService, a_dataset: MakeDataset, tmp_path: Path
) -> None:
    path = tmp_path / "angebote.xlsx"
    write(session, a_dataset(), a_service(name="=cmd|' /C calc'!A0", phone="+49 1", cost="-5"))
    export_services(session, path)
    sheet = openpyxl.load_workbook(path).active
    assert cell_below(sheet, "Name").value == "'=cmd|' /C calc'!A0"
    assert cell_below(sheet, "Telefon").value == "'+49 1"
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n", "d"}


def test_another_ending_is_refused(session: Session, tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"\.xlsx or \.csv"):
        export_services(session, tmp_path / "liste.pdf")
