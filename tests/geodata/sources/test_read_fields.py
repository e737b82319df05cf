from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.errors import RowError
from geodata.sources.fields import optional_date, optional_number, yes_or_no

NUMBERS = [
    ("50.25", 50.25),
    ("50,25", 50.25),
    ("1.234,5", 1234.5),
    ("1.234.567", 1_234_567),
    ("1.234", 1.234),
    (" 7 ", 7),
    ("-3", -3),
    ("\u22123", -3),
    ("1 234", 1234),
    ("", None),
]


@pytest.mark.parametrize(("cell", "number"), NUMBERS)
def test_numbers_are_read_in_both_notations(cell: str, number: float | None) -> None:
    assert optional_number({"x": cell}, "x") == number


@pytest.mark.parametrize("cell", ["nan", "inf", "1e400", "1_000", "zwei", "1,2,3", "0x10"])
def test_what_is_no_number_is_refused(cell: str) -> None:
    with pytest.raises(RowError, match=r"field x: .* is not a number"):
        optional_number({"x": cell}, "x")


@given(st.integers(-(10**6), 10**6), st.integers(1, 6))
def test_a_number_written_with_a_comma_is_read_back(whole: int, places: int) -> None:
    number = whole / 10**places
    cell = f"{number:.{places}f}".replace(".", ",")
    assert optional_number({"x": cell}, "x") == pytest.approx(number)


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)))
def test_a_date_is_read_back_in_german_and_in_iso(day: date) -> None:
    german = f"{day.day}.{day.month:02}.{day.year}"
    for cell in (day.isoformat(), german, f"{day.isoformat()} 00:00:00"):
        assert optional_date({"x": cell}, "x") == day


@pytest.mark.parametrize(
    ("cell", "answer"), [("Ja", True), ("x", True), ("NEIN", False), ("", None)]
)
def test_answers_are_read_whatever_their_case(cell: str, answer: bool | None) -> None:  # noqa: FBT001 - the expected value
    assert yes_or_no({"x": cell}, "x") is answer
