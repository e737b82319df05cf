"""The what-if questions that are timed, the same on every machine."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from geodata.scenarios.reading import read_scenario

if TYPE_CHECKING:
    from directory.planning.scenarios.ground import Ground
    from geodata.scenarios.overlays import Scenario

SEED = 20_261_201
TRIPS = 5
LATER_MINUTES = 37
LAST_S = 20 * 3600  # so that the copy is over before midnight


def scenarios_of(ground: Ground) -> dict[str, Scenario]:
    """Return a scenario of each kind that changes doors, and some of one more trip, by name."""
    drawn = random.Random(SEED)  # noqa: S311 - no secret
    kita = drawn.choice(ground.doors["kita"])
    door = drawn.choice(ground.doors["counselling"])
    place = {"longitude": kita.longitude, "latitude": kita.latitude, "name": "Neu"}
    hours = "Di 14:00-17:00"
    changes: dict[str, dict[str, object]] = {
        "new counselling place": {
            **place,
            "kind": "new_location",
            "service": "counselling",
            "hours": "Mo-Fr 09:00-17:00",
        },
        "new Kita": {**place, "kind": "new_location", "service": "kita"},
        "counselling day": {"kind": "mobile_day", "kita": kita.id, "hours": hours},
        "Familienzentrum": {"kind": "family_centre", "kita": kita.id, "hours": hours},
        "moved hours": {"kind": "moved_hours", "door": door.id, "hours": hours},
        "closure": {"kind": "closure", "door": door.id},
    }
    day = [trip for trip, (_first, last) in sorted(ground.known.spans.items()) if last < LAST_S]
    for number, trip in enumerate(drawn.sample(day, TRIPS), start=1):
        later = {"kind": "copied_trip", "trip": trip, "shift_minutes": LATER_MINUTES}
        changes[f"one more trip, {number}"] = later
    return {
        name: read_scenario({"name": name, "changes": [change]}, ground.known)
        for name, change in changes.items()
    }
