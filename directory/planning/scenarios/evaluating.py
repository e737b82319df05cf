"""What a scenario changes: only the columns of changed doors are searched, then all is judged."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from directory.planning.measuring.judging import car_minutes, nearest_car
from directory.planning.measuring.kept import KeptTrips
from directory.planning.measuring.trips import door_trips
from directory.planning.scenarios.changed_doors import (
    changed_doors,
    in_order,
    villages_with_kitas,
)
from directory.planning.scenarios.changed_trips import NewWays, with_trips
from geodata.measures.thresholds import KINDS
from geodata.parallel import silent
from geodata.scenarios.days import networks_with

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from directory.planning.measuring.question import Question
    from directory.planning.scenarios.changed_doors import ChangedDoors
    from directory.planning.scenarios.ground import Ground
    from geodata.measures.door_trips import DoorTrips
    from geodata.measures.gaps import Gap
    from geodata.networks import Networks
    from geodata.parallel import Progress
    from geodata.scenarios.overlays import Scenario

    FloatArray = NDArray[np.float64]


@dataclass(frozen=True)
class Side:
    """
    The state of a kind of service, before or after.

    Parameters
    ----------
    gaps
        Of each village.
    way_minutes
        Of each home to the nearest door, shape (homes,); NaN where no trip works.
    """

    gaps: Sequence[Gap]
    way_minutes: FloatArray


@dataclass(frozen=True)
class Compared:
    """One kind of service without and with a scenario; `booked` is with what runs on demand."""

    before: Side
    after: Side
    changed: bool
    booked: tuple[Side, Side] | None = None


def evaluate(
    ground: Ground, scenario: Scenario, *, kinds: Sequence[str] = KINDS, progress: Progress = silent
) -> dict[str, Compared]:
    """
    Return what a scenario changes for each kind of service.

    Parameters
    ----------
    ground
        The state of affairs.
    scenario
        What is changed.
    kinds
        Which kinds are asked for.
    progress
        Told how many parts are done, and of how many.
    """
    after, ways = ground.networks, None
    if scenario.trips:
        after = networks_with(ground.question.networks, scenario, ground.stops)
        ways = NewWays(ground, after)
    asked = replace(ground.question, has_kita=villages_with_kitas(ground, scenario))
    compared: dict[str, Compared] = {}
    for number, kind in enumerate(kinds, start=1):
        trips = ground.kept[kind].trips if ways is None else with_trips(ground, kind, ways)
        change = changed_doors(ground, scenario, kind)
        kept = _with_doors(ground, kind, change, replace(ground.kept[kind], trips=trips), after)
        before = side(ground, kind, ground.kept[kind], gaps=ground.gaps[kind])
        now = side(ground, kind, kept, question=asked)
        plain = Plain(trips, after)
        booked = _booked(ground, scenario, kind, change, asked, plain) if scenario.zones else None
        compared[kind] = Compared(before, now, bool(change or scenario.trips), booked)
        progress(number, len(kinds))
    return compared


def side(
    ground: Ground,
    kind: str,
    kept: KeptTrips,
    *,
    question: Question | None = None,
    gaps: Sequence[Gap] | None = None,
) -> Side:
    """Return the state of a kind by some round trips; `gaps` where they are known already."""
    found = ground.judged(kind, kept, question) if gaps is None else gaps
    limits = ground.question.threshold(kind)
    return Side(found, kept.trips.nearest(limits=limits).way_minutes.astype(np.float64))


class Plain(NamedTuple):
    """What a scenario leaves to those who book nothing: trips to today's doors, and networks."""

    trips: DoorTrips
    networks: Networks


def _with_doors(  # noqa: PLR0913, PLR0917 - both ways of getting about
    ground: Ground,
    kind: str,
    change: ChangedDoors,
    kept: KeptTrips,
    after: Networks,
    plain: Plain | None = None,
) -> KeptTrips:
    """Return the trips with the doors that come, and without those that fall away."""
    if not change:
        return kept
    question, doors = ground.question, ground.doors[kind]
    limits = question.threshold(kind)
    left = [door for column, door in enumerate(doors) if column not in change.gone]
    trips = kept.trips.without(change.gone)
    minutes_car = kept.minutes_car
    if change.gone:
        minutes_car = nearest_car(car_minutes(question.networks, question, left))
    if change.new:
        new = door_trips(question, change.new, limits, ground.week, networks=after)
        if plain is not None:
            networks = plain.networks
            unbooked = door_trips(question, change.new, limits, ground.week, networks=networks)
            new = unbooked.better_of(new)
        by_car = nearest_car(car_minutes(question.networks, question, change.new))
        minutes_car = np.fmin(minutes_car, by_car)
        trips = trips.with_doors(new)
    every = [*left, *change.new]
    order = in_order(every)  # as a build has them: of doors as near the first one counts
    return KeptTrips(trips.only(order), tuple(every[k].id for k in order), minutes_car)


def _booked(  # noqa: PLR0913, PLR0917 - both ways of getting about
    ground: Ground,
    scenario: Scenario,
    kind: str,
    change: ChangedDoors,
    asked: Question,
    plain: Plain,
) -> tuple[Side, Side]:
    """Return both sides with what runs on demand; the zone can matter anywhere."""
    networks = networks_with(ground.question.networks, scenario, ground.stops, served=True)
    limits = ground.question.threshold(kind)
    every = door_trips(ground.question, ground.doors[kind], limits, ground.week, networks=networks)
    kept = replace(ground.booked[kind], trips=plain.trips.better_of(every))
    now = _with_doors(ground, kind, change, kept, networks, plain)
    return side(ground, kind, ground.booked[kind]), side(ground, kind, now, question=asked)
