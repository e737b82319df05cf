"""The sample dates, contacts and stops keep what the README of the district says."""

from __future__ import annotations

import csv
import re
from datetime import date, datetime
from itertools import pairwise

import pytest
from holidays import country_holidays

from geodata.district import SHIPPED

DISTRICT = SHIPPED / "mayen-koblenz"
FICTION = re.compile(r"(030 23125|069 90009|040 66969|0221 4710|089 99998)\d{3}")


def rows(name: str) -> list[dict[str, str]]:
    with (DISTRICT / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def events() -> list[dict[str, str]]:
    return rows("events.csv")


@pytest.fixture(scope="module")
def services() -> dict[str, dict[str, str]]:
    return {row["Kennung"]: row for row in rows("services.csv")}


def test_every_event_is_a_sample_of_family_education_with_a_key_of_its_own(
    events: list[dict[str, str]], services: dict[str, dict[str, str]]
) -> None:
    assert {services[event["Angebot"]]["Art"] for event in events} == {"Familienbildung"}
    assert {event["Muster"] for event in events} == {"ja"}
    assert len({event["Kennung"] for event in events}) == len(events) > 1000


def test_no_event_falls_on_a_holiday_and_each_lies_in_the_hours_of_its_offer(
    events: list[dict[str, str]], services: dict[str, dict[str, str]]
) -> None:
    years = (2026, 2027)
    free = set(country_holidays("DE", subdiv="RP", years=years))
    free |= set(country_holidays("DE", subdiv="RP", years=years, categories=("school",)))
    for event in events:
        day = date.fromisoformat(event["Datum"])
        hours = services[event["Angebot"]]["Öffnungszeiten"]
        assert day not in free
        weekday = ("Mo", "Di", "Mi", "Do", "Fr", "Sa", "So")[day.weekday()]
        if re.fullmatch(r"\w\w [\d:-]+", hours):
            assert hours == f"{weekday} {event['Beginn']}-{event['Ende']}"


def test_the_dates_of_a_course_follow_each_other(events: list[dict[str, str]]) -> None:
    courses = [event for event in events if ", Treffen " in event["Titel"]]
    assert len(courses) > 100
    for before, after in pairwise(courses):
        number = int(after["Titel"].split("Treffen ")[1].split(" ")[0])
        if before["Angebot"] == after["Angebot"] and number > 1:
            assert before["Titel"].split("Treffen ")[1].startswith(f"{number - 1} von")
            assert datetime.fromisoformat(before["Datum"]) < datetime.fromisoformat(after["Datum"])


def test_contacts_have_a_function_first_and_numbers_of_fiction() -> None:
    named = 0
    for row in [*rows("services.csv"), *rows("kitas.csv")]:
        for number in ("1", "2"):
            name = row[f"Kontakt {number} Name"]
            phone = row[f"Kontakt {number} Telefon"]
            named += bool(name)
            assert row[f"Kontakt {number} Funktion"] or not (name or phone)
            assert not phone or FICTION.fullmatch(phone)
            assert name in {"", "A. Muster", "B. Beispiel"}
    assert named > 0


def test_the_certificate_is_said_as_the_description_says_it() -> None:
    said = {row["Beratungsschein § 7 SchKG"] for row in rows("services.csv")}
    assert said == {"", "ja", "nein"}
    for row in rows("services.csv"):
        wanted = {"ja": "stellt den", "nein": "stellt keinen"}
        assert wanted.get(row["Beratungsschein § 7 SchKG"], "") in row["Beschreibung"]


def test_whoever_may_stay_nameless_is_told_so(services: dict[str, dict[str, str]]) -> None:
    violence = [row for row in services.values() if "Gewalt" in row["Themen"].split(";")]
    assert {row["Anonym"] for row in violence} == {"ja"}
    assert all("Ihren Namen nicht" in row["Was passiert beim Anruf"] for row in violence)


def test_equipment_is_told_of_real_stops_only_and_of_many_it_is_unknown() -> None:
    stops = {row["id"] for row in rows("stops.csv")}
    equipped = rows("stop_equipment.csv")
    assert {row["Kennung"] for row in equipped} < stops
    assert {row["Unterstand"] for row in equipped} == {"ja", "nein", ""}
