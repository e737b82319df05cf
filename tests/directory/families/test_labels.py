from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from flask_babel import force_locale
from hypothesis import given
from hypothesis import strategies as st

from directory.families.freshness import Freshness, freshness
from directory.families.labels import (
    age,
    clock,
    dialled,
    distance,
    entry_words,
    number,
    web_address,
)

if TYPE_CHECKING:
    from flask import Flask


@pytest.mark.parametrize(
    ("metres", "text"),
    [(0, "100 m"), (449, "400 m"), (960, "1 km"), (3_440, "3,4 km"), (20_600, "21 km")],
)
def test_distances_are_rounded_as_people_say_them(metres: float, text: str) -> None:
    assert distance(metres) == text


@pytest.mark.parametrize(
    ("minutes", "text"), [(0, "0:00"), (510, "8:30"), (1440, "24:00"), (1500, "1:00")]
)
def test_times_of_day(minutes: int, text: str) -> None:
    assert clock(minutes) == text


@pytest.mark.parametrize(
    ("years", "text"), [(0.5, "6 Monate"), (1, "1 Jahr"), (3.0, "3 Jahre"), (1.5, "18 Monate")]
)
def test_ages(years: float, text: str) -> None:
    assert age(years) == text


def test_thousands_are_parted_as_in_german() -> None:
    assert number(217228) == "217.228"


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("www.example.org", "https://www.example.org"),
        ("http://example.org/a?b=c", "http://example.org/a?b=c"),
        ("javascript:alert(1)", None),
        ("javascript://example.org/%0aalert(1)", None),
        ("data:text/html,x", None),
        ("keine", None),
        ("", None),
    ],
)
def test_only_web_addresses_are_linked(typed: str, address: str | None) -> None:
    assert web_address(typed) == address


@given(st.text())
def test_what_is_linked_begins_with_http(typed: str) -> None:
    address = web_address(typed)
    assert address is None or address.startswith(("http://", "https://"))


def test_numbers_to_dial_keep_a_leading_plus() -> None:
    assert dialled("+49 (2651) 1-23") == "+492651123"
    assert dialled("02651 / 123") == "02651123"


def test_freshness_decays_on_the_day_after_a_year() -> None:
    today = date(2026, 11, 24)
    states = [freshness(today - timedelta(days=days), today) for days in (0, 365, 366, 730, 731)]
    assert states == [
        Freshness.CONFIRMED,
        Freshness.CONFIRMED,
        Freshness.AGEING,
        Freshness.AGEING,
        Freshness.UNCONFIRMED,
    ]
    assert freshness(None, today) is Freshness.UNCONFIRMED
    assert freshness(today + timedelta(days=1), today) is Freshness.UNCONFIRMED


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("kostenlos", "бесплатно"),
        ("mit Termin", "по записи"),
        ("kostenlos für <b>Kinder</b>", "kostenlos für &lt;b&gt;Kinder&lt;/b&gt;"),
    ],
)
def test_words_that_all_entries_share_are_translated_and_an_entrys_own_stay_german(
    app: Flask, words: str, shown: str
) -> None:
    with app.test_request_context(), force_locale("ru"):
        said = str(entry_words(words))
    assert shown in said
    assert ('lang="de"' in said) is ("Kinder" in words)
