"""
There and back: which appointments at a door can be kept from a home without a car (METHODS, §1).

The rules, the same for every answer:

- An appointment begins at a full 5 minutes, inside opening hours, and is over when they end.
- The way there is the one that leaves home last and still is there in time. It arrives inside
  opening hours and no earlier than the longest wait before the appointment, else there is none:
  nobody is sent on a slower way, or left at a stop in between, to make the wait at the door look
  shorter. So a new, faster bus that comes too early can cost a start that a slow one served.
- The way back is, just so, the first to be home of all that begin when the appointment is over or
  later; of all that are home as early it begins last, and no later than the longest wait after.
- Who comes to the stop by bicycle leaves it there, and takes it up again on the way back.
- Walking all the way is possible at any second, however far it is; it begins at once after the
  appointment, and wins a tie.
- On-demand areas (`Transit.ride_by`) are rides like others, see AreaPairs: one is fetched as late,
  and on the way home set down as early, as the bus, the appointment and the service allow.
- Longer stays may work where shorter ones do not, as the bus home is then less of a wait;
  `longest_stay_s` lets one stay on for it.

Of all appointments that work, the one that keeps from home the shortest is described; of several
the one with the least travel, then the fewest rides, then the earliest. All of this is exact to
the second.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from geodata.errors import ShapeError
from geodata.parallel import blocks, run_parallel, silent
from geodata.round_trips.answers import RoundTrips, no_round_trips
from geodata.round_trips.area_days import serves_areas
from geodata.round_trips.area_way_kernels import judge_homes_by_area
from geodata.round_trips.days import Day, same_service
from geodata.round_trips.round_kernels import Asked, Found, judge_homes
from geodata.round_trips.visits import UNKNOWN, Visit, mirrored, questions
from geodata.walking import NEVER

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from numpy.typing import NDArray

    from geodata.parallel import Progress
    from geodata.points import Points
    from geodata.round_trips.visits import Hours, Questions
    from geodata.searches.transit import Transit

ANY_VISIT = Visit()
_BLOCK = 2048  # homes that are answered before the answer is handed over
_AREA_BLOCK = 512  # the same where areas are served, for the rides from each to every stop
_PART = 64  # of these, the homes that one thread judges at a time


def round_trips(  # noqa: PLR0913 - the question
    transit: Transit,
    homes: Points,
    doors: Points,
    hours: Sequence[Hours],
    *,
    visit: Visit = ANY_VISIT,
    progress: Progress = silent,
) -> RoundTrips:
    """
    Return the round trips from every home to every door on one date.

    Parameters
    ----------
    transit
        Public transport on the date.
    homes, doors
        Where people live, and where they go.
    hours
        For each door its opening windows on that date, (opens, closes) in seconds of the service
        day; empty where it is shut, None where its hours are not known.
    visit
        How long one stays and may wait.
    progress
        Told after each part of the search how many parts are done, and of how many.

    Raises
    ------
    ShapeError
        If there is not one list of windows a door, or a window closes before it opens.
    """
    day = transit.day.date
    parts = [
        trips[day]
        for _, trips in round_trips_by_date(
            {day: transit}, homes, doors, {day: hours}, visit=visit, progress=progress
        )
    ]
    if not parts:
        return no_round_trips(0, len(doors))
    columns = {
        column.name: np.concatenate([getattr(part, column.name) for part in parts])
        for column in fields(RoundTrips)
    }
    return RoundTrips(**columns)


def round_trips_by_date(  # noqa: PLR0913 - the question
    days: Mapping[date, Transit],
    homes: Points,
    doors: Points,
    hours: Mapping[date, Sequence[Hours]],
    *,
    visit: Visit | Mapping[date, Visit] = ANY_VISIT,
    progress: Progress = silent,
) -> Iterator[tuple[slice, dict[date, RoundTrips]]]:
    """
    Return the round trips of several dates, for one block of homes after another.

    Parameters
    ----------
    days
        Public transport on each date. Dates on which the same runs are searched together.
    homes, doors, progress
        As in `round_trips`.
    visit
        As there, or one for each date: a time of day is another second when the clocks change.
    hours
        For each date what `round_trips` takes.

    Returns
    -------
    blocks
        Which homes, and their round trips on each date; only one block is in memory at a time.

    Raises
    ------
    ShapeError
        If there is not one list of windows a door, or a window closes before it opens.
    """
    visits = visit if isinstance(visit, Mapping) else dict.fromkeys(days, visit)
    size = _AREA_BLOCK if any(map(serves_areas, days.values())) else _BLOCK
    services, parts = _dates_with_one_service(days, visits), blocks(len(homes), size=size)
    searched = list[_Searched]()
    for dates in services:
        searched.append(_search(dates, days[dates[0]], homes, doors, hours, visits[dates[0]]))
        progress(len(searched), len(services) + len(parts))
    return _in_blocks(searched, tuple(days), parts, progress)


class _Searched(NamedTuple):
    """Dates on which the same runs, and what was asked of and found for all of them."""

    dates: tuple[date, ...]
    asked: Questions
    day: Day


def _dates_with_one_service(
    days: Mapping[date, Transit], visits: Mapping[date, Visit]
) -> list[list[date]]:
    groups: list[list[date]] = []
    for day, transit in days.items():
        for group in groups:
            same_visit = visits[group[0]] == visits[day]
            if same_visit and same_service(days[group[0]], transit):
                group.append(day)
                break
        else:
            groups.append([day])
    return groups


def _search(  # noqa: PLR0913, PLR0917 - the arguments of round_trips_by_date
    dates: Sequence[date],
    transit: Transit,
    homes: Points,
    doors: Points,
    hours: Mapping[date, Sequence[Hours]],
    visit: Visit,
) -> _Searched:
    asked = _asked(dates, doors, hours, visit)
    return _Searched(tuple(dates), asked, Day.search(transit, homes, doors, asked, visit))


def _in_blocks(
    searched: Sequence[_Searched],
    days: Sequence[date],
    parts: Sequence[slice],
    progress: Progress,
) -> Iterator[tuple[slice, dict[date, RoundTrips]]]:
    for done, block in enumerate(parts, start=1):
        trips: dict[date, RoundTrips] = {}
        for dates, asked, day in searched:
            found = judged(day, asked, block)
            for number, day_ in enumerate(dates):
                trips[day_] = of_date(found, asked.case_of[number])
        progress(len(searched) + done, len(searched) + len(parts))
        yield block, {day: trips[day] for day in days}


def _asked(
    dates: Sequence[date], doors: Points, hours: Mapping[date, Sequence[Hours]], visit: Visit
) -> Questions:
    for day in dates:
        if len(hours[day]) != len(doors):
            message = f"{len(hours[day])} lists of windows do not fit {len(doors)} doors on {day}."
            raise ShapeError(message)
    return questions([hours[day] for day in dates], stay_s=visit.stay_s)


def judged(day: Day, asked: Questions, block: slice) -> Found:
    """Return what is known of a block of homes and each case, its parts in parallel."""
    cases, size = len(asked.cases.lane), block.stop - block.start
    found = Found(*(np.full((size, cases), NEVER, dtype=np.int32) for _ in Found._fields))
    turned = mirrored(asked.slots, stay_s=day.limits.stay_s)
    question = Asked(asked.slots, turned, asked.cases, day.limits)
    areas = None if day.areas is None or not cases else day.areas.block(block)

    def part(chosen: slice) -> None:
        homes = slice(block.start + chosen.start, block.start + chosen.stop)
        rows = Found(*(column[chosen] for column in found))
        there, back = day.ways(homes)
        if areas is None:
            judge_homes(there, back, question, rows)
        else:
            judge_homes_by_area(*areas.ways(there, back, chosen), question, rows)

    if cases:
        run_parallel(part, blocks(size, size=_PART))
    return found


def of_date(found: Found, case_of: NDArray[np.int32]) -> RoundTrips:
    """Return the columns of the cases that the doors have on a date."""
    trips = no_round_trips(len(found.starts), len(case_of))
    doors = np.flatnonzero(case_of >= 0)
    for column in fields(RoundTrips):
        getattr(trips, column.name)[:, doors] = getattr(found, column.name)[:, case_of[doors]]
    trips.rides_there[trips.starts <= 0] = 0
    trips.rides_back[trips.starts <= 0] = 0
    trips.starts[:, case_of == UNKNOWN] = -1
    return trips
