"""The stops of a timetable, and those that a new trip calls at although nothing else does that day."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from geodata.timetable.service_day import ServiceDay
    from geodata.timetable.stops import Stops


class StopFacts(NamedTuple):
    """A stop as `Stops` tells of it, one value a column."""

    id: str
    name: str
    longitude: float
    latitude: float
    feed: int
    wheelchair_boarding: int


def stop_facts(days: Iterable[ServiceDay]) -> dict[str, StopFacts]:
    """Return every stop that is called at on any of the days, by stop_id; the first one counts."""
    found: dict[str, StopFacts] = {}
    for day in days:
        stops, number = day.stops, len(day.stops.ids)
        wheelchairs = stops.wheelchair_boarding
        asked = wheelchairs.tolist() if len(wheelchairs) == number else [0] * number
        columns = [column.tolist() for column in stops[:5]]
        for row in zip(*columns, asked, strict=True):
            found.setdefault(row[0], StopFacts(*row))
    return found


def stops_called(
    day: ServiceDay, wanted: Sequence[str], known: Mapping[str, StopFacts]
) -> ServiceDay:
    """Return the day with those stops added that nothing calls at on it."""
    there = set(day.stops.ids.tolist())
    missing = [known[stop] for stop in dict.fromkeys(wanted) if stop not in there]
    return replace(day, stops=_more(day.stops, missing)) if missing else day


def _more(stops: Stops, missing: Sequence[StopFacts]) -> Stops:
    number = len(stops.ids)
    columns = zip(stops._asdict().items(), zip(*missing, strict=True), strict=True)
    return stops._replace(
        **{
            name: np.concatenate([column, np.array(values).astype(_wide(column))])
            for (name, column), values in columns
            if len(column) == number
        }
    )


def _wide(column: np.ndarray[tuple[int, ...], np.dtype[np.generic]]) -> type | np.dtype[np.generic]:
    """Return a type that any new value fits in: texts of any length."""
    return np.str_ if column.dtype.kind == "U" else column.dtype
