"""The way to the nearest central place, by bus and train and by car, for every home."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from directory.planning.standards.measuring import (
    SHARE_DECIMALS,
    covered,
    few,
    rounded,
    shares_plain,
)
from geodata.points import Points
from geodata.searches.one_way import shortest_durations
from geodata.stop_quality.catalogue import LEVELS
from geodata.stop_quality.grades import row_of
from geodata.stop_quality.places import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from directory.planning.measuring.question import Question
    from directory.planning.standards.days import DayFacts
    from geodata.stop_quality.catalogue import Centre, Standard

    FloatArray = NDArray[np.float64]
    Plain = dict[str, Any]

S_PER_MINUTE = 60


@dataclass(frozen=True)
class CentreMinutes:
    """
    Minutes from every home to every central place on one day; NaN where there is no way.

    Parameters
    ----------
    public_transport, car
        Shape (homes, centres).
    levels
        Rank of each centre in LEVELS, shape (centres,).
    """

    public_transport: FloatArray
    car: FloatArray
    levels: NDArray[np.int64]


def centre_minutes(
    facts: DayFacts, centres: Sequence[Centre], window_s: tuple[int, int]
) -> CentreMinutes:
    """Return the shortest ways of a day to each centre, arriving within the window."""
    networks, homes = facts.question.networks, facts.question.homes
    points = Points.of(*((centre.longitude, centre.latitude) for centre in centres))
    by_bus = shortest_durations(
        networks.transit(facts.date),
        homes,
        points,
        earliest_arrival_s=window_s[0],
        latest_arrival_s=window_s[1],
    )
    by_car = networks.car.travel_seconds(homes, points) / S_PER_MINUTE
    levels = np.array([LEVELS.index(centre.level) for centre in centres], dtype=np.int64)
    return CentreMinutes(by_bus, by_car, levels)


def within_reach(standard: Standard, facts: DayFacts, minutes: CentreMinutes) -> Plain:
    """Return for each village and level the share of people who reach a centre in time."""
    question = facts.question
    known = covered(question, on_foot=True)
    by_level = {
        str(limit["level"]): _shares(question, minutes, limit, known) for limit in standard.limits
    }
    return {
        "villages": {
            area.ags: {
                "few": few(area),
                "levels": {
                    level: None if few(area) or shares is None else shares[number]
                    for level, shares in by_level.items()
                },
            }
            for number, area in enumerate(question.villages)
        }
    }


def _shares(
    question: Question, minutes: CentreMinutes, limit: Mapping[str, Any], known: NDArray[np.bool_]
) -> list[dict[str, float | None]] | None:
    """
    Return for each village the shares by either mode.

    None where no centre of just this level is named: then it is not known where they are, however
    near a higher one may be.
    """
    level = LEVELS.index(limit["level"])
    if not (minutes.levels == level).any():
        return None
    serves = minutes.levels >= level
    residents = question.residents
    people = residents.sum_of(residents.people)
    unknown = residents.sum_of(np.where(known, 0.0, residents.people)) > 0
    shares = {}
    for mode in ("public_transport", "car"):
        nearest = np.fmin.reduce(getattr(minutes, mode)[:, serves], axis=1)
        reached = np.where(nearest <= limit[f"{mode}_minutes"], residents.people, 0.0)
        with np.errstate(invalid="ignore", divide="ignore"):
            shares[mode] = np.where(unknown, np.nan, residents.sum_of(reached) / people)
    return [
        {mode: rounded(of_all[number], SHARE_DECIMALS) for mode, of_all in shares.items()}
        for number in range(residents.villages)
    ]


def ratios(standard: Standard, facts: DayFacts, minutes: CentreMinutes) -> Plain:
    """Return the shares of each village's people by how much longer bus and train take than a car."""
    by_bus = minutes.public_transport
    served = np.isfinite(by_bus).any(axis=1)
    nearest = np.where(np.isfinite(by_bus), by_bus, np.inf).argmin(axis=1)
    row = np.arange(len(by_bus))
    with np.errstate(invalid="ignore", divide="ignore"):
        ratio = np.where(served, by_bus[row, nearest] / minutes.car[row, nearest], np.nan)
    grades = row_of(standard.rows, ratio) + 1
    known = covered(facts.question, on_foot=True) & (~served | np.isfinite(ratio))
    return {
        "villages": shares_plain(
            facts.question, np.where(known, grades, UNKNOWN), len(standard.names)
        )
    }
