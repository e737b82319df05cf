"""Targets for a village as a whole: what its best stop must offer for so many inhabitants."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

from geodata.stop_quality.grades import Row

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from geodata.stop_quality.catalogue import Standard

    FloatArray = NDArray[np.float64]
    Codes = NDArray[np.int64]

LIMITS = ("at_least", "above", "at_most", "below")


class Target(StrEnum):
    """Whether a village has what a standard asks for villages of its size."""

    MET = "met"
    NOT_MET = "not_met"
    NO_TARGET = "no_target"
    INSUFFICIENT_DATA = "insufficient_data"


def band_of(standard: Standard, inhabitants: float) -> Mapping[str, float] | None:
    """Return the target for so many inhabitants; None where the standard has none."""
    for band in standard.bands:
        bounds = {name: band[name] for name in LIMITS if name in band}
        if "from" in band:
            bounds["at_least"] = band["from"]
        if Row(**bounds).holds(np.array([inhabitants]))[0]:
            return band
    return None


def target_state(standard: Standard, inhabitants: float, figure: float) -> Target:
    """
    Say whether a village keeps its target.

    Parameters
    ----------
    inhabitants
        NaN where nobody counted them.
    figure
        Trips a day and direction, or the longest wait in minutes, at the best stop of the village;
        NaN where it is not known.
    """
    if np.isnan(inhabitants) or np.isnan(figure):
        return Target.INSUFFICIENT_DATA
    band = band_of(standard, inhabitants)
    if band is None:
        return Target.NO_TARGET
    kept = figure >= band.get("least", -np.inf) and figure <= band.get("longest_minutes", np.inf)
    return Target.MET if kept else Target.NOT_MET


def best_of_village(
    standard: Standard, figures: FloatArray, village: Codes, stop: Codes, *, villages: int
) -> tuple[FloatArray, Codes]:
    """
    Return the best figure among each village's stops, and the stop that has it.

    Parameters
    ----------
    figures
        Of every stop, shape (stops,).
    village, stop
        Pairs of a village and one of its stops, shape (pairs,).

    Returns
    -------
    figure, stop
        Shape (villages,) each; where a village has no stop, no trips or an endless wait, and -1.
    """
    fewer_is_better = standard.value == "longest_wait"
    value = figures[stop] if fewer_is_better else -figures[stop]
    order = np.lexsort((stop, value, village))
    first = np.unique(village[order], return_index=True)
    chosen = order[first[1]]
    best_figure = np.full(villages, np.inf if fewer_is_better else 0.0)
    best_stop = np.full(villages, -1, dtype=np.int64)
    best_figure[first[0]], best_stop[first[0]] = figures[stop[chosen]], stop[chosen]
    return best_figure, best_stop
