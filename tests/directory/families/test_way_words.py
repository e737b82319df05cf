"""Pavement and light in words: what is known is told with its metres, what is not stays out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from directory.families.way_words import told, underfoot, walks_known
from directory.travelling.answers import Way
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
