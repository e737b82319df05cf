"""People by grid cell: the Zensus files of 2022 and 2011, and the cells that we ship."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from geodata.errors import RowError


@dataclass(frozen=True)
class GridCells:
    """
    Inhabited squares and their people; all arrays have the shape (cells,).

    Parameters
    ----------
    longitude, latitude
        Centres of the squares in degrees.
    x_m, y_m
        Centres of the squares in metres, in the system `srid`.
    srid
        EPSG code of `x_m` and `y_m`: 3035 for the Zensus.
    cell_m
        Side of a square in metres.
    people
        People in each square; NaN where the number is secret or none is given.
    area_keys
        AGS of each square where the file says it, else "".
    columns
        Column names of the file, as read.
    people_column
        The column that `people` was read from.
    outside
        Number of cells left out because they lie outside the bounds.
    rejected
        (line, error) of the rows that cannot be used.
    """

    longitude: NDArray[np.float64]
    latitude: NDArray[np.float64]
    x_m: NDArray[np.float64]
    y_m: NDArray[np.float64]
    srid: int
    cell_m: float
    people: NDArray[np.float64]
    area_keys: NDArray[np.str_]
    columns: tuple[str, ...]
    people_column: str
    outside: int
    rejected: tuple[tuple[int, RowError], ...]
