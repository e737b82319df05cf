"""One question about ways: from where, to which doors, when; and what needs no timetable."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from directory.travelling.answers import Answer, WaySummary
from directory.travelling.doors import hours_on
from directory.travelling.errands import Errand
from geodata.points import Points
from geodata.timetable.service_calendar import local_time

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from directory.hours import Window
    from directory.travelling.answers import Home
    from directory.travelling.doors import Door
    from directory.travelling.engine import Travel
    from geodata.walking import Streets

S_PER_MINUTE = 60


@dataclass(frozen=True)
class Asked:
    """From one home to some doors on a day, asked at a moment, to do the same at each of them."""

    travel: Travel
    home: Home
    doors: Sequence[Door]
    day: date
    now: datetime
    errand: Errand = Errand.APPOINTMENT

    @cached_property
    def home_point(self) -> Points:
        """Where one starts."""
        return Points.of((self.home.longitude, self.home.latitude))

    @cached_property
    def door_points(self) -> Points:
        """Where one goes, a point a door."""
        return Points.of(*((door.longitude, door.latitude) for door in self.doors))

    @property
    def home_and_doors(self) -> Points:
        """The home, then the doors."""
        ends = [(door.longitude, door.latitude) for door in self.doors]
        return Points.of((self.home.longitude, self.home.latitude), *ends)

    @cached_property
    def hours(self) -> list[tuple[Window, ...] | None]:
        """When the errand can be done at each door; see `hours_on` for what None means."""
        known = self.travel.district
        open_ = (
            hours_on(door.schedules, self.day, state=known.state, timezone=known.timezone)
            for door in self.doors
        )
        return [self.errand.windows(hours) for hours in open_]

    @property
    def from_now_s(self) -> int:
        """The first second of the day at which one can still leave: now, if it is today."""
        if self.day != self.now.date():
            return 0
        return max(0, round(self.now.timestamp() - self.at(0).timestamp()))

    def at(self, second: int) -> datetime:
        """Return the local time at a second of the service day."""
        return local_time(self.day, second, self.travel.district.timezone)

    def only(self, lanes: Sequence[int]) -> Asked:
        """Return the same question for some of the doors."""
        return replace(self, doors=[self.doors[lane] for lane in lanes])


def streets_only(asked: Asked) -> list[WaySummary]:
    """Return for each door what needs no timetable: minutes on foot, by bike and by car."""
    networks, travel = asked.travel.networks, asked.travel
    blank = WaySummary(asked.day, travel.school_day(asked.day), Answer.NO_TIMETABLE)
    if networks is None:
        return [blank] * len(asked.doors)
    columns = [_minutes(by, asked) for by in (networks.walk, networks.bike, networks.car)]
    blank = replace(blank, estimated=networks.straight_line)
    return [
        replace(blank, walk_minutes=walk, bike_minutes=bike, car_minutes=car)
        for walk, bike, car in zip(*columns, strict=True)
    ]


def _minutes(by: Streets, asked: Asked) -> list[int | None]:
    """Return whole minutes one way, rounded up; None where there is none."""
    seconds = by.travel_seconds(asked.home_point, asked.door_points)[0]
    return [int(np.ceil(s / S_PER_MINUTE)) if np.isfinite(s) else None for s in seconds.tolist()]
