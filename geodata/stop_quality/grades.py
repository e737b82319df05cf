"""Tables of a standard: from a figure to a category of stop, and from category and way to a class."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import ArrayLike, NDArray

    FloatArray = NDArray[np.float64]
    Codes = NDArray[np.int64]

NONE = 0  # no category, or no class


@dataclass(frozen=True)
class Row:
    """The bounds of one row; a figure belongs to the first row whose bounds it keeps."""

    at_least: float = -np.inf
    above: float = -np.inf
    at_most: float = np.inf
    below: float = np.inf

    def holds(self, figures: FloatArray) -> NDArray[np.bool_]:
        """Say which figures keep the bounds; NaN and infinity never do."""
        inside = (figures >= self.at_least) & (figures <= self.at_most)
        strictly = (figures > self.above) & (figures < self.below)
        return np.isfinite(figures) & inside & strictly


@dataclass(frozen=True)
class GradeTable:
    """
    What a standard makes of a stop and of a place near it.

    Parameters
    ----------
    rows
        Bounds of the figure, the best first.
    categories
        For each group of vehicles the category of each row, from 1 (best) on; NONE for none.
    distances_m
        Limits of the way to the stop in metres, ascending and inclusive, shape (columns,).
    grades
        Number of the class by category and distance, shape (categories, columns); NONE for none.
    names
        The classes' names, the best first.
    """

    rows: Sequence[Row]
    categories: Mapping[str, Sequence[int]]
    distances_m: FloatArray
    grades: Codes
    names: tuple[str, ...]

    def category_of(self, group: str, figures: ArrayLike) -> Codes:
        """Return the category of stops of one group, same shape as the figures; NONE for none."""
        values = np.asarray(figures, dtype=np.float64)
        found = row_of(self.rows, values)
        codes = np.array([NONE, *self.categories.get(group, [NONE] * len(self.rows))])
        padded = np.concatenate([codes, np.zeros(max(0, len(self.rows) + 1 - len(codes)), int)])
        return np.asarray(padded[found + 1], dtype=np.int64)

    def grade_of(self, category: Codes, way_m: FloatArray) -> Codes:
        """Return the class of places so far from stops of a category, same shape; NONE for none."""
        column = np.searchsorted(self.distances_m, way_m, side="left")
        near = (column < len(self.distances_m)) & (category > NONE)
        by_place = self.grades[np.maximum(category, 1) - 1, np.minimum(column, self._last)]
        return np.where(near, by_place, NONE)

    def reach_m(self, grade: int) -> FloatArray:
        """Return how far each category is at least this good, shape (categories,); 0 for never."""
        good = (self.grades > NONE) & (self.grades <= grade)
        return np.asarray(np.where(good, self.distances_m, 0.0).max(axis=1))

    @property
    def _last(self) -> int:
        return len(self.distances_m) - 1


def row_of(rows: Sequence[Row], figures: FloatArray) -> Codes:
    """Return the first row whose bounds each figure keeps, same shape; -1 for none."""
    found = np.full(figures.shape, -1, dtype=np.int64)
    for number, row in reversed(list(enumerate(rows))):
        found[row.holds(figures)] = number
    return found


def best(codes: Codes, *, axis: int) -> Codes:
    """Return the best (least) category or class along an axis, NONE where there is none."""
    worst = np.iinfo(np.int64).max
    least = np.where(codes > NONE, codes, worst).min(axis=axis, initial=worst)
    return np.where(least == worst, NONE, least)
