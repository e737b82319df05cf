"""The square code (QR) that takes an offer from paper to a telephone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import segno
from segno import helpers

if TYPE_CHECKING:
    from directory.records.tables import Service

QUIET_ZONE = 1  # modules; the paper around it is white, and the sheet leaves room
CORRECTION = "m"  # 15 % of it may be dirty or creased


def code_of(service: Service, address: str | None) -> str:
    """
    Return the code as a `data:` address of an SVG.

    Parameters
    ----------
    service
        The offer. It must not be a sensitive one: its code would tell.
    address
        The offer's page, with host; None where the directory has no public address. Then the
        code holds the contact itself and works without a net.
    """
    if address is not None:
        code = segno.make_qr(address, error=CORRECTION)
    else:
        text = helpers.make_mecard_data(
            name=_plain(service.name),
            phone=[phone.number for phone in service.phones][:1] or None,
            email=service.email or None,
            url=service.url or None,
        )
        code = segno.make_qr(text, error=CORRECTION)
    return code.svg_data_uri(border=QUIET_ZONE, dark="#000", light="#fff")


def _plain(text: str) -> str:
    """Return a name in which a comma does not part family name from first name."""
    return text.replace(",", " ")
