"""The columns of a Kita that its Bedarfsplan has: ages, hours of care, whose Kita, social work."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geodata.errors import RowError
from geodata.sources.clock_cells import places_with_parts, weekdays
from geodata.sources.fields import not_negative, optional_count, text, yes_or_no

if TYPE_CHECKING:
    from collections.abc import Mapping

PLACES, SOCIAL_WORK = "Plätze", "Kita-Sozialarbeit"
PLACES_BY_AGE = {
    "places_under_2": "Plätze unter 2",
    "places_from_2": "Plätze ab 2",
    "places_from_3": "Plätze ab 3",
}
CHILDREN_BY_AGE = {
    "children_under_2": "Kinder unter 2",
    "children_from_2": "Kinder ab 2",
    "children_from_3": "Kinder ab 3",
}
PLACES_BY_HOURS = {
    "places_to_7_hours": "Plätze bis 7 Stunden",
    "places_over_7_hours": "Plätze über 7 Stunden",
}
COUNT_COLUMNS: dict[str, str] = PLACES_BY_AGE | CHILDREN_BY_AGE | PLACES_BY_HOURS
PLAN_COLUMNS: dict[str, str] = {
    **COUNT_COLUMNS,
    "assigned": "Zugeordnete Orte",
    "social_work_hours": "Kita-Sozialarbeit Wochenstunden",
    "social_work_days": "Kita-Sozialarbeit Tage",
    "social_work_deputy": "Kita-Sozialarbeit Vertretung",
}


@dataclass(frozen=True)
class KitaPlan:
    """
    What the Bedarfsplan says of one Kita; None and "" mean that the list does not say.

    Ages are completed years: under 2, 2 (until the third birthday), from 3 (until school).
    `assigned` holds (AGS, part) of the villages that the plan gives to this Kita, "" as part for
    all of a village; `social_work_days` are weekdays as digits, 0 is Monday.
    """

    places_under_2: int | None = None
    places_from_2: int | None = None
    places_from_3: int | None = None
    children_under_2: int | None = None
    children_from_2: int | None = None
    children_from_3: int | None = None
    places_to_7_hours: int | None = None
    places_over_7_hours: int | None = None
    assigned: tuple[tuple[str, str], ...] = ()
    social_work_hours: float | None = None
    social_work_days: str = ""
    social_work_deputy: str = ""


NO_PLAN = KitaPlan()


def read_plan(row: Mapping[str, str]) -> KitaPlan:
    """Return the plan in a row; raises RowError naming the first column at fault."""
    for columns in (PLACES_BY_AGE, PLACES_BY_HOURS):
        _refuse_more_than_places(row, tuple(columns.values()))
    return KitaPlan(
        **{name: optional_count(row, column) for name, column in COUNT_COLUMNS.items()},
        assigned=places_with_parts(row, PLAN_COLUMNS["assigned"]),
        social_work_hours=_social_work_hours(row),
        social_work_days=weekdays(row, PLAN_COLUMNS["social_work_days"]),
        social_work_deputy=text(row, PLAN_COLUMNS["social_work_deputy"]),
    )


def _refuse_more_than_places(row: Mapping[str, str], columns: tuple[str, ...]) -> None:
    places = optional_count(row, PLACES)
    parts = [optional_count(row, column) for column in columns]
    total = sum(part for part in parts if part is not None)
    if places is not None and total > places:
        problem = f"{' and '.join(columns)} are {total} together, more than {PLACES}, {places}"
        raise RowError(columns[-1], problem)


def _social_work_hours(row: Mapping[str, str]) -> float | None:
    field = PLAN_COLUMNS["social_work_hours"]
    hours = not_negative(row, field)
    if hours and yes_or_no(row, SOCIAL_WORK) is False:
        raise RowError(field, f"{hours:g} hours, but {SOCIAL_WORK} is nein")
    return hours
