"""Opening hours of a scenario, written as clerks write them in their lists."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geodata.errors import RowError
from geodata.scenarios.refusals import ScenarioError
from geodata.sources.opening_hours import parse_opening_hours

if TYPE_CHECKING:
    from datetime import date

LONGEST = 500  # characters, as in a clerk's list


@dataclass(unsafe_hash=True)  # not frozen: the protocol of directory.hours is of plain attributes
class Window:
    """One window of the week, with all that `directory.hours` asks of one; never changed."""

    weekday: int | None
    opens_minutes: int | None
    closes_minutes: int | None
    by_appointment: bool = False
    valid_from: date | None = None
    valid_to: date | None = None
    on_public_holidays: bool = False
    in_school_holidays: bool = True


@dataclass(frozen=True)
class Hours:
    """Weekly hours as they were written, and the windows that this means."""

    text: str
    windows: tuple[Window, ...]

    @property
    def weekdays(self) -> frozenset[int]:
        """The days of the week with a window, 0 = Monday."""
        return frozenset(w.weekday for w in self.windows if w.weekday is not None)


NO_HOURS = Hours("", ())


def read_hours(text: str, *, field: str = "hours", needed: bool = True) -> Hours:
    """
    Return the hours that a text says, such as "Di 14:00-17:00".

    Raises
    ------
    ScenarioError
        If a word is not understood, or no day has times: nothing is guessed.
    """
    text = text.strip()
    if not text:
        if needed:
            raise ScenarioError(field=field, code="empty")
        return NO_HOURS
    try:
        found = parse_opening_hours(text)
    except RowError:
        raise ScenarioError(field=field, code="hours", text=text[:LONGEST]) from None
    timed = [w for w in found if None not in {w.weekday, w.opens_minutes, w.closes_minutes}]
    if not timed:
        raise ScenarioError(field=field, code="no_times", text=text)
    return Hours(text, tuple(Window(*window) for window in timed))
