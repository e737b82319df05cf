"""When a sample was last confirmed: mostly lately, some long ago, some never."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from random import Random

AS_OF = date(2026, 11, 1)  # the date of all samples
SOURCE = "Musterdaten, mit einem Zufallsgenerator erzeugt"
RECENT_DAYS = (10, 170)
AGEING_DAYS = (380, 620)
RECENT, AGEING = 0.78, 0.12  # shares; the rest was never confirmed


def confirmation(chance: Random) -> tuple[str, str]:
    """Return the date of the last confirmation in ISO form and by whom, both empty if never."""
    draw = chance.random()
    if draw >= RECENT + AGEING:
        return "", ""
    days = chance.randint(*(RECENT_DAYS if draw < RECENT else AGEING_DAYS))
    by = chance.choice(("Muster-Träger", "Muster-Koordination"))
    return (AS_OF - timedelta(days=days)).isoformat(), by
