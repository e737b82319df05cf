"""Inhabitants and children of each municipality, as the statistical offices publish them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geodata.sources.population_grid import GridCells
from geodata.sources.population_parts import PartResidents

if TYPE_CHECKING:
    from datetime import date

__all__ = ["GridCells", "MunicipalPopulation", "PartResidents"]


@dataclass(frozen=True)
class MunicipalPopulation:
    """
    The people of one municipality; None and "" mean that the table does not say.

    `population` is of `population_date`; the age groups, in completed years and
    inclusive at both ends, and their total `population_of_ages` are of `ages_date`.
    """

    ags: str
    ars: str
    name: str
    association: str
    area_km2: float | None
    population: float
    population_date: date | None
    under_3: float | None
    age_3_to_5: float | None
    age_6_to_9: float | None
    age_10_to_14: float | None
    age_15_to_17: float | None
    under_18: float | None
    population_of_ages: float | None
    ages_date: date | None
    postal_code: str
    longitude: float | None
    latitude: float | None
