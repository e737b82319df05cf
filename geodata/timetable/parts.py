"""The runs of one feed that drive on a date, those of the nights around it among them."""

from __future__ import annotations

from datetime import date, time, timedelta
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from geodata.timetable.calls import DayCalls, calls_on
from geodata.timetable.on_demand import deadlines, with_overlay
from geodata.timetable.service_calendar import (
    DAY_S,
    days_before,
    seconds_since_start,
    start_of_day,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd
    from numpy.typing import NDArray

    from geodata.sources.gtfs import Feed
    from geodata.sources.on_demand import OnDemandRecord

HOUR_S = 3600


class DayPart(NamedTuple):
    """The runs of one feed on one date, moved to the seconds of the day asked for."""

    feed: int
    calls: pd.DataFrame
    trip_ids: NDArray[np.object_]
    left_out: dict[str, int]


def parts_of_day(
    feeds: Sequence[Feed], number: int, day: date, overlay: Sequence[OnDemandRecord]
) -> list[DayPart]:
    """
    Return the runs of the day, of days before that still drive, and of the next that begin early.

    A service day begins twelve hours before noon. When the clocks are set back that is one
    o'clock, and runs of the day before fill the hour before; when they are put forward it is
    eleven in the evening before.
    """
    feed, timezone = feeds[number], feeds[0].timezone
    start = start_of_day(day, timezone)
    midnight_s = min(0, seconds_since_start(day, time(0), timezone))

    def shift_s(other: date) -> int:
        return round((start_of_day(other, feed.timezone) - start).total_seconds())

    def booking_day_s(other: date, days: int, service_id: str) -> int | None:
        back = days_before(feed, service_id, other, days) if service_id else days
        return None if back is None else shift_s(other - timedelta(back))

    def part(other: date, left_out: dict[str, int], kept: tuple[int, int] | None = None) -> DayPart:
        after_s = 0 if kept is None else kept[0] - shift_s(other)
        day_calls = with_overlay(calls_on(feed, other, after_s=after_s), feed, other, overlay)
        left_out.update(day_calls.left_out)
        calls, trip_ids = _moved(day_calls, shift_s(other), kept)
        until = deadlines(feed, calls, partial(booking_day_s, other), overlay)
        return DayPart(number, calls.assign(**until._asdict()), trip_ids, left_out)

    eves = [day - timedelta(days=back) for back in range(nights(feed), 0, -1)]
    before = [part(eve, {}, (midnight_s, DAY_S))._replace(left_out={}) for eve in eves]
    morrow = day + timedelta(days=1)
    end_s = seconds_since_start(morrow, time(0), timezone) + shift_s(morrow)
    after = [part(morrow, {}, (0, end_s))._replace(left_out={})] if shift_s(morrow) < end_s else []
    return [*before, part(day, {}), *after]


def nights(feed: Feed) -> int:
    """Return on how many days after its own the longest trip of a feed may still drive."""
    last_s = max(feed.stop_times["arrival_s"].max(), feed.frequencies["end_s"].max() + DAY_S, 0)
    return max(1, (int(last_s) + HOUR_S) // DAY_S)  # a day is an hour short once a year


def _moved(
    day: DayCalls, shift_s: int, between: tuple[int, int] | None
) -> tuple[pd.DataFrame, NDArray[np.object_]]:
    """Return calls moved by some seconds, and only runs that end after and begin before two."""
    columns = ["arrival_s", "departure_s"]
    calls = day.calls.assign(**{name: day.calls[name] + shift_s for name in columns})
    if between is None:
        return calls, day.trip_ids
    runs = calls.groupby("run")
    inside = (runs["arrival_s"].max() > between[0]) & (runs["departure_s"].min() < between[1])
    kept = inside.index[inside].to_numpy()
    calls = calls[calls["run"].isin(kept)]
    return calls.assign(run=np.searchsorted(kept, calls["run"])), day.trip_ids[kept]
