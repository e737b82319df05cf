"""The figures of supply and equity: of every village, and of each area apart."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import numpy as np

from geodata.measures.inequality import (
    concentration,
    fgt,
    gini,
    lorenz,
    minutes_over,
    opportunities_under,
    palma,
    theil,
)
from geodata.measures.supply import Region, balanced, stepped, two_step

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from directory.planning.equity.supply import KindSupply
    from directory.planning.measuring.question import Question

    FloatArray = NDArray[np.float64]
    Flags = NDArray[np.bool_]

STEPS_OF_CURVE = 20  # a Lorenz curve is told at every 5 per cent of the people
POWERS = (0, 1, 2)
INDEX_OF_MEAN = 100.0


def village_figures(question: Question, supply: KindSupply) -> dict[str, dict[str, Any]]:
    """
    Return for each village, by AGS, what its target persons find in reach.

    `per_person` is 2SFCA, `per_person_stepped` E2SFCA by steps of 20, 40 and 60 minutes, both
    in places or offers a person; `balanced` is BFCA with the mean of the Landkreis at 100. None
    where no target person is known.
    """
    enhanced = Region(stepped(supply.minutes), supply.people, supply.supply)
    plain = two_step(supply.region)
    columns = {
        "per_person": _by_village(question, supply, plain),
        "per_person_stepped": _by_village(question, supply, two_step(enhanced)),
        "balanced": _by_village(question, supply, _index(supply)),
    }
    people = question.residents.sum_of(supply.people)
    return {
        area.ags: {"target": _rounded(people[village], 1)}
        | {name: _rounded(values[village], 8) for name, values in columns.items()}
        for village, area in enumerate(question.villages)
    }


def area_figures(
    question: Question,
    supply: KindSupply,
    villages: Flags,
    need: Mapping[str, float],
) -> dict[str, Any]:
    """
    Return how far and how unequally the people of some villages are served.

    The doors of everywhere count, and everybody competes for them: only whose figures are told
    is restricted to the area. The line of the shortfall of opportunities is the mean of the
    whole Landkreis, the same for all areas.

    Parameters
    ----------
    question, supply
        Homes, villages, and one kind of service.
    villages
        Which villages belong to the area, shape (villages,).
    need
        Need factor by AGS; empty where none was uploaded.
    """
    residents = question.residents
    people = np.where(villages[residents.village], supply.people, 0.0)
    access = two_step(supply.region)
    line = _mean(access, supply.people)
    over = minutes_over(supply.nearest, limit=supply.limit)
    return {
        "people": _rounded(float(people.sum()), 1),
        "villages": int(villages.sum()),
        "minutes": {"limit": supply.limit} | _shortfalls(over, people),
        "opportunities": {
            "line": _rounded(line, 8),
            "mean": _rounded(_mean(access, people), 8),
        }
        | _shortfalls(
            opportunities_under(access, line=line) if line > 0 else access * np.nan, people
        ),
        "inequality": _inequality(question, access, people, need),
        "lorenz": _curve(access, people),
    }


def associations(question: Question) -> Sequence[str]:
    """Return the Verbandsgemeinde of each village; one without is a group of its own."""
    return [
        area.name if area.parent is None or area.parent.level != "association" else area.parent.name
        for area in question.villages
    ]


def _inequality(
    question: Question, access: FloatArray, people: FloatArray, need: Mapping[str, float]
) -> dict[str, Any]:
    village = question.residents.village
    parts = theil(access, people, np.array(associations(question))[village])
    rank = np.array([need.get(area.ags, np.nan) for area in question.villages])[village]
    ranked = np.where(np.isnan(rank), 0.0, people)
    by_need = concentration(access, ranked, rank) if need else np.nan
    return {
        "gini": _rounded(gini(access, people), 4),
        "palma": _rounded(palma(access, people), 3),
        "theil": {name: _rounded(value, 4) for name, value in asdict(parts).items()},
        "concentration": _rounded(by_need, 4),
    }


def _shortfalls(shortfalls: FloatArray, people: FloatArray) -> dict[str, float | None]:
    return {f"fgt{power}": _rounded(fgt(shortfalls, people, power=power), 4) for power in POWERS}


def _curve(access: FloatArray, people: FloatArray) -> list[list[float]]:
    """Return the Lorenz curve at every 5 per cent of the people; empty where nobody has any."""
    counted, owned = lorenz(access, people)
    if not counted.size:
        return []
    at = np.arange(STEPS_OF_CURVE + 1) / STEPS_OF_CURVE
    curve: list[list[float]] = (
        np.column_stack([at, np.interp(at, counted, owned)]).round(4).tolist()
    )
    return curve


def _index(supply: KindSupply) -> FloatArray:
    access = balanced(supply.region, per_person=True)
    mean = _mean(access, supply.people)
    return access / mean * INDEX_OF_MEAN if mean > 0 else np.full_like(access, np.nan)


def _by_village(question: Question, supply: KindSupply, values: FloatArray) -> FloatArray:
    """Return the mean of each village's target persons; NaN where none is known."""
    residents = question.residents
    people = residents.sum_of(supply.people)
    nobody = np.full(residents.villages, np.nan)
    owned = residents.sum_of(supply.people * values)
    return np.asarray(np.divide(owned, people, out=nobody, where=people > 0))


def _mean(values: FloatArray, people: FloatArray) -> float:
    total = float(people.sum())
    return float(values @ people) / total if total > 0 else float("nan")


def _rounded(value: float, decimals: int) -> float | None:
    return None if np.isnan(value) else round(float(value), decimals)
