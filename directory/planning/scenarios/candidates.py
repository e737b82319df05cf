"""What a ranked search tries: trips in the gaps of lines, a day in each Kita, a place in each village."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

import numpy as np

from geodata.scenarios.hours import read_hours
from geodata.scenarios.overlays import (
    WEEKDAYS,
    CopiedTrip,
    FamilyCentre,
    MobileDay,
    NewLocation,
    Scenario,
)
from geodata.scenarios.trip_spans import runs_of_hops

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from directory.planning.scenarios.ground import Ground
    from geodata.timetable.service_day import ServiceDay

    FloatArray = NDArray[np.float64]

WORKING_DAYS = 5
FIRST_S, LAST_S = 6 * 3600, 20 * 3600  # the day of the district's own target: 6 to 20 h
LEAST_GAP_S = 3600
S_PER_MINUTE = 60


@dataclass(frozen=True)
class Candidate:
    """A scenario to be tried; `about` says in words where it is, `ags` of which municipality."""

    scenario: Scenario
    about: str
    ags: str = ""


@dataclass(frozen=True)
class _Run:
    """A run of a line along one row of stops."""

    trip: str
    line: str
    stops: tuple[int, ...]
    first_s: int


def counselling_days(ground: Ground, kind: str, hours: str) -> list[Candidate]:
    """Return one day of the week in each Kita: counselling, or family education, by these hours."""
    made = []
    for kita in ground.doors["kita"]:
        for day in WEEKDAYS[:WORKING_DAYS]:
            open_ = read_hours(f"{day} {hours}")
            change = (
                MobileDay(kita.id, open_) if kind == "counselling" else FamilyCentre(kita.id, open_)
            )
            name = f"{kita.name}, {open_.text}"
            made.append(Candidate(Scenario(name, (change,)), name))
    return made


def places_in_villages(ground: Ground, kind: str, hours: str) -> list[Candidate]:
    """Return a place in each village: the home with the least ways of all its people to it."""
    question, open_ = ground.question, read_hours(hours, needed=kind != "kita")
    made = []
    for number, village in enumerate(question.villages):
        homes = np.flatnonzero(question.residents.village == number)
        if not len(homes):
            continue
        at = question.homes.take(homes)
        seconds = question.networks.walk.travel_seconds(at, at)
        people = question.residents.people[homes]
        far = np.nan_to_num(seconds, nan=1e6)
        best = int(np.argmin(people @ far))
        place = float(at.longitude[best]), float(at.latitude[best])
        change = NewLocation(kind, village.name, *place, open_)
        made.append(Candidate(Scenario(village.name, (change,)), village.name, str(village.ags)))
    return made


def trips_in_gaps(ground: Ground, *, least_gap_s: int = LEAST_GAP_S) -> list[Candidate]:
    """
    Return copies of trips of the typical day, each in the middle of a gap of its own row of stops.

    A gap lies between two trips of a line along the same stops, or between 6 and 20 h and the
    first or last of these, and is at least as long as `least_gap_s` on both sides of the copy.
    """
    day = ground.question.networks.days[ground.question.networks.typical_day]
    runs = sorted(_runs(day), key=lambda run: (run.line, run.stops, run.first_s))
    names = day.stops.names
    made = []
    for _, same in groupby(runs, key=lambda run: (run.line, run.stops)):
        for run, shift_minutes in _middles([*same], least_gap_s):
            starts = run.first_s // S_PER_MINUTE + shift_minutes
            about = (
                f"{run.line} {starts // 60:02d}:{starts % 60:02d} {names[run.stops[0]]} – "
                f"{names[run.stops[-1]]}"
            )
            made.append(Candidate(Scenario(about, (CopiedTrip(run.trip, shift_minutes),)), about))
    return made


def promising(ground: Ground, kind: str, tried: list[Candidate], most: int) -> list[Candidate]:
    """Return the trips with the most people in a gap within a walk of their stops, in that order."""
    networks = ground.question.networks
    day = networks.days[networks.typical_day]
    limits = ground.question.threshold(kind)
    way = ground.kept[kind].trips.nearest(limits=limits).way_minutes
    fails = ~(way <= limits.public_transport_minutes)
    people = np.where(fails, ground.question.residents.people, 0.0)
    access = networks.transit(networks.typical_day).access(ground.question.homes)
    homes = np.repeat(np.arange(len(people)), np.diff(access.indptr))
    stops_of = {run.trip: run.stops for run in _runs(day)}
    known: dict[tuple[int, ...], float] = {}
    for candidate in tried:
        stops = stops_of[_trip(candidate)]
        if stops not in known:
            near = np.unique(homes[np.isin(access.targets, stops)])
            known[stops] = float(people[near].sum())
    order = sorted(tried, key=lambda c: (-known[stops_of[_trip(c)]], c.about))
    return [c for c in order if known[stops_of[_trip(c)]] > 0][:most]


def _trip(candidate: Candidate) -> str:
    (change,) = candidate.scenario.changes
    return change.trip if isinstance(change, CopiedTrip) else ""


def _runs(day: ServiceDay) -> Iterator[_Run]:
    """Yield the runs of the day itself that lie between 0 and 24 h."""
    hops, rows = day.connections, runs_of_hops(day)
    order = np.argsort(rows, kind="stable")
    for _, places in groupby(order.tolist(), key=lambda hop: int(rows[hop])):
        of_run = [*places]
        first_s, last_s = int(hops.departure_s[of_run[0]]), int(hops.arrival_s[of_run[-1]])
        if first_s >= 0 and last_s < LAST_S + LEAST_GAP_S:
            run = int(rows[of_run[0]])
            stops = (
                int(hops.departure_stop[of_run[0]]),
                *(int(s) for s in hops.arrival_stop[of_run]),
            )
            yield _Run(str(day.trips.ids[run]), str(day.trips.lines[run]), stops, first_s)


def _middles(runs: list[_Run], least_gap_s: int) -> Iterator[tuple[_Run, int]]:
    """Yield the trip before each long gap and by how many minutes it moves to its middle."""
    for before, after in pairwise(runs):
        if after.first_s - before.first_s >= 2 * least_gap_s:
            yield before, (after.first_s - before.first_s) // 2 // S_PER_MINUTE
    if runs and runs[0].first_s - FIRST_S >= least_gap_s:
        yield runs[0], -least_gap_s // S_PER_MINUTE
    if runs and LAST_S - runs[-1].first_s >= least_gap_s:
        yield runs[-1], least_gap_s // S_PER_MINUTE
