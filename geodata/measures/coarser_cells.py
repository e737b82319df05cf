"""Cells put together into larger squares: the same people, judged at fewer places."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from geodata.measures.coverage import Residents

if TYPE_CHECKING:
    from numpy.typing import NDArray

    FloatArray = NDArray[np.float64]


class Coarser(NamedTuple):
    """
    The larger squares: who lives in each, and which of the cells stands for it.

    Parameters
    ----------
    residents
        The people of each square, and its village.
    cell
        The cell that stands for each square, shape (squares,).
    """

    residents: Residents
    cell: NDArray[np.int64]


def coarser(x_m: FloatArray, y_m: FloatArray, residents: Residents, *, cell_m: float) -> Coarser:
    """
    Put the cells of each village together that lie in the same square of a larger grid.

    The cell nearest to the centre of the square's people stands for it, so that nothing must be
    searched again. People and villages stay as they are: a square across a border is two.

    Parameters
    ----------
    x_m, y_m
        Centres of the cells in metres, shape (cells,).
    residents
        The people of the cells.
    cell_m
        Side of the larger squares in metres; 0 leaves the cells as they are.
    """
    if not cell_m:
        return Coarser(residents, np.arange(len(x_m)))
    grid = np.floor(np.column_stack([x_m, y_m]) / cell_m)
    _, square = np.unique(np.column_stack([residents.village, grid]), axis=0, return_inverse=True)
    square = square.ravel()
    people = np.bincount(square, residents.people).astype(np.float64)
    away_m = np.hypot(
        x_m - _centre(x_m, residents.people, square), y_m - _centre(y_m, residents.people, square)
    )
    order = np.lexsort((away_m, square))
    first = np.flatnonzero(np.append(True, square[order][1:] != square[order][:-1]))
    cell = order[first]
    merged = Residents(people, residents.village[cell], residents.villages)
    return Coarser(merged, cell)


def _centre(coordinate: FloatArray, people: FloatArray, square: NDArray[np.int64]) -> FloatArray:
    """Return the mean coordinate of the people of each cell's square, shape (cells,)."""
    counted = np.bincount(square, people)
    empty = counted == 0  # where nobody lives, every cell counts alike
    weights = np.where(empty[square], 1.0, people)
    return np.asarray(
        (np.bincount(square, coordinate * weights) / np.bincount(square, weights))[square]
    )
