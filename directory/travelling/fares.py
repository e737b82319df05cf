"""What a ticket costs, where anything of it is known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geodata.fares import fares_of

if TYPE_CHECKING:
    from geodata.district import District
    from geodata.fares import Fares


def fare_in(district: District) -> Fares | None:
    """Return the ticket prices of a district with their day, None where none is known."""
    known = fares_of(district)
    prices = (known.adult_euro, known.child_euro, known.deutschlandticket_euro)
    return None if all(price is None for price in prices) else known
