"""Homes and doors of the synthetic district: populated cells and services."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from scripts.benchmarks.synthetic_villages import SIDE_M, side_m

if TYPE_CHECKING:
    from numpy.random import Generator
    from numpy.typing import NDArray

    from scripts.benchmarks.synthetic_streets import SyntheticStreets
    from scripts.benchmarks.synthetic_villages import Villages

    FloatArray = NDArray[np.float64]

CELL_M = 100.0
FARMS = 3_000  # single cells drawn anywhere; some of them in villages
DOOR_OFF_M = 15.0  # how far a door lies from its crossing


def populated_cells(random: Generator, villages: Villages, *, times: int) -> FloatArray:
    """
    Return the centres of the cells where people live, in metres, shape (cells, 2).

    Every cell in the circle of a village is populated, and cells of farms lie anywhere. For
    `times` as many cells they are that much smaller.
    """
    cell_m = CELL_M / math.sqrt(times)
    side = side_m(len(villages.people))
    cells = set[tuple[int, int]]()
    for centre, radius in zip(villages.centres, villages.radius_m, strict=True):
        cells |= _cells_in_circle(centre, float(radius), cell_m)
    farms = round(FARMS * times * (side / SIDE_M) ** 2)
    cells |= {(int(x), int(y)) for x, y in random.uniform(0, side, (farms, 2)) // cell_m}
    return (np.array(sorted(cells)) + 0.5) * cell_m


def _cells_in_circle(centre: FloatArray, radius: float, cell_m: float) -> set[tuple[int, int]]:
    half = int(radius / cell_m) + 1
    steps = np.arange(-half, half + 1) * cell_m
    across, up = (axis.ravel() for axis in np.meshgrid(steps, steps))
    inside = np.hypot(across, up) <= radius
    columns = (centre[0] + across[inside]) // cell_m
    rows = (centre[1] + up[inside]) // cell_m
    return {(int(x), int(y)) for x, y in zip(columns, rows, strict=True)}


def service_doors(
    random: Generator, villages: Villages, streets: SyntheticStreets, *, count: int
) -> FloatArray:
    """Return doors near crossings, in metres, shape (count, 2); more of them where more live."""
    share = villages.people / villages.people.sum()
    of_door = random.choice(len(share), count, p=share)
    nodes = [int(random.choice(streets.crossings[village])) for village in of_door]
    return streets.nodes[nodes] + random.normal(0, DOOR_OFF_M, (count, 2))
