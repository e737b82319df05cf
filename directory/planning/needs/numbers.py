"""The numbers of need of each Kita's catchment, as arrays, from what planners brought."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from directory.records import queries as records
from directory.records.planning import queries

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray
    from sqlalchemy.orm import Session

    from directory.records.planning.tables import Indicator
    from directory.records.tables import Service

RELATIVE = ("%", "je ", "anteil", "quote", "index")  # how units of shares and rates begin


@dataclass(frozen=True)
class Number:
    """One number of need: its name, unit and year, and whether more of it means less need."""

    name: str
    unit: str
    year: int
    lowers_need: bool
    source: str
    sample: bool


@dataclass
class Catchments:
    """
    The Kitas on offer with the numbers of their catchments.

    Parameters
    ----------
    kitas
        By name.
    numbers
        Each of the year that is newest for it.
    values
        Shape (kitas, numbers); NaN is unknown.
    of_villages
        Shape (kitas, numbers): whether a value is that of the Kita's villages, as the Kita has
        none of its own.
    left_out
        Names of numbers about municipalities that are counts, which say more of the size of a
        place than of need there.
    """

    kitas: Sequence[Service]
    numbers: list[Number]
    values: NDArray[np.float64]
    of_villages: NDArray[np.bool_]
    left_out: list[str] = field(default_factory=list)


def catchments(session: Session) -> Catchments:
    """
    Return the Kitas and the numbers of their catchments.

    A Kita's own number counts first. Where it has none, a share or rate of its villages does:
    those that the Bedarfsplan gives to it, or else where it lies, weighted by children under 6.
    """
    kitas = records.services(session, kind="kita")
    own = queries.indicators_by_kita(session)
    by_area = queries.indicators_by_area(session)
    everything = [*own, *(row for _ags, row in by_area)]
    newest = {
        name: max(row.year for row in everything if row.name == name)
        for name in {row.name for row in everything}
    }
    of_kita = {(row.name, row.service_id): row for row in own if row.year == newest[row.name]}
    of_area = {
        (row.name, ags): row
        for ags, row in by_area
        if row.year == newest[row.name] and _is_relative(row)
    }
    rows = {row.name: row for row in (*of_area.values(), *of_kita.values())}
    names = sorted(rows)
    villages = _villages(session, kitas)
    found = Catchments(
        kitas,
        [_number(rows[name]) for name in names],
        np.full((len(kitas), len(names)), np.nan),
        np.zeros((len(kitas), len(names)), dtype=np.bool_),
        sorted(newest.keys() - rows.keys()),
    )
    for number, name in enumerate(names):
        for index, kita in enumerate(kitas):
            row = of_kita.get((name, kita.id))
            value = _mean(name, villages[index], of_area) if row is None else row.value
            found.values[index, number] = np.nan if value is None else value
            found.of_villages[index, number] = row is None and value is not None
    return found


def _is_relative(row: Indicator) -> bool:
    return row.unit.casefold().startswith(RELATIVE)


def _number(row: Indicator) -> Number:
    return Number(row.name, row.unit, row.year, row.lowers_need, row.source, row.sample)


def _villages(session: Session, kitas: Sequence[Service]) -> list[dict[str, float]]:
    """Return the AGS of each Kita's villages with the children under 6 who live there."""
    assigned = queries.assignments(session)
    children = {
        area.ags: (area.population.under_6 if area.population else None) or 1.0
        for area in records.areas_at(session, "municipality")
    }
    found = []
    for kita in kitas:
        area = kita.location.area if kita.location else None
        own = {ags for ags, _part in assigned.get(kita.id, ())} or ({area.ags} if area else set())
        found.append({ags: children.get(ags, 1.0) for ags in own})
    return found


def _mean(
    name: str, villages: Mapping[str, float], of_area: Mapping[tuple[str, str], Indicator]
) -> float | None:
    """Return the mean of a number over villages; None unless it is known for all of them."""
    values = [row.value if (row := of_area.get((name, ags))) else None for ags in villages]
    known = [value for value in values if value is not None]
    if not known or len(known) < len(values):
        return None
    return float(np.average(known, weights=list(villages.values())))
