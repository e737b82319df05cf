"""From the round trips of every home to what each village is for one kind of service."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from directory.planning.measuring.doors import points_of
from geodata.measures.criteria import Carried, Covered, HomeTrips
from geodata.measures.door_trips import NO_DOOR
from geodata.measures.gaps import gaps_of_kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from directory.planning.measuring.doors import AskedDoor
    from directory.planning.measuring.question import Question
    from geodata.measures.coverage import Residents
    from geodata.measures.door_trips import DoorTrips, NearestTrips
    from geodata.measures.gaps import Gap
    from geodata.measures.thresholds import Threshold
    from geodata.networks import Networks

    FloatArray = NDArray[np.float64]

S_PER_MINUTE = 60


def judge(  # noqa: PLR0913, PLR0917 - the parts of one judgement
    question: Question,
    kind: str,
    trips: DoorTrips,
    minutes_car: FloatArray,
    covered: Covered,
    threshold: Threshold,
    *,
    rank: int = 1,
) -> list[Gap]:
    """
    Return the gap of each village, in the order of `question.villages`; pure, and fast.

    Parameters
    ----------
    question
        The villages and their people.
    kind
        One of KINDS.
    trips
        Round trips from every home to every door of the kind.
    minutes_car
        Minutes by car to the nearest door, shape (homes,); NaN where there is none.
    covered
        Which homes timetable and streets cover.
    threshold
        The limits; those of stability runs differ from the district's.
    rank
        By which door a home is judged: 1 is the nearest, 2 the second nearest.
    """
    nearest = trips.nearest(limits=threshold, rank=rank)
    answers = home_trips(trips, nearest, minutes_car, covered, threshold, rank=rank)
    gaps = gaps_of_kind(
        answers,
        question.residents,
        question.targets[kind],
        threshold,
        carried=carried_by(question) if kind == "kita" else None,
    )
    doors = nearest_doors(nearest, question.residents, len(trips.known))
    return [
        replace(gap, nearest_door=None if door == NO_DOOR else int(door))
        for gap, door in zip(gaps, doors, strict=True)
    ]


def home_trips(  # noqa: PLR0913 - as above
    trips: DoorTrips,
    nearest: NearestTrips,
    minutes_car: FloatArray,
    covered: Covered,
    threshold: Threshold,
    *,
    rank: int = 1,
) -> HomeTrips:
    """Return what the trips to all doors mean for each home."""
    possible = nearest
    if not trips.known.all():
        possible = trips.nearest(limits=threshold, rank=rank, known_only=False)
    return HomeTrips(
        way_minutes=_exact(nearest.way_minutes),
        possible_minutes=_exact(possible.way_minutes),
        absence_minutes=_exact(nearest.absence_minutes),
        car_minutes=minutes_car,
        covered=covered,
        doors=len(trips.known),
        doors_without_hours=int(np.count_nonzero(~trips.known)),
    )


def _exact(minutes: NDArray[np.float32]) -> FloatArray:
    """Return minutes to the whole second that they were, so that no limit is missed by a hair."""
    return np.asarray(np.round(minutes.astype(np.float64) * S_PER_MINUTE) / S_PER_MINUTE)


def carried_by(question: Question) -> Carried:
    """
    Return which share of the children under 6 the district takes to a Kita, surely and perhaps.

    Those from 3 in villages without a Kita (§ 20 KiTaG), where the transport is known to run or
    nobody knows; everybody perhaps, where the ages are not known.
    """
    with np.errstate(invalid="ignore", divide="ignore"):
        from_3 = 1 - question.under_3 / question.under_6
    far = ~question.has_kita
    surely = np.where(far & (question.carried == 1), np.nan_to_num(from_3, nan=0.0), 0.0)
    unknown = np.isnan(question.carried) | (np.isnan(from_3) & (question.carried == 1))
    perhaps = np.where(far & unknown, np.nan_to_num(from_3, nan=1.0), 0.0)
    return Carried(surely, perhaps)


def nearest_doors(nearest: NearestTrips, residents: Residents, doors: int) -> NDArray[np.int64]:
    """Return for each village the door that is the nearest to most people; NO_DOOR without any."""
    best = np.full(residents.villages, NO_DOOR, dtype=np.int64)
    reached = nearest.door != NO_DOOR
    if not doors or not reached.any():
        return best
    place = residents.village[reached] * doors + nearest.door[reached]
    people = np.bincount(
        place, weights=residents.people[reached], minlength=residents.villages * doors
    ).reshape(residents.villages, doors)
    return np.where(people.max(axis=1) > 0, people.argmax(axis=1), NO_DOOR)


def car_minutes(networks: Networks, question: Question, doors: Sequence[AskedDoor]) -> FloatArray:
    """Return the minutes by car from every home to every door, shape (homes, doors)."""
    return networks.car.travel_seconds(question.homes, points_of(doors)) / S_PER_MINUTE


def nearest_car(minutes: FloatArray) -> FloatArray:
    """Return the minutes by car to the nearest door, shape (homes,); NaN where there is none."""
    return np.asarray(np.fmin.reduce(minutes, axis=1, initial=np.nan))


def covered_by(networks: Networks, question: Question) -> Covered:
    """Return which homes timetable and streets cover."""
    return Covered(networks.in_timetable(question.homes), networks.on_streets(question.homes))
