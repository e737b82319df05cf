"""One kind of service as supply against demand: who lives how far from how much of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import numpy as np

from directory.planning.measuring.judging import covered_by
from directory.planning.measuring.kept import read_trips
from directory.planning.measuring.queries import asked_doors, kitas_by_service
from geodata.measures.supply import Region, within

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray
    from sqlalchemy.orm import Session

    from directory.planning.measuring.doors import AskedDoor
    from directory.planning.measuring.question import Question

    FloatArray = NDArray[np.float64]
    Flags = NDArray[np.bool_]

PLACES, OFFERS = "places", "offers"  # what is counted


@dataclass(frozen=True)
class KindSupply:
    """
    Who lives how far from how much of one kind of service.

    Parameters
    ----------
    kind
        One of KINDS.
    limit
        Longest way by the threshold of the kind, minutes, inclusive.
    minutes
        K1 of the headline from each home to each door, shape (homes, doors); NaN where no trip
        works or nobody knows the hours.
    people
        Target persons at each home, shape (homes,); 0 where nobody counted them or where the
        ways mean nothing, see `unknown`.
    unknown
        Target persons whose ways lie beyond timetable or streets, or who are not counted.
    supply
        What each door has, shape (doors,): places of a Kita, 1 for any other offer.
    counted
        PLACES or OFFERS.
    doors_unknown
        Doors that are left out: their hours, or the places of a Kita, are not known.
    """

    kind: str
    limit: float
    minutes: FloatArray
    people: FloatArray
    unknown: float
    supply: FloatArray
    counted: str
    doors_unknown: int

    @property
    def nearest(self) -> FloatArray:
        """Minutes to the nearest door, shape (homes,); NaN where there is none."""
        return np.asarray(np.fmin.reduce(self.minutes, axis=1, initial=np.nan))

    @property
    def region(self) -> Region:
        """Demand and supply, where a door within the limit counts fully and none beyond."""
        return Region(within(self.minutes, max_minutes=self.limit), self.people, self.supply)


def supply_of(session: Session, question: Question, folder: Path, kind: str) -> KindSupply:
    """
    Return the supply of a kind by the trips that a build has kept in its results.

    Raises
    ------
    MissingInputError
        If the build keeps no trips of this version.
    """
    kept, threshold = read_trips(folder, kind), question.threshold(kind)
    doors = {door.id: door for door in _doors(session, question, kind)}
    supply = _supply(session, kind, [doors.get(door) for door in kept.doors])
    usable = kept.trips.usable(limits=threshold).astype(np.float64)
    known = ~np.isnan(supply) & kept.trips.known
    people, unknown = people_at_homes(
        question, kind, reached=np.asarray((~np.isnan(usable)).any(axis=1))
    )
    return KindSupply(
        kind=kind,
        limit=threshold.public_transport_minutes,
        minutes=usable[:, known],
        people=people,
        unknown=unknown,
        supply=supply[known],
        counted=PLACES if kind == "kita" else OFFERS,
        doors_unknown=int(np.count_nonzero(~known)),
    )


def people_at_homes(question: Question, kind: str, *, reached: Flags) -> tuple[FloatArray, float]:
    """
    Return the target persons at each home, and how many of all are left out as unknown.

    Left out are those whose home lies beyond timetable or streets, unless some door is reached
    anyway: no way to anywhere means nothing there.
    """
    residents, target = question.residents, question.targets[kind]
    everyone = residents.sum_of(residents.people)
    share = residents.people / np.where(everyone > 0, everyone, 1.0)[residents.village]
    people = np.nan_to_num(share * target[residents.village], nan=0.0)
    known = covered_by(question.networks, question).both | reached
    return np.where(known, people, 0.0), float(people[~known].sum())


def _doors(session: Session, question: Question, kind: str) -> list[AskedDoor]:
    return asked_doors(session, kind, ZoneInfo(question.district.timezone))


def _supply(session: Session, kind: str, doors: list[AskedDoor | None]) -> FloatArray:
    """Return what each door has; NaN where nobody recorded it."""
    if kind != "kita":
        return np.ones(len(doors))
    kitas = kitas_by_service(session)
    places = [
        None if door is None or door.service_id not in kitas else kitas[door.service_id].places
        for door in doors
    ]
    return np.array([np.nan if number is None else number for number in places], dtype=np.float64)
