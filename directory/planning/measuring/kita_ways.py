"""Three ways to a Kita: the nearest, the nearest with a free place, that of the Bedarfsplan."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from uuid import UUID

    from numpy.typing import NDArray

    from directory.planning.measuring.doors import AskedDoor
    from directory.planning.measuring.question import Question
    from geodata.measures.door_trips import DoorTrips


def with_free_place(
    trips: DoorTrips, doors: Sequence[AskedDoor], free_places: Mapping[UUID | None, int | None]
) -> DoorTrips | None:
    """
    Return the trips to Kitas that have a place free; those of whom nobody knows are possible ones.

    None where it is known of no Kita at all.
    """
    free = [free_places.get(door.service_id) for door in doors]
    if all(places is None for places in free):
        return None
    maybe = np.array([places is None or places > 0 for places in free], dtype=np.bool_)
    sure = np.array([places is not None and places > 0 for places in free], dtype=np.bool_)
    return replace(trips, known=trips.known & sure).only(maybe)


def to_assigned(
    trips: DoorTrips,
    doors: Sequence[AskedDoor],
    question: Question,
    assigned: Mapping[str, set[UUID]],
) -> DoorTrips:
    """Return the trips to the Kitas that the Bedarfsplan names for the village of each home."""
    here = np.array(
        [
            [door.service_id in assigned.get(area.ags, set()) for door in doors]
            for area in question.villages
        ],
        dtype=np.bool_,
    ).reshape(len(question.villages), len(doors))
    theirs: NDArray[np.bool_] = here[question.residents.village]
    return replace(trips, way_minutes=np.where(theirs, trips.way_minutes, np.float32(np.nan)))
