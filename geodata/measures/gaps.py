"""The gap table: what the minutes of all cells mean for each village and one kind of service."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

from geodata.measures.coverage import (
    Residents,
    ShareBounds,
    Status,
    failing_bounds,
    status_between,
    weighted_percentile,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geodata.measures.thresholds import Threshold

    FloatArray = NDArray[np.float64]

PERCENTILES = (50, 90)


class Missing(StrEnum):
    """An input that a status would have needed."""

    NO_SERVICES = "no_services"
    NO_HOURS = "no_hours"
    NO_TIMETABLE = "no_timetable"
    NO_STREETS = "no_streets"
    NO_PEOPLE = "no_people"


@dataclass(frozen=True)
class Covered:
    """Whether the timetable covers a home, and whether a street is near it, shape (homes,) each."""

    in_timetable: NDArray[np.bool_]
    on_streets: NDArray[np.bool_]


@dataclass(frozen=True)
class KindMinutes:
    """
    The shortest way from every cell to one kind of service.

    Parameters
    ----------
    public_transport
        Minutes to the nearest service that is known to be open, walking included, shape
        (cells,); NaN where there is no connection.
    if_always_open
        The same to services whose hours are unknown, if they were open all day.
    car
        Minutes by car to the nearest service, shape (cells,).
    in_timetable, on_streets
        Whether the timetable covers the place of the cell, and whether a street is near it,
        shape (cells,) each; where not, the minutes are those of a cut map and mean nothing.
    doors, doors_without_hours
        How many services were considered, and how many of them have unknown hours.
    """

    public_transport: FloatArray
    if_always_open: FloatArray
    car: FloatArray
    in_timetable: NDArray[np.bool_]
    on_streets: NDArray[np.bool_]
    doors: int
    doors_without_hours: int


@dataclass(frozen=True)
class Gap:
    """
    What one village is for one kind of service; None where it is unknown.

    `share_failing` is given where it is certain; `share_bounds` always, unless nobody lives
    there. `minutes_pt` and `minutes_car` are the percentiles 50 and 90 of the village's people.
    """

    status: Status
    missing: Missing | None
    share_failing: float | None
    share_bounds: tuple[float, float] | None
    people_failing: float | None
    minutes_pt: dict[str, float | None]
    minutes_car: dict[str, float | None]


def gaps_of_kind(
    minutes: KindMinutes, residents: Residents, target: FloatArray, threshold: Threshold
) -> list[Gap]:
    """
    Return the gap of each village, judged by the way there alone (criterion K1, METHODS §2).

    Parameters
    ----------
    minutes
        The ways from the cells.
    residents
        Who lives in the cells.
    target
        Target persons in each village, shape (villages,); NaN where their number is unknown.
    threshold
        The limits of this kind.
    """
    bounds = failing_bounds(
        minutes.public_transport,
        _possible(minutes),
        residents,
        max_minutes=threshold.public_transport_minutes,
    )
    missing = _missing(minutes, bounds, residents)
    cut_off = np.array([m in {Missing.NO_TIMETABLE, Missing.NO_STREETS} for m in missing])
    ways = _percentiles(minutes.public_transport, residents)
    by_public_transport = {p: np.where(cut_off, np.nan, values) for p, values in ways.items()}
    by_car = _percentiles(minutes.car, residents)
    return [
        Gap(
            status=status_between(bounds.lowest[village], bounds.highest[village]),
            missing=missing[village],
            share_failing=_certain(bounds, village),
            share_bounds=_bounds(bounds, village),
            people_failing=_times(_certain(bounds, village), _known(target[village])),
            minutes_pt={p: _known(values[village]) for p, values in by_public_transport.items()},
            minutes_car={p: _known(values[village]) for p, values in by_car.items()},
        )
        for village in range(residents.villages)
    ]


def _possible(minutes: KindMinutes) -> FloatArray:
    """Return the minutes at best: where nothing is known, everything is possible."""
    if minutes.doors == 0:
        return np.zeros_like(minutes.public_transport)
    return np.where(minutes.in_timetable & minutes.on_streets, minutes.if_always_open, 0.0)


def _percentiles(minutes: FloatArray, residents: Residents) -> dict[str, FloatArray]:
    return {f"p{p}": weighted_percentile(minutes, residents, percent=p) for p in PERCENTILES}


def _missing(
    minutes: KindMinutes, bounds: ShareBounds, residents: Residents
) -> list[Missing | None]:
    """Return the input that each village's share hangs on, None where it is certain."""
    off_timetable = residents.sum_of(np.where(minutes.in_timetable, 0.0, 1.0)) > 0
    off_streets = residents.sum_of(np.where(minutes.on_streets, 0.0, 1.0)) > 0
    certain = bounds.lowest == bounds.highest
    causes = (
        (np.isnan(bounds.lowest), Missing.NO_PEOPLE),
        (certain, None),
        (np.full_like(certain, minutes.doors == 0), Missing.NO_SERVICES),
        (off_streets, Missing.NO_STREETS),
        (off_timetable, Missing.NO_TIMETABLE),
    )
    return [
        next((cause for applies, cause in causes if applies[village]), Missing.NO_HOURS)
        for village in range(residents.villages)
    ]


def _certain(bounds: ShareBounds, village: int) -> float | None:
    same = bounds.lowest[village] == bounds.highest[village]
    return float(bounds.lowest[village]) if same else None


def _bounds(bounds: ShareBounds, village: int) -> tuple[float, float] | None:
    lowest, highest = float(bounds.lowest[village]), float(bounds.highest[village])
    return None if np.isnan(lowest) else (lowest, highest)


def _known(value: float) -> float | None:
    return None if np.isnan(value) else float(value)


def _times(share: float | None, people: float | None) -> float | None:
    return None if share is None or people is None else share * people
