from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from directory.families.openings import Opening, opening_at

BERLIN = ZoneInfo("Europe/Berlin")


@dataclass
class Window:
    """A weekly window as the records have it."""

    weekday: int | None
    opens_minutes: int | None
    closes_minutes: int | None
    by_appointment: bool = False
    on_public_holidays: bool = False
    in_school_holidays: bool = True
    valid_from: date | None = None
    valid_to: date | None = None


def _at(moment: str, *windows: Window, text: str = "") -> Opening:
    when = datetime.fromisoformat(moment).replace(tzinfo=BERLIN)
    return opening_at(windows, when, state="RP", text=text)  # type: ignore[arg-type] # a stand-in


MORNINGS = [Window(day, 8 * 60, 12 * 60) for day in (0, 1, 2, 3)]  # Monday to Thursday


@pytest.mark.parametrize(
    ("moment", "state", "reason"),
    [
        ("2026-11-24 10:30", "open", "bis 12:00 Uhr"),
        ("2026-11-24 07:00", "closed", "öffnet heute um 8:00 Uhr"),
        ("2026-11-24 12:00", "closed", "öffnet morgen um 8:00 Uhr"),
        ("2026-11-26 13:00", "closed", "öffnet am Montag um 8:00 Uhr"),
        ("2026-06-04 10:00", "closed", "öffnet am Montag um 8:00 Uhr. Heute ist Feiertag."),
        ("2026-03-30 10:00", "open", "bis 12:00 Uhr"),  # the Monday after the clocks changed
        ("2026-10-26 08:00", "open", "bis 12:00 Uhr"),
    ],
)
def test_a_door_tells_until_or_from_when(moment: str, state: str, reason: str) -> None:
    assert _at(moment, *MORNINGS) == Opening(state, reason)


def test_all_saints_is_a_holiday_here() -> None:
    sundays = Window(6, 10 * 60, 12 * 60)
    assert _at("2026-11-01 11:00", sundays).reason.endswith("Heute ist Feiertag.")
    assert _at("2026-11-08 11:00", sundays).state == "open"


def test_what_opened_yesterday_evening_is_open_past_midnight() -> None:
    friday = Window(4, 20 * 60, 26 * 60)
    assert _at("2026-11-28 01:59", friday) == Opening("open", "bis 2:00 Uhr")
    assert _at("2026-11-28 02:00", friday).state == "closed"


def test_who_never_shuts_says_so() -> None:
    always = [Window(day, 0, 1440, on_public_holidays=True) for day in range(7)]
    assert _at("2026-12-25 03:00", *always) == Opening("open", "rund um die Uhr")


def test_hours_that_nobody_understood_are_unknown_and_shown_as_written() -> None:
    found = _at("2026-11-24 10:30", text="nach der Kirche")
    assert found.state == "unknown"
    assert "„nach der Kirche“" in found.reason
    assert _at("2026-11-24 10:30").reason.startswith("Es sind keine Zeiten angegeben.")


def test_where_only_an_appointment_opens_the_door_one_is_asked_to_make_one() -> None:
    found = _at("2026-11-24 10:30", Window(None, None, None, by_appointment=True))
    assert found == Opening("by_appointment", "Bitte vereinbaren Sie vorher einen Termin.")


def test_a_door_that_stays_shut_promises_nothing() -> None:
    past = Window(1, 480, 720, valid_to=date(2026, 1, 1))
    assert _at("2026-11-24 10:30", past) == Opening("closed", "")
