from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.errors import RowError
from geodata.sources.opening_hours import WeeklyHours, parse_opening_hours

MO, DI, MI, DO, FR, SA, SO = range(7)
GERMAN = ("Mo", "Di", "Mi", "Do", "Fr", "Sa", "So")
ENGLISH = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
EIGHT, NOON = 480, 720

MORNINGS = {(day, EIGHT, NOON) for day in (MO, DI, MI, DO)}
READ = [
    ("Mo–Do 8–12 Uhr, Di 14:00-16:00", MORNINGS | {(DI, 840, 960)}),
    ("Mo-Th 08:00-12:00; Tu 14:00-16:00", (MORNINGS - {(DI, EIGHT, NOON)}) | {(DI, 840, 960)}),
    ("Mo-Th 08:00-12:00, Tu 14:00-16:00", MORNINGS | {(DI, 840, 960)}),
    ("Montag bis Donnerstag von 8.00 bis 12.00 Uhr", MORNINGS),
    ("Mo, Di, Mi und Do 8-12", MORNINGS),
    ("Mo. - Do.: 8:00 - 12:00 Uhr\nFreitag geschlossen", MORNINGS),
    ("Mo-Th 08:00-12:00; PH off", MORNINGS),
    ("Mo-Do 8-12 Uhr, an Feiertagen geschlossen.", MORNINGS),
    ("Mo-Fr 8-12, freitags geschlossen", MORNINGS),
    ("Mo-Fr 08:00-12:00; Fr off", MORNINGS),
    ("Öffnungszeiten: Mo 8-9 und 14-16 Uhr", {(MO, 480, 540), (MO, 840, 960)}),
    ("Fr 22:00-02:00", {(FR, 1320, 1560)}),
    ("24/7", {(day, 0, 1440) for day in range(7)}),
    ("Mo 08:00-10:00, 10:00-12:00", {(MO, EIGHT, NOON)}),
    ("Mo 8-11 und Mo 10-12", {(MO, EIGHT, NOON)}),
    ("täglich 0-24 Uhr", {(day, 0, 1440) for day in range(7)}),
]


@pytest.mark.parametrize(("text", "windows"), READ)
def test_weekly_hours_are_read(text: str, windows: set[tuple[int, int, int]]) -> None:
    hours = parse_opening_hours(text)
    assert {hour[:3] for hour in hours} == windows
    assert not any(hour.by_appointment for hour in hours)
    assert list(hours) == sorted(hours)


APPOINTMENTS = [
    ("nach Vereinbarung", (None, None, None)),
    ("Termine nach telefonischer Vereinbarung", (None, None, None)),
    ("n. V.", (None, None, None)),
    ("Mi 8-12 Uhr nach Vereinbarung", (MI, EIGHT, NOON)),
    ('We 08:00-12:00 "nach Vereinbarung"', (MI, EIGHT, NOON)),
    ('We 08:00-12:00 unknown "by appointment"', (MI, EIGHT, NOON)),
    ("Mi nach Vereinbarung", (MI, None, None)),
]


@pytest.mark.parametrize(("text", "window"), APPOINTMENTS)
def test_hours_by_appointment_are_marked(text: str, window: tuple[int | None, ...]) -> None:
    assert parse_opening_hours(text) == (WeeklyHours(*window, by_appointment=True),)


@pytest.mark.parametrize(
    "text", ["Mi 8-12 Uhr und nach Vereinbarung", 'We 08:00-12:00 || "by appointment"']
)
def test_an_appointment_after_the_hours_is_an_offer_of_its_own(text: str) -> None:
    assert parse_opening_hours(text) == (
        WeeklyHours(MI, EIGHT, NOON),
        WeeklyHours(None, None, None, by_appointment=True),
    )


UNREADABLE = [
    "",
    "siehe Website",
    "8-12 Uhr",  # on which days?
    "Mo-Fr",
    "Mo 8 Uhr",
    "Mo 8-",
    "Mo 8-12-14",
    "Mo 12-8",
    "Mo 25-26",
    "Mo 8:75-9",
    "ab 8 Uhr",
    "Fr-Mo 8-12",
    "jeden 1. Montag 10-12 Uhr",
    "1. und 3. Mo 10-12",
    "Mo 8-12 (14-tägig)",
    "Mo 8-12, nur in der Schulzeit",
    "Mo 8-12 Uhr, in den Ferien geschlossen",
    "Mo-Fr 08:00-12:00; SH off",
    "Mo[1] 10:00-12:00",
    "Jan-Mar Mo 10:00-11:00",
    "Mo-Fr sunrise-12:00",
    "Mo 08:00+",
    'Mo 08:00-12:00 "nur für Gruppen"',
    "PH 08:00-12:00",
    "Mo 8-12; Tel. 02651 123",
    "Mo-Fr 08:00-12:00; Fr 14:00-16:00",  # in OpenStreetMap Fr only in the afternoon
    "Mo 8-12 " * 100,
]


@pytest.mark.parametrize("text", UNREADABLE)
def test_what_is_not_understood_is_never_guessed(text: str) -> None:
    with pytest.raises(RowError, match="Öffnungszeiten"):
        parse_opening_hours(text)


@given(
    st.dictionaries(
        st.integers(0, 6),
        st.lists(st.integers(0, 287), min_size=2, max_size=6, unique=True).filter(
            lambda marks: len(marks) % 2 == 0
        ),
        min_size=1,
    )
)
def test_a_written_week_is_read_back_from_both_languages(week: dict[int, list[int]]) -> None:
    spans = {
        day: [(first * 5, last * 5) for first, last in zip(*[iter(sorted(marks))] * 2, strict=True)]
        for day, marks in week.items()
    }
    expected = {(day, *span) for day, windows in spans.items() for span in windows}
    for names in (GERMAN, ENGLISH):
        text = "; ".join(
            f"{names[day]} {_times(windows)}" for day, windows in sorted(spans.items())
        )
        assert {hour[:3] for hour in parse_opening_hours(text)} == expected


def _times(windows: list[tuple[int, int]]) -> str:
    return ",".join(
        f"{opens // 60:02}:{opens % 60:02}-{closes // 60:02}:{closes % 60:02}"
        for opens, closes in windows
    )


@given(st.text(max_size=60) | st.text('MoDiTu 0123456789:-,;–."', max_size=40))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        hours = parse_opening_hours(text)
    except RowError:
        return
    assert hours
