"""Round trips from every home to every door of a kind, on some dates and within a kind's limits."""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING

import numpy as np

from directory.planning.measuring.doors import points_of
from directory.planning.measuring.opening import is_known, kita_times, visit_of, windows_of
from geodata.measures.door_trips import DoorTrips, no_door_trips
from geodata.parallel import silent
from geodata.round_trips.answers import S_PER_MINUTE
from geodata.round_trips.least import Least
from geodata.round_trips.week import round_trips_by_date

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    from numpy.typing import NDArray

    from directory.planning.measuring.doors import AskedDoor, Window
    from directory.planning.measuring.question import Question
    from geodata.measures.thresholds import Threshold
    from geodata.networks import Networks
    from geodata.parallel import Progress
    from geodata.round_trips.answers import RoundTrips
    from geodata.searches.transit import Transit

    Hours = Mapping[date, Sequence[Sequence[Window]]]
    Column = Callable[[RoundTrips], NDArray[np.int32]]


def door_trips(  # noqa: PLR0913 - who, where, how, when; the rest by name only
    question: Question,
    doors: Sequence[AskedDoor],
    threshold: Threshold,
    dates: Sequence[date],
    *,
    networks: Networks | None = None,
    progress: Progress = silent,
) -> DoorTrips:
    """
    Return the best feasible round trip from every home to every door on any of some dates.

    Parameters
    ----------
    question
        The homes, the district, and the networks unless others are given.
    doors
        The doors of one kind, or those of a scenario.
    threshold
        The limits of that kind.
    dates
        Service days of the networks, see `Networks.transit`.
    networks
        Other ways of getting about: with what runs on demand, another walking speed, one more trip.
    progress
        Told how many parts are done, and of how many.
    """
    by_date = trips_by_date(question, doors, threshold, dates, networks=networks, progress=progress)
    return best_of([by_date[day] for day in dates], len(question.homes), doors)


def best_of(trips: Sequence[DoorTrips], homes: int, doors: Sequence[AskedDoor]) -> DoorTrips:
    """Return the best trips of several dates; on no date at all none works."""
    nothing = no_door_trips(homes, len(doors), known=known_doors(doors))
    return reduce(DoorTrips.better_of, trips) if trips else nothing


def known_doors(doors: Sequence[AskedDoor]) -> NDArray[np.bool_]:
    """Say for each door whether its hours are known, shape (doors,)."""
    return np.array([is_known(door) for door in doors], dtype=np.bool_)


def trips_by_date(  # noqa: PLR0913 - as above
    question: Question,
    doors: Sequence[AskedDoor],
    threshold: Threshold,
    dates: Sequence[date],
    *,
    networks: Networks | None = None,
    progress: Progress = silent,
) -> dict[date, DoorTrips]:
    """Return the same for each date; dates on which the same runs are searched together."""
    asked = _Asked(question, doors, threshold, _transits(networks or question.networks, dates))
    return asked.to_kitas(progress) if threshold.is_kita else asked.to_appointments(progress)


def _transits(networks: Networks, dates: Sequence[date]) -> dict[date, Transit]:
    """Return public transport on each date, the same object where the very same runs."""
    pattern_of = networks.all_days.pattern_of
    pattern = {day: pattern_of.get(day, day) for day in dates}
    first = {pattern[day]: day for day in reversed(dates)}
    transits = {key: networks.transit(day) for key, day in first.items()}
    return {day: transits[pattern[day]] for day in dates}


class _Asked:
    """A question with its doors and dates."""

    def __init__(
        self,
        question: Question,
        doors: Sequence[AskedDoor],
        threshold: Threshold,
        transits: Mapping[date, Transit],
    ) -> None:
        self._homes, self._doors, self._threshold = question.homes, doors, threshold
        self._state, self._transits = question.district.state, transits
        self._points = points_of(doors)

    def to_appointments(self, progress: Progress) -> dict[date, DoorTrips]:
        """Return round trips inside opening hours, the longer way of each as short as can be."""
        hours = {
            day: [windows_of(door, day, state=self._state) for door in self._doors]
            for day in self._transits
        }
        longer: Column = lambda trips: np.maximum(trips.there_s, trips.back_s)  # noqa: E731 - a column
        found = self._search(hours, Least.LONGER_WAY, (longer, _absence_s), progress)
        known = self._known
        return {day: DoorTrips(way, away, known) for day, (way, away) in found.items()}

    def to_kitas(self, progress: Progress) -> dict[date, DoorTrips]:
        """Return the trips of bringing and of collecting, the child's way as short as can be."""
        times = {
            day: [kita_times(door, day, self._threshold, state=self._state) for door in self._doors]
            for day in self._transits
        }
        there: Column = lambda trips: trips.there_s  # noqa: E731 - a column
        back: Column = lambda trips: trips.back_s  # noqa: E731 - a column
        columns = (there, back, _absence_s)
        morning = self._search(
            {day: [one.bringing for one in those] for day, those in times.items()},
            *(Least.WAY_THERE, columns, lambda done, of: progress(done, 2 * of)),
        )
        evening = self._search(
            {day: [one.collecting for one in those] for day, those in times.items()},
            *(Least.WAY_BACK, columns, lambda done, of: progress(of + done, 2 * of)),
        )
        return {day: self._kita_trips(morning[day], evening[day]) for day in self._transits}

    def _kita_trips(
        self, bringing: list[NDArray[np.float32]], collecting: list[NDArray[np.float32]]
    ) -> DoorTrips:
        there, back, away = bringing
        come, home, away_again = collecting
        child = np.maximum(there, home)  # NaN where one of the two does not work
        works = ~np.isnan(child)
        return DoorTrips(
            way_minutes=child,
            absence_minutes=np.where(works, np.maximum(away, away_again), np.float32(np.nan)),
            known=np.ones(len(self._doors), dtype=np.bool_),  # the usual times are known
            parent_minutes=np.maximum(child, np.maximum(back, come)),
        )

    @property
    def _known(self) -> NDArray[np.bool_]:
        return known_doors(self._doors)

    def _search(
        self, hours: Hours, least: Least, columns: Sequence[Column], progress: Progress
    ) -> dict[date, list[NDArray[np.float32]]]:
        """Return some columns in minutes for each date; NaN where no trip works."""
        shape = (len(self._homes), len(self._doors))
        found = {
            day: [np.full(shape, np.nan, dtype=np.float32) for _ in columns]
            for day in self._transits
        }
        blocks = round_trips_by_date(
            self._transits,
            self._homes,
            self._points,
            hours,
            visit=visit_of(self._threshold, least),
            progress=progress,
        )
        for block, by_date in blocks:
            for day, trips in by_date.items():
                works = trips.starts > 0
                for column, minutes in zip(columns, found[day], strict=True):
                    minutes[block] = np.where(works, column(trips) / S_PER_MINUTE, np.nan)
        return found


def _absence_s(trips: RoundTrips) -> NDArray[np.int32]:
    return trips.home_s - trips.leave_s
