"""All that is searched for one kind of service: the headline, the typical days, the holidays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from directory.planning.measuring.judging import car_minutes, judge, nearest_car
from directory.planning.measuring.opening import kita_times, windows_of
from directory.planning.measuring.trips import best_of, door_trips, trips_by_date
from geodata.timetable.typical_days import SATURDAY

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    import numpy as np
    from numpy.typing import NDArray

    from directory.planning.measuring.doors import AskedDoor
    from directory.planning.measuring.question import Question
    from geodata.measures.criteria import Covered
    from geodata.measures.door_trips import DoorTrips
    from geodata.measures.gaps import Gap
    from geodata.measures.thresholds import Threshold
    from geodata.networks import Networks
    from geodata.parallel import Progress
    from geodata.timetable.typical_week import TypicalDays

    FloatArray = NDArray[np.float64]


@dataclass(frozen=True)
class DayTrips:
    """The trips of one typical day, and how many doors are open on it."""

    day: date
    trips: DoorTrips
    doors_open: int


@dataclass(frozen=True)
class KindTrips:
    """
    The round trips to one kind of service.

    Parameters
    ----------
    doors
        In the order of all columns.
    school
        The headline: the best trip of the school week; to a Kita that of the school Tuesday.
    days
        By kind of day, those that the timetable covers.
    holidays
        The same as the headline in the holiday week; None where the timetable covers none.
    booked
        The headline with what runs on demand; None where nothing does.
    car
        Minutes by car to every door, shape (homes, doors).
    covered
        Which homes timetable and streets cover.
    """

    kind: str
    threshold: Threshold
    doors: Sequence[AskedDoor]
    school: DoorTrips
    days: dict[str, DayTrips]
    holidays: DoorTrips | None
    booked: DoorTrips | None
    car: FloatArray
    covered: Covered

    def judged(self, question: Question, trips: DoorTrips) -> list[Gap]:
        """Return the gaps by some trips to all of the doors."""
        by_car = nearest_car(self.car)
        return judge(question, self.kind, trips, by_car, self.covered, self.threshold)


def school_dates(typical: TypicalDays, threshold: Threshold) -> tuple[date, ...]:
    """
    Return the dates of the headline: a Kita must be reached every day, the others on any.

    Where a Saturday or Sunday was asked for, a Kita is judged by the first working day of its week.
    """
    if not threshold.is_kita:
        return typical.week
    working = (day for day in (typical.day, *typical.week) if day.weekday() < SATURDAY)
    return (next(working, typical.day),)


def holiday_dates(typical: TypicalDays, threshold: Threshold) -> tuple[date, ...]:
    """Return the dates of the holiday week; none where the timetable covers no such week."""
    tuesday = [choice.day for choice in typical.choices if choice.kind.value == "holiday_tuesday"]
    return tuple(tuesday) if threshold.is_kita else typical.holiday_week


def search_kind(  # noqa: PLR0913, PLR0917 - the question
    question: Question,
    kind: str,
    doors: Sequence[AskedDoor],
    covered: Covered,
    booked: Networks | None,
    progress: Progress,
) -> KindTrips:
    """Search all dates of a kind without what runs on demand, then the headline with it."""
    threshold, typical = question.threshold(kind), question.networks.typical
    school, holidays = school_dates(typical, threshold), holiday_dates(typical, threshold)
    chosen = {choice.kind.value: choice.day for choice in typical.choices}
    dates = [*dict.fromkeys([*school, *holidays, *chosen.values()])]
    parts = 1 if booked is None else 2
    by_date = trips_by_date(
        *(question, doors, threshold, dates),
        progress=lambda done, of: progress(done, parts * of),
    )
    homes = len(question.homes)
    headline = best_of([by_date[day] for day in school], homes, doors)
    return KindTrips(
        kind=kind,
        threshold=threshold,
        doors=doors,
        school=headline,
        days={
            name: DayTrips(day, by_date[day], _open_on(day, doors, threshold, question))
            for name, day in chosen.items()
        },
        holidays=best_of([by_date[day] for day in holidays], homes, doors) if holidays else None,
        booked=None
        if booked is None
        else headline.better_of(  # whoever may book may as well take the bus
            door_trips(
                *(question, doors, threshold, school),
                networks=booked,
                progress=lambda done, of: progress(of + done, 2 * of),
            )
        ),
        car=car_minutes(question.networks, question, doors),
        covered=covered,
    )


def _open_on(
    day: date, doors: Sequence[AskedDoor], threshold: Threshold, question: Question
) -> int:
    """Return how many doors are open on a day, those with unknown hours among them."""
    state = question.district.state
    if threshold.is_kita:
        return sum(bool(kita_times(door, day, threshold, state=state).bringing) for door in doors)
    return sum(bool(windows_of(door, day, state=state)) for door in doors)
