"""Find the municipality of a row: by its official key, else by where it lies."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely

from directory.records import queries
from geodata.crs import to_metres

if TYPE_CHECKING:
    from uuid import UUID

    from numpy.typing import ArrayLike, NDArray
    from sqlalchemy.orm import Session


class Municipalities:
    """The municipalities with a boundary, held in memory during one import."""

    def __init__(self, session: Session) -> None:
        outlines = queries.outlines_at(session, "municipality")
        self.by_ags = {outline.ags: outline.area_id for outline in outlines}
        self.ags_of = {outline.area_id: outline.ags for outline in outlines}
        self._ids = [outline.area_id for outline in outlines]
        self._tree = shapely.STRtree([outline.boundary for outline in outlines])

    def at_metres(self, x_m: ArrayLike, y_m: ArrayLike) -> list[UUID | None]:
        """Return the municipality at each point in metres; None outside of all."""
        pairs = np.column_stack((np.atleast_1d(x_m), np.atleast_1d(y_m)))
        points = shapely.points(pairs)
        found: NDArray[np.int64] = np.full(len(pairs), -1)
        point, area = self._tree.query(points, predicate="intersects")
        found[point[::-1]] = area[::-1]  # on a common border the first one
        return [self._ids[index] if index >= 0 else None for index in found]

    def at(self, longitude: float, latitude: float) -> UUID | None:
        """Return the municipality at a point in degrees, None outside of all."""
        return self.at_metres(*to_metres(longitude, latitude))[0]

    def of_keys(
        self, ags: ArrayLike, longitude: ArrayLike, latitude: ArrayLike
    ) -> list[UUID | None]:
        """Return the municipality of each row: by its key where we know it, else by position."""
        by_position = self.at_metres(*to_metres(longitude, latitude))
        keys = [str(key) for key in np.atleast_1d(np.asarray(ags))]
        return [self.by_ags.get(key, there) for key, there in zip(keys, by_position, strict=True)]
