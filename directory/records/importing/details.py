"""Write what hangs on a service in rows of its own: hours, phones, languages, costs, papers."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from directory.records.columns import id_from_key
from directory.records.contact_tables import Contact
from directory.records.tables import CostOption, Language, Phone, RequiredDocument, Schedule
from geodata.errors import RowError
from geodata.sources.details import CONTACT_FIELDS
from geodata.sources.opening_hours import parse_opening_hours

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from uuid import UUID

    from directory.records.importing.entries import Entry
    from directory.records.importing.report import ImportReport
    from directory.records.tables import Service

Row = TypeVar("Row")
Fact = TypeVar("Fact")


class _Window(NamedTuple):
    """What makes two schedules of one service the same."""

    weekday: int | None
    opens_minutes: int | None
    closes_minutes: int | None
    by_appointment: bool
    service_at_location_id: UUID | None


def write_details(service: Service, entry: Entry, line: int, report: ImportReport) -> bool:
    """Bring the rows below a service up to its entry; say whether anything changed."""
    owner = str(service.id)
    phones, costs = ([text] if text else [] for text in (entry.phone, entry.cost))

    def new_id(table: str, *parts: object) -> UUID:
        return id_from_key(table, owner, *map(str, parts))

    changed = [
        _replace(
            service.phones,
            phones,
            lambda row: row.number,
            lambda number: Phone(id=new_id("phone", number), number=number),
        ),
        _replace(
            service.languages,
            entry.languages,
            lambda row: row.code,
            lambda code: Language(id=new_id("language", code), code=code),
        ),
        _replace(
            service.cost_options,
            costs,
            lambda row: row.option,
            lambda option: CostOption(id=new_id("cost_option", option), option=option),
        ),
        _replace(
            service.required_documents,
            entry.documents,
            lambda row: row.document,
            lambda paper: RequiredDocument(id=new_id("required_document", paper), document=paper),
        ),
        _replace(
            service.schedules,
            _windows(service, entry.opening_hours, line, report),
            lambda row: _Window(*(getattr(row, name) for name in _Window._fields)),
            lambda window: Schedule(id=new_id("schedule", *window), **window._asdict()),
        ),
    ]
    return any([*changed, write_contacts(service, entry)])


def write_contacts(service: Service, entry: Entry) -> bool:
    """Bring the contacts of a service up to its entry, in its order; say whether any changed."""
    wanted = list(enumerate(entry.contacts, start=1))
    known = {contact.number: contact for contact in service.contacts}
    facts = {
        number: {name: getattr(row, name) for name in CONTACT_FIELDS}
        for number, row in known.items()
    }
    if facts == {number: asdict(record) for number, record in wanted}:
        return False
    for number, record in wanted:
        key = id_from_key("contact", str(service.id), str(number))
        row = known.setdefault(number, Contact(id=key, number=number))
        for name, value in asdict(record).items():
            setattr(row, name, value)
    service.contacts = [known[number] for number, _ in wanted]
    return True


def _windows(service: Service, text: str, line: int, report: ImportReport) -> list[_Window]:
    """Read the opening hours; where nobody can, the text stays and the state is unknown."""
    if not text:
        return []
    try:
        hours = parse_opening_hours(text)
    except RowError as error:
        report.note(line, f"opening hours kept as text, their state is unknown ({error.problem})")
        return []
    here = service.locations_here[0].id if service.locations_here else None
    return [
        _Window(h.weekday, h.opens_minutes, h.closes_minutes, h.by_appointment, here) for h in hours
    ]


def _replace(
    rows: list[Row],
    wanted: Iterable[Fact],
    fact_of: Callable[[Row], Fact],
    make: Callable[[Fact], Row],
) -> bool:
    """Keep the rows whose fact is wanted, drop the others, add the missing; say if any changed."""
    facts = dict.fromkeys(wanted)
    kept = {fact_of(row): row for row in rows if fact_of(row) in facts}
    if len(kept) == len(rows) == len(facts):
        return False
    rows[:] = [kept.get(fact) or make(fact) for fact in facts]
    return True
