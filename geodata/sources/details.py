"""The columns of offers and Kitas that say what is good to know before calling or going."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geodata.errors import RowError
from geodata.sources.fields import long_text, not_negative, optional_date, text, yes_or_no

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

DETAIL_COLUMNS: dict[str, str] = {
    "what_happens": "Was passiert beim Anruf",
    "orientation": "Ausrichtung",
    "catchment": "Einzugsbereich",
    "holiday_note": "Feiertage und Ferien",
    "waiting_weeks": "Wartezeit Wochen",
    "capacity_on": "Stand der Plätze",
    "changing_table": "Wickeltisch",
}
CONTACTS = 2  # a row has room for so many
CONTACT_FIELDS: dict[str, str] = {
    "title": "Funktion",
    "name": "Name",
    "phone": "Telefon",
    "email": "E-Mail",
    "opening_hours": "Sprechzeiten",
}


@dataclass(frozen=True)
class ContactRecord:
    """Whom to ask: a function, and a person's name only by their own choice."""

    title: str
    name: str = ""
    phone: str = ""
    email: str = ""
    opening_hours: str = ""


@dataclass(frozen=True)
class Details:
    """What is good to know before the first step; None and "" mean that the list does not say."""

    what_happens: str = ""
    orientation: str = ""
    catchment: str = ""
    holiday_note: str = ""
    waiting_weeks: float | None = None
    capacity_on: date | None = None
    changing_table: bool | None = None
    contacts: tuple[ContactRecord, ...] = ()


NO_DETAILS = Details()


def contact_column(number: int, field: str) -> str:
    """Return the German column of a field of the contact with this number, counted from 1."""
    return f"Kontakt {number} {CONTACT_FIELDS[field]}"


CONTACT_COLUMNS: dict[str, str] = {
    f"contact_{number}_{field}": contact_column(number, field)
    for number in range(1, CONTACTS + 1)
    for field in CONTACT_FIELDS
}


def read_details(row: Mapping[str, str]) -> Details:
    """Return the details in a row; raises RowError naming the first column at fault."""
    contacts = (_contact(row, number) for number in range(1, CONTACTS + 1))
    return Details(
        what_happens=long_text(row, "Was passiert beim Anruf"),
        orientation=text(row, "Ausrichtung"),
        catchment=text(row, "Einzugsbereich"),
        holiday_note=long_text(row, "Feiertage und Ferien"),
        waiting_weeks=not_negative(row, "Wartezeit Wochen"),
        capacity_on=optional_date(row, "Stand der Plätze"),
        changing_table=yes_or_no(row, "Wickeltisch"),
        contacts=tuple(contact for contact in contacts if contact is not None),
    )


def _contact(row: Mapping[str, str], number: int) -> ContactRecord | None:
    """Return a contact, None where all its cells are empty; without a function it is refused."""
    facts = {field: text(row, contact_column(number, field)) for field in CONTACT_FIELDS}
    if not any(facts.values()):
        return None
    if not facts["title"]:
        problem = "is empty; say what the person is there for, such as Sekretariat or Leitung"
        raise RowError(contact_column(number, "title"), problem)
    return ContactRecord(**facts)
