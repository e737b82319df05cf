"""What cafein finds from stop to stop, on footpaths that it was given."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cafein
import numpy as np

from geodata.walking import NEVER, rows_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from numpy.typing import NDArray

    from geodata.walking import WalkingTable

    Seconds = NDArray[np.int64]

UNREACHED = np.iinfo(np.uint32).max


class CafeinStops:
    """
    A cafein network on one timetable and one set of footpaths.

    Parameters
    ----------
    timetable
        The GTFS zip.
    ids
        Ids of the stops in the order in which answers are wanted; stops of the timetable that
        are missing here stay out of the answers.
    footpaths
        Walks between these stops, transitively closed.
    """

    def __init__(self, timetable: Path, ids: Sequence[str], footpaths: WalkingTable) -> None:
        self._ids = list(ids)
        self._network = cafein.TransportNetwork.from_gtfs(
            str(timetable), trip_distances=False, leg_geometries=False
        )
        pairs = zip(rows_of(footpaths), *footpaths[1:], strict=True)
        self._network.set_transfers(
            [(self._ids[a], self._ids[b], int(s), float(s)) for a, b, s in pairs if a != b]
        )
        number = {stop: column for column, (stop, *_) in enumerate(self._network.stops)}
        self._columns = [number[stop] for stop in self._ids]

    def seconds(self, day: date, clock: str, *, rides: int) -> Seconds:
        """Return seconds to the earliest arrival, shape (stops, stops); NEVER where none."""
        found = self._network.travel_time_matrix(self._ids, f"{day} {clock}", max_rides=rides)
        return _known(found[:, self._columns])

    def percentiles(
        self, day: date, clock: str, *, minutes: int, percents: Sequence[int], rides: int
    ) -> Seconds:
        """Return percentiles over the departures of a window, shape (stops, stops, percents)."""
        found = self._network.travel_time_matrix(
            self._ids,
            f"{day} {clock}",
            max_rides=rides,
            departure_time_window=minutes,
            percentiles=list(percents),
        )
        return _known(found[:, self._columns])


def _known(seconds: NDArray[np.uint32]) -> Seconds:
    return np.where(seconds == UNREACHED, NEVER, seconds.astype(np.int64))
