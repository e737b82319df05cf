"""
What must be booked, and until when: booking rules of the timetable, and a table of our own.

Seconds count from the start of the service day. Boarding is booked before its departure: at once
(booking_type 0), some minutes before (1), or on an earlier day until a time of day (2; calendar
days, or days of the service that the rule counts by). Asking the driver (type 3 of pickup and drop-off) is no booking. Alighting is booked before
the bus sets out from the first stop at which one boards without booking; where every boarding must
be booked, before its own arrival. Who must phone but is not told how long before has an unknown
deadline, and an unknown deadline is never taken as met.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from geodata.timetable.trips import must_book_drop_off, must_book_pickup
from geodata.walking import NEVER

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence
    from datetime import date

    from numpy.typing import NDArray

    from geodata.sources.gtfs import Feed
    from geodata.sources.on_demand import OnDemandRecord
    from geodata.timetable.calls import DayCalls

    Seconds = NDArray[np.int32]
    BookingDay = Callable[[int, str], int | None]

NO_BOOKING, UNKNOWN = NEVER, -NEVER  # deadlines: never too late, always too late
S_PER_MINUTE = 60
OVERLAY = "overlay"  # column of calls: number of the row in our own table, -1 for none
_PHONE, _NOT_POSSIBLE = 2, 1  # pickup_type and drop_off_type
_AT_ONCE, _MINUTES_BEFORE, _DAYS_BEFORE = 0, 1, 2  # booking_type


class Bookings(NamedTuple):
    """
    The hops of a day that must be booked, shape (hops,) each.

    Parameters
    ----------
    hops
        Index of the connection, ascending.
    board_by_s, alight_by_s
        Last second at which boarding at its start and alighting at its end can be booked;
        NO_BOOKING where that needs none, UNKNOWN where the lead time is not known.
    phones
        Number to book at; "" where none is known.
    """

    hops: NDArray[np.int64]
    board_by_s: Seconds
    alight_by_s: Seconds
    phones: NDArray[np.str_]

    def deadline_of(self, board: int, alight: int) -> tuple[int | None, str]:
        """Return until when a ride between two hops can be booked, None where unknown, and the phone."""
        by_s, phones = [NO_BOOKING], [""]
        for hop, column in ((board, self.board_by_s), (alight, self.alight_by_s)):
            place = int(np.searchsorted(self.hops, hop))
            if place < len(self.hops) and self.hops[place] == hop and column[place] < NO_BOOKING:
                by_s.append(int(column[place]))
                phones.append(str(self.phones[place]))
        deadline = min(by_s)
        return None if abs(deadline) >= NEVER else deadline, max(phones)


def no_bookings() -> Bookings:
    """Return what a day has on which nothing must be booked."""
    none = np.zeros(0, dtype=np.int32)
    return Bookings(np.zeros(0, dtype=np.int64), none, none, np.zeros(0, dtype="<U1"))


class Deadlines(NamedTuple):
    """For each call until when boarding and alighting there can be booked, and the phone."""

    board_by_s: NDArray[np.int64]
    alight_by_s: NDArray[np.int64]
    phones: NDArray[np.object_]


def with_overlay(
    day: DayCalls, feed: Feed, on: date, overlay: Sequence[OnDemandRecord]
) -> DayCalls:
    """
    Return the calls of a date with the runs of our own table marked as booked by phone.

    A run is marked if its line stands in a row of that weekday and its first departure lies within
    the hours; the first such row counts. Where nobody may board or alight it stays so.
    """
    number = _rows_of_runs(day, feed, on.weekday(), overlay)
    row = number[day.calls["run"].to_numpy()]
    calls = day.calls.assign(**{OVERLAY: row})
    for column in ("pickup_type", "drop_off_type"):
        marked = (row >= 0) & (calls[column] != _NOT_POSSIBLE)
        calls[column] = calls[column].where(~marked, _PHONE)
    return replace(day, calls=calls)


def _rows_of_runs(
    day: DayCalls, feed: Feed, weekday: int, overlay: Sequence[OnDemandRecord]
) -> NDArray[np.int64]:
    number = np.full(len(day.trip_ids), -1, dtype=np.int64)
    rows = [(k, row) for k, row in enumerate(overlay) if row.line and weekday in row.days]
    if not rows or not len(number):
        return number
    routes = feed.routes.drop_duplicates("route_id").set_index("route_id")
    names = routes["route_short_name"].where(
        routes["route_short_name"] != "", routes["route_long_name"]
    )
    trips = feed.trips.drop_duplicates("trip_id").set_index("trip_id")["route_id"]
    lines = names.loc[trips.loc[day.trip_ids.tolist()]].to_numpy(dtype=object)
    begins_s = day.calls.groupby("run")["departure_s"].min().to_numpy()
    for k, row in reversed(rows):
        first_s, last_s = row.from_minutes * S_PER_MINUTE, row.to_minutes * S_PER_MINUTE
        number[(lines == row.line) & (begins_s >= first_s) & (begins_s <= last_s)] = k
    return number


def deadlines(
    feed: Feed,
    calls: pd.DataFrame,
    begins_s: BookingDay,
    overlay: Sequence[OnDemandRecord],
) -> Deadlines:
    """
    Return the deadlines of the calls of one date, see `with_overlay`.

    Their seconds are those of the day asked for; `begins_s` tells at which of them the date so many
    days before theirs begins, counted in days of a service where one is named; None if unknown.
    """
    board, alight = must_book_pickup(calls).to_numpy(), must_book_drop_off(calls).to_numpy()
    departure_s = calls["departure_s"].to_numpy(dtype=np.int64)
    asked = calls["arrival_s"].to_numpy(dtype=np.int64)
    free = ~board & (calls["pickup_type"] != _NOT_POSSIBLE).to_numpy()
    first_s = pd.Series(np.where(free, departure_s, NEVER)).groupby(calls["run"].to_numpy())
    sets_out_s = np.minimum(first_s.transform("min").to_numpy(), asked)
    sides = []
    for must, side, second in ((board, "pickup", departure_s), (alight, "drop_off", sets_out_s)):
        by_s, phones = _by_rule(feed, calls, side, second, begins_s, overlay)
        driver = must & (calls[f"{side}_type"] > _PHONE).to_numpy() & (by_s == UNKNOWN)
        sides.append((np.where(must & ~driver, by_s, NO_BOOKING), np.where(must, phones, "")))
    phones = np.where(sides[0][1] != "", sides[0][1], sides[1][1])
    return Deadlines(sides[0][0], sides[1][0], phones)


def _by_rule(  # noqa: PLR0913, PLR0917 - the calls, what they count from, and both kinds of rules
    feed: Feed,
    calls: pd.DataFrame,
    side: str,
    second: NDArray[np.int64],
    begins_s: BookingDay,
    overlay: Sequence[OnDemandRecord],
) -> tuple[NDArray[np.int64], NDArray[np.object_]]:
    """Return deadlines and phones by the rule of each call; our own table goes before."""
    by_s = np.full(len(calls), UNKNOWN, dtype=np.int64)
    phones = np.full(len(calls), "", dtype=object)
    rule_ids = calls[f"{side}_booking_rule_id"].to_numpy(dtype=object)
    for rule in feed.booking_rules.to_dict("records"):
        of_rule = rule_ids == rule["booking_rule_id"]
        phones[of_rule] = rule["phone_number"]
        by_s[of_rule] = _deadline(rule, second[of_rule], begins_s)
    row = calls[OVERLAY].to_numpy()
    for number, record in enumerate(overlay):
        by_s[row == number] = second[row == number] - record.lead_minutes * S_PER_MINUTE
        phones[row == number] = record.phone
    return by_s, phones


def _deadline(
    rule: dict[Hashable, object], second: NDArray[np.int64], begins_s: BookingDay
) -> NDArray[np.int64]:
    lead_s, book_by_s = notice_of(rule, begins_s)
    if lead_s is not None:
        return second - lead_s
    return np.full_like(second, UNKNOWN if book_by_s is None else book_by_s)


def notice_of(rule: dict[Hashable, object], begins_s: BookingDay) -> tuple[int | None, int | None]:
    """Return how long before a booking rule wants to be told, or by which second; else None."""
    kind, minutes = rule["booking_type"], int(str(rule["prior_notice_duration_min"]))
    days, last_s = int(str(rule["prior_notice_last_day"])), int(str(rule["prior_notice_last_s"]))
    if kind == _AT_ONCE:
        return 0, None
    if kind == _MINUTES_BEFORE and minutes >= 0:
        return minutes * S_PER_MINUTE, None
    if kind == _DAYS_BEFORE and min(days, last_s) >= 0:
        start_s = begins_s(days, str(rule["prior_notice_service_id"]))
        return None, None if start_s is None else start_s + last_s
    return None, None
