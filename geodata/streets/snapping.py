"""Snap points to the nearest point of the nearest street."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from geodata.crs import to_metres
from geodata.parallel import blocks, run_parallel
from geodata.streets.snap_kernels import PieceGrid, nearest_pieces, piece_grid

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geodata.points import Points
    from geodata.streets.graph import StreetTable

    FloatArray = NDArray[np.float64]

SQUARE_M = 100.0  # about as long as a street between two junctions
_SQUARES_PER_PIECE = 4  # at most: an empty region must not fill the memory
_UTM_NORTH, _ZONE_DEGREES, _FIRST_ZONE_WEST = 32600, 6, -180  # EPSG numbers of WGS 84 / UTM
_BLOCK = 2048  # points that one thread snaps before it hands over


class Snapped(NamedTuple):
    """
    Where points meet the streets, shape (points,) each.

    `street` is -1 where no street is near enough; `along` is the share of the street before the
    point, 0 … 1; `aside_m` the metres between point and street.
    """

    street: NDArray[np.int32]
    along: FloatArray
    aside_m: FloatArray


class StreetIndex(NamedTuple):
    """
    The straight pieces of all streets in a metric system, to find the nearest one.

    `srid` (1,) is the system, `street` (pieces,) the street of each piece, `before_m` (pieces,)
    the metres of this street before it and `length_m` (streets,) the whole street in this system.
    """

    srid: NDArray[np.int64]
    street: NDArray[np.int32]
    before_m: FloatArray
    length_m: FloatArray
    grid: PieceGrid

    def snap(self, points: Points, *, max_m: float) -> Snapped:
        """Return where the points meet the streets, at most `max_m` away, inclusive."""
        metric = to_metres(points.longitude, points.latitude, srid=int(self.srid[0]))
        positions = np.stack(metric, axis=1)

        def block(chosen: slice) -> tuple[NDArray[np.int32], FloatArray, FloatArray]:
            piece, along_m, aside_m = nearest_pieces(self.grid, positions[chosen], max_m)
            return piece, along_m, aside_m

        found = run_parallel(block, blocks(len(points), size=_BLOCK) or [slice(0, 0)])
        piece, along_m, aside_m = (np.concatenate(part) for part in zip(*found, strict=True))
        street = np.where(piece >= 0, self.street[piece], -1).astype(np.int32)
        length_m = self.length_m[street]
        share = np.divide(
            self.before_m[piece] + along_m,
            length_m,
            out=np.zeros(len(points)),
            where=(street >= 0) & (length_m > 0),
        )
        return Snapped(street, np.clip(share, 0, 1), aside_m)


def street_index(streets: StreetTable) -> StreetIndex:
    """Return the index of at least one street."""
    srid = _utm_zone(streets)
    corners = np.stack(to_metres(streets.longitude, streets.latitude, srid=srid), axis=1)
    is_first = np.ones(len(corners), dtype=bool)
    is_first[streets.shape_indptr[1:] - 1] = False  # no piece between two streets
    begin = np.flatnonzero(is_first)
    street = np.searchsorted(streets.shape_indptr, begin, side="right") - 1
    total_m = np.append(0.0, np.cumsum(np.hypot(*(corners[begin + 1] - corners[begin]).T)))
    first_piece = streets.shape_indptr - np.arange(len(streets.shape_indptr))
    width_m = np.ptp(corners, axis=0)
    square_m = float(np.sqrt(width_m.prod() / (_SQUARES_PER_PIECE * len(begin))))
    return StreetIndex(
        np.array([srid]),
        street.astype(np.int32),
        total_m[:-1] - total_m[first_piece[street]],
        np.diff(total_m[first_piece]),
        piece_grid(corners[begin], corners[begin + 1], max(square_m, SQUARE_M)),
    )


def _utm_zone(streets: StreetTable) -> int:
    """Return the EPSG number of the UTM zone in which the streets lie: true to scale within 0.1 %."""
    zone = int((float(np.mean(streets.longitude)) - _FIRST_ZONE_WEST) // _ZONE_DEGREES) + 1
    return _UTM_NORTH + zone + (100 if float(np.mean(streets.latitude)) < 0 else 0)
