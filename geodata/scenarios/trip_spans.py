"""The trips of a service day in short: line, first and last stop, first and last second."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from geodata.timetable.service_day import ServiceDay


class RunSpan(NamedTuple):
    """One run of a trip; seconds of the service day."""

    id: str
    line: str
    first_s: int
    last_s: int
    first_stop: str
    last_stop: str


def run_spans(day: ServiceDay) -> Iterator[RunSpan]:
    """Yield the runs that begin on the day itself, those without any hop left out."""
    hops, rows = day.connections, runs_of_hops(day)
    order = np.argsort(rows, kind="stable")  # the hops of a run in order of travel
    runs, first = np.unique(rows[order], return_index=True)
    last = np.append(first[1:], len(order)) - 1
    begins, ends = order[first], order[last]
    for run, begin, end in zip(runs.tolist(), begins.tolist(), ends.tolist(), strict=True):
        if hops.departure_s[begin] >= 0:
            yield RunSpan(
                str(day.trips.ids[run]),
                str(day.trips.lines[run]),
                int(hops.departure_s[begin]),
                int(hops.arrival_s[end]),
                str(day.stops.names[hops.departure_stop[begin]]),
                str(day.stops.names[hops.arrival_stop[end]]),
            )


def runs_of_hops(day: ServiceDay) -> NDArray[np.int64]:
    """Return the run of each hop: where several runs are one vehicle, its own, not the first."""
    trips = day.connections.trip.astype(np.int64)
    first = day.vehicles.first
    if not len(first) or np.array_equal(first, np.arange(len(first))):
        return trips
    several = np.isin(trips, first[first != np.arange(len(first))])
    for hop in np.flatnonzero(several).tolist():
        trips[hop] = day.row_of(hop)
    return trips
