"""How a selection is asked for: a weight for each number and how many Kitas, from an address."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from directory.records.folding import fold

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

DEFAULT_CHOSEN = 18  # so many Kitas took part in Magdeburg in 2021, see CONTEXT
MOST_CHOSEN, MOST_WEIGHT = 500, 100.0
CHOSEN = "anzahl"
NO_WEIGHT = (
    "Mindestens eine Kennzahl braucht ein Gewicht über 0. Gerechnet ist mit gleichen Gewichten."
)


@dataclass(frozen=True)
class Asked:
    """The weights, shape (numbers,), how many are chosen, and what of it could not be read."""

    weights: NDArray[np.float64]
    chosen: int
    faults: tuple[str, ...] = ()


def field_of(name: str) -> str:
    """Return what the weight of a number is called in an address."""
    return "gewicht_" + fold(name).replace(" ", "_")


def read_asked(args: Mapping[str, str], names: Sequence[str]) -> Asked:
    """
    Return what an address asks for; what is missing or nonsense is as by default, and told.

    By default all weights are 1 and as many Kitas are chosen as in Magdeburg.
    """
    faults: list[str] = []
    weights = np.array([_weight(args, name, faults) for name in names])
    if len(weights) and not weights.any():
        faults.append(NO_WEIGHT)
        weights[:] = 1.0
    return Asked(weights, _chosen(args, faults), tuple(faults))


def _weight(args: Mapping[str, str], name: str, faults: list[str]) -> float:
    said = args.get(field_of(name), "").strip()
    weight = _number(said, 1.0)
    if weight is None or not 0 <= weight <= MOST_WEIGHT:
        faults.append(
            f"Das Gewicht von „{name}“ ist keine Zahl von 0 bis 100. Gerechnet ist mit 1."
        )
        return 1.0
    return weight


def _chosen(args: Mapping[str, str], faults: list[str]) -> int:
    chosen = _number(args.get(CHOSEN, "").strip(), float(DEFAULT_CHOSEN))
    if chosen is None or not chosen.is_integer() or not 1 <= chosen <= MOST_CHOSEN:
        faults.append(
            "Wie viele Kitas ausgewählt werden, ist keine ganze Zahl von 1 bis 500. "
            f"Gerechnet ist mit {DEFAULT_CHOSEN}."
        )
        return DEFAULT_CHOSEN
    return int(chosen)


def _number(said: str, otherwise: float) -> float | None:
    """Return the number in a text, `otherwise` where it is empty, None where there is none."""
    if not said:
        return otherwise
    try:
        number = float(said.replace(",", "."))
    except ValueError:
        return None
    return number if math.isfinite(number) else None
