"""Ways in words: how long, what a ticket costs, and what is known of pavement and light."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from flask_babel import force_locale

from directory.families.way_words import (
    long_time,
    short_time,
    ticket_prices,
    told,
    underfoot,
    walks_known,
)
from directory.travelling.answers import Way
from geodata.fares import Fares
from geodata.streets.underfoot import Along
from tests.small_ways import way_to

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask

    from directory.travelling.answers import WayDetails, WayLeg

UNKNOWN = Along(0, 0, 300)


@pytest.fixture(autouse=True)
def _asked(app: Flask) -> Iterator[None]:
    with app.test_request_context():
        yield


def way() -> WayDetails:
    return way_to("Beratung", 7.2, 50.3)


def walk(pavement: Along | None = None, lit: Along | None = None) -> WayLeg:
    details = way()
    assert details.there is not None
    return replace(details.there.legs[0], pavement=pavement, lit=lit)


@pytest.mark.parametrize(
    ("along", "words"),
    [
        (None, []),
        (UNKNOWN, []),
        (Along(5, 0, 300), []),  # five metres are no word worth
        (Along(300, 0, 0), ["mit Gehweg"]),
        (Along(300, 9, 9), ["mit Gehweg"]),
        (Along(0, 300, 0), ["ohne Gehweg"]),
        (Along(9, 300, 9), ["ohne Gehweg"]),
        (Along(100, 204, 0), ["auf 200 m ohne Gehweg"]),
        (Along(100, 0, 96), ["auf 100 m ist Gehweg nicht bekannt"]),
        (Along(0, 100, 50), ["auf 100 m ohne Gehweg", "auf 50 m ist Gehweg nicht bekannt"]),
    ],
)
def test_what_is_known_of_the_pavement_is_told_and_the_rest_is_named_unknown(
    along: Along | None, words: list[str]
) -> None:
    assert underfoot(walk(pavement=along)) == words


def test_light_has_words_of_its_own_after_those_of_the_pavement() -> None:
    assert underfoot(walk(Along(300, 0, 0), Along(0, 300, 0))) == ["mit Gehweg", "unbeleuchtet"]
    assert underfoot(walk(lit=Along(300, 0, 0))) == ["beleuchtet"]
    assert underfoot(walk(lit=Along(100, 50, 40))) == [
        "auf 50 m ohne Licht",
        "auf 40 m ist Licht nicht bekannt",
    ]


@pytest.mark.parametrize(
    ("along", "known"),
    [(None, "none"), (UNKNOWN, "none"), (Along(100, 0, 100), "some"), (Along(100, 100, 9), "all")],
)
def test_a_page_says_whether_all_some_or_no_walks_are_known(
    along: Along | None, known: str
) -> None:
    alike = Way((walk(along, along),))
    assert walks_known(replace(way(), there=alike, back=alike)) == known


def test_the_walks_of_collecting_count_as_those_of_bringing() -> None:
    all_known, unknown = (Way((walk(along, along),)) for along in (Along(9, 90, 0), UNKNOWN))
    bringing = replace(way(), there=all_known, back=all_known)
    collecting = replace(bringing, there=unknown, back=unknown)
    assert walks_known(bringing) == "all"
    assert walks_known(replace(bringing, collecting=collecting)) == "some"


def test_a_few_steps_to_a_stop_at_the_door_are_not_told() -> None:
    there = way().there
    assert there is not None
    steps = replace(there.legs[0], metres=19.0)
    unmeasured = replace(there.legs[0], metres=None)
    legs = (steps, unmeasured, *there.legs)
    assert told(legs) == [unmeasured, *there.legs]


@pytest.mark.parametrize(
    ("minutes", "short", "whole"),
    [
        (1, "1 Min.", "1 Minute"),
        (59, "59 Min.", "59 Minuten"),
        (60, "1 Std.", "1 Stunde"),
        (107, "1 Std. 47 Min.", "1 Stunde 47 Minuten"),
        (121, "2 Std. 1 Min.", "2 Stunden 1 Minute"),
    ],
)
def test_from_an_hour_on_a_way_is_told_in_hours(minutes: int, short: str, whole: str) -> None:
    assert short_time(minutes) == short
    assert long_time(minutes) == whole


def test_a_price_that_nobody_told_is_called_unknown_and_never_zero() -> None:
    assert ticket_prices(Fares(deutschlandticket_euro=63)) == (
        "Einzelfahrt: Preis nicht bekannt; zum Vergleich: Deutschlandticket 63,00 € im Monat"
    )
    assert ticket_prices(Fares(adult_euro=2.8, child_euro=1.6)) == (
        "Einzelfahrt 2,80 €; Kinder 1,60 €"
    )


def test_prices_are_told_in_the_language_of_the_family() -> None:
    with force_locale("ar"):
        said = ticket_prices(Fares(deutschlandticket_euro=63))
    assert "Einzelfahrt" not in said
    assert "تذكرة واحدة: السعر غير معروف" in said
