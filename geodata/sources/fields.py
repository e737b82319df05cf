"""What one cell of a German table says: text, number, yes or no, date, list, official key."""

from __future__ import annotations

import math
import re
from datetime import date
from typing import TYPE_CHECKING

from geodata.errors import RowError

if TYPE_CHECKING:
    from collections.abc import Mapping

YES = frozenset({"ja", "j", "x", "1", "wahr", "true", "yes"})
NO = frozenset({"nein", "n", "0", "falsch", "false", "no"})
GERMAN_NUMBER = re.compile(r"[+-]?(\d{1,3}(\.\d{3})+|\d+),\d+")  # 1.234,5 or 0,5
GROUPED_NUMBER = re.compile(r"[+-]?\d{1,3}(\.\d{3}){2,}")  # 1.234.567: points group thousands
ISO_DATE = re.compile(r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?(?:[T ].*)?")
GERMAN_DATE = re.compile(r"(?:(\d{1,2})\.)?(\d{1,2})\.(\d{4})")
YEAR = re.compile(r"(\d{4})")
AGS = re.compile(r"\d{7,8}")


def text(row: Mapping[str, str], field: str) -> str:
    """Return the text of a cell without the blanks around it; "" where there is no such column."""
    return " ".join(row.get(field, "").split())


def long_text(row: Mapping[str, str], field: str) -> str:
    """Return the text of a cell with its line breaks."""
    return row.get(field, "").strip()


def required_text(row: Mapping[str, str], field: str) -> str:
    """Return the text of a cell that must not be empty."""
    value = text(row, field)
    if not value:
        raise RowError(field, "is empty")
    return value


def optional_number(row: Mapping[str, str], field: str) -> float | None:
    """
    Return the number in a cell, None where it is empty.

    Both "50.25" and "50,25" are read; points that group thousands only where
    a comma follows or where there are two ("1.234,5", "1.234.567").
    """
    value = text(row, field).replace("\u2212", "-").replace(" ", "")
    if not value:
        return None
    if GERMAN_NUMBER.fullmatch(value) or GROUPED_NUMBER.fullmatch(value):
        value = value.replace(".", "").replace(",", ".")
    try:
        number = float(value)
    except ValueError:
        raise RowError(field, f"{value!r} is not a number") from None
    if not math.isfinite(number) or "_" in value:
        raise RowError(field, f"{value!r} is not a number")
    return number


def required_number(row: Mapping[str, str], field: str) -> float:
    """Return the number in a cell that must not be empty."""
    number = optional_number(row, field)
    if number is None:
        raise RowError(field, "is empty; a number is needed")
    return number


def optional_count(row: Mapping[str, str], field: str) -> int | None:
    """Return the whole number from 0 in a cell, None where it is empty."""
    number = optional_number(row, field)
    if number is None:
        return None
    if number < 0 or not number.is_integer():
        raise RowError(field, f"{number:g} is not a whole number from 0")
    return int(number)


def not_negative(row: Mapping[str, str], field: str) -> float | None:
    """Return the number from 0 in a cell, None where it is empty."""
    number = optional_number(row, field)
    if number is not None and number < 0:
        raise RowError(field, f"{number:g} is less than 0")
    return number


def yes_or_no(row: Mapping[str, str], field: str) -> bool | None:
    """Return the answer in a cell ("ja", "nein"), None where it is empty or "unbekannt"."""
    value = text(row, field).lower()
    if value in {"", "unbekannt"}:
        return None
    if value in YES:
        return True
    if value in NO:
        return False
    raise RowError(field, f"{value!r} is neither ja nor nein")


def one_of(row: Mapping[str, str], field: str, meanings: Mapping[str, str]) -> str:
    """Return the meaning of a word in a cell, "" where it is empty; upper and lower case alike."""
    value = text(row, field)
    if not value:
        return ""
    known = {word.casefold(): meaning for word, meaning in meanings.items()}
    known |= {meaning.casefold(): meaning for meaning in meanings.values()}
    if value.casefold() not in known:
        raise RowError(field, f"{value!r} is none of: {', '.join(meanings)}")
    return known[value.casefold()]


def words(row: Mapping[str, str], field: str) -> tuple[str, ...]:
    """Return the entries of a cell that are separated by semicolons, each once."""
    entries = (" ".join(entry.split()) for entry in row.get(field, "").split(";"))
    return tuple(dict.fromkeys(entry for entry in entries if entry))


def optional_date(row: Mapping[str, str], field: str) -> date | None:
    """
    Return the day in a cell, None where it is empty.

    2026-03-29 and 29.03.2026 are read. A month (2026-03, 03.2026) or a year
    stands for its first day: a fact is rather shown older than it is.
    """
    value = text(row, field)
    if not value:
        return None
    try:
        return _date(value)
    except ValueError:
        raise RowError(field, f"{value!r} is not a date such as 29.03.2026") from None


def _date(value: str) -> date:
    if match := ISO_DATE.fullmatch(value):
        year, month, day = match.groups()
    elif match := GERMAN_DATE.fullmatch(value):
        day, month, year = match.groups()
    elif match := YEAR.fullmatch(value):
        day, month, year = None, "1", match[1]
    else:
        raise ValueError(value)
    return date(int(year), int(month), int(day or 1))


def municipality_key(row: Mapping[str, str], field: str) -> str:
    """
    Return the AGS in a cell as eight digits, "" where it is empty.

    Seven digits are an AGS whose leading zero a spreadsheet has eaten.
    """
    value = text(row, field)
    if value and not AGS.fullmatch(value):
        raise RowError(field, f"{value!r} is not an AGS of eight digits")
    return value.zfill(8) if value else ""
