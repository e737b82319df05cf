"""Write offers and Kitas into the records: new ones added, known ones brought up to date."""

from __future__ import annotations

from typing import TYPE_CHECKING

from directory.records.columns import id_from_key
from directory.records.importing import queries
from directory.records.importing.details import write_details
from directory.records.importing.entries import entry_of_kita, entry_of_service
from directory.records.importing.locations import write_location
from directory.records.importing.municipalities import Municipalities
from directory.records.importing.report import ImportReport
from directory.records.importing.sources import is_by_hand
from directory.records.importing.terms import Terms
from directory.records.planning.assigning import without_unknown_places, write_assignments
from directory.records.tables import Kita, Organization, Service

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy.orm import Session

    from directory.records.area_tables import Dataset
    from directory.records.importing.entries import Entry
    from geodata.sources.kitas import KitaRecord
    from geodata.sources.reading import Reading
    from geodata.sources.services import ServiceRecord


def import_services(
    session: Session, reading: Reading[ServiceRecord], dataset: Dataset
) -> ImportReport:
    """Write a list of offers; those that an earlier file of the same name had become inactive."""
    entries = ((line, entry_of_service(record)) for line, record in reading.records)
    return _import(session, reading, entries, dataset)


def import_kitas(session: Session, reading: Reading[KitaRecord], dataset: Dataset) -> ImportReport:
    """Write a list of Kitas; those that an earlier file of the same name had become inactive."""
    reading = without_unknown_places(session, reading)
    entries = ((line, entry_of_kita(record)) for line, record in reading.records)
    report = _import(session, reading, entries, dataset)
    write_assignments(session, reading, dataset)
    return report


def _import(
    session: Session,
    reading: Reading[ServiceRecord] | Reading[KitaRecord],
    entries: Iterable[tuple[int, Entry]],
    dataset: Dataset,
) -> ImportReport:
    report = ImportReport(dataset.name, rejected=list(reading.rejected), notes=list(reading.notes))
    writer = _Writer(session, dataset, report)
    writer.write(list(entries))
    if not is_by_hand(dataset) and not reading.rejected:
        writer.retire()
    dataset.rows = report.imported
    session.flush()
    return report


class _Writer:
    """Writes the entries of one file and keeps the report."""

    def __init__(self, session: Session, dataset: Dataset, report: ImportReport) -> None:
        self._session, self._dataset, self._report = session, dataset, report
        self._terms = Terms(session)
        self._organizations = queries.all_organizations(session)
        self._municipalities = Municipalities(session)
        self._seen: set[object] = set()

    def write(self, entries: list[tuple[int, Entry]]) -> None:
        """Add or update each entry."""
        known = queries.services_with_ids(self._session, {entry.id for _, entry in entries})
        for line, entry in entries:
            self._seen.add(entry.id)
            service = known.get(entry.id)
            if service is None:
                self._add(line, entry)
            elif is_by_hand(service.dataset) and not is_by_hand(self._dataset):
                self._keep(line, service)
            else:
                self._update(line, entry, service)

    def retire(self) -> None:
        """Take what the file no longer has off the pages; it stays in the records."""
        for service in queries.services_of_dataset(self._session, self._dataset.id):
            if service.id not in self._seen:
                service.status = "inactive"
                self._report.retired += 1

    def _add(self, line: int, entry: Entry) -> None:
        service = Service(id=entry.id, dataset=self._dataset, **self._values(entry))
        self._session.add(service)
        self._fill(line, entry, service)
        self._report.added += 1

    def _keep(self, line: int, service: Service) -> None:
        """Leave an entry as a clerk's file made it, and say so."""
        self._report.unchanged += 1
        self._report.note(line, f"{service.name} was imported by hand since; left as it is")

    def _update(self, line: int, entry: Entry, service: Service) -> None:
        changed = [_set(service, name, value) for name, value in self._values(entry).items()]
        changed.append(_set(service, "dataset", self._dataset))
        if any([*changed, self._fill(line, entry, service)]):
            self._report.updated += 1
        else:
            self._report.unchanged += 1

    def _values(self, entry: Entry) -> dict[str, object]:
        sample = entry.values["sample"] or self._dataset.sample
        text = {"opening_hours": entry.opening_hours, "status": "active"}
        return entry.values | text | {"sample": sample}

    def _fill(self, line: int, entry: Entry, service: Service) -> bool:
        """Write all that hangs on a service; say whether anything changed."""
        changed = [
            _set(service, "organization", self._organization(entry.organization)),
            self._terms.write(service, entry, line, self._report),
            _write_kita(service, entry),
            write_location(self._session, service, entry, self._municipalities),
            write_details(service, entry, line, self._report),
        ]
        return any(changed)

    def _organization(self, name: str) -> Organization | None:
        if not name:
            return None
        key = id_from_key("organization", " ".join(name.casefold().split()))
        return self._organizations.setdefault(key, Organization(id=key, name=name))


def _write_kita(service: Service, entry: Entry) -> bool:
    if entry.kita is None:
        return False
    if service.kita is None:
        service.kita = Kita(**entry.kita)
        return True
    return any([_set(service.kita, *fact) for fact in entry.kita.items()])  # noqa: C419 - each is set


def _set(row: object, name: str, value: object) -> bool:
    """Set a column if it has another value; say whether it had."""
    if getattr(row, name) == value:
        return False
    setattr(row, name, value)
    return True
