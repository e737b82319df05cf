"""
How unequally something is spread among people: shortfalls below a line, and the whole shape.

All functions take what each origin has and how many people live there, both of shape (origins,).
Origins whose value is NaN (unknown) or where nobody lives do not count. A result is NaN where
it is not defined: nobody is there, or nobody has anything.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from geodata.errors import ShapeError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    FloatArray = NDArray[np.float64]

RICHEST, POOREST = 0.1, 0.4  # Palma (2011), https://doi.org/10.1111/j.1467-7660.2011.01695.x
SHARE_DECIMALS = 9  # sums of shares carry rounding noise of about 1e-15


@dataclass(frozen=True)
class Theil:
    """Theil's T and what of it lies between groups and within them; total = between + within."""

    total: float
    between: float
    within: float


def minutes_over(minutes: FloatArray, *, limit: float) -> FloatArray:
    """
    Return by which part of the limit each way is too long, max(0, (t - z) / z), at most 1.

    No way (NaN) is the largest shortfall, 1: those whom no service reaches must not be left out.
    """
    over = np.where(np.isnan(minutes), np.inf, minutes) / limit - 1.0
    return np.asarray(np.clip(over, 0.0, 1.0))


def opportunities_under(opportunities: FloatArray, *, line: float) -> FloatArray:
    """Return by which part of the line each origin has too few, max(0, (z - A) / z), at most 1."""
    return np.asarray(np.clip(1.0 - opportunities / line, 0.0, 1.0))


def fgt(shortfalls: FloatArray, people: FloatArray, *, power: int) -> float:
    """
    Return the mean of the shortfalls to a power: 0 counts heads, 1 depth, 2 severity.

    Foster, J., Greer, J. and Thorbecke, E. (1984): A Class of Decomposable Poverty Measures.
    https://doi.org/10.2307/1913475
    """
    shortfalls, people = _known(people, shortfalls)
    return _mean(np.where(shortfalls > 0, shortfalls**power, 0.0), people)


def lorenz(values: FloatArray, people: FloatArray) -> tuple[FloatArray, FloatArray]:
    """
    Return the Lorenz curve: the share of people with least, and what share of all they have.

    Both arrays begin with 0 and end with 1, shape (known origins + 1,); empty where nobody has
    anything. The values must not be negative.
    """
    values, people = _known(people, values)
    order = np.argsort(values, kind="stable")
    owned = np.cumsum((values * people)[order])
    if not owned.size or owned[-1] <= 0:
        return np.empty(0), np.empty(0)
    counted = np.cumsum(people[order])
    start = np.zeros(1)
    return np.append(start, counted / counted[-1]), np.append(start, owned / owned[-1])


def gini(values: FloatArray, people: FloatArray) -> float:
    """
    Return the Gini coefficient: twice the area between the Lorenz curve and equality, 0 to 1.

    Gini, C. (1912): Variabilità e mutabilità.
    """
    counted, owned = lorenz(values, people)
    if not owned.size:
        return float("nan")
    return float(1.0 - np.sum(np.diff(counted) * (owned[1:] + owned[:-1])))


def theil(values: FloatArray, people: FloatArray, groups: NDArray[np.generic]) -> Theil:
    """
    Return Theil's T, and its parts between and within groups.

    T is the mean of y/μ · ln(y/μ), where 0 counts as 0. Between the groups everybody has the
    mean of the group; within them is what is left.

    Parameters
    ----------
    values, people
        What each origin has, not negative, and its people.
    groups
        To which group each origin belongs, shape (origins,).

    References
    ----------
    Theil, H. (1967): Economics and Information Theory.
    """
    values, people, groups = _known(people, values, groups)
    _, group = np.unique(groups, return_inverse=True)
    counted = np.bincount(group, people).astype(np.float64)
    owned = np.bincount(group, values * people).astype(np.float64)
    total = _theil_t(values, people)
    between = _theil_t(owned / counted, counted)
    return Theil(total, between, total - between)


def palma(values: FloatArray, people: FloatArray, rank: FloatArray | None = None) -> float:
    """
    Return the mean of the top tenth of people divided by the mean of the bottom 40 per cent.

    Parameters
    ----------
    values, people
        What each origin has, and its people.
    rank
        By what people are put in order, shape (origins,): their income, for example; None: by
        the value itself. Origins of equal rank stay together, so that cutting a cell in two
        changes nothing; a group belongs to the bottom if it ends at 40 per cent or before, and
        to the top if it ends behind 90.

    References
    ----------
    Palma, J. G. (2011), as the R package `accessibility` of Ipea takes it for means.
    """
    values, people, rank = _known(people, values, values if rank is None else rank)
    if not values.size:
        return float("nan")
    ranks, group = np.unique(rank, return_inverse=True)
    ends = np.round(np.cumsum(np.bincount(group, people)) / people.sum(), SHARE_DECIMALS)
    poor = (ends <= POOREST) | (np.arange(ranks.size) == 0)  # one group at least
    rich = ends > 1.0 - RICHEST
    top = _mean(values[rich[group]], people[rich[group]])
    bottom = _mean(values[poor[group]], people[poor[group]])
    return top / bottom if bottom > 0 else float("nan")


def concentration(values: FloatArray, people: FloatArray, rank: FloatArray) -> float:
    """
    Return the concentration index: 2 cov(y, r) / μ with people's fractional ranks, -1 to 1.

    Above 0, those of high rank have more. Origins of equal rank share the middle of their ranks.

    References
    ----------
    Kakwani, N., Wagstaff, A. and van Doorslaer, E. (1997): Socioeconomic inequalities in
    health. https://doi.org/10.1016/S0304-4076(96)01807-6
    """
    values, people, rank = _known(people, values, rank)
    mean = _mean(values, people)
    if not mean > 0:
        return float("nan")
    _, group = np.unique(rank, return_inverse=True)
    counted = np.bincount(group, people)
    middles = (np.cumsum(counted) - counted / 2.0) / people.sum()
    return 2.0 * _mean(values * middles[group], people) / mean - 1.0


def _theil_t(values: FloatArray, people: FloatArray) -> float:
    mean = _mean(values, people)
    if not mean > 0:
        return float("nan")
    relative = values / mean
    logs = np.log(relative, out=np.zeros_like(relative), where=relative > 0)
    return _mean(relative * logs, people)


def _mean(values: FloatArray, people: FloatArray) -> float:
    total = people.sum()
    return float(values @ people / total) if total > 0 else float("nan")


def _known(people: FloatArray, values: FloatArray, *others: NDArray) -> list[NDArray]:  # type: ignore[type-arg] # arrays of any kind
    """Return values, people and whatever else of the origins that count."""
    if any(other.shape != values.shape for other in (people, *others)):
        message = "Values, people and what goes with them differ in length."
        raise ShapeError(message)
    counts = ~np.isnan(values) & (people > 0)
    return [array[counts] for array in (values, people, *others)]
