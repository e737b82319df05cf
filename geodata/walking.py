"""Walking tables: which points lie within a walk of each other, in whole seconds."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from shapely import LineString

    from geodata.points import Points

    FloatArray = NDArray[np.float64]

NEVER = 2**30  # seconds; beyond any service day, and a walk added to it still fits 32 bits
_NOISE_S = 1e-6  # a walk of 60.0000001 s is floating-point noise, not a walk of 61 s


class WalkingTable(NamedTuple):
    """
    Pairs of points within a walking limit, row by row (compressed sparse rows).

    Parameters
    ----------
    indptr
        Where each origin's pairs begin, shape (origins + 1,), int64.
    targets
        Index of the destination of each pair, shape (pairs,), int32; ascending within a row.
    seconds
        Walking time of each pair, shape (pairs,), int32; see `whole_seconds`.
    """

    indptr: NDArray[np.int64]
    targets: NDArray[np.int32]
    seconds: NDArray[np.int32]


class Streets(Protocol):
    """Whatever knows how long it takes from point to point by one mode."""

    @property
    def mode(self) -> str:
        """Return "walk", "bike" or "car"."""

    def travel_seconds(
        self, origins: Points, destinations: Points, *, max_seconds: float = np.inf
    ) -> FloatArray:
        """Return seconds, shape (origins, destinations); NaN where out of reach."""

    def pairs_within(
        self, origins: Points, destinations: Points, *, max_seconds: float
    ) -> WalkingTable:
        """Return the pairs within the limit, inclusive, in whole seconds."""

    def path(self, origin: Points, destination: Points) -> tuple[LineString, float] | None:
        """Return the way between two single points in degrees, and its metres."""

    def unsnapped(self, points: Points) -> NDArray[np.bool_]:
        """Say which points cannot be reached at all, because no street is near."""


def whole_seconds(seconds: FloatArray) -> NDArray[np.int32]:
    """
    Round walks up to whole seconds; NEVER where NaN or infinite, same shape as given.

    This is the one place where walks are rounded, so that every search adds the same integers.
    """
    usable = np.isfinite(seconds) & (seconds < NEVER)
    rounded = np.ceil(np.where(usable, seconds, NEVER) - _NOISE_S)
    return np.maximum(rounded, 0).astype(np.int32)


def table_from_pairs(
    origins: NDArray[np.int64],
    targets: NDArray[np.int64],
    seconds: NDArray[np.int32],
    *,
    size: int,
) -> WalkingTable:
    """Return the table of `size` origins that holds the pairs; the shortest of equal pairs wins."""
    order = np.lexsort((seconds, targets, origins))
    origins, targets, seconds = origins[order], targets[order], seconds[order]
    first = np.ones(len(origins), dtype=bool)
    first[1:] = (origins[1:] != origins[:-1]) | (targets[1:] != targets[:-1])
    indptr = np.searchsorted(origins[first], np.arange(size + 1)).astype(np.int64)
    return WalkingTable(indptr, targets[first].astype(np.int32), seconds[first].astype(np.int32))


def table_from_matrix(seconds: FloatArray, *, max_seconds: float) -> WalkingTable:
    """Return the pairs of a dense matrix (origins, targets) within the limit, inclusive."""
    rounded = whole_seconds(seconds)
    origins, targets = np.nonzero((rounded <= max_seconds) & (rounded < NEVER))
    return table_from_pairs(origins, targets, rounded[origins, targets], size=len(seconds))


def transposed(table: WalkingTable, *, size: int) -> WalkingTable:
    """Return the same pairs seen from their `size` targets."""
    origins = rows_of(table)
    return table_from_pairs(table.targets.astype(np.int64), origins, table.seconds, size=size)


def rows_of(table: WalkingTable) -> NDArray[np.int64]:
    """Return the origin of each pair, shape (pairs,)."""
    return np.repeat(np.arange(len(table.indptr) - 1), np.diff(table.indptr))


def rows(table: WalkingTable) -> list[WalkingTable]:
    """Return each row as a table of its own, which holds nothing of the others."""
    ends = zip(table.indptr[:-1].tolist(), table.indptr[1:].tolist(), strict=True)
    return [
        WalkingTable(
            np.array([0, end - first], dtype=np.int64),
            table.targets[first:end].copy(),
            table.seconds[first:end].copy(),
        )
        for first, end in ends
    ]


def stacked(tables: Sequence[WalkingTable]) -> WalkingTable:
    """Return the rows of several tables over the same targets, one after another."""
    counts = [np.diff(table.indptr) for table in tables]
    indptr = np.append(0, np.cumsum(np.concatenate([*counts, np.zeros(0, np.int64)])))
    return WalkingTable(
        indptr.astype(np.int64),
        np.concatenate([*(table.targets for table in tables), np.zeros(0, np.int32)]),
        np.concatenate([*(table.seconds for table in tables), np.zeros(0, np.int32)]),
    )
