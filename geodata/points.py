"""Points: longitudes and latitudes that travel together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from geodata.errors import ShapeError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    FloatArray = NDArray[np.float64]


@dataclass(frozen=True)
class Points:
    """
    Positions in degrees (WGS 84).

    Parameters
    ----------
    longitude, latitude
        Shape (points,) each; NaN where a position is unknown, which no walk ever reaches.
    """

    longitude: FloatArray
    latitude: FloatArray

    def __post_init__(self) -> None:
        if self.longitude.ndim != 1 or self.longitude.shape != self.latitude.shape:
            message = (
                f"{self.longitude.shape=} and {self.latitude.shape=} are not one pair a point."
            )
            raise ShapeError(message)

    @classmethod
    def of(cls, *positions: tuple[float, float]) -> Points:
        """Return the points of (longitude, latitude) pairs."""
        pairs = np.array(positions, dtype=np.float64).reshape(-1, 2)
        return cls(pairs[:, 0].copy(), pairs[:, 1].copy())

    def __len__(self) -> int:
        return len(self.longitude)

    def take(self, indices: Iterable[int] | slice) -> Points:
        """Return the points at these indices, in this order."""
        chosen = indices if isinstance(indices, slice) else np.asarray(indices, dtype=np.int64)
        return Points(self.longitude[chosen], self.latitude[chosen])
