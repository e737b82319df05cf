"""What a status rests on that could be otherwise, and many ways to draw it otherwise."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

RUNS = 100
SEED = 2026  # the same draw on every machine and day; which number it is does not matter
LIMITS_MINUTES = (-10.0, -5.0, 0.0, 5.0, 10.0)  # beside the district's own limit, METHODS §2
WALKS_KM_H = (3.6, 4.8)  # beside the district's own, METHODS §2
CHANGES_MINUTES = (2.0, 5.0)  # beside the district's own, METHODS §2
CELLS_M = (0.0, 500.0, 1000.0)  # 0: the cells as they are
RANKS = (1, 2)  # the nearest, or the second nearest as if the nearest were shut


class Assumption(NamedTuple):
    """
    One set of assumptions.

    Parameters
    ----------
    limit_minutes
        Added to the limit of K1.
    walk_km_h, change_minutes
        Walking speed, and the least time for a change.
    cell_m
        Side of the squares into which cells are put together; 0 leaves them as they are.
    rank
        1 for the nearest service, 2 for the second nearest.
    """

    limit_minutes: float
    walk_km_h: float
    change_minutes: float
    cell_m: float
    rank: int


@dataclass(frozen=True)
class Levels:
    """The values that each assumption may take; those of METHODS §2 beside the district's own."""

    walks_km_h: tuple[float, ...]
    changes_minutes: tuple[float, ...]
    limits_minutes: tuple[float, ...] = LIMITS_MINUTES
    cells_m: tuple[float, ...] = CELLS_M
    ranks: tuple[int, ...] = RANKS

    @classmethod
    def beside(cls, *, walk_km_h: float, change_minutes: float) -> Levels:
        """Return the levels of a district that walks so fast and changes so quickly."""
        return cls(
            tuple(sorted({walk_km_h, *WALKS_KM_H})),
            tuple(sorted({change_minutes, *CHANGES_MINUTES})),
        )


def drawn(levels: Levels, *, runs: int = RUNS) -> list[Assumption]:
    """
    Return assumptions drawn by a Latin hypercube, always the same ones.

    Each level of each assumption comes up equally often, give or take two runs.

    References
    ----------
    McKay, M. D., Beckman, R. J. and Conover, W. J. (1979): A comparison of three methods for
    selecting values of input variables. https://doi.org/10.1080/00401706.1979.10489755
    """
    from SALib.sample import latin  # noqa: PLC0415 - half a second that only builds need

    axes = (
        levels.limits_minutes,
        levels.walks_km_h,
        levels.changes_minutes,
        levels.cells_m,
        levels.ranks,
    )
    if runs < 1:
        return []
    problem = {
        "num_vars": len(axes),
        "names": list(Assumption._fields),
        "bounds": [[0, len(axis)] for axis in axes],
    }
    return [
        Assumption(
            _level(levels.limits_minutes, limit),
            _level(levels.walks_km_h, walk),
            _level(levels.changes_minutes, change),
            _level(levels.cells_m, cell),
            int(_level(levels.ranks, rank)),
        )
        for limit, walk, change, cell, rank in latin.sample(problem, runs, seed=SEED)
    ]


def _level(levels: Sequence[float], place: float) -> float:
    """Return the level in whose part of the axis a place lies; its very end is the last one's."""
    return levels[min(int(place), len(levels) - 1)]
