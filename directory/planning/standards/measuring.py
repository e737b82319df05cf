"""What one standard finds on one day, for every village and every station, as plain data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from geodata.stop_quality.grades import best
from geodata.stop_quality.places import grades_at, shares_of_villages
from geodata.stop_quality.station_grades import (
    longest_wait_one_way,
    station_categories,
    station_figures,
)
from geodata.stop_quality.village_targets import band_of, best_of_village, target_state

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from directory.planning.measuring.question import Question
    from directory.planning.standards.days import DayFacts
    from directory.records.area_tables import Area
    from geodata.stop_quality.catalogue import Standard
    from geodata.stop_quality.grades import GradeTable

    FloatArray = NDArray[np.float64]
    Codes = NDArray[np.int64]
    Plain = dict[str, Any]

FEW = 30  # METHODS, § 2: the share of fewer people says little and tells of single ones
SHARE_DECIMALS, DECIMALS = 4, 1


def graded(standard: Standard, table: GradeTable, facts: DayFacts) -> Plain:
    """Return the shares of each village's people by class, and the class of each station."""
    categories, figures = station_categories(standard, facts.departures, facts.stations)
    at_points = facts.at_points(standard, categories)
    known = covered(facts.question, on_foot=standard.way == "network")
    grades = grades_at(table, at_points, facts.ways(standard), known=known)
    return {
        "villages": shares_plain(facts.question, grades, len(table.names)),
        "stations": _stations_plain(table, categories, figures),
    }


def covered(question: Question, *, on_foot: bool) -> NDArray[np.bool_]:
    """Say for each home whether the timetable covers it and, if asked, a street is near."""
    known = question.networks.in_timetable(question.homes)
    return known & question.networks.on_streets(question.homes) if on_foot else known


def shares_plain(question: Question, grades: Codes, classes: int) -> dict[str, Plain]:
    """Return for each village by AGS the share in each class, without one, and not known."""
    residents = question.residents
    shares = shares_of_villages(
        grades, residents.people, residents.village, villages=residents.villages, classes=classes
    )
    return {
        area.ags: {"shares": None if few(area) else _rounded_all(row), "few": few(area)}
        for area, row in zip(question.villages, shares, strict=True)
    }


def few(area: Area) -> bool:
    """Say whether so few people live in a village that shares of them are not told."""
    return area.population is not None and area.population.people < FEW


def best_stops(standard: Standard, facts: DayFacts) -> Plain:
    """Return for each village what its best stop offers, and whether that keeps the target."""
    everything = np.ones(len(facts.departures.second), dtype=np.bool_)
    figures = station_figures(standard, facts.departures, facts.stations, everything)
    village, station = facts.own_stations
    villages = facts.question.villages
    found, stop = best_of_village(standard, figures, village, station, villages=len(villages))
    one_way = _one_way(standard, facts)
    known = _known_villages(facts.question)
    rows = zip(villages, np.where(known, found, np.nan), stop.tolist(), strict=True)
    return {
        "villages": {
            area.ags: _target(standard, area, figure, _name(facts, at), _at(one_way, at))
            for area, figure, at in rows
        }
    }


def _one_way(standard: Standard, facts: DayFacts) -> FloatArray | None:
    if standard.value != "longest_wait":
        return None
    return longest_wait_one_way(standard, facts.departures, facts.stations)


def _at(figures: FloatArray | None, stop: int) -> float | None:
    return None if figures is None or stop < 0 else rounded(figures[stop], DECIMALS)


def _name(facts: DayFacts, stop: int) -> str | None:
    return None if stop < 0 else str(facts.stations.names[stop])


def _target(
    standard: Standard, area: Area, figure: float, stop: str | None, one_way: float | None
) -> Plain:
    people = np.nan if area.population is None else area.population.people
    return {
        "state": target_state(standard, people, figure).value,
        "figure": rounded(figure, DECIMALS),
        "stop": stop,
        "one_way": one_way,
        "target": dict(band_of(standard, people) or {}) or None,
    }


def _known_villages(question: Question) -> NDArray[np.bool_]:
    """Say for each village whether the timetable covers all of its homes; those without have none."""
    residents, known = question.residents, covered(question, on_foot=False)
    homes = np.bincount(residents.village, minlength=residents.villages)
    inside = np.bincount(residents.village[known], minlength=residents.villages)
    return np.asarray((homes > 0) & (inside == homes), dtype=np.bool_)


def _stations_plain(
    table: GradeTable, categories: Codes, figures: Mapping[str, FloatArray]
) -> list[Plain]:
    """Return each station's class at its door and its figures, in the order of the stations."""
    here = np.zeros(categories.shape)
    grades = best(
        np.stack([table.grade_of(c, m) for c, m in zip(categories, here, strict=True)]), axis=0
    )
    return [
        {
            "grade": table.names[grade - 1] if grade else None,
            "figures": {
                group: rounded(of_all[number], DECIMALS)
                for group, of_all in figures.items()
                if np.isfinite(of_all[number])
            },
        }
        for number, grade in enumerate(grades.tolist())
    ]


def _rounded_all(row: FloatArray) -> list[float] | None:
    return None if np.isnan(row).any() else [round(float(x), SHARE_DECIMALS) for x in row]


def rounded(value: float, decimals: int) -> float | None:
    """Return a rounded figure; None where it is not known or without end."""
    return round(float(value), decimals) if np.isfinite(value) else None
