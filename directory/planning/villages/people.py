"""The figures of a village that no kind of service enters: people, area, children."""

from __future__ import annotations

from typing import TYPE_CHECKING

from directory.planning.secrecy import counted
from directory.planning.villages.figures import LAND, PEOPLE, Figure, How, chosen

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from directory.planning.plain_results import Input, PlainResults
    from directory.records.area_tables import Area

ESTIMATE = ("Schätzung",)
AGES = (
    ("Kinder unter 3", "under_3"),
    ("Kinder unter 6", "under_6"),
    ("unter 18", "under_18"),
)


def people_figures(area: Area, results: PlainResults) -> list[Figure]:
    """Return population, area, density and children of a village."""
    population, inputs = area.population, results.inputs
    official = How(
        "Amtliche Einwohnerzahl der Gemeinde, unverändert übernommen.", chosen(inputs, PEOPLE[:1])
    )
    if population is None:
        return [Figure("Einwohnerinnen und Einwohner", "nicht bekannt", official)]
    density = (
        f"{population.people / population.area_km2:.0f} je km²" if population.area_km2 else "–"
    )
    return [
        Figure(
            "Einwohnerinnen und Einwohner",
            f"{population.people:,.0f}".replace(",", ".") + _since(population.people_date),
            official,
        ),
        Figure(
            "Fläche",
            "–"
            if population.area_km2 is None
            else f"{population.area_km2:.1f} km²".replace(".", ","),
            How("Amtliche Fläche der Gemeinde.", chosen(inputs, LAND)),
        ),
        Figure(
            "Bevölkerungsdichte",
            density,
            How("Einwohnerzahl geteilt durch Fläche.", chosen(inputs, LAND)),
        ),
        *_children(area, inputs),
    ]


def _children(area: Area, inputs: Mapping[str, Input]) -> list[Figure]:
    population = area.population
    if population is None:
        return []
    how = How(
        f"Zahl der Altersgruppe{_since(population.ages_date)}, geteilt durch die Einwohnerzahl "
        "desselben Tages, mal heutige Einwohnerzahl. Zahlen unter 5 werden nicht gezeigt.",
        chosen(inputs, PEOPLE[:1]),
    )
    marks = ESTIMATE if population.ages_are_estimates else ()
    return [
        Figure(label, counted(population.scaled(getattr(population, group))), how, marks)
        for label, group in AGES
    ]


def _since(day: date | None) -> str:
    return "" if day is None else f" ({day.day}.{day.month}.{day.year})"
