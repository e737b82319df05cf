"""The nearest straight piece of a street, found in a grid of squares."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numba import njit

if TYPE_CHECKING:
    from numpy.typing import NDArray

    FloatArray = NDArray[np.float64]
    Indices = NDArray[np.int32]


class PieceGrid(NamedTuple):
    """
    Straight pieces of streets, and the squares that they may touch.

    Parameters
    ----------
    begin, end
        Corners of the pieces in metres, shape (pieces, 2).
    origin
        South-western corner of the grid, and width of a square, all in metres, shape (3,).
    size
        Squares from west to east and from south to north, shape (2,).
    indptr
        Where the pieces of each square begin, shape (squares + 1,); row by row from the south.
    pieces
        The pieces of each square, rising, shape (entries,).
    """

    begin: FloatArray
    end: FloatArray
    origin: FloatArray
    size: NDArray[np.int64]
    indptr: NDArray[np.int64]
    pieces: Indices


@njit(cache=True)
def piece_grid(begin: FloatArray, end: FloatArray, square_m: float) -> PieceGrid:
    """Return the grid; each piece is entered in all squares of the box around it."""
    origin = np.array([np.inf, np.inf, square_m])
    size = np.zeros(2, np.int64)
    for axis in range(2):
        origin[axis] = min(begin[:, axis].min(), end[:, axis].min())
        width = max(begin[:, axis].max(), end[:, axis].max()) - origin[axis]
        size[axis] = int(width // square_m) + 1
    indptr = np.zeros(size[0] * size[1] + 2, np.int64)
    pieces = np.empty(0, np.int32)
    for entering in range(2):
        for piece in range(len(begin)):
            west, south = _square(origin, np.minimum(begin[piece], end[piece]))
            east, north = _square(origin, np.maximum(begin[piece], end[piece]))
            for row in range(south, north + 1):
                for column in range(west, east + 1):
                    square = row * size[0] + column
                    if entering:
                        pieces[indptr[square + 1]] = piece
                        indptr[square + 1] += 1
                    else:
                        indptr[square + 2] += 1
        if not entering:
            indptr = np.cumsum(indptr)
            pieces = np.empty(indptr[-1], np.int32)
    return PieceGrid(begin, end, origin, size, indptr[:-1].copy(), pieces)


@njit(cache=True, nogil=True)
def _square(origin: FloatArray, position: FloatArray) -> tuple[int, int]:
    """Return column and row of the square that holds a position; they may lie off the grid."""
    return (
        int(np.floor((position[0] - origin[0]) / origin[2])),
        int(np.floor((position[1] - origin[1]) / origin[2])),
    )


@njit(cache=True, nogil=True)
def nearest_pieces(
    grid: PieceGrid, positions: FloatArray, max_m: float
) -> tuple[Indices, FloatArray, FloatArray]:
    """
    Return the nearest piece to each position, metres along it, and metres to it.

    Parameters
    ----------
    grid
        The pieces.
    positions
        In metres, shape (points, 2); NaN where unknown.
    max_m
        A piece farther than this is none: -1, 0 and NaN. Of equally near pieces the first counts.
    """
    piece = np.full(len(positions), -1, np.int32)
    along_m, aside_m = np.zeros(len(positions)), np.full(len(positions), np.nan)
    for point in range(len(positions)):
        position = positions[point]
        if not (np.isfinite(position[0]) and np.isfinite(position[1])):
            continue
        found, seen_m = (-1, 0.0, np.inf), 0.0
        square, ring = _square(grid.origin, position), 0
        while seen_m < min(found[2], max_m) or ring == 0:
            found = _nearest_in_ring(grid, position, square, ring, found)
            ring += 1
            seen_m = _seen_m(grid.origin, position, square, ring)
        if found[2] <= max_m:
            piece[point], along_m[point], aside_m[point] = found
    return piece, along_m, aside_m


@njit(cache=True, nogil=True)
def _seen_m(origin: FloatArray, position: FloatArray, square: tuple[int, int], rings: int) -> float:
    """Return how far around the position everything has been seen after so many rings."""
    east = position[0] - origin[0] - square[0] * origin[2]
    north = position[1] - origin[1] - square[1] * origin[2]
    rim = min(east, origin[2] - east, north, origin[2] - north)
    return float(rim + (rings - 1) * origin[2])


@njit(cache=True, nogil=True)
def _nearest_in_ring(
    grid: PieceGrid,
    position: FloatArray,
    middle: tuple[int, int],
    ring: int,
    found: tuple[int, float, float],
) -> tuple[int, float, float]:
    """Return the nearer of what was found and the pieces of the squares `ring` away."""
    column, row = middle
    for north in range(max(row - ring, 0), min(row + ring, grid.size[1] - 1) + 1):
        whole = abs(north - row) == ring
        step = 1 if whole or ring == 0 else 2 * ring
        for east in range(column - ring, column + ring + 1, step):
            if east < 0 or east >= grid.size[0]:
                continue
            square = north * grid.size[0] + east
            for entry in range(grid.indptr[square], grid.indptr[square + 1]):
                found = _nearer(grid, position, int(grid.pieces[entry]), found)
    return found


@njit(cache=True, nogil=True)
def _nearer(
    grid: PieceGrid, position: FloatArray, piece: int, found: tuple[int, float, float]
) -> tuple[int, float, float]:
    x_m, y_m = position[0] - grid.begin[piece, 0], position[1] - grid.begin[piece, 1]
    east = grid.end[piece, 0] - grid.begin[piece, 0]
    north = grid.end[piece, 1] - grid.begin[piece, 1]
    square = east * east + north * north
    share = 0.0 if square == 0 else min(max((x_m * east + y_m * north) / square, 0.0), 1.0)
    aside_m = np.hypot(x_m - share * east, y_m - share * north)
    if aside_m < found[2] or (aside_m == found[2] and piece < found[0]):
        return piece, share * np.sqrt(square), aside_m
    return found
