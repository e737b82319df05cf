"""An index of need from several numbers, and how much a selection by it hangs on the weights."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from geodata.errors import ShapeError, WeightError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    FloatArray = NDArray[np.float64]
    Flags = NDArray[np.bool_]
    Ranks = NDArray[np.int64]

SEED = 7137
RUNS = 1000
SPREAD = 2.0  # in a run each weight lies between half and twice its own
SAME = 9  # decimals: what differs by less is the order in which a computer adds


@dataclass(frozen=True)
class NeedIndex:
    """
    The need of each Kita beside the others.

    Parameters
    ----------
    percentiles
        Shape (kitas, indicators), 0 to 1; NaN where the number is unknown.
    index
        Shape (kitas,), 0 to 1, more is more need; NaN where a number that counts is unknown.
    rank
        Shape (kitas,), 1 is the greatest need, equals share a rank; 0 where the index is NaN.
    counts
        Shape (indicators,): whether a number tells Kitas apart and has a weight.
    """

    percentiles: FloatArray
    index: FloatArray
    rank: Ranks
    counts: Flags


def percentiles(values: FloatArray) -> FloatArray:
    """
    Return for each value the share of the other known ones that lie below it, equals by half.

    p = (number below + number of other equals / 2) / (number known - 1), 0 to 1, 0.5 where there
    is no other. Ranks in place of z-scores: no single extreme value decides, and raising a number
    of one Kita never lets another overtake it.

    Parameters
    ----------
    values
        Shape (kitas, indicators); NaN is unknown and stays so.

    References
    ----------
    OECD/JRC (2008): Handbook on Constructing Composite Indicators, section 5 (normalisation by
    ranking).
    """
    below = (values[None, :, :] < values[:, None, :]).sum(axis=1)
    equal = (values[None, :, :] == values[:, None, :]).sum(axis=1)  # itself among them
    others = np.isfinite(values).sum(axis=0) - 1
    share = (below + (equal - 1) / 2) / np.maximum(others, 1)
    return np.where(np.isfinite(values), np.where(others > 0, share, 0.5), np.nan)


def need_index(
    values: FloatArray, weights: FloatArray, *, lowers: Flags | None = None
) -> NeedIndex:
    """
    Return the weighted mean of the percentiles of each Kita, and its rank.

    A number that is the same everywhere tells no Kita from another and does not count, whatever
    its weight.

    Parameters
    ----------
    values
        Shape (kitas, indicators); NaN is unknown.
    weights
        Shape (indicators,), from 0; only their proportions matter.
    lowers
        Shape (indicators,): whether more of a number means less need.

    Raises
    ------
    ShapeError
        If the arrays do not belong together.
    WeightError
        If a weight is negative or no number, or all are 0.
    """
    if values.ndim != 2 or weights.shape != values.shape[1:]:  # noqa: PLR2004 - a table
        message = f"{values.shape=} does not fit {weights.shape=}."
        raise ShapeError(message)
    if not np.isfinite(weights).all() or (weights < 0).any() or not weights.any():
        message = "Weights are numbers from 0, and at least one is above 0."
        raise WeightError(message)
    raised = values if lowers is None else np.where(lowers, -values, values)
    shares = percentiles(raised)
    counts = _tells_apart(values) & (weights > 0)
    index = weighted_mean(shares, np.where(counts, weights, 0.0))
    return NeedIndex(shares, index, ranks(index), counts)


def weighted_mean(shares: FloatArray, weights: FloatArray) -> FloatArray:
    """Return the weighted mean of each row, 0.5 without a weight; NaN where one that counts is."""
    counts = weights > 0
    if not counts.any():
        return np.full(len(shares), 0.5)
    means: FloatArray = shares[:, counts] @ weights[counts] / weights[counts].sum()
    return np.round(means, SAME)


def ranks(index: FloatArray) -> Ranks:
    """Return 1 for the highest, the same for equals; 0 where the index is NaN."""
    higher = (index[None, :] > index[:, None]).sum(axis=1)
    return np.where(np.isnan(index), 0, higher + 1)


def selection_stability(  # noqa: PLR0913 - how the weights are varied
    need: NeedIndex,
    weights: FloatArray,
    chosen: int,
    *,
    runs: int = RUNS,
    spread: float = SPREAD,
    seed: int = SEED,
) -> FloatArray:
    """
    Return in what share of runs with other weights each Kita is among the chosen.

    In each run every weight is multiplied by a factor of its own between 1 / `spread` and
    `spread`, even on a logarithmic scale. A Kita is among the chosen if its rank is at most
    `chosen`; equals at the border are all in.

    Parameters
    ----------
    need
        As `need_index` returned it.
    weights
        The weights that it was given, shape (indicators,).
    chosen
        How many Kitas are chosen.

    Returns
    -------
    share
        Shape (kitas,), 0 to 1; NaN where the index is.

    References
    ----------
    Saisana, M., Saltelli, A. and Tarantola, S. (2005): Uncertainty and sensitivity analysis
    techniques as tools for the quality assessment of composite indicators.
    https://doi.org/10.1111/j.1467-985X.2005.00350.x
    """
    chance = np.random.default_rng(seed)
    factors = spread ** chance.uniform(-1.0, 1.0, size=(runs, len(weights)))
    used = np.where(need.counts, weights, 0.0)
    times = np.zeros(len(need.index))
    for factor in factors:
        rank = ranks(weighted_mean(need.percentiles, used * factor))
        times += rank <= chosen  # 0 of the unknown among them, which go below
    return np.where(np.isnan(need.index), np.nan, times / runs)


def _tells_apart(values: FloatArray) -> Flags:
    known = np.isfinite(values)
    lowest = np.where(known, values, np.inf).min(axis=0, initial=np.inf)
    highest = np.where(known, values, -np.inf).max(axis=0, initial=-np.inf)
    return np.asarray(highest > lowest, dtype=np.bool_)
