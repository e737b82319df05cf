from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from directory.help_numbers import COUNSELLING, EMERGENCY, answering, waiting
from tests.small_district import TUESDAY

if TYPE_CHECKING:
    from flask import Flask

    from tests.pages import Client

BERLIN = ZoneInfo("Europe/Berlin")
ALWAYS = {"116 016", "0800 40 40 020", "116 123"}


def _numbers(moment: str) -> set[str]:
    when = datetime.fromisoformat(moment).replace(tzinfo=BERLIN)
    return {line.number for line in answering(when, state="RP")}


@pytest.mark.parametrize(
    ("moment", "others"),
    [
        ("2026-11-24 10:30", {"0800 111 0 550"}),  # Tuesday
        ("2026-11-24 18:59", {"0800 111 0 550", "116 111"}),
        ("2026-11-24 19:00", {"116 111"}),
        ("2026-11-24 20:00", set()),
        ("2026-11-25 17:00", {"116 111"}),  # Wednesday: the parents' line ends at five
        ("2026-11-28 15:00", {"116 111"}),  # Saturday
        ("2026-11-29 15:00", set()),  # Sunday
        ("2026-06-04 15:00", set()),  # Fronleichnam, a holiday in Rheinland-Pfalz
        ("2026-03-29 03:00", set()),  # the clocks have just changed
    ],
)
def test_who_answers_when(moment: str, others: set[str]) -> None:
    assert _numbers(moment) == ALWAYS | others


def test_every_line_answers_or_waits_never_both() -> None:
    lines = answering(TUESDAY, state="RP") + waiting(TUESDAY, state="RP")
    assert sorted(line.number for line in lines) == sorted(line.number for line in COUNSELLING)
    assert all(line.always for line in EMERGENCY)


def test_the_page_names_who_is_there_now_and_who_later(app: Flask, client: Client) -> None:
    app.config["CLOCK"] = lambda: datetime(2026, 11, 24, 21, 5, tzinfo=BERLIN)
    try:
        page = client.get("/heute-nacht")
    finally:
        app.config["CLOCK"] = lambda: TUESDAY
    assert "Es ist Dienstag, 21:05 Uhr" in page.text
    now, later = (part.text for part in page.root.all("ul", "lines")[1:])
    assert "116 123" in now
    assert "0800 111 0 550" in later
    assert "Montag bis Freitag 9 bis 17 Uhr" in later


def test_it_is_one_tap_from_the_start_page_and_its_title_is_neutral(client: Client) -> None:
    links = {a.attributes["href"] for a in client.get("/").root.one("main").all("a")}
    assert "/heute-nacht" in links
    assert client.get("/heute-nacht").root.one("title").text.startswith("Wer jetzt hilft")


def test_where_nothing_is_found_the_page_says_who_answers_now(client: Client) -> None:
    page = client.post("/angebote", q="xyzzy")
    assert page.root.one("h1").text == "Dazu haben wir nichts gefunden"
    shown = page.root.one("ul", "lines").text
    assert "Elterntelefon" in shown
    assert "Kinder- und Jugendtelefon" not in shown  # it is half past ten in the morning
