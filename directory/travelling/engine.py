"""The networks of a running app: opened once, days loaded when somebody asks for them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from directory.travelling.answers import SchoolDay
from geodata.errors import MissingInputError
from geodata.journeys.alternatives import alternatives, way_back
from geodata.networks import open_networks
from geodata.round_trips.from_home import RememberedHomes
from geodata.timetable.typical_days import SATURDAY, HolidayCalendar

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from pathlib import Path

    from geodata.district import District
    from geodata.networks import Networks
    from geodata.searches.transit import Transit

_AN_HOUR = (8 * 3600, 9 * 3600)
DAYS_OPEN = 8  # service days searched on at once; each remembers homes of its own


@dataclass(frozen=True)
class Travel:
    """
    What ways are computed from.

    Parameters
    ----------
    district
        Its state's holidays and its time zone count.
    networks
        None where nothing has been built yet: then only what needs no network is told.
    """

    district: District
    networks: Networks | None

    def covers(self, day: date) -> bool:
        """Say whether the timetable tells what runs on a day."""
        return self.networks is not None and day in self.networks.all_days

    @property
    def last_day(self) -> date | None:
        """The last day that the timetable covers, None without one."""
        return None if self.networks is None else max(self.networks.all_days, default=None)

    def school_day(self, day: date) -> SchoolDay:
        """Say what kind of day it is in the state."""
        if self._calendar.is_public(day):
            return SchoolDay.PUBLIC_HOLIDAY
        if day.weekday() >= SATURDAY:
            return SchoolDay.WEEKEND
        if self._calendar.is_school_holiday(day):
            return SchoolDay.SCHOOL_HOLIDAY
        return SchoolDay.SCHOOL

    def searches_on(self, day: date, *, booked: bool = False) -> RememberedHomes | None:
        """
        Return the searches of a day; None where the timetable does not cover it.

        With `booked` all that runs on demand is ridden too, booked in time; None where nothing
        more runs then.
        """
        if self.networks is None or day not in self.networks.all_days:
            return None
        plain, on_demand = self.networks.all_days, self.networks.on_demand_days
        pattern = plain.pattern_of[day]
        if not booked:
            return self._searches(pattern, False)  # noqa: FBT003 - a remembered function
        if on_demand is None or on_demand.names[pattern] == plain.names[pattern]:
            return None
        return self._searches(pattern, True)  # noqa: FBT003 - as above

    def warm(self, day: date) -> None:
        """Load a day and what is compiled, so that nobody waits for it; harmless without a build."""
        for booked in (False, True):
            searches = self.searches_on(day, booked=booked)
            if searches is not None:
                stop = searches.transit.day.stop_points.take(slice(1))
                searches.round_trips(stop, stop, [[_AN_HOUR]] * len(stop))
                self._compile_legs(searches.transit)

    @staticmethod
    def _compile_legs(transit: Transit) -> None:
        """Compile what tells a way leg by leg: inside a request a worker may be stopped meanwhile."""
        stops = transit.day.stop_points
        if len(stops):
            ends = stops.take(slice(1)), stops.take(slice(-1, None))
            alternatives(transit, *ends, arrive_s=_AN_HOUR[0])
            way_back(transit, *ends, after_s=_AN_HOUR[1])

    @cached_property
    def _searches(self) -> Callable[[date, bool], RememberedHomes]:
        """The days that were asked for last; dates on which the same runs share one."""

        def searches(pattern: date, booked: bool) -> RememberedHomes:  # noqa: FBT001 - as above
            networks = self.networks
            if networks is None or (booked and networks.with_on_demand is None):
                message = f"Nothing was built for {pattern}."
                raise MissingInputError(message)
            chosen = networks.with_on_demand if booked else networks
            return RememberedHomes((chosen or networks).transit(pattern))

        return lru_cache(maxsize=DAYS_OPEN)(searches)

    @cached_property
    def _calendar(self) -> HolidayCalendar:
        return HolidayCalendar(self.district.state)


def open_travel(district: District, folder: Path | None) -> Travel:
    """Return the networks in a folder of a build; none where it is missing or of another version."""
    try:
        networks = None if folder is None else open_networks(folder)
    except MissingInputError:
        networks = None
    return Travel(district, networks)


class TravelSource:
    """The networks of the build in use; opened again when another build is swapped in."""

    def __init__(self, district: District, folder: Path | None) -> None:
        self._district, self._folder = district, folder
        self._opened: tuple[Path | None, Travel] | None = None

    def current(self) -> Travel:
        """Return the networks that the link leads to now."""
        here = None if self._folder is None else self._folder.resolve()
        if self._opened is None or self._opened[0] != here:
            self._opened = here, open_travel(self._district, here)
        return self._opened[1]
