"""When one can come to a door on a day, and what counts as a visit there."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from directory.hours import windows_on
from geodata.round_trips.visits import Visit
from geodata.timetable.typical_days import SATURDAY, HolidayCalendar

if TYPE_CHECKING:
    from datetime import date

    from directory.planning.measuring.doors import AskedDoor, Window
    from geodata.measures.thresholds import Threshold
    from geodata.round_trips.least import Least

S_PER_MINUTE, S_PER_HOUR = 60, 3600
ALL_DAY: Window = (0, 24 * S_PER_HOUR)


class Times(NamedTuple):
    """The windows of a Kita in the morning and in the afternoon."""

    bringing: list[Window]
    collecting: list[Window]


def is_known(door: AskedDoor) -> bool:
    """Say whether anybody recorded when a door is open."""
    timed = any(None not in {s.weekday, s.opens_minutes, s.closes_minutes} for s in door.schedules)
    return timed or bool(door.events)


def windows_of(door: AskedDoor, day: date, *, state: str) -> list[Window]:
    """
    Return when a door is open on a day; the whole day where nobody recorded its hours.

    An event counts on its own date and on the days that are like it: the same weekday, and like it
    in the school holidays or not. So the typical days stand for it too.
    """
    if not is_known(door):
        return [ALL_DAY]
    weekly = windows_on(door.schedules, day, state=state) or ()
    calendar = _calendar(state)
    dated = (event.window for event in door.events if _alike(event.day, day, calendar))
    return [*weekly, *dict.fromkeys(dated)]


def kita_times(door: AskedDoor, day: date, threshold: Threshold, *, state: str) -> Times:
    """
    Return when one brings a child to a Kita and when one collects it, on a day.

    Within the usual times of both and its own opening hours. A Kita that opens later or closes
    earlier than that has times of its own: as long after it opens, or before it closes. One
    whose hours nobody recorded keeps the usual times from Monday to Friday.
    """
    arrive, collect = threshold.arrive_between_s, threshold.collect_between_s
    if arrive is None:
        message = "A Kita needs a time of bringing in its threshold."
        raise ValueError(message)
    if not is_known(door):
        usual = [[_with_handover(times, threshold)] for times in (arrive, collect)]
        return Times(*usual) if day.weekday() < SATURDAY else Times([], [])
    windows = windows_of(door, day, state=state)
    if not windows:
        return Times([], [])
    opens, closes = windows[0][0], windows[-1][1]
    bringing = _within(arrive, (opens, closes)) or (
        opens,
        min(opens + arrive[1] - arrive[0], closes),
    )
    handed_over = closes - round(threshold.stay_minutes * S_PER_MINUTE)
    collecting = _within(collect, (opens, handed_over)) or (
        max(handed_over - (collect[1] - collect[0]), opens),
        handed_over,
    )
    return Times(*([_with_handover(times, threshold)] for times in (bringing, collecting)))


def visit_of(threshold: Threshold, least: Least) -> Visit:
    """Return what counts as a visit within the limits of a kind, and which trip is wanted."""
    return Visit(
        stay_s=round(threshold.stay_minutes * S_PER_MINUTE),
        wait_s=round(threshold.wait_minutes * S_PER_MINUTE),
        longest_absence_s=threshold.absence_minutes * S_PER_MINUTE,
        least=least,
    )


@cache
def _calendar(state: str) -> HolidayCalendar:
    return HolidayCalendar(state)


def _with_handover(window: Window, threshold: Threshold) -> Window:
    """Let one arrive until the last second, and hand over afterwards."""
    return window[0], window[1] + round(threshold.stay_minutes * S_PER_MINUTE)


def _within(usual: Window, own: Window) -> Window | None:
    first, last = max(usual[0], own[0]), min(usual[1], own[1])
    return (first, last) if first <= last else None


def _alike(one: date, other: date, calendar: HolidayCalendar) -> bool:
    if one == other:
        return True
    return (
        one.weekday() == other.weekday()
        and not calendar.is_public(other)
        and calendar.is_school_holiday(one) == calendar.is_school_holiday(other)
    )
