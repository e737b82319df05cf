"""Opening hours that nobody can parse: the text is kept, the state is unknown, never closed."""

from __future__ import annotations

import itertools
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from directory.hours import state_at, windows_on
from directory.records import queries
from directory.records.importing import import_kitas, import_services
from geodata.errors import RowError
from geodata.sources.opening_hours import parse_opening_hours
from geodata.sources.reading import Reading

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy.orm import Session

UNREADABLE = (
    "vormittags, außer in den Ferien",
    "jeden 2. Dienstag im Monat, Uhrzeit siehe Aushang",
    "Mo-Fr 08:00-12:00, im Winter kürzer",
    "Mo-Fr 8-12 oder so",
    "Mo-Do 25:00-26:00",
    "🙂",
    "<script>alert(1)</script>",
    "Mo" * 400,
)
TUESDAY = datetime(2026, 11, 24, 10, 0)  # noqa: DTZ001 - a wall clock
MOMENTS = [TUESDAY + timedelta(days=d, hours=h) for d, h in itertools.product(range(7), (0, 4, 13))]


@pytest.mark.parametrize("text", UNREADABLE)
def test_hours_that_cannot_be_read_are_kept_as_text_and_never_called_closed(
    session: Session, a_service: Callable, a_kita: Callable, a_dataset: Callable, text: str
) -> None:
    with pytest.raises(RowError):
        parse_opening_hours(text)
    offers, kitas = (Reading([(2, make(opening_hours=text))]) for make in (a_service, a_kita))
    reports = (
        import_services(session, offers, a_dataset()),
        import_kitas(session, kitas, a_dataset("kitas")),
    )
    session.commit()
    session.expire_all()
    assert [(report.added, report.rejected) for report in reports] == [(1, [])] * 2
    assert all("kept as text" in report.notes[0][1] for report in reports)
    for service in queries.services(session):
        assert service.opening_hours == text
        assert {state_at(service.schedules, moment, state="RP") for moment in MOMENTS} == {
            "unknown"
        }
        assert windows_on(service.schedules, TUESDAY.date(), state="RP") is None


def test_hours_that_were_readable_once_and_are_not_now_are_unknown(
    session: Session, a_service: Callable, a_dataset: Callable
) -> None:
    for text in ("Mo-Fr 08:00-12:00", UNREADABLE[0]):
        import_services(session, Reading([(2, a_service(opening_hours=text))]), a_dataset())
        session.commit()
        session.expire_all()
    (service,) = queries.services(session)
    assert state_at(service.schedules, TUESDAY, state="RP") == "unknown"


def test_without_any_hours_the_state_is_unknown(
    session: Session, a_service: Callable, a_dataset: Callable
) -> None:
    import_services(session, Reading([(2, a_service(opening_hours=""))]), a_dataset())
    session.commit()
    (service,) = queries.services(session)
    assert state_at(service.schedules, TUESDAY, state="RP") == "unknown"
