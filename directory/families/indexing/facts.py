"""Read from the words of an entry what a list can be narrowed by; what is unclear stays unknown."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from directory.records.folding import fold
from directory.search_entries import Facts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Row

    from directory.search_entries import Window

COSTS_NOTHING = re.compile(r"\b(kostenlos|kostenfrei|gratis|unentgeltlich|gebuehrenfrei|keine)\b")
COSTS_SOMETHING = re.compile(r"\d|\b(euro|beitrag|gebuehr|teilweise|nicht|einkommen|je nach)\b")
WITHOUT_APPOINTMENT = re.compile(r"\b(ohne termin|ohne anmeldung|offen|einfach kommen)\b")


def facts_of(
    row: Row[Any],
    *,
    languages: Sequence[str],
    costs: Sequence[str],
    windows: Sequence[Window],
    step_free: bool | None,
) -> Facts:
    """Return the facts of one service, given its row and what belongs to it."""
    return Facts(
        minimum_age=row.minimum_age,
        maximum_age=row.maximum_age,
        languages=frozenset(languages),
        free=is_free(costs),
        without_appointment=needs_no_appointment(row.application_process),
        step_free=step_free,
        child_welcome=row.child_welcome,
        interpreter=row.interpreter,
        delivery=row.delivery,
        windows=tuple(windows),
    )


def is_free(costs: Sequence[str]) -> bool | None:
    """Say whether it costs nothing; None where nobody says, False where it costs or may cost."""
    text = fold(" ".join(costs))
    if not text:
        return None
    return bool(COSTS_NOTHING.search(text)) and not COSTS_SOMETHING.search(text)


def needs_no_appointment(text: str) -> bool | None:
    """Say whether one may come without an appointment; None where nobody says."""
    return bool(WITHOUT_APPOINTMENT.search(fold(text))) if text else None
