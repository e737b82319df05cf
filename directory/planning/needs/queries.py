"""What measures ask of the numbers of need."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from directory.records.planning.queries import indicators_by_area
from geodata.measures import need_factors as measure
from geodata.sources.indicators import CHILDREN, IN_NEED, INDEX

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def need_factors(session: Session) -> dict[str, float]:
    """
    Return by how much need in a municipality weighs more or less than elsewhere, by its AGS.

    1.0 is the need of the district as a whole. Where a number named INDEX was brought, it is the
    factor itself. Else it comes of CHILDREN and IN_NEED, both of the newest year that has both,
    see `geodata.measures.need_factors`. A municipality that is not in the answer has no number:
    its factor is 1.0 as well, by `.get(ags, 1.0)`.
    """
    of: dict[tuple[str, int], dict[str, float]] = {}
    for ags, row in indicators_by_area(session):
        if row.value is not None and row.value >= 0:
            of.setdefault((row.name, row.year), {})[ags] = row.value
    given = [year for name, year in of if name == INDEX]
    if given:  # a factor of 0 would hide a village whatever its way
        return {ags: value for ags, value in of[INDEX, max(given)].items() if value > 0}
    years = [year for name, year in of if name == CHILDREN and (IN_NEED, year) in of]
    return _computed(of[CHILDREN, max(years)], of[IN_NEED, max(years)]) if years else {}


def _computed(children: dict[str, float], in_need: dict[str, float]) -> dict[str, float]:
    both = sorted(ags for ags in children.keys() & in_need.keys() if in_need[ags] <= children[ags])
    factors = measure.need_factors(
        np.array([children[ags] for ags in both]), np.array([in_need[ags] for ags in both])
    )
    known = zip(both, factors, strict=True)
    return {ags: float(factor) for ags, factor in known if np.isfinite(factor)}
