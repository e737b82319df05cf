"""K3: what is offered for how many, beside the status and never in it (METHODS, § 2)."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from uuid import UUID

    from numpy.typing import NDArray

    from directory.planning.measuring.doors import AskedDoor
    from directory.planning.measuring.question import Question
    from directory.records.tables import Kita

    FloatArray = NDArray[np.float64]

QUARTER = timedelta(weeks=13)
PER = 1000  # minors
SOURCE = "METHODS § 2, K3: Kennzahl neben dem Ergebnis, ohne Grenzwert"
DECIMALS = 3
AGES = ("under_2", "from_2", "from_3")


def supply_beside(
    question: Question,
    kind: str,
    doors: Sequence[AskedDoor],
    municipality_of: Mapping[str, str],
    kitas: Mapping[UUID | None, Kita],
) -> list[dict[str, Any] | None]:
    """
    Return K3 of each village; None where what it needs was not recorded.

    Places of the Kitas in the village per child under 6; dates of family education in the village
    per 1,000 minors and quarter. Staff hours of counselling are recorded nowhere.
    """
    if kind == "counselling":
        return [None for _ in question.villages]
    here: dict[str, list[AskedDoor]] = defaultdict(list)
    for door in doors:
        here[municipality_of.get(door.id, "")].append(door)
    if kind == "kita":
        rows = zip(question.villages, question.under_6, strict=True)
        return [_places(here[area.ags], kitas, children) for area, children in rows]
    dates = {ags: _dates_a_quarter(those, doors) for ags, those in here.items()}
    minors = question.targets["counselling"]
    return [
        _k3(
            "Termine je 1.000 Minderjährige und Quartal",
            dates.get(area.ags, 0.0) * PER,
            people,
            "Termine",
        )
        for area, people in zip(question.villages, minors, strict=True)
    ]


def _places(
    doors: Sequence[AskedDoor], kitas: Mapping[UUID | None, Kita], children: float
) -> dict[str, Any] | None:
    records = [kitas[door.service_id] for door in doors if door.service_id in kitas]
    places = [kita.places for kita in records if kita.places is not None]
    if len(places) < len(doors):
        return None
    found = _k3("Kita-Plätze je Kind unter 6", float(sum(places)), children, "Plätze je Kind")
    if found is None:
        return None
    return found | {"by_age": {age: _places_of(records, age) for age in AGES}}


def _places_of(kitas: Sequence[Kita], age: str) -> dict[str, int | None]:
    """Return places and children of an age group; None where one Kita does not tell."""
    return {
        name: None if not kitas or None in found else sum(number for number in found if number)
        for name, found in (
            (name, [getattr(kita, f"{name}_{age}") for kita in kitas])
            for name in ("places", "children")
        )
    }


def _dates_a_quarter(doors: Sequence[AskedDoor], everywhere: Sequence[AskedDoor]) -> float:
    """Return how many dates a quarter has on average, over the time for which any are recorded."""
    every = [event.day for door in everywhere for event in door.events]
    if not every:
        return 0.0
    recorded = max(max(every) - min(every) + timedelta(days=1), QUARTER)
    return sum(len(door.events) for door in doors) * (QUARTER / recorded)


def _k3(name: str, supply: float, people: float, unit: str) -> dict[str, Any] | None:
    if np.isnan(people) or people <= 0:
        return None
    value = round(float(supply / people), DECIMALS)
    return {"name": name, "value": value, "unit": unit, "source": SOURCE}
