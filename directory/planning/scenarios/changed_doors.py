"""The doors of each kind as a scenario leaves them: which fall away, which come."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import shapely

from directory.planning.measuring.doors import AskedDoor
from geodata.scenarios.overlays import (
    Closure,
    FamilyCentre,
    MobileDay,
    MovedHours,
    NewLocation,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from directory.planning.scenarios.ground import Ground
    from geodata.scenarios.overlays import Scenario

KITA, COUNSELLING, EDUCATION = "kita", "counselling", "family_education"
COMES_AS = {MobileDay: COUNSELLING, FamilyCentre: EDUCATION}
NAMES = {COUNSELLING: "Beratungstag: {kita}", EDUCATION: "Familienzentrum: {kita}"}


@dataclass(frozen=True)
class ChangedDoors:
    """
    What becomes of the doors of one kind.

    Parameters
    ----------
    gone
        The columns of doors that are no longer there as they were.
    new
        The doors that come, those with other hours among them.
    """

    gone: tuple[int, ...]
    new: tuple[AskedDoor, ...]

    def __bool__(self) -> bool:
        """Say whether anything changes."""
        return bool(self.gone or self.new)


def changed_doors(ground: Ground, scenario: Scenario, kind: str) -> ChangedDoors:
    """Return what becomes of the doors of a kind, each change after the one before."""
    doors = {door.id: door for door in ground.doors[kind]}
    kitas = {door.id: door for door in ground.doors[KITA]}
    for number, change in enumerate(scenario.changes):
        if isinstance(change, NewLocation) and change.service == kind:
            id_ = f"new-{number}"
            place = (change.longitude, change.latitude)
            doors[id_] = AskedDoor(id_, None, change.name, *place, change.hours.windows)
        elif isinstance(change, MobileDay | FamilyCentre) and COMES_AS[type(change)] == kind:
            doors[f"new-{number}"] = _at_kita(kitas[change.kita], kind, number, change)
        elif isinstance(change, MovedHours) and change.door in doors:
            doors[change.door] = replace(
                doors[change.door], schedules=change.hours.windows, events=()
            )
        elif isinstance(change, Closure):
            doors.pop(change.door, None)
    before = {door.id: door for door in ground.doors[kind]}
    gone = [k for k, d in enumerate(ground.doors[kind]) if doors.get(d.id) is not d]
    return ChangedDoors(tuple(gone), tuple(d for d in doors.values() if before.get(d.id) is not d))


def villages_with_kitas(ground: Ground, scenario: Scenario) -> NDArray[np.bool_]:
    """Return in which villages a Kita lies once the scenario is true, shape (villages,)."""
    question, changed = ground.question, changed_doors(ground, scenario, KITA)
    if not changed:
        return question.has_kita
    has = question.has_kita.copy()
    gone = [ground.doors[KITA][column] for column in changed.gone]
    left = [d for k, d in enumerate(ground.doors[KITA]) if k not in changed.gone]
    for number, village in enumerate(question.villages):
        outline = ground.outlines.get(str(village.ags))
        if outline is None:
            continue
        if any(_inside(outline, door) for door in changed.new):
            has[number] = True
        elif any(_inside(outline, door) for door in gone):
            has[number] = any(_inside(outline, door) for door in left)
    return has


def in_order(doors: Sequence[AskedDoor]) -> list[int]:
    """Return the order in which a build would ask for the doors: by name, then by id."""
    return sorted(range(len(doors)), key=lambda k: (doors[k].name, doors[k].id))


def _at_kita(
    kita: AskedDoor, kind: str, number: int, change: MobileDay | FamilyCentre
) -> AskedDoor:
    return AskedDoor(
        id=f"new-{number}",
        service_id=None,
        name=NAMES[kind].format(kita=kita.name),
        longitude=kita.longitude,
        latitude=kita.latitude,
        schedules=change.hours.windows,
    )


def _inside(outline: shapely.MultiPolygon, door: AskedDoor) -> bool:
    return bool(shapely.intersects_xy(outline, door.longitude, door.latitude))
