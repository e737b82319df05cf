"""Choose the days that stand for all others: a school Tuesday and its kin, from a real timetable."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Any

import holidays

from geodata.errors import MissingInputError

if TYPE_CHECKING:
    from collections.abc import Mapping

MONDAY, TUESDAY, FRIDAY, SATURDAY, SUNDAY = 0, 1, 4, 5, 6
ONE_DAY = timedelta(days=1)


class DayKind(StrEnum):
    """The typical days of METHODS §2."""

    SCHOOL_TUESDAY = "school_tuesday"
    SCHOOL_FRIDAY = "school_friday"
    HOLIDAY_TUESDAY = "holiday_tuesday"
    SATURDAY = "saturday"

    @property
    def weekday(self) -> int:
        """Monday is 0, as in `date.weekday`."""
        return {"friday": FRIDAY, "saturday": SATURDAY}.get(self.value.split("_")[-1], TUESDAY)

    @property
    def school(self) -> bool | None:
        """Whether there is school; None where it does not matter."""
        return None if self is DayKind.SATURDAY else self is not DayKind.HOLIDAY_TUESDAY


@dataclass(frozen=True)
class DayChoice:
    """The day chosen or named, its trips, and the days of its kind that were considered."""

    kind: DayKind
    day: date
    trips: int
    considered: tuple[date, ...]

    def __str__(self) -> str:
        """Return the choice as a sentence, with every day considered."""
        days = ", ".join(day.isoformat() for day in self.considered)
        return (
            f"{self.kind.value}: {self.day} with {self.trips} trips;"
            f" {len(self.considered)} days considered ({days})"
        )

    def plain(self) -> dict[str, str | int | list[str]]:
        """Return the same as it stands in files."""
        return {
            "kind": self.kind.value,
            "date": self.day.isoformat(),
            "trips": self.trips,
            "considered": [day.isoformat() for day in self.considered],
        }


def choice_of(plain: Mapping[str, Any]) -> DayChoice:
    """Return what `DayChoice.plain` told of."""
    days = tuple(date.fromisoformat(day) for day in plain["considered"])
    return DayChoice(
        DayKind(plain["kind"]), date.fromisoformat(plain["date"]), plain["trips"], days
    )


class HolidayCalendar:
    """Public and school holidays of one German state (the `holidays` package)."""

    def __init__(self, state: str) -> None:
        self._public = holidays.country_holidays("DE", subdiv=state)
        self._school = holidays.country_holidays("DE", subdiv=state, categories=("school",))

    def is_public(self, day: date) -> bool:
        """Say whether a date is a public holiday."""
        return day in self._public

    def is_school_holiday(self, day: date) -> bool:
        """Say whether a date lies in the school holidays."""
        return day in self._school

    def is_bridge(self, day: date) -> bool:
        """Say whether a single day lies between a public holiday and a weekend or a Sunday."""
        before, after = day - ONE_DAY, day + ONE_DAY
        return (day.weekday() in {FRIDAY, SATURDAY} and self.is_public(before)) or (
            day.weekday() == MONDAY and self.is_public(after)
        )

    def fits(self, day: date, kind: DayKind) -> bool:
        """Say whether a date can stand for a kind of day."""
        if day.weekday() != kind.weekday or self.is_public(day) or self.is_bridge(day):
            return False
        return kind.school is None or self.is_school_holiday(day) != kind.school


def choose_day(
    kind: DayKind, trips_by_date: Mapping[date, int], calendar: HolidayCalendar
) -> DayChoice:
    """
    Return the day of its kind with the median number of trips.

    Parameters
    ----------
    kind
        The kind of day wanted.
    trips_by_date
        Number of trips on each date that the timetable covers.
    calendar
        The holidays of the state.

    Returns
    -------
    choice
        Of several days with the median number of trips the first; of an even number of days
        the lower median, so that the day is a real one.

    Raises
    ------
    MissingInputError
        If the timetable covers no day of this kind.
    """
    days = sorted(day for day in trips_by_date if calendar.fits(day, kind))
    if not days:
        message = f"The timetable covers no {kind.value.replace('_', ' ')}; import a newer one."
        raise MissingInputError(message)
    by_trips = sorted(days, key=lambda day: (trips_by_date[day], day))
    median = trips_by_date[by_trips[(len(by_trips) - 1) // 2]]
    chosen = next(day for day in days if trips_by_date[day] == median)
    return DayChoice(kind=kind, day=chosen, trips=median, considered=tuple(days))
