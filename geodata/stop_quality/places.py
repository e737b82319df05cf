"""The class of every place from the stops around it, and the share of people in each class."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from scipy.spatial import cKDTree

from geodata.stop_quality.grades import NONE

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geodata.stop_quality.grades import GradeTable

    FloatArray = NDArray[np.float64]
    Codes = NDArray[np.int64]
    Flags = NDArray[np.bool_]

UNKNOWN = -1  # instead of NONE where the timetable or the streets do not reach
_WORST = np.iinfo(np.int64).max


class Ways(NamedTuple):
    """Ways from places to stops, shape (ways,) each: indices and metres."""

    place: Codes
    stop: Codes
    metres: FloatArray


def straight_ways(places_m: FloatArray, stops_m: FloatArray, *, max_m: float) -> Ways:
    """
    Return the ways as the crow flies that are no longer than `max_m`, inclusive.

    Parameters
    ----------
    places_m, stops_m
        Positions in metres, shape (places, 2) and (stops, 2); NaN is never near.
    """
    known = np.flatnonzero(np.isfinite(stops_m).all(axis=1))
    if not len(known) or not len(places_m):
        return Ways(np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0, np.float64))
    near = cKDTree(places_m).sparse_distance_matrix(
        cKDTree(stops_m[known]), np.nextafter(max_m, np.inf), output_type="ndarray"
    )
    return Ways(near["i"].astype(np.int64), known[near["j"]], near["v"].astype(np.float64))


def grades_at(table: GradeTable, categories: Codes, ways: Ways, *, known: Flags) -> Codes:
    """
    Return the best class that any stop gives each place, shape (places,).

    Parameters
    ----------
    categories
        Category of each stop by group of vehicles, shape (groups, stops).
    ways
        From places to stops, at least all those within the longest distance of the table.
    known
        Whether timetable and ways cover a place, shape (places,).

    Returns
    -------
    grades
        From 1 (best) on; NONE where no stop gives a class, UNKNOWN if the place is not covered.
    """
    found = np.full(len(known), _WORST, dtype=np.int64)
    for category in categories:
        grade = table.grade_of(category[ways.stop], ways.metres)
        np.minimum.at(found, ways.place, np.where(grade > NONE, grade, _WORST))
    return np.where(found < _WORST, found, np.where(known, NONE, UNKNOWN))


def shares_of_villages(
    grades: Codes, people: FloatArray, village: Codes, *, villages: int, classes: int
) -> FloatArray:
    """
    Return the share of each village's people by class, shape (villages, classes + 2).

    Parameters
    ----------
    grades
        Class of each place, see `grades_at`, shape (places,).
    people, village
        Who lives there, and in which village, shape (places,).

    Returns
    -------
    shares
        Columns: the classes, the best first; without any; not known. NaN in villages without
        people; a row of others adds up to 1.
    """
    column = np.where(grades > NONE, grades - 1, np.where(grades == NONE, classes, classes + 1))
    width = classes + 2
    cells = village * width + column
    sums = np.bincount(cells, weights=people, minlength=villages * width).reshape(villages, width)
    total = sums.sum(axis=1, keepdims=True)
    shares = np.divide(sums, total, out=np.full(sums.shape, np.nan), where=total > 0)
    return np.asarray(shares, dtype=np.float64)
