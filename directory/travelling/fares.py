"""What a ticket costs, in one German sentence of the district's own prices."""

from __future__ import annotations

from typing import TYPE_CHECKING

from directory.travelling.answers import Fare
from geodata.fares import fares_of

if TYPE_CHECKING:
    from geodata.district import District


def fare_in(district: District) -> Fare | None:
    """Return the ticket prices of a district with their day, None where none is known."""
    known = fares_of(district)
    parts = [
        sentence.format(f"{price:.2f}".replace(".", ","))
        for sentence, price in (
            ("Einzelfahrt {} €", known.adult_euro),
            ("Kinder {} €", known.child_euro),
            ("zum Vergleich: Deutschlandticket {} € im Monat", known.deutschlandticket_euro),
        )
        if price is not None
    ]
    if not parts:
        return None
    if known.adult_euro is None:
        parts.insert(0, "Einzelfahrt: Preis nicht bekannt")
    text = "; ".join(parts)
    return Fare(f"{text}. {known.who_may_pay}".strip() if known.who_may_pay else text, known.as_of)
