"""Write dated events into the records: new ones added, known ones brought up to date."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC
from typing import TYPE_CHECKING, Any

from directory.records.columns import id_from_key
from directory.records.events import queries
from directory.records.events.tables import CANCELLED, SCHEDULED, WITHDRAWN, Event
from directory.records.importing.report import ImportReport
from directory.records.importing.sources import is_by_hand
from directory.records.importing.terms import Terms
from geodata.errors import RowError
from geodata.exports import restore

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from uuid import UUID
    from zoneinfo import ZoneInfo

    from sqlalchemy.orm import Session

    from directory.records.area_tables import Dataset
    from geodata.sources.events import EventRecord
    from geodata.sources.reading import Reading

HOLDER = "Angebot"  # the column of its Kennung
COLUMNS = (
    "key", "title", "description", "room", "places", "places_left", "places_on", "registration",
    "register_by", "cost", "minimum_age", "maximum_age",
)  # fmt: skip


def import_events(
    session: Session, reading: Reading[EventRecord], dataset: Dataset, zone: ZoneInfo
) -> ImportReport:
    """
    Write a list of events; those that an earlier file of the same name had leave the pages.

    Parameters
    ----------
    session
        A writing session, in which the offers already are.
    reading
        The list; its times are those of the clocks in `zone`.
    dataset
        The file.
    zone
        The time zone of the district.
    """
    report = ImportReport(dataset.name, rejected=list(reading.rejected), notes=list(reading.notes))
    _Writer(session, dataset, report, zone).write(reading)
    report.rejected.sort(key=lambda entry: entry[0])
    dataset.rows = report.imported
    session.flush()
    return report


def in_utc(wall_clock: datetime, zone: ZoneInfo, field: str) -> datetime:
    """
    Return the moment at which the clocks of a zone show a time; the first where they do twice.

    Raises
    ------
    RowError
        If the clocks jump over that time.
    """
    moment = wall_clock.replace(tzinfo=zone).astimezone(UTC)
    if moment.astimezone(zone).replace(tzinfo=None) != wall_clock:
        problem = f"{wall_clock:%H:%M} does not exist on that day: the clocks are put forward"
        raise RowError(field, problem)
    return moment


class _Writer:
    """Writes the events of one file and keeps the report."""

    def __init__(
        self, session: Session, dataset: Dataset, report: ImportReport, zone: ZoneInfo
    ) -> None:
        self._session, self._dataset, self._report = session, dataset, report
        self._zone, self._terms = zone, Terms(session)

    def write(self, reading: Reading[EventRecord]) -> None:
        """Add or update each event, and withdraw those that the file no longer has."""
        ids = {_id_of(record) for _, record in reading.records}
        self._events = queries.events_with_ids(self._session, ids)
        holders = {_holder_of(record) for _, record in reading.records}
        self._known = queries.services_known(self._session, holders)
        self._shown = queries.services_shown(self._session, holders)
        for line, record in reading.records:
            try:
                self._write(line, record)
            except RowError as error:
                self._report.rejected.append((line, error))
        if not is_by_hand(self._dataset) and not self._report.rejected:
            self._withdraw(ids)

    def _write(self, line: int, record: EventRecord) -> None:
        values = self._values(line, record)
        event = self._events.get(_id_of(record))
        if event is None:
            self._session.add(Event(id=_id_of(record), **values))
            self._report.added += 1
        elif is_by_hand(event.dataset) and not is_by_hand(self._dataset):
            self._report.note(line, f"{event.title} was imported by hand since; left as it is")
            self._report.unchanged += 1
        elif all(getattr(event, name) == value for name, value in values.items()):
            self._report.unchanged += 1
        else:
            for name, value in values.items():
                setattr(event, name, value)
            self._report.updated += 1

    def _values(self, line: int, record: EventRecord) -> dict[str, Any]:
        holder = _holder_of(record)
        if holder not in self._known:
            problem = f"{record.service_key!r} is the Kennung of no offer; import that first"
            raise RowError(HOLDER, problem)
        if holder not in self._shown:
            self._report.note(line, "its offer is sensitive or withdrawn: it is not in calendars")
        facts = _restored(asdict(record))
        topic = self._terms.topic(facts["topic"], line, self._report) if record.topic else None
        return {name: facts[name] for name in COLUMNS} | {
            "service_id": holder,
            "dataset_id": self._dataset.id,
            "topic_id": topic.id if topic else None,
            "starts": in_utc(record.starts, self._zone, "Beginn"),
            "ends": in_utc(record.ends, self._zone, "Ende") if record.ends else None,
            "status": CANCELLED if record.cancelled else SCHEDULED,
            "sample": record.sample or self._dataset.sample,
        }

    def _withdraw(self, kept: set[UUID]) -> None:
        """Take what the file no longer has off the pages; it stays in the records."""
        for event in queries.events_of_dataset(self._session, self._dataset.id):
            if event.id not in kept:
                event.status = WITHDRAWN
                self._report.retired += 1


def _id_of(record: EventRecord) -> UUID:
    return id_from_key("event", record.of_list, record.key)


def _holder_of(record: EventRecord) -> UUID:
    return id_from_key("service", record.of_list, restore(record.service_key))


def _restored(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Take back the mark that our tables put before a text that looks like a formula."""
    return {name: restore(v) if isinstance(v, str) else v for name, v in facts.items()}
