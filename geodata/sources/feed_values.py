"""Cells of a timetable as numbers: whole numbers, degrees, times and dates, a column at a time."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from geodata.sources.feed_columns import FILES
from geodata.sources.feed_files import LINE

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from geodata.sources.feed_columns import Column
    from geodata.sources.feed_report import FeedReport

BLANK = -1  # a time that is not given
TIME = re.compile(r"(\d{1,3}):([0-5]\d)(?::([0-5]\d))?")
DATE = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})")
LAST_HOUR = 96  # of a service day; a train of four days is a typing error
YEARS = range(1990, 2101)
UNREADABLE = None


def to_values(tables: dict[str, pd.DataFrame], report: FeedReport) -> dict[str, pd.DataFrame]:
    """Return the tables with every column as its kind; what cannot be read is counted."""
    return {name: _typed(name, table, report) for name, table in tables.items()}


def _typed(name: str, table: pd.DataFrame, report: FeedReport) -> pd.DataFrame:
    if not len(table):
        return _empty(name, table)
    typed: dict[str, Any] = {LINE: table[LINE]}
    keep = np.ones(len(table), dtype=bool)
    for column, kind in FILES[name].items():
        if kind.kind == "text":
            typed[column] = table[column]
            continue
        values, bad = _values(table[column], kind)
        typed[kind.name or column] = values
        rule = {"time": "unreadable_time"}.get(kind.kind)
        examples = _examples(name, table, column, bad)
        if kind.kind == "date":
            report.drop("unreadable_date", int((bad & keep).sum()), name, examples)
            keep &= ~bad
        else:
            report.count(rule or "unreadable_number", int(bad.sum()), examples)
    frame = pd.DataFrame(typed)
    return frame if keep.all() else frame[keep].reset_index(drop=True)


def _empty(name: str, table: pd.DataFrame) -> pd.DataFrame:
    whole = np.empty(0, dtype=np.int64)
    columns = {
        kind.name or column: table[column] if kind.kind == "text" else whole
        for column, kind in FILES[name].items()
    }
    degrees = [column for column, kind in FILES[name].items() if kind.kind == "degrees"]
    frame = pd.DataFrame({LINE: table[LINE], **columns})
    return frame.astype(dict.fromkeys(degrees, np.float64)) if degrees else frame


def _examples(name: str, table: pd.DataFrame, column: str, bad: NDArray[np.bool_]) -> list[str]:
    if not bad.any():
        return []
    rows = table.loc[bad, [LINE, column]].head(5)
    return [
        f"{name}.txt, line {line}, {column}: {text!r}"
        for line, text in rows.itertuples(index=False, name=None)
    ]


def _values(texts: pd.Series[str], kind: Column) -> tuple[NDArray[Any], NDArray[np.bool_]]:
    """Parse each different text once; return the values and where the text cannot be read."""
    codes, different = pd.factorize(texts)
    parsed = [_PARSERS[kind.kind](text, kind) for text in different]
    bad = np.array([value is UNREADABLE for value in parsed], dtype=bool)
    stand_in = _STAND_INS.get(kind.kind, kind.default)
    dtype = np.float64 if kind.kind == "degrees" else np.int64
    values = np.array([stand_in if value is UNREADABLE else value for value in parsed], dtype)
    return values[codes], bad[codes]


def _whole(text: str, kind: Column) -> int | None:
    if not text:
        return kind.default
    try:
        number = float(text)
    except ValueError:
        return UNREADABLE
    if not abs(number) < 2**53 or not number.is_integer():
        return UNREADABLE
    allowed = not kind.allowed or int(number) in kind.allowed
    return int(number) if allowed else UNREADABLE


def _degrees(text: str, _kind: Column) -> float | None:
    try:
        return float(text) if text else np.nan
    except ValueError:
        return UNREADABLE


def _seconds(text: str, _kind: Column) -> int | None:
    if not text:
        return BLANK
    match = TIME.fullmatch(text)
    if match is None or int(match[1]) > LAST_HOUR:
        return UNREADABLE
    return int(match[1]) * 3600 + int(match[2]) * 60 + int(match[3] or 0)


def _date(text: str, _kind: Column) -> int | None:
    match = DATE.fullmatch(text)
    try:
        day = date(int(match[1]), int(match[2]), int(match[3])) if match else None
    except ValueError:
        return UNREADABLE
    if day is None or day.year not in YEARS:
        return UNREADABLE
    return day.year * 10_000 + day.month * 100 + day.day


_PARSERS: dict[str, Callable[[str, Column], float | None]] = {
    "whole": _whole,
    "degrees": _degrees,
    "time": _seconds,
    "date": _date,
}
_STAND_INS: dict[str, float] = {"degrees": np.nan, "time": BLANK, "date": 0}
