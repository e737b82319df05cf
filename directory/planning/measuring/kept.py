"""The round trips that a build keeps, so that scenarios and pages need not search them again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from geodata.errors import MissingInputError
from geodata.measures.door_trips import DoorTrips

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

NOTHING = np.zeros(0, dtype=np.float32)
FOLDER = "trips"  # within the results of a build
BUILD_AGAIN = "The build keeps no round trips of {kind}; make it again: sozialraum build."


@dataclass(frozen=True)
class KeptTrips:
    """
    The trips of the headline (the school week) to the doors of a kind.

    Parameters
    ----------
    trips
        Rows as `Question.homes`, columns as `doors`.
    doors
        The id of each door, as AskedDoor.id.
    minutes_car
        Minutes by car to the nearest door, shape (homes,); NaN where there is none.
    """

    trips: DoorTrips
    doors: tuple[str, ...]
    minutes_car: NDArray[np.float64]


def save_trips(folder: Path, kind: str, kept: KeptTrips, *, booked: bool = False) -> None:
    """Write `<folder>/trips/<kind>.npz`; `<kind>-booked.npz` with what runs on demand."""
    path = _path(folder, kind, booked=booked)
    path.parent.mkdir(parents=True, exist_ok=True)
    trips = kept.trips
    np.savez(
        path,
        way_minutes=trips.way_minutes,
        absence_minutes=trips.absence_minutes,
        known=trips.known,
        parent_minutes=NOTHING if trips.parent_minutes is None else trips.parent_minutes,
        doors=np.array(kept.doors, dtype=np.str_),
        minutes_car=kept.minutes_car,
    )


def read_trips(folder: Path, kind: str, *, booked: bool = False) -> KeptTrips:
    """
    Return the trips of a kind that the results in a folder rest on.

    Raises
    ------
    MissingInputError
        If the build is older than these files.
    """
    path = _path(folder, kind, booked=booked)
    if not path.is_file():
        raise MissingInputError(BUILD_AGAIN.format(kind=kind))
    with np.load(path, allow_pickle=False) as file:
        parents = file["parent_minutes"]
        trips = DoorTrips(
            file["way_minutes"],
            file["absence_minutes"],
            file["known"],
            None if parents.shape == NOTHING.shape else parents,
        )
        doors = tuple(str(door) for door in file["doors"])
        return KeptTrips(trips, doors, file["minutes_car"])


def _path(folder: Path, kind: str, *, booked: bool) -> Path:
    return folder / FOLDER / f"{kind}{'-booked' if booked else ''}.npz"
