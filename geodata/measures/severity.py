"""How far a village is beyond a limit, and in which order villages come (METHODS, § 2)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from geodata.measures.inequality import minutes_over

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geodata.measures.coverage import Residents

    FloatArray = NDArray[np.float64]

NEED_WHERE_NONE_IS_KNOWN = 1.0  # METHODS, § 2: an uploaded index, 1 where none


def severity(minutes: FloatArray, residents: Residents, *, limit: float) -> FloatArray:
    """
    Return the mean excess over a limit of each village's people, shape (villages,).

    FGT1: the mean of max(0, (t - z) / z), at most 1 for each; whoever has no trip at all counts 1.

    Parameters
    ----------
    minutes
        The way of each home, shape (homes,); NaN where there is none.
    residents
        Who lives there.
    limit
        z, in minutes.

    Returns
    -------
    severity
        From 0 to 1; NaN where a village has no people.

    References
    ----------
    Foster, J., Greer, J. and Thorbecke, E. (1984): A class of decomposable poverty measures.
    https://doi.org/10.2307/1913475
    """
    excess = minutes_over(minutes, limit=limit)
    everyone = residents.sum_of(residents.people)
    nobody = np.full(residents.villages, np.nan)
    added = residents.sum_of(excess * residents.people)
    return np.asarray(np.divide(added, everyone, out=nobody, where=everyone > 0))


@dataclass(frozen=True)
class Weights:
    """How much each part of the priority counts, as its exponent; equal unless said otherwise."""

    severity: float = 1.0
    affected_under_6: float = 1.0
    need_factor: float = 1.0


EQUAL = Weights()


@dataclass(frozen=True)
class Priority:
    """What the order of villages is made of; None where a part is unknown."""

    severity: float | None
    affected_under_6: float | None
    need_factor: float
    weights: Weights = EQUAL

    @property
    def value(self) -> float | None:
        """Severity times affected children under 6 times need; None where a part is unknown."""
        if self.severity is None or self.affected_under_6 is None:
            return None
        return float(
            self.severity**self.weights.severity
            * self.affected_under_6**self.weights.affected_under_6
            * self.need_factor**self.weights.need_factor
        )
