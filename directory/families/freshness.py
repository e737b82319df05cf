"""How sure an entry is: it decays from confirmed to ageing to unconfirmed."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

CONFIRMED_FOR = timedelta(days=365)  # a convention of the house, as is the next
AGEING_FOR = timedelta(days=730)


class Freshness(StrEnum):
    """How much a reader may rely on an entry."""

    CONFIRMED = "confirmed"
    AGEING = "ageing"
    UNCONFIRMED = "unconfirmed"


def freshness(confirmed_on: date | None, today: date) -> Freshness:
    """Return the state of an entry that was last confirmed on a day, or never (None)."""
    if confirmed_on is None or confirmed_on > today:
        return Freshness.UNCONFIRMED
    age = today - confirmed_on
    if age <= CONFIRMED_FOR:
        return Freshness.CONFIRMED
    return Freshness.AGEING if age <= AGEING_FOR else Freshness.UNCONFIRMED
