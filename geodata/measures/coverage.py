"""Who reaches a kind of service in time: minutes per cell to shares and a status per village."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

from geodata.errors import ShapeError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    FloatArray = NDArray[np.float64]
    IntArray = NDArray[np.int64]

UNDERSERVED_ABOVE = 0.5  # share of the target population, METHODS §2 of the project
PARTLY_FROM = 0.2  # the same source; inclusive
SHARE_DECIMALS = 9  # sums of shares carry rounding noise of about 1e-15


class Status(StrEnum):
    """What a village is for one kind of service; the words in code and data."""

    SERVED = "served"
    PARTLY = "partly"
    UNDERSERVED = "underserved"
    INSUFFICIENT_DATA = "insufficient_data"


@dataclass(frozen=True)
class Residents:
    """
    Who lives where: the people of each cell and the village that the cell belongs to.

    Parameters
    ----------
    people
        People in each cell, shape (cells,).
    village
        Index of each cell's village, shape (cells,).
    villages
        Number of villages.

    Raises
    ------
    ShapeError
        If the two arrays differ in length.
    """

    people: FloatArray
    village: IntArray
    villages: int

    def __post_init__(self) -> None:
        if self.people.shape != self.village.shape:
            message = "People and villages of the cells differ in length."
            raise ShapeError(message)

    def sum_of(self, people: FloatArray) -> FloatArray:
        """Add up a figure of each cell by village, shape (villages,)."""
        added = np.bincount(self.village, weights=people, minlength=self.villages)
        return added.astype(np.float64)


@dataclass(frozen=True)
class ShareBounds:
    """
    The share of a village's people who fail the limit, between two bounds.

    Both arrays have shape (villages,) and are NaN where a village has no people. They differ
    where an answer depends on something unknown, such as opening hours that nobody recorded.
    """

    lowest: FloatArray
    highest: FloatArray


def failing_bounds(
    known_minutes: FloatArray,
    possible_minutes: FloatArray,
    residents: Residents,
    *,
    max_minutes: float,
) -> ShareBounds:
    """
    Return which share of each village's people fail the limit, at best and at worst.

    Parameters
    ----------
    known_minutes
        Minutes from each cell to the nearest service that is known to be open, shape (cells,);
        NaN where there is no connection.
    possible_minutes
        The same if every service with unknown hours were open all day, shape (cells,).
    residents
        The people of the cells.
    max_minutes
        Longest acceptable travel time, inclusive.

    Raises
    ------
    ShapeError
        If the minutes do not belong to the cells.
    """
    if not known_minutes.shape == possible_minutes.shape == residents.people.shape:
        message = "Minutes and people of the cells differ in length."
        raise ShapeError(message)
    surely_fails = ~(np.fmin(known_minutes, possible_minutes) <= max_minutes)  # NaN fails
    may_fail = ~(known_minutes <= max_minutes)
    return ShareBounds(
        lowest=share_of_people(surely_fails, residents),
        highest=share_of_people(may_fail, residents),
    )


def share_of_people(chosen: NDArray[np.bool_], residents: Residents) -> FloatArray:
    """
    Return the share of each village's people who live in the chosen cells.

    The result has shape (villages,), is rounded to nine decimals so that a share of exactly
    one half stays one half, and is NaN where a village has no people.
    """
    everyone = residents.sum_of(residents.people)
    those = residents.sum_of(np.where(chosen, residents.people, 0.0))
    nobody = np.full(residents.villages, np.nan)
    share = np.divide(those, everyone, out=nobody, where=everyone > 0)
    return np.asarray(np.round(share, SHARE_DECIMALS))


def status_of_share(share: float) -> Status:
    """Return the status of a known share of people who fail; NaN is insufficient data."""
    if np.isnan(share):
        return Status.INSUFFICIENT_DATA
    if share > UNDERSERVED_ABOVE:
        return Status.UNDERSERVED
    return Status.PARTLY if share >= PARTLY_FROM else Status.SERVED


def status_between(lowest: float, highest: float) -> Status:
    """Return the status if it is the same at both bounds, else insufficient data."""
    at_best, at_worst = status_of_share(lowest), status_of_share(highest)
    return at_best if at_best == at_worst else Status.INSUFFICIENT_DATA


def weighted_percentile(minutes: FloatArray, residents: Residents, *, percent: float) -> FloatArray:
    """
    Return the minutes within which so many per cent of a village's people arrive.

    The smallest value that at least `percent` of the people reach, without interpolation, so
    that every value shown is the travel time of a real cell. Shape (villages,); NaN where so
    many people have no connection at all, or where nobody lives.
    """
    result = np.full(residents.villages, np.nan)
    order = np.lexsort((minutes, residents.village))  # NaN sorts last
    edges = np.searchsorted(residents.village[order], np.arange(residents.villages + 1))
    for index in range(residents.villages):
        cells = order[edges[index] : edges[index + 1]]
        arrived = np.cumsum(residents.people[cells])
        if arrived.size and arrived[-1] > 0:
            share = np.round(arrived / arrived[-1], SHARE_DECIMALS)
            result[index] = minutes[cells][np.searchsorted(share, percent / 100.0)]
    return result
