"""The gap table: what the trips of all homes mean for each village and one kind of service."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

from geodata.measures.coverage import Residents, Status, status_between, weighted_percentile
from geodata.measures.criteria import Carried, HomeTrips, Shares, failing_shares
from geodata.measures.severity import severity

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geodata.measures.coverage import ShareBounds
    from geodata.measures.thresholds import Threshold

    FloatArray = NDArray[np.float64]
    Percentiles = dict[str, float | None]

PERCENTILES = (50, 90)


class Missing(StrEnum):
    """An input that a status would have needed."""

    NO_SERVICES = "no_services"
    NO_HOURS = "no_hours"
    NO_TIMETABLE = "no_timetable"
    NO_STREETS = "no_streets"
    NO_PEOPLE = "no_people"
    NO_KITA_TRANSPORT = "no_kita_transport"


@dataclass(frozen=True)
class Gap:
    """
    What one village is for one kind of service; None where it is unknown.

    The shares are given where they are certain; `share_bounds` always, unless nobody lives there.
    `share_failing_k2` are those without any round trip, `share_failing_k1` those whose way is too
    long on the one they have. `minutes_pt`, `minutes_car`, `absence_minutes` are the percentiles
    50 and 90 of the village's people, `ratio_pt_car` is the 50th of way by way; `severity` is FGT1.
    """

    status: Status
    missing: Missing | None
    share_failing: float | None
    share_failing_k1: float | None
    share_failing_k2: float | None
    share_bounds: tuple[float, float] | None
    people_failing: float | None
    minutes_pt: Percentiles
    minutes_car: Percentiles
    ratio_pt_car: Percentiles
    absence_minutes: Percentiles
    severity: float | None
    nearest_door: int | None = None  # column of the door that is the nearest to most people


def gaps_of_kind(
    trips: HomeTrips,
    residents: Residents,
    target: FloatArray,
    threshold: Threshold,
    *,
    carried: Carried | None = None,
) -> list[Gap]:
    """
    Return the gap of each village (criteria K1 and K2 of METHODS, § 2).

    Parameters
    ----------
    trips
        The round trips of the homes.
    residents
        Who lives there.
    target
        Target persons in each village, shape (villages,); NaN where their number is unknown.
    threshold
        The limits of this kind.
    carried
        Who is taken along, so that no way of theirs fails; nobody where None.
    """
    limit = threshold.public_transport_minutes
    shares = failing_shares(trips, residents, max_minutes=limit, carried=carried)
    missing = _missing(trips, shares, residents)
    figures = _figures(trips, residents, missing)
    excess = severity(trips.way_minutes, residents, limit=limit)
    if carried is not None:
        excess *= 1 - carried.surely
    return [
        _gap(village, shares, missing[village], target[village], excess[village], figures)
        for village in range(residents.villages)
    ]


def _gap(  # noqa: PLR0913, PLR0917 - the parts of one village
    village: int,
    shares: Shares,
    missing: Missing | None,
    target: float,
    excess: float,
    figures: dict[str, dict[str, FloatArray]],
) -> Gap:
    bounds = shares.bounds
    share = certain(bounds, village)
    known = share is not None
    return Gap(
        status=status_between(bounds.lowest[village], bounds.highest[village]),
        missing=missing,
        share_failing=share,
        share_failing_k1=_known(shares.too_far[village]) if known else None,
        share_failing_k2=_known(shares.no_trip[village]) if known else None,
        share_bounds=_bounds(bounds, village),
        people_failing=None if share is None or np.isnan(target) else float(share * target),
        severity=_known(excess) if known else None,
        minutes_pt=_percentiles(figures["minutes_pt"], village),
        minutes_car=_percentiles(figures["minutes_car"], village),
        ratio_pt_car=_percentiles(figures["ratio_pt_car"], village),
        absence_minutes=_percentiles(figures["absence_minutes"], village),
    )


def _percentiles(values: dict[str, FloatArray], village: int) -> Percentiles:
    return {name: _known(column[village]) for name, column in values.items()}


def _figures(
    trips: HomeTrips, residents: Residents, missing: list[Missing | None]
) -> dict[str, dict[str, FloatArray]]:
    """Return the percentiles of each village by name of their field; NaN where a map is cut."""
    cut_off = np.array([m in {Missing.NO_TIMETABLE, Missing.NO_STREETS} for m in missing])
    by_car = np.where(trips.car_minutes > 0, trips.car_minutes, np.nan)
    found = {
        "minutes_pt": (trips.way_minutes, PERCENTILES),
        "absence_minutes": (trips.absence_minutes, PERCENTILES),
        "ratio_pt_car": (trips.way_minutes / by_car, PERCENTILES[:1]),
    }
    figures = {
        name: {
            f"p{p}": np.where(cut_off, np.nan, weighted_percentile(values, residents, percent=p))
            for p in percents
        }
        for name, (values, percents) in found.items()
    }
    car = {
        f"p{p}": weighted_percentile(trips.car_minutes, residents, percent=p) for p in PERCENTILES
    }
    return figures | {"minutes_car": car}


def _missing(trips: HomeTrips, shares: Shares, residents: Residents) -> list[Missing | None]:
    """Return the input that each village's share hangs on, None where it is certain."""
    covered, bounds, ways = trips.covered, shares.bounds, shares.of_ways
    off_timetable = residents.sum_of(np.where(covered.in_timetable, 0.0, 1.0)) > 0
    off_streets = residents.sum_of(np.where(covered.on_streets, 0.0, 1.0)) > 0
    is_certain = bounds.lowest == bounds.highest
    causes = (
        (np.isnan(bounds.lowest), Missing.NO_PEOPLE),
        (is_certain, None),
        (np.full_like(is_certain, trips.doors == 0), Missing.NO_SERVICES),
        (ways.lowest == ways.highest, Missing.NO_KITA_TRANSPORT),
        (off_streets, Missing.NO_STREETS),
        (off_timetable, Missing.NO_TIMETABLE),
    )
    return [
        next((cause for applies, cause in causes if applies[village]), Missing.NO_HOURS)
        for village in range(residents.villages)
    ]


def certain(bounds: ShareBounds, village: int) -> float | None:
    """Return the share of a village where both bounds are the same, else None."""
    same = bounds.lowest[village] == bounds.highest[village]
    return float(bounds.lowest[village]) if same else None


def _bounds(bounds: ShareBounds, village: int) -> tuple[float, float] | None:
    lowest, highest = float(bounds.lowest[village]), float(bounds.highest[village])
    return None if np.isnan(lowest) else (lowest, highest)


def _known(value: float) -> float | None:
    return None if np.isnan(value) else float(value)
