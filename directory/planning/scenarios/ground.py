"""What every scenario of a build is compared with: its doors, its kept round trips, its networks."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import numpy as np
import shapely

from directory.planning.measuring.doors import points_of
from directory.planning.measuring.judging import covered_by, judge
from directory.planning.measuring.kept import KeptTrips, read_trips
from directory.planning.measuring.queries import asked_doors
from directory.planning.measuring.question import question_of
from directory.planning.scenarios.known import known_of
from directory.records import queries
from geodata.crs import to_degrees
from geodata.errors import MissingInputError
from geodata.measures.thresholds import KINDS
from geodata.scenarios.days import networks_with
from geodata.scenarios.overlays import Scenario
from geodata.scenarios.trip_stops import stop_facts
from geodata.searches.one_way import shortest_durations

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray
    from sqlalchemy.orm import Session

    from directory.planning.measuring.doors import AskedDoor
    from directory.planning.measuring.question import Question
    from geodata.district import District
    from geodata.measures.criteria import Covered
    from geodata.measures.gaps import Gap
    from geodata.networks import Networks
    from geodata.scenarios.days import OverlaidNetworks
    from geodata.scenarios.known import Known
    from geodata.scenarios.trip_stops import StopFacts

NOTHING = Scenario("nothing", ())
RESULTS = "gaps.json"
CHANGED = "The records of {kind} have changed since the build; make it again: sozialraum build."
S_PER_MINUTE, DAY_S = 60, 86_400
NO_WEEK = "The build tells no school week; make it again: sozialraum build."


@dataclass(frozen=True)
class Ground:
    """
    The state of affairs.

    Parameters
    ----------
    question
        Villages, people, homes, limits and networks.
    doors
        The doors of each kind, in the order of `kept`.
    kept, booked
        The round trips of each kind that the build kept, without and with what runs on demand.
    week
        The dates of the headline.
    outlines
        The municipalities in degrees, by AGS.
    build
        What tells this build from another.
    """

    question: Question
    doors: Mapping[str, Sequence[AskedDoor]]
    kept: Mapping[str, KeptTrips]
    booked: Mapping[str, KeptTrips]
    week: tuple[date, ...]
    outlines: Mapping[str, shapely.MultiPolygon] = field(repr=False)
    build: str = ""

    @cached_property
    def covered(self) -> Covered:
        """Which homes timetable and streets cover."""
        return covered_by(self.question.networks, self.question)

    @cached_property
    def stops(self) -> dict[str, StopFacts]:
        """Every stop that is called at in the typical week."""
        networks = self.question.networks
        return stop_facts([*networks.days.values(), *(networks.all_days[day] for day in self.week)])

    @cached_property
    def networks(self) -> OverlaidNetworks:
        """The networks as they are, each day made once."""
        return networks_with(self.question.networks, NOTHING, self.stops)

    @cached_property
    def known(self) -> Known:
        """What a scenario may name."""
        return known_of(self)

    @cached_property
    def gaps(self) -> dict[str, list[Gap]]:
        """The gap of each village by kind, as it is."""
        return {kind: self.judged(kind, self.kept[kind]) for kind in KINDS}

    @cached_property
    def on_foot(self) -> dict[str, NDArray[np.float32]]:
        """For each kind minutes on foot to every door, shape (homes, doors); NaN out of reach."""
        walk, homes = self.question.networks.walk, self.question.homes
        return {
            kind: (walk.travel_seconds(homes, points_of(doors)) / S_PER_MINUTE).astype(np.float32)
            for kind, doors in self.doors.items()
        }

    @cached_property
    def child_least(self) -> NDArray[np.float32]:
        """The shortest way to every Kita at any time of the week, in minutes, (homes, Kitas)."""
        places = points_of(self.doors["kita"])
        found = np.full((len(self.question.homes), len(places)), np.inf)
        pattern_of = self.networks.all_days.pattern_of
        for day in dict.fromkeys(pattern_of[day] for day in self.week):
            minutes = shortest_durations(
                self.networks.transit(day),
                self.question.homes,
                places,
                earliest_arrival_s=-DAY_S,
                latest_arrival_s=2 * DAY_S,
            )
            found = np.fmin(found, minutes)
        return found.astype(np.float32)

    def judged(self, kind: str, kept: KeptTrips, question: Question | None = None) -> list[Gap]:
        """Return the gap of each village by some round trips."""
        asked = self.question if question is None else question
        limits = asked.threshold(kind)
        return judge(asked, kind, kept.trips, kept.minutes_car, self.covered, limits)


def ground_of(session: Session, district: District, networks: Networks, results: Path) -> Ground:
    """
    Return what the build in a folder of results says, with the records of now.

    Raises
    ------
    MissingInputError
        If the build is too old, or the records have other doors than it.
    """
    question = question_of(session, district, networks)
    zone = ZoneInfo(district.timezone)
    doors = {kind: asked_doors(session, kind, zone) for kind in KINDS}
    kept = {kind: _kept(results, kind, doors[kind], booked=False) for kind in KINDS}
    booked = kept
    if networks.with_on_demand is not None:
        booked = {kind: _kept(results, kind, doors[kind], booked=True) for kind in KINDS}
    path = results / RESULTS
    raw = json.loads(path.read_text("utf-8")) if path.is_file() else {}
    if not raw.get("week"):
        raise MissingInputError(NO_WEEK)
    week = tuple(date.fromisoformat(day) for day in raw["week"])
    mark = f"{results.resolve().parent.name}-{path.stat().st_mtime_ns}"
    return Ground(question, doors, kept, booked, week, _outlines(session), mark)


def _kept(results: Path, kind: str, doors: Sequence[AskedDoor], *, booked: bool) -> KeptTrips:
    kept = read_trips(results, kind, booked=booked)
    if kept.doors != tuple(door.id for door in doors):
        raise MissingInputError(CHANGED.format(kind=kind))
    return kept


def _outlines(session: Session) -> dict[str, shapely.MultiPolygon]:
    return {
        outline.ags: shapely.transform(outline.boundary, _in_degrees)
        for outline in queries.outlines_at(session, "municipality")
    }


def _in_degrees(metres: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.column_stack(to_degrees(metres[:, 0], metres[:, 1]))
