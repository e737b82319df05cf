"""An offer as a contact for an address book: vCard 4.0 (RFC 6350)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from icalendar import vText
from icalendar.parser import Contentline, Contentlines

from directory.families.labels import web_address

if TYPE_CHECKING:
    from collections.abc import Iterator

    from directory.records.tables import Service


def vcard(service: Service, *, address: str) -> bytes:
    """
    Return the contact card of an offer in UTF-8; its lines are folded as those of a calendar.

    Parameters
    ----------
    service
        The offer; its telephone numbers, e-mail, website and, where it may be told, address.
    address
        Of the offer's own page.
    """
    lines = ["BEGIN:VCARD", "VERSION:4.0", "KIND:org", *_lines(service, address), "END:VCARD"]
    folded = Contentlines([Contentline(line) for line in lines])  # type: ignore[no-untyped-call] # icalendar
    return bytes(folded.to_ical())  # type: ignore[no-untyped-call] # the same


def _lines(service: Service, address: str) -> Iterator[str]:
    """Yield a line for each fact; text is escaped, addresses are not."""
    yield f"UID:urn:uuid:{service.id}"
    yield f"FN:{_text(service.name)}"
    if service.organization:
        yield f"ORG:{_text(service.organization.name)}"
    for phone in service.phones:
        yield f"TEL;TYPE=work:{_text(phone.number)}"
    if service.email:
        yield f"EMAIL;TYPE=work:{_text(service.email)}"
    if service.url and (web := web_address(service.url)):
        yield f"URL:{web}"
    place = None if service.undisclosed else service.location
    if place and (place.address_1 or place.city):
        texts = ("", "", place.address_1, place.city, "", place.postal_code, "")
        yield f"ADR;TYPE=work:{';'.join(map(_text, texts))}"
    yield f"SOURCE:{address}"


def _text(value: str) -> str:
    """Escape what has a meaning in a line; a carriage return would end it."""
    return str(vText(value.replace("\r", "")).to_ical().decode())
