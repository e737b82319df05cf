"""How sure a status is: in how many of many runs with other assumptions it stays the same."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

from geodata.errors import ShapeError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    FloatArray = NDArray[np.float64]
    Statuses = NDArray[np.str_]

ROBUST_FROM = 0.9  # share of runs, METHODS §2 of the project; inclusive
UNCERTAIN_FROM = 0.5  # the same source; inclusive


class Label(StrEnum):
    """How sure a status is; the words in code and data."""

    ROBUST = "robust"
    UNCERTAIN = "uncertain"
    UNSTABLE = "unstable"


def same_status(statuses: Statuses, runs: Statuses) -> FloatArray:
    """
    Return in which share of the runs each village has the status that it is given.

    Parameters
    ----------
    statuses
        The status by the assumptions of the district, shape (villages,).
    runs
        The statuses by other assumptions, shape (runs, villages).

    Returns
    -------
    shares
        Between 0 and 1, shape (villages,); NaN where there was no run.

    Raises
    ------
    ShapeError
        If the runs are not of the same villages.
    """
    if runs.shape[1:] != statuses.shape:
        message = f"Runs of {runs.shape[1:]} villages do not fit statuses of {statuses.shape}."
        raise ShapeError(message)
    if not len(runs):
        return np.full(statuses.shape, np.nan)
    return np.asarray((runs == statuses).mean(axis=0))


def label_of(share: float | None) -> Label | None:
    """Return how sure a status with such a share of equal runs is; None where it is unknown."""
    if share is None or np.isnan(share):
        return None
    if share >= ROBUST_FROM:
        return Label.ROBUST
    return Label.UNCERTAIN if share >= UNCERTAIN_FROM else Label.UNSTABLE
