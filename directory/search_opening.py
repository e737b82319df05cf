"""Which of many offers are open at a moment: `directory.hours` for all of them at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import cache, cached_property, lru_cache
from typing import TYPE_CHECKING

import numpy as np

from geodata.timetable.typical_days import HolidayCalendar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date, datetime

    from numpy.typing import NDArray

    from directory.search_entries import Window

    Bools = NDArray[np.bool_]
    Integers = NDArray[np.int64]

UNKNOWN, CLOSED, BY_APPOINTMENT, OPEN = range(4)
STATES = ("unknown", "closed", "by_appointment", "open")
S_PER_MINUTE, S_PER_DAY = 60, 86_400
MOST_MINUTES = 64  # a byte an offer each
ALWAYS = 9_999_999  # later than every date, as its number since year 1


@dataclass(frozen=True)
class Opening:
    """The weekly windows of all offers, a row each; those without hours of day apart."""

    offers: int
    recorded: Bools  # whether an offer has any window, shape (offers,)
    owner: Integers  # the offer of each window that has hours
    columns: dict[str, Integers]

    @classmethod
    def of(cls, windows: Sequence[Sequence[Window]]) -> Opening:
        """Return the windows of each offer."""
        timed = [
            (number, window)
            for number, those in enumerate(windows)
            for window in those
            if None not in {window.weekday, window.opens_minutes, window.closes_minutes}
        ]
        rows = [_row(window) for _number, window in timed]
        table = np.array(rows, dtype=np.int64).reshape(-1, len(COLUMNS))
        return cls(
            len(windows),
            np.array([bool(those) for those in windows], dtype=np.bool_),
            np.array([number for number, _window in timed], dtype=np.int64),
            dict(zip(COLUMNS, table.T, strict=True)),
        )

    def states_at(self, moment: datetime, *, state: str) -> NDArray[np.int8]:
        """
        Return UNKNOWN, CLOSED, BY_APPOINTMENT or OPEN for each offer, shape (offers,).

        Parameters
        ----------
        moment
            Local time, closing times excluded.
        state
            German state whose holidays hold.
        """
        return self._states_of(moment.date(), moment.hour * 60 + moment.minute, state)

    @cached_property
    def _states_of(self) -> Callable[[date, int, str], NDArray[np.int8]]:
        """The states of the minutes that were asked for last; hours begin and end with a minute."""
        return lru_cache(MOST_MINUTES)(self._found)

    def _found(self, today: date, minute: int, state: str) -> NDArray[np.int8]:
        second = minute * S_PER_MINUTE
        late = self._between(second + S_PER_DAY) & self._applies(today - timedelta(days=1), state)
        holds = (self._between(second) & self._applies(today, state)) | late
        appointment = self.columns["by_appointment"].astype(np.bool_)
        timed = self._any(np.ones(len(self.owner), dtype=np.bool_))
        found = np.where(self.recorded, CLOSED, UNKNOWN).astype(np.int8)
        found[self._any(holds & appointment) | (self.recorded & ~timed)] = BY_APPOINTMENT
        found[self._any(holds & ~appointment)] = OPEN
        found.flags.writeable = False  # whoever asks next gets the same
        return found

    def open_on(self, day: date, *, state: str) -> Bools:
        """Return which offers have a window on a day, shape (offers,)."""
        return self._any(self._applies(day, state))

    def _between(self, second: int) -> Bools:
        return (self.columns["opens_s"] <= second) & (second < self.columns["closes_s"])

    def _applies(self, day: date, state: str) -> Bools:
        column, ordinal, calendar = self.columns, day.toordinal(), _calendar(state)
        applies = (column["weekday"] == day.weekday()) & (column["valid_from"] <= ordinal)
        applies &= ordinal <= column["valid_to"]
        if calendar.is_public(day):
            applies &= column["on_public_holidays"] == 1
        if calendar.is_school_holiday(day):
            applies &= column["in_school_holidays"] == 1
        return np.asarray(applies, dtype=np.bool_)

    def _any(self, rows: Bools) -> Bools:
        """Return which offers own one of these rows."""
        found = np.zeros(self.offers, dtype=np.bool_)
        found[self.owner[rows]] = True
        return found


COLUMNS = (
    *("weekday", "opens_s", "closes_s", "valid_from", "valid_to"),
    *("by_appointment", "on_public_holidays", "in_school_holidays"),
)


def _row(window: Window) -> tuple[int, ...]:
    return (
        window.weekday or 0,
        (window.opens_minutes or 0) * S_PER_MINUTE,
        (window.closes_minutes or 0) * S_PER_MINUTE,
        window.valid_from.toordinal() if window.valid_from else 0,
        window.valid_to.toordinal() if window.valid_to else ALWAYS,
        int(window.by_appointment),
        int(window.on_public_holidays),
        int(window.in_school_holidays),
    )


@cache
def _calendar(state: str) -> HolidayCalendar:
    return HolidayCalendar(state)
