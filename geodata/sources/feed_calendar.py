"""The rules for calendars of a timetable, and the first and last day on which anything runs."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geodata.sources.feed_rules import Tables

WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
THURSDAY = 3  # the weekday of 1 January 1970, from which numpy counts days
ADDED, REMOVED = 1, 2
NO_DAYS: NDArray[np.int64] = np.empty(0, dtype=np.int64)


def check_calendars(tables: Tables) -> None:
    """Keep calendars that end after they start and exceptions that say what they do."""
    tables.keep_first("calendar", "service_id")
    calendar = tables["calendar"]
    backwards = calendar["end_date"] < calendar["start_date"]
    tables.drop("calendar", backwards, "ends_before_start", "service_id")
    exceptions = tables["calendar_dates"]
    unknown = ~exceptions["exception_type"].isin([ADDED, REMOVED])
    tables.drop("calendar_dates", unknown, "unknown_exception", "exception_type")
    tables.keep_first("calendar_dates", "service_id", "date")


def find_service_days(tables: Tables) -> tuple[date, date] | None:
    """
    Return the first and the last day on which any trip runs, None where none ever does.

    Trips whose service runs on no day at all are counted.
    """
    regular = _regular_days(tables["calendar"])
    added, removed = _exceptions(tables, ADDED), _exceptions(tables, REMOVED)
    ends: list[np.int64] = []
    idle: list[str] = []
    for service in tables["trips"]["service_id"].unique():
        days = np.setdiff1d(regular.get(service, NO_DAYS), removed.get(service, NO_DAYS))
        days = np.union1d(days, added.get(service, NO_DAYS))
        ends.extend(days[[0, -1]] if len(days) else [])
        if not len(days):
            idle.append(service)
    tables.count("trips", tables["trips"]["service_id"].isin(idle), "never_runs", "trip_id")
    return (_to_date(min(ends)), _to_date(max(ends))) if ends else None


def _exceptions(tables: Tables, kind: int) -> dict[str, NDArray[np.int64]]:
    """Return the days of one kind of exception by service, as days since 1970."""
    exceptions = tables["calendar_dates"]
    exceptions = exceptions[exceptions["exception_type"] == kind]
    days = _days(exceptions["date"])
    by_service = exceptions.groupby("service_id").indices
    return {str(service): days[rows] for service, rows in by_service.items()}


def _regular_days(calendar: pd.DataFrame) -> dict[str, NDArray[np.int64]]:
    """Return the days on which the calendar lets each service run, as days since 1970."""
    spans = zip(_days(calendar["start_date"]), _days(calendar["end_date"]), strict=True)
    runs = calendar[WEEKDAYS].to_numpy(dtype=bool)
    regular = {}
    for service, (start, end), runs_on in zip(calendar["service_id"], spans, runs, strict=True):
        days = np.arange(start, end + 1)
        regular[str(service)] = days[runs_on[(days + THURSDAY) % 7]]
    return regular


def _days(dates: pd.Series[int]) -> NDArray[np.int64]:
    """Return numbers such as 20260330 as days since 1 January 1970."""
    parsed = pd.to_datetime(dates.astype(str), format="%Y%m%d")
    return parsed.to_numpy(dtype="datetime64[D]").view(np.int64)


def _to_date(day: np.int64) -> date:
    return date.fromordinal(int(day) + date(1970, 1, 1).toordinal())
