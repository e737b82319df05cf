"""Compute in a build, for each village and kind, who can start an appointment in which hour."""

from __future__ import annotations

import json
from itertools import product
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import numpy as np

from directory.planning.clock_file import CLOCK_FILE
from directory.planning.measuring.opening import is_known, visit_of, windows_of
from directory.planning.measuring.queries import asked_doors
from directory.planning.measuring.question import question_of
from geodata.measures.thresholds import KINDS
from geodata.parallel import silent
from geodata.points import Points
from geodata.round_trips.day_hours import hours_with_trips
from geodata.round_trips.least import Least
from geodata.timetable.typical_days import DayKind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray
    from sqlalchemy.orm import Session

    from directory.planning.measuring.doors import AskedDoor
    from directory.planning.measuring.question import Question
    from geodata.district import District
    from geodata.measures.coverage import Residents
    from geodata.networks import Networks
    from geodata.parallel import Progress
    from geodata.searches.transit import Transit

    FloatArray = NDArray[np.float64]
    Shares = list[float | None]

DAYS = (DayKind.SCHOOL_TUESDAY, DayKind.HOLIDAY_TUESDAY)
SHARE_DECIMALS = 4
FEWEST_PEOPLE = 30.0  # METHODS, § 2: a share of fewer persons is not told
COVERED_FROM = 0.8  # with fewer of its people in the timetable, nothing is told of a village


def write_clock(
    session: Session,
    district: District,
    networks: Networks,
    folder: Path,
    *,
    progress: Progress = silent,
) -> None:
    """Write `clock.json` into the results of a build; see `clock_results`."""
    found = clock_results(session, question_of(session, district, networks), progress=progress)
    (folder / CLOCK_FILE).write_text(json.dumps(found, ensure_ascii=False), "utf-8")


def clock_results(
    session: Session, question: Question, *, progress: Progress = silent
) -> dict[str, Any]:
    """
    Return who can start an appointment in which hour of a school Tuesday and a holiday Tuesday.

    A start counts if the round trip keeps stay, wait and absence of the kind; how long a single
    way takes is not asked here. Doors without recorded hours are left out and counted.

    Returns
    -------
    results
        Plain data: `days` {kind of day: date}, `doors` {kind: {all, without_hours}}, and
        `villages` {ags: {kind: {kind of day: 24 shares of the people, 0 to 1, or null}}}. null
        where the timetable covers fewer than COVERED_FROM of the people, or there are fewer than
        FEWEST_PEOPLE.
    """
    zone = ZoneInfo(question.district.timezone)
    doors = {kind: asked_doors(session, kind, zone) for kind in KINDS}
    dates = {choice.kind: choice.day for choice in question.networks.typical.choices}
    days = {kind: dates[kind] for kind in DAYS if kind in dates}
    by_day = {day: question.networks.transit(on) for day, on in days.items()}
    covered = question.residents.people * question.networks.in_timetable(question.homes)
    shares = {}
    for number, (day, kind) in enumerate(product(days, KINDS)):
        part = _part(progress, number, len(days) * len(KINDS))
        works = _hours(question, kind, doors[kind], by_day[day], part)
        shares[kind, day] = _by_village(question.residents, covered, works)
    return {
        "days": {str(day): on.isoformat() for day, on in days.items()},
        "doors": {kind: _counted(those) for kind, those in doors.items()},
        "villages": {
            village.ags: {
                kind: {str(day): shares[kind, day][number] for day in days} for kind in KINDS
            }
            for number, village in enumerate(question.villages)
        },
    }


def _part(progress: Progress, number: int, of: int) -> Progress:
    return lambda done, parts: progress(number * parts + done, of * parts)


def _counted(doors: Sequence[AskedDoor]) -> Mapping[str, int]:
    unknown = sum(not is_known(door) for door in doors)
    return {"all": len(doors), "without_hours": unknown}


def _hours(
    question: Question,
    kind: str,
    doors: Sequence[AskedDoor],
    transit: Transit,
    progress: Progress,
) -> NDArray[np.bool_]:
    """Say of which homes some door of a kind can be visited in which hour, shape (homes, 24)."""
    known = [door for door in doors if is_known(door)]
    day, state = transit.day.date, question.district.state
    return hours_with_trips(
        transit,
        question.homes,
        Points.of(*((door.longitude, door.latitude) for door in known)),
        [windows_of(door, day, state=state) for door in known],
        visit=visit_of(question.threshold(kind), Least.ABSENCE),
        progress=progress,
    )


def _by_village(
    residents: Residents, covered: FloatArray, works: NDArray[np.bool_]
) -> list[Shares | None]:
    """Return the shares of the 24 hours of each village, None where they must not be told."""
    everyone, told = residents.sum_of(residents.people), residents.sum_of(covered)
    hours = np.array([residents.sum_of(covered * column) for column in works.T])
    enough = (everyone >= FEWEST_PEOPLE) & (told >= COVERED_FROM * everyone) & (told > 0)
    return [
        [round(float(people) / told[village], SHARE_DECIMALS) for people in hours[:, village]]
        if enough[village]
        else None
        for village in range(residents.villages)
    ]
