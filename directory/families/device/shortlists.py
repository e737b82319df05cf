"""A Merkliste on its way: ids that a form sent, the address for another phone, a letter of it."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode
from uuid import UUID

import segno
from markupsafe import Markup

from directory.families.offers import is_sensitive

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from directory.records.tables import Service

MOST = 30  # offers on one list: more make a QR code too fine to be read from a screen
QR_QUIET_MODULES = 4  # ISO/IEC 18004: the light border of a QR code


def ids_in(texts: Iterable[str]) -> list[UUID]:
    """Return the ids among the texts, each once and in order, at most `MOST`; others are dropped."""
    found = {known: None for text in texts if (known := _id_in(text)) is not None}
    return list(found)[:MOST]


def may_be_kept(services: Iterable[Service]) -> list[Service]:
    """Return the offers that a device may keep: none that is sensitive."""
    return [service for service in services if not is_sensitive(service)]


def address_of(page: str, ids: Iterable[UUID]) -> str:
    """
    Return the address that carries a list behind its `#`, which no browser sends to a server.

    Each id is 22 letters (base64url of its 16 bytes), as `static/js/saved-offers.js` reads them.
    """
    return f"{page}#{'.'.join(map(_short, ids))}"


def qr_code(address: str) -> Markup:
    """Return a QR code as an SVG element without colours or scripts of its own."""
    code = segno.make(address, error="m", micro=False)
    drawn = code.svg_inline(border=QR_QUIET_MODULES, omitsize=True, svgclass="qr-code__image")
    return Markup(drawn)  # noqa: S704 - made of the address's dots alone; no text gets in


def letter(subject: str, services: Sequence[Service], addresses: Sequence[str]) -> str:
    """Return a `mailto:` address without a receiver: the offers as text, for one's own program."""
    parts = [
        "\n".join(filter(None, [service.name, *_contact(service), address]))
        for service, address in zip(services, addresses, strict=True)
    ]
    query = urlencode({"subject": subject, "body": "\n\n".join(parts)}, quote_via=quote)
    return f"mailto:?{query}"


def _contact(service: Service) -> list[str]:
    place = service.location
    lines = [phone.number for phone in service.phones]
    if place is not None:
        lines.append(
            ", ".join(filter(None, [place.address_1, f"{place.postal_code} {place.city}"]))
        )
    return lines


def _short(service_id: UUID) -> str:
    return urlsafe_b64encode(service_id.bytes).decode().rstrip("=")


def _id_in(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
