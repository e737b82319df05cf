"""Sample events: the dates of the sample courses and open meetings, outside of holidays."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from holidays import country_holidays

from geodata.errors import RowError
from geodata.sources.events import EVENT_COLUMNS
from geodata.sources.opening_hours import parse_opening_hours
from scripts.samples.calendars import STATE
from scripts.samples.dice import dice
from scripts.samples.freshness import AS_OF
from scripts.samples.writing import write_table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path
    from random import Random

    Row = Mapping[str, object]

COLUMNS = tuple(EVENT_COLUMNS.values())
FIRST, LAST = AS_OF + timedelta(days=1), date(2027, 7, 2)  # to the last school day of the year
COURSE_DATES = (5, 8)  # fewest and most evenings of a course
WEEKS_BETWEEN = 3  # a course ends, a while later the next one begins
CANCELLED = 0.02  # share
REGISTER_DAYS = 7  # before the first date
USUAL = (1, 19 * 60, 21 * 60)  # Tuesday evening, where an offer does not say its hours


def event_rows(services: Sequence[Row]) -> list[dict[str, object]]:
    """Return the rows of events.csv for those of services.csv, in their order."""
    free = _free_days()
    return [
        row
        for service in services
        if service["Art"] == "Familienbildung"
        for row in _of_service(service, free)
    ]


def write_events(services: Sequence[Row], out: Path) -> None:
    """Write events.csv."""
    write_table(out / "events.csv", COLUMNS, event_rows(services))


def _free_days() -> set[date]:
    """Return the public and school holidays, on which nothing takes place."""
    years = range(FIRST.year, LAST.year + 1)
    public = country_holidays("DE", subdiv=STATE, years=years)
    return set(public) | set(
        country_holidays("DE", subdiv=STATE, years=years, categories=("school",))
    )


def _of_service(service: Row, free: set[date]) -> list[dict[str, object]]:
    chance = dice(f"events/{service['Kennung']}")
    is_course = service["Termin"] == "mit Termin"
    window = _window(str(service["Öffnungszeiten"]), is_course=is_course)
    if window is None:
        return []
    weekday, opens, closes = window
    begin = FIRST + timedelta(days=(weekday - FIRST.weekday()) % 7)
    weeks = (begin + timedelta(weeks=n) for n in range((LAST - begin).days // 7 + 1))
    days = [day for day in weeks if day not in free]
    series = _courses(days, chance) if is_course else [[day] for day in days]
    facts = {"Beginn": _clock(opens), "Ende": _clock(closes)}
    rows = [
        row | facts
        for dates in series
        for row in (_course(service, dates, chance) if is_course else [_open(service, dates[0])])
    ]
    for number, row in enumerate(rows, start=1):
        row["Kennung"] = f"{service['Kennung']}-{number:02}"
        row["Abgesagt"] = "ja" if chance.random() < CANCELLED else "nein"
    return rows


def _window(hours: str, *, is_course: bool) -> tuple[int, int, int] | None:
    """Return weekday, begin and end in minutes of the one weekly window, if there is one."""
    try:
        timed = [w for w in parse_opening_hours(hours) if w.opens_minutes is not None]
    except RowError:
        timed = []
    if len(timed) == 1:
        only = timed[0]
        return only.weekday or 0, only.opens_minutes or 0, only.closes_minutes or 0
    return USUAL if is_course else None


def _courses(days: Sequence[date], chance: Random) -> list[list[date]]:
    """Cut the weeks into courses with a pause after each; a course that would be cut is none."""
    length = chance.randint(*COURSE_DATES)
    starts = range(chance.randint(0, WEEKS_BETWEEN), len(days), length + WEEKS_BETWEEN)
    courses = [list(days[start : start + length]) for start in starts]
    return [course for course in courses if len(course) == length]


def _course(service: Row, dates: Sequence[date], chance: Random) -> list[dict[str, object]]:
    places = chance.randint(8, 14)
    left = chance.choice((0, 1, 2, 3, places // 2, places))
    facts = {
        "Plätze": places,
        "Freie Plätze": left,
        "Stand der Plätze": AS_OF.isoformat(),
        "Anmeldung": "Anmeldung am Telefon oder per E-Mail, für den ganzen Kurs",
        "Anmeldung bis": (dates[0] - timedelta(days=REGISTER_DAYS)).isoformat(),
    }
    return [
        _common(service, day)
        | facts
        | {"Titel": f"{service['Name']}, Treffen {n} von {len(dates)}"}
        for n, day in enumerate(dates, start=1)
    ]


def _open(service: Row, day: date) -> dict[str, object]:
    return _common(service, day) | {"Titel": service["Name"], "Anmeldung": "ohne Anmeldung"}


def _common(service: Row, day: date) -> dict[str, object]:
    topics = str(service["Themen"]).split(";")
    same = ("Alter von", "Alter bis", "Kosten")
    return {name: service[name] for name in same} | {
        "Liste": "Angebote",
        "Angebot": service["Kennung"],
        "Datum": day.isoformat(),
        "Thema": topics[0],
        "Raum": "Saal, Eingang am Hof" if service["Erbringung"] == "vor Ort" else "",
        "Muster": "ja",
    }


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"
